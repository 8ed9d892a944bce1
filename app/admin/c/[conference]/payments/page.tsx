import type { Metadata } from "next";
import { getLocale, getTranslations } from "next-intl/server";
import { StateMark } from "@/components/staff/state-mark";
import { Button, ButtonLink } from "@/components/ui/button";
import { DataTable } from "@/components/ui/data-table";
import { DateInput } from "@/components/ui/date-input";
import { DefinitionList } from "@/components/ui/definition-list";
import { EmptyState } from "@/components/ui/empty-state";
import { Select } from "@/components/ui/select";
import { TextInput } from "@/components/ui/text-input";
import type { Locale } from "@/lib/i18n/locales";
import { formatAmount, formatMoney } from "@/lib/money/format";
import {
  type ListedPayment,
  listPayments,
  PAYMENT_STATES,
  PAYMENT_WAYS,
  PAYMENTS_PAGE,
} from "@/lib/payments/list-payments";
import { formatDate } from "@/lib/time/format";
import { Desk } from "../../../desk";
import { requireAtDesk } from "../../../guard";
import { Outcome } from "../../../outcome";
import { PaymentActs, paymentPage, paymentsPage } from "./payments-frame";
import { readPaymentQuestion } from "./read-payment-question";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("admin-payments"))("title") };
}

/** All payments of a conference, newest first, with the sums of what was found. */
export default async function PaymentsPage({ params, searchParams }: PageProps<"/admin/c/[conference]/payments">) {
  const { conference: slug } = await params;
  const page = paymentsPage(slug);
  const at = await requireAtDesk(slug, "payments.see", page);
  const said = await searchParams;
  const { question, typed } = readPaymentQuestion(said, at.conference.timeZone);
  const { rows, sums } = await listPayments(at.conference.id, question);
  const t = await getTranslations("admin-payments");
  const states = await getTranslations("states.payment");
  const locale = (await getLocale()) as Locale;
  const toPage = (number: number) => `${page}?${new URLSearchParams({ ...typed, page: String(number) })}`;
  return (
    <Desk at={at} current="payments" title={t("title")} aside={<PaymentActs at={at} />}>
      <Outcome searchParams={said} />
      <search>
        <form action={page} className="mt-4 flex flex-wrap items-end gap-3">
          <TextInput name="q" type="search" label={t("search")} optional="unsaid" defaultValue={typed.q ?? ""} />
          <Select
            name="way"
            label={t("way")}
            optional="unsaid"
            defaultValue={typed.way ?? ""}
            options={[
              { value: "", label: t("any-way") },
              ...PAYMENT_WAYS.map((way) => ({ value: way, label: t(`ways.${way}`) })),
            ]}
          />
          <Select
            name="state"
            label={t("state")}
            optional="unsaid"
            defaultValue={typed.state ?? ""}
            options={[
              { value: "", label: t("any-state") },
              ...PAYMENT_STATES.map((state) => ({ value: state, label: states(state) })),
            ]}
          />
          <DateInput name="from" label={t("from")} optional="unsaid" defaultValue={typed.from ?? ""} />
          <DateInput name="until" label={t("until")} optional="unsaid" defaultValue={typed.until ?? ""} />
          <Button type="submit" size="middle" className="mb-0.5">
            {t("find")}
          </Button>
        </form>
      </search>
      {rows.length === 0 ? (
        <div className="mt-6">
          <EmptyState title={t("none")}>{t("none-do")}</EmptyState>
        </div>
      ) : (
        <>
          <DefinitionList
            className="mt-6 max-w-prose"
            items={sums.map(({ state, currency, count, minor }) => ({
              term: states(state),
              value: <span className="num">{t("sum", { sum: formatMoney({ minor, currency }, locale), count })}</span>,
            }))}
          />
          <div className="mt-4">
            <PaymentsTable rows={rows.slice(0, PAYMENTS_PAGE)} slug={slug} zone={at.conference.timeZone} />
          </div>
          <p className="mt-4 flex gap-2">
            {question.page > 1 && (
              <ButtonLink href={toPage(question.page - 1)} size="middle">
                {t("newer")}
              </ButtonLink>
            )}
            {rows.length > PAYMENTS_PAGE && (
              <ButtonLink href={toPage(question.page + 1)} size="middle">
                {t("older")}
              </ButtonLink>
            )}
          </p>
        </>
      )}
    </Desk>
  );
}

async function PaymentsTable({ rows, slug, zone }: { rows: readonly ListedPayment[]; slug: string; zone: string }) {
  const t = await getTranslations("admin-payments");
  const locale = (await getLocale()) as Locale;
  return (
    <DataTable
      caption={t("title")}
      columns={[
        { key: "who", head: t("who") },
        { key: "way", head: t("way"), width: "w-36", wideOnly: true },
        { key: "at", head: t("day"), width: "w-36", wideOnly: true },
        { key: "amount", head: t("amount"), width: "w-36", align: "right" },
      ]}
      rows={rows.map((row) => ({
        key: row.publicId,
        cells: {
          who: (
            <>
              <a href={paymentPage(slug, row.publicId)} className="font-semibold">
                {row.name ?? t("nobody")}
              </a>
              <small>{row.orderNumber === null ? t("no-order") : t("order", { number: row.orderNumber })}</small>
            </>
          ),
          way: t(`ways.${row.way}`),
          at: formatDate(row.at, zone, locale),
          amount: (
            <>
              <span className="num">
                {row.currency} {formatAmount({ minor: row.amountMinor, currency: row.currency }, locale)}
              </span>
              <small className="flex justify-end">
                <StateMark group="payment" state={row.state} quiet />
                {row.refundedMinor > 0 &&
                  `, −${formatAmount({ minor: row.refundedMinor, currency: row.currency }, locale)}`}
              </small>
            </>
          ),
        },
      }))}
    />
  );
}
