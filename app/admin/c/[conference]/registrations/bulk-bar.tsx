import { useTranslations } from "next-intl";
import { Button } from "@/components/ui/button";
import { isGrave, MANY_ACTS, permissionOf } from "@/lib/registration/many/acts";
import type { AtDesk } from "../../../guard";

/** What can be done to the ticked rows, or to all that the list finds; a press leads to a page that says how many. */
export function BulkBar({ at, count }: { at: AtDesk; count: number }) {
  const t = useTranslations("admin-registrations");
  const acts = MANY_ACTS.filter((act) => at.may(permissionOf(act)));
  const mayMail = at.may("registrations.mail");
  if (!mayMail && acts.length === 0) return null;
  return (
    <div className="flex flex-wrap items-center justify-between gap-x-4 gap-y-2 bg-ink px-3 py-2 text-paper">
      <fieldset className="flex flex-wrap gap-x-4">
        <legend className="sr-only">{t("for-whom")}</legend>
        <label className="inline-flex items-center gap-2 py-1">
          <input type="radio" name="scope" value="ticked" defaultChecked />
          {t("the-ticked")}
        </label>
        <label className="inline-flex items-center gap-2 py-1">
          <input type="radio" name="scope" value="all" />
          {t("all-found", { count })}
        </label>
      </fieldset>
      <span className="flex flex-wrap gap-2">
        {mayMail && (
          <Button type="submit" name="act" value="mail" size="dense">
            {t("acts.mail")}
          </Button>
        )}
        {acts.map((act) => (
          <Button key={act} type="submit" name="act" value={act} size="dense" look={isGrave(act) ? "danger" : "second"}>
            {t(`acts.${act}`)}
          </Button>
        ))}
      </span>
    </div>
  );
}
