import { getTranslations } from "next-intl/server";
import { ButtonLink } from "@/components/ui/button";
import type { AtDesk } from "../../../guard";

/** The pages of a payment and of the list, by address. */
export function paymentsPage(slug: string): string {
  return `/admin/c/${encodeURIComponent(slug)}/payments`;
}
export function paymentPage(slug: string, publicId: string): string {
  return `${paymentsPage(slug)}/${encodeURIComponent(publicId)}`;
}
export function suspensePage(slug: string): string {
  return `/admin/c/${encodeURIComponent(slug)}/suspense`;
}

/** At the right of the title: what else is done with money. */
export async function PaymentActs({ at }: { at: AtDesk }) {
  const t = await getTranslations("admin-payments");
  const page = paymentsPage(at.conference.slug);
  return (
    <span className="flex flex-wrap gap-2">
      {at.may("orders.decide") && (
        <ButtonLink href={`${page}/approvals`} size="dense">
          {t("approvals.open")}
        </ButtonLink>
      )}
      {at.may("payments.take-on-site") && (
        <ButtonLink href={`${page}/receive`} size="dense" look="primary">
          {t("receive.open")}
        </ButtonLink>
      )}
    </span>
  );
}
