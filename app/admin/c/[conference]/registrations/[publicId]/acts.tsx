import { useTranslations } from "next-intl";
import { Button, ButtonLink } from "@/components/ui/button";
import type { DeskView } from "@/lib/registration/load-for-desk";
import { registrationPage } from "../../../../act";
import type { AtDesk } from "../../../../guard";

/** What staff may do with a registration, each act with a page of its own. */
export function Acts({ view, at }: { view: DeskView; at: AtDesk }) {
  const t = useTranslations("admin-registration.acts");
  const { registration, orders } = view;
  const page = registrationPage(at.conference.slug, registration.publicId);
  const isOpen = registration.state === "draft" || registration.state === "active";
  const order = orders.find(({ state }) => state === "draft" || state === "placed");
  if (registration.state === "erased") return null;
  const mayEdit = at.may("registrations.edit");
  const links = [
    ...(mayEdit && isOpen ? [{ href: `${page}/edit`, label: t("edit") }] : []),
    ...(mayEdit && isOpen
      ? [{ href: `${page}/order/${order?.publicId ?? "new"}`, label: t(order ? "amend" : "add-order") }]
      : []),
    ...(at.may("registrations.mail") ? [{ href: `${page}/write`, label: t("write") }] : []),
    ...(mayEdit && isOpen ? [{ href: `${page}/transfer`, label: t("transfer") }] : []),
    ...(mayEdit && isOpen ? [{ href: `${page}/cancel`, label: t("cancel") }] : []),
  ];
  if (links.length === 0) return null;
  return (
    <nav aria-label={t("title")} className="mt-4 flex flex-wrap gap-2">
      {links.map(({ href, label }) => (
        <ButtonLink key={href} href={href} size="middle">
          {label}
        </ButtonLink>
      ))}
      {mayEdit && (
        <form action={`${page}/test-person`} method="post">
          <Button type="submit" name="test" value={registration.isTest ? "no" : "yes"} size="middle" look="quiet">
            {t(registration.isTest ? "unmark-as-test" : "mark-as-test")}
          </Button>
        </form>
      )}
    </nav>
  );
}
