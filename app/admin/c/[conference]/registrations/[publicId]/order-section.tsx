import { useLocale, useTranslations } from "next-intl";
import { StateMark } from "@/components/staff/state-mark";
import { Button } from "@/components/ui/button";
import { DataTable } from "@/components/ui/data-table";
import { DefinitionList } from "@/components/ui/definition-list";
import { Note } from "@/components/ui/note";
import { Section } from "@/components/ui/section";
import { TextInput } from "@/components/ui/text-input";
import { promotionNote } from "@/lib/documents/promotion-note";
import { formatAmount, formatMoney } from "@/lib/money/format";
import { toDecimal } from "@/lib/money/money";
import type { DeskOrder, DeskView } from "@/lib/registration/load-for-desk";
import { formatDateTime } from "@/lib/time/format";
import { instituteOf } from "@/lib/work-list/load-work-list";
import type { AtDesk } from "../../../../guard";
import { useReasons } from "../../reasons";

type OrderSectionProps = { order: DeskOrder; view: DeskView; at: AtDesk };

/** One order: its lines, what arrived and is missing, its payments, and the decisions that wait. */
export function OrderSection({ order, view, at }: OrderSectionProps) {
  const t = useTranslations("admin.registration");
  const about = useTranslations("admin-registration.orders");
  const states = useTranslations("states.order");
  const reasons = useReasons();
  const locale = useLocale();
  const { currency } = order;
  const sum = (minor: number) => formatMoney({ minor, currency }, locale);
  return (
    <Section title={t("order", { number: order.number })} intro={states(order.state)} className="mt-8">
      {order.suspense.map(({ id, amountMinor, currency: other, reason }) => (
        <Note
          key={id}
          tone="bad"
          title={t("suspense", { sum: formatMoney({ minor: amountMinor, currency: other }, locale) })}
        >
          {reasons.suspense(reason)}
        </Note>
      ))}
      <div className="mt-3">
        <DataTable
          caption={t("lines")}
          columns={[
            { key: "name", head: t("item") },
            { key: "count", head: t("count"), align: "right", width: "w-16" },
            { key: "gross", head: t("amount-in", { currency }), align: "right", width: "w-28" },
          ]}
          rows={order.lines.map((line) => ({
            key: String(line.id),
            cells: {
              name: (
                <>
                  {line.name}
                  <small>
                    {[line.windowLabel, promotionNote(line, currency, locale), ...line.guests.map(({ name }) => name)]
                      .filter(Boolean)
                      .join(", ")}
                  </small>
                  {line.priceReason && <small>{about("price-set", { reason: line.priceReason })}</small>}
                </>
              ),
              count: <span className="num">{line.quantity}</span>,
              gross: <span className="num">{formatAmount({ minor: line.grossMinor, currency }, locale)}</span>,
            },
          }))}
        />
      </div>
      <DefinitionList
        className="mt-3 max-w-prose"
        items={[
          { term: t("total"), value: sum(order.totalMinor) },
          { term: t("received"), value: sum(order.receivedMinor) },
          { term: t("missing"), value: sum(order.missingMinor) },
          { term: t("reference"), value: order.reference, code: true },
        ]}
      />
      {order.awaitsApproval && at.may("orders.decide") && <Decision order={order} slug={at.conference.slug} />}
      {order.payments.map((payment) => (
        <Payment key={payment.publicId} payment={payment} order={order} view={view} at={at} />
      ))}
    </Section>
  );
}

/** Whether an institute may pay. */
function Decision({ order, slug }: { order: DeskOrder; slug: string }) {
  const t = useTranslations("admin.registration");
  return (
    <form action={`/admin/c/${slug}/orders/${order.publicId}/decide`} method="post" className="mt-4 max-w-prose">
      <Note tone="wait" title={t("asks-to-pay", { institute: instituteOf(order.purchaseOrder) })}>
        {t("asks-to-pay-do")}
      </Note>
      <div className="mt-3">
        <TextInput name="reason" label={t("decline-reason")} hint={t("decline-reason-hint")} optional maxLength={500} />
      </div>
      <p className="mt-3 flex flex-wrap gap-2">
        <Button type="submit" name="decision" value="approve" size="middle" look="primary">
          {t("approve")}
        </Button>
        <Button type="submit" name="decision" value="decline" size="middle" look="danger">
          {t("decline")}
        </Button>
      </p>
    </form>
  );
}

type PaymentProps = OrderSectionProps & { payment: DeskOrder["payments"][number] };

/** One payment, with the form that books the money where staff saw it. */
function Payment({ payment, order, view, at }: PaymentProps) {
  const t = useTranslations("admin.registration");
  const locale = useLocale();
  const { way, state, amountMinor, currency, publicId, confirmedAt } = payment;
  const isOnSite = way === "on_site";
  const permission = isOnSite ? "payments.take-on-site" : "payments.confirm-transfer";
  const isAwaited = state === "pending" && (isOnSite || way === "transfer" || way === "purchase_order");
  const mayConfirm = isAwaited && !order.awaitsApproval && at.may(permission);
  const time = confirmedAt && formatDateTime(confirmedAt, view.registration.conference.timeZone, locale);
  return (
    <div className="mt-4 border-rule border-t pt-3">
      <p className="flex flex-wrap items-baseline gap-x-3">
        <b>{t(`ways.${way}`)}</b>
        <span className="num">{formatMoney({ minor: amountMinor, currency }, locale)}</span>
        <StateMark group="payment" state={state} />
        {time && <span className="text-ink-soft">{time}</span>}
      </p>
      {mayConfirm && (
        <form
          action={`/admin/c/${at.conference.slug}/payments/${publicId}/confirm`}
          method="post"
          className="mt-3 flex flex-wrap items-end gap-3"
        >
          <div className="w-44">
            <TextInput
              id={`amount-${publicId}`}
              name="amount"
              label={t("amount-in", { currency })}
              inputMode="decimal"
              defaultValue={toDecimal({ minor: order.missingMinor || amountMinor, currency })}
            />
          </div>
          <Button type="submit" size="middle" className="mb-0.5">
            {isOnSite ? t("confirm-on-site") : t("confirm-transfer")}
          </Button>
        </form>
      )}
    </div>
  );
}
