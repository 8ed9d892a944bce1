import type { Metadata } from "next";
import { getLocale, getTranslations } from "next-intl/server";
import { Button, ButtonLink } from "@/components/ui/button";
import { ChoiceRow, Choices } from "@/components/ui/choice-row";
import { EmptyState } from "@/components/ui/empty-state";
import { ErrorSummary } from "@/components/ui/error-summary";
import { Fields } from "@/components/ui/field";
import { Note } from "@/components/ui/note";
import { Select } from "@/components/ui/select";
import { TextInput } from "@/components/ui/text-input";
import { findKeptStaffForm } from "@/lib/desk/kept-form";
import { type FormValues, singleValue } from "@/lib/http/form-values";
import type { Locale } from "@/lib/i18n/locales";
import { newPublicId } from "@/lib/ids/public-id";
import { formatMoney } from "@/lib/money/format";
import { toDecimal } from "@/lib/money/money";
import { type DeskPayment, loadPayment } from "@/lib/payments/load-payment";
import { Desk } from "../../../../../desk";
import { leaveUnknown, requireAtDesk } from "../../../../../guard";
import { Outcome } from "../../../../../outcome";
import { paymentPage } from "../../payments-frame";
import {
  type RefundForm,
  type RefundProblems,
  readRefundForm,
  refundFormName,
  sourceKey,
  waysBack,
} from "./refund-form";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("admin-payments"))("refund.title") };
}

/** Money goes back: how much, from where, how, and what the order is without it; then the question with its sum. */
export default async function RefundPage({
  params,
  searchParams,
}: PageProps<"/admin/c/[conference]/payments/[publicId]/refund">) {
  const { conference: slug, publicId } = await params;
  const page = paymentPage(slug, publicId);
  const at = await requireAtDesk(slug, "payments.refund", `${page}/refund`);
  const payment = await loadPayment(at.conference.id, publicId);
  if (!payment) leaveUnknown(slug);
  const said = await searchParams;
  const kept = await findKeptStaffForm<RefundProblems>(at.staff, refundFormName(publicId));
  const asked = said.ask === "1" && kept ? readRefundForm(payment, kept.values) : null;
  const t = await getTranslations("admin-payments.refund");
  const locale = (await getLocale()) as Locale;
  if (asked?.ok && kept) {
    const sum = formatMoney({ minor: asked.value.amountMinor, currency: currencyOf(payment) }, locale);
    return (
      <Desk at={at} current="payments" title={t("question", { sum })}>
        <Question form={asked.value} values={kept.values} page={page} sum={sum} />
      </Desk>
    );
  }
  return (
    <Desk at={at} current="payments" title={t("title")}>
      <Outcome searchParams={said} />
      {payment.sources.length === 0 ? (
        <div className="mt-6">
          <EmptyState title={t("nothing")}>
            <a href={page}>{t("nothing-do")}</a>
          </EmptyState>
        </div>
      ) : (
        <AskForm payment={payment} values={kept?.values ?? {}} problems={kept?.problems ?? {}} page={page} />
      )}
    </Desk>
  );
}

const currencyOf = (payment: DeskPayment) => payment.ledger[0]?.currency ?? payment.currency;

type QuestionProps = { form: RefundForm; values: FormValues; page: string; sum: string };

async function Question({ form, values, page, sum }: QuestionProps) {
  const t = await getTranslations("admin-payments.refund");
  const { source, way, leaves, reason, amountMinor } = form;
  const becomes = !source.isPlaced || amountMinor <= source.excessMinor ? "stays" : (leaves ?? "owes");
  return (
    <form action={`${page}/refund/send`} method="post" className="max-w-prose">
      {Object.keys(values).map((name) => (
        <input key={name} type="hidden" name={name} value={singleValue(values, name)} />
      ))}
      <Note tone="wait">
        {t(`how.${way}`)} {t(`becomes.${becomes}`)}
      </Note>
      <p className="mt-3 [overflow-wrap:anywhere]">{reason}</p>
      <p className="mt-5 flex flex-wrap gap-2">
        <Button type="submit" size="middle" look="danger">
          {t("do", { sum })}
        </Button>
        <ButtonLink href={page} size="middle">
          {t("keep")}
        </ButtonLink>
      </p>
    </form>
  );
}

type AskFormProps = { payment: DeskPayment; values: FormValues; problems: RefundProblems; page: string };

async function AskForm({ payment, values, problems, page }: AskFormProps) {
  const t = await getTranslations("admin-payments.refund");
  const locale = (await getLocale()) as Locale;
  const currency = currencyOf(payment);
  const [first] = payment.sources;
  const suggested = first?.isPlaced && first.excessMinor > 0 ? first.excessMinor : first?.refundableMinor;
  const sum = (minor: number) => formatMoney({ minor, currency }, locale);
  const error = (field: keyof RefundProblems) => {
    const code = problems[field];
    return code ? t(`errors.${code}`) : undefined;
  };
  const errors = (["from", "amount", "way", "leaves", "reason"] as const).flatMap((id) => {
    const message = error(id);
    return message ? [{ id, message }] : [];
  });
  return (
    <form action={`${page}/refund/check`} method="post" className="max-w-prose">
      <ErrorSummary errors={errors} />
      <input type="hidden" name="key" value={singleValue(values, "key") || newPublicId()} />
      <Fields>
        <Select
          name="from"
          label={t("from")}
          error={error("from")}
          defaultValue={singleValue(values, "from") || (first ? sourceKey(first) : "")}
          options={payment.sources.map((source) => ({
            value: sourceKey(source),
            label:
              source.orderNumber === null
                ? t("from-suspense", { sum: sum(source.refundableMinor) })
                : t("from-order", { number: source.orderNumber, sum: sum(source.refundableMinor) }),
          }))}
        />
        <TextInput
          name="amount"
          label={t("amount", { currency })}
          inputMode="decimal"
          width="half"
          error={error("amount")}
          defaultValue={singleValue(values, "amount") || toDecimal({ minor: suggested ?? 0, currency })}
        />
        <Select
          name="way"
          label={t("way")}
          width="half"
          error={error("way")}
          defaultValue={singleValue(values, "way") || waysBack(payment)[0]}
          options={waysBack(payment).map((way) => ({ value: way, label: t(`ways.${way}`) }))}
        />
        <TextInput
          name="reason"
          label={t("reason")}
          hint={t("reason-hint")}
          maxLength={500}
          error={error("reason")}
          defaultValue={singleValue(values, "reason")}
        />
      </Fields>
      {payment.sources.some(({ isPlaced }) => isPlaced) && (
        <fieldset className="mt-6">
          <legend className="text-[0.9375rem] font-semibold">{t("leaves")}</legend>
          <p className="text-xs text-ink-soft">{t("leaves-hint")}</p>
          <Choices id="leaves" error={error("leaves")} className="mt-2">
            {(["owes", "costs-less"] as const).map((leaves) => (
              <ChoiceRow
                key={leaves}
                kind="radio"
                name="leaves"
                value={leaves}
                title={t(`leaves-${leaves}`)}
                about={t(`leaves-${leaves}-about`)}
                defaultChecked={singleValue(values, "leaves") === leaves}
              />
            ))}
          </Choices>
        </fieldset>
      )}
      <p className="mt-6 flex flex-wrap gap-2">
        <Button type="submit" size="middle" look="primary">
          {t("go-on")}
        </Button>
        <ButtonLink href={page} size="middle" look="quiet">
          {t("back")}
        </ButtonLink>
      </p>
    </form>
  );
}
