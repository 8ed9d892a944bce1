import { useTranslations } from "next-intl";
import { Button } from "@/components/ui/button";
import type { listStaffHere } from "@/lib/auth/roles-here";
import { Role } from "@/lib/db/generated/enums";

type Person = Awaited<ReturnType<typeof listStaffHere>>[number];
type StaffRowProps = { person: Person; page: string; isSelf: boolean };

/** One person with their role here, which another can take its place, or be taken away. */
export function StaffRow({ person, page, isSelf }: StaffRowProps) {
  const t = useTranslations("admin-account.staff");
  const roles = useTranslations("admin.desk.roles");
  const { id, name, email, role, isEverywhere, hasSecondFactor } = person;
  return (
    <li className="flex flex-wrap items-center justify-between gap-x-4 gap-y-2 border-rule border-b py-2">
      <span className="min-w-0 [overflow-wrap:anywhere]">
        <b>{name}</b> {isSelf && <span className="text-ink-soft">{t("you")}</span>}
        <span className="block text-xs text-ink-soft">
          {email}, {t(hasSecondFactor ? "with-second-factor" : "without-second-factor")}
        </span>
      </span>
      {isEverywhere ? (
        <span className="text-ink-soft">{t("everywhere", { role: roles(role) })}</span>
      ) : (
        <span className="flex flex-wrap items-center gap-2">
          <form action={`${page}/${id}/role`} method="post" className="flex items-center gap-2">
            <select
              name="role"
              defaultValue={role}
              key={role}
              aria-label={t("role-of", { name })}
              className="min-h-control-dense rounded border border-edge bg-sheet px-2"
            >
              {Object.values(Role).map((one) => (
                <option key={one} value={one}>
                  {roles(one)}
                </option>
              ))}
            </select>
            <Button type="submit" size="dense" aria-label={t("change-of", { name })}>
              {t("change")}
            </Button>
          </form>
          <form action={`${page}/${id}/remove`} method="post">
            <Button type="submit" size="dense" look="danger" aria-label={t("remove-of", { name })}>
              {t("remove")}
            </Button>
          </form>
        </span>
      )}
    </li>
  );
}
