import type { Metadata } from "next";
import { getLocale, getTranslations } from "next-intl/server";
import { Button } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { TextInput } from "@/components/ui/text-input";
import type { Locale } from "@/lib/i18n/locales";
import { formatMoney } from "@/lib/money/format";
import { listApprovals, nameOf } from "@/lib/payments/load-payment";
import { formatDate } from "@/lib/time/format";
import { instituteOf } from "@/lib/work-list/load-work-list";
import { registrationPage } from "../../../../act";
import { Desk } from "../../../../desk";
import { requireAtDesk } from "../../../../guard";
import { Outcome } from "../../../../outcome";
import { paymentsPage } from "../payments-frame";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("admin-payments"))("approvals.title") };
}

/** Purchase orders that wait for a decision: whether the institute may pay. */
export default async function ApprovalsPage({
  params,
  searchParams,
}: PageProps<"/admin/c/[conference]/payments/approvals">) {
  const { conference: slug } = await params;
  const page = `${paymentsPage(slug)}/approvals`;
  const at = await requireAtDesk(slug, "orders.decide", page);
  const orders = await listApprovals(at.conference.id);
  const t = await getTranslations("admin-payments.approvals");
  const locale = (await getLocale()) as Locale;
  return (
    <Desk at={at} current="payments" title={t("title")}>
      <Outcome searchParams={await searchParams} />
      {orders.length === 0 ? (
        <div className="mt-6">
          <EmptyState title={t("none")}>{t("none-do")}</EmptyState>
        </div>
      ) : (
        <ul className="mt-4">
          {orders.map((order) => (
            <li key={order.publicId} className="border-rule border-t py-4">
              <p className="flex flex-wrap items-baseline gap-x-3">
                <a href={registrationPage(slug, order.payer.publicId)} className="font-semibold">
                  {nameOf(order.payer)}
                </a>
                <span className="num">
                  {formatMoney({ minor: order.totalMinor, currency: order.currency }, locale)}
                </span>
                <span className="text-ink-soft">
                  {t("since", { day: formatDate(order.placedAt ?? order.createdAt, at.conference.timeZone, locale) })}
                </span>
              </p>
              <p>{t("institute", { institute: instituteOf(order.purchaseOrder) })}</p>
              <form
                action={`/admin/c/${slug}/orders/${order.publicId}/decide`}
                method="post"
                className="mt-2 flex flex-wrap items-end gap-2"
              >
                <input type="hidden" name="back" value="approvals" />
                <div className="w-72 max-w-full">
                  <TextInput
                    name="reason"
                    id={`reason-${order.publicId}`}
                    label={t("reason")}
                    optional
                    maxLength={500}
                  />
                </div>
                <Button
                  type="submit"
                  name="decision"
                  value="approve"
                  size="middle"
                  aria-label={t("approve-of", { name: nameOf(order.payer) })}
                >
                  {t("approve")}
                </Button>
                <Button
                  type="submit"
                  name="decision"
                  value="decline"
                  size="middle"
                  look="danger"
                  aria-label={t("decline-of", { name: nameOf(order.payer) })}
                >
                  {t("decline")}
                </Button>
              </form>
            </li>
          ))}
        </ul>
      )}
    </Desk>
  );
}
