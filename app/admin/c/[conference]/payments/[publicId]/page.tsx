import type { Metadata } from "next";
import { getLocale, getTranslations } from "next-intl/server";
import { StateMark } from "@/components/staff/state-mark";
import { ButtonLink } from "@/components/ui/button";
import { DataTable } from "@/components/ui/data-table";
import { DefinitionList } from "@/components/ui/definition-list";
import { Section } from "@/components/ui/section";
import type { Locale } from "@/lib/i18n/locales";
import { formatMoney } from "@/lib/money/format";
import { type DeskPayment, historyOfPayment, loadPayment, nameOf } from "@/lib/payments/load-payment";
import { formatDateTime } from "@/lib/time/format";
import { registrationPage } from "../../../../act";
import { Desk } from "../../../../desk";
import { type AtDesk, leaveUnknown, requireAtDesk } from "../../../../guard";
import { Outcome } from "../../../../outcome";
import { ObjectHistory } from "../../audit/object-history";
import { paymentPage } from "../payments-frame";
import { RefundRow } from "./refund-row";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("admin-payments"))("one") };
}

/** One payment: whose it is, where its money lies, what went back, and what was done with it. */
export default async function PaymentPage({
  params,
  searchParams,
}: PageProps<"/admin/c/[conference]/payments/[publicId]">) {
  const { conference: slug, publicId } = await params;
  const page = paymentPage(slug, publicId);
  const at = await requireAtDesk(slug, "payments.see", page);
  const payment = await loadPayment(at.conference.id, publicId);
  if (!payment) leaveUnknown(slug);
  const t = await getTranslations("admin-payments");
  const locale = (await getLocale()) as Locale;
  const title = t("title-of", {
    way: t(`ways.${payment.way}`),
    sum: formatMoney({ minor: payment.amountMinor, currency: payment.currency }, locale),
  });
  return (
    <Desk at={at} current="payments" title={title} aside={<StateMark group="payment" state={payment.state} />}>
      <Outcome searchParams={await searchParams} />
      <Facts payment={payment} at={at} />
      {payment.ledger.length > 0 && <Ledger payment={payment} at={at} />}
      {payment.refunds.length > 0 && (
        <Section title={t("refunds")} className="mt-8">
          <ul className="mt-2">
            {payment.refunds.map((refund) => (
              <RefundRow key={refund.publicId} refund={refund} payment={payment} at={at} />
            ))}
          </ul>
        </Section>
      )}
      {payment.sources.length > 0 && at.may("payments.refund") && (
        <p className="mt-6">
          <ButtonLink href={`${page}/refund`} size="middle">
            {t("refund.open")}
          </ButtonLink>
        </p>
      )}
      <ObjectHistory at={at} objects={historyOfPayment(payment)} />
    </Desk>
  );
}

async function Facts({ payment, at }: { payment: DeskPayment; at: AtDesk }) {
  const t = await getTranslations("admin-payments");
  const locale = (await getLocale()) as Locale;
  const { order, providerId, checkoutId, cardLastFour, note, confirmedAt } = payment;
  const facts = [
    order && {
      term: t("who"),
      value: <a href={registrationPage(at.conference.slug, order.payer.publicId)}>{nameOf(order.payer)}</a>,
    },
    order && { term: t("order-head"), value: String(order.number) },
    order && { term: t("reference"), value: order.reference, code: true },
    confirmedAt && { term: t("came"), value: formatDateTime(confirmedAt, at.conference.timeZone, locale) },
    cardLastFour && { term: t("card"), value: t("card-ends", { digits: cardLastFour }) },
    providerId && { term: t("provider-id"), value: providerId, code: true },
    checkoutId && { term: t("checkout-id"), value: checkoutId, code: true },
    note && { term: t("note"), value: note },
  ];
  return <DefinitionList className="mt-4 max-w-prose" items={facts.filter((fact) => fact !== null && fact !== "")} />;
}

async function Ledger({ payment, at }: { payment: DeskPayment; at: AtDesk }) {
  const t = await getTranslations("admin-payments");
  const locale = (await getLocale()) as Locale;
  return (
    <Section title={t("ledger")} intro={t("ledger-intro")} className="mt-8">
      <div className="mt-3">
        <DataTable
          caption={t("ledger")}
          columns={[
            { key: "what", head: t("what") },
            { key: "where", head: t("where"), width: "w-32" },
            { key: "amount", head: t("amount"), width: "w-32", align: "right" },
          ]}
          rows={payment.ledger.map((entry) => ({
            key: String(entry.id),
            cells: {
              what: (
                <>
                  {t(`kinds.${entry.kind}`)}
                  <small>{formatDateTime(entry.at, at.conference.timeZone, locale)}</small>
                </>
              ),
              where: entry.order ? t("order", { number: entry.order.number }) : t("in-suspense"),
              amount: (
                <span className="num">
                  {formatMoney({ minor: entry.amountMinor, currency: entry.currency }, locale)}
                </span>
              ),
            },
          }))}
        />
      </div>
    </Section>
  );
}
