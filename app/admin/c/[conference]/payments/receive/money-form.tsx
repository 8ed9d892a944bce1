import { useLocale, useTranslations } from "next-intl";
import { Button, ButtonLink } from "@/components/ui/button";
import { DateInput } from "@/components/ui/date-input";
import { ErrorSummary } from "@/components/ui/error-summary";
import { Fields } from "@/components/ui/field";
import { Note } from "@/components/ui/note";
import { Section } from "@/components/ui/section";
import { Select } from "@/components/ui/select";
import { TextInput } from "@/components/ui/text-input";
import { type FormValues, singleValue } from "@/lib/http/form-values";
import { newPublicId } from "@/lib/ids/public-id";
import { formatMoney } from "@/lib/money/format";
import { toDecimal } from "@/lib/money/money";
import type { FoundOrder } from "@/lib/payments/find-orders";
import type { AtDesk } from "../../../../guard";
import { paymentsPage } from "../payments-frame";

export const RECEIVE_FORM = "payments.receive";

const FIELDS = ["amount", "currency", "way", "day", "note"] as const;
type MoneyField = (typeof FIELDS)[number];
/** What is wrong with a field, as a code of `admin-payments.receive.errors`. */
export type MoneyProblem =
  | "not-an-amount"
  | "not-a-currency"
  | "choose"
  | "not-a-day"
  | "not-readable"
  | "order-not-placed";
export type MoneyProblems = Partial<Record<MoneyField, MoneyProblem>>;

type MoneyFormProps = {
  at: AtDesk;
  /** Null: nobody knows whose it is. */
  order: FoundOrder | null;
  words: string;
  values: FormValues;
  problems: MoneyProblems;
};

/** How much came, how, when, and where that can be read again. */
export function MoneyForm({ at, order, words, values, problems }: MoneyFormProps) {
  const t = useTranslations("admin-payments.receive");
  const locale = useLocale();
  const page = `${paymentsPage(at.conference.slug)}/receive`;
  const currency = order?.currency ?? at.conference.currency;
  const missingMinor = order ? Math.max(0, order.totalMinor - order.receivedMinor) : 0;
  const ways = (["transfer", "on_site"] as const).filter((way) =>
    way === "transfer" ? at.may("payments.confirm-transfer") : order !== null,
  );
  const error = (field: MoneyField) => {
    const code = problems[field];
    return code ? t(`errors.${code}`) : undefined;
  };
  const errors = FIELDS.flatMap((id) => {
    const message = error(id);
    return message ? [{ id, message }] : [];
  });
  return (
    <Section
      title={order ? t("for", { name: order.name, number: order.number }) : t("for-nobody")}
      className="mt-6 max-w-prose"
    >
      <ErrorSummary errors={errors} />
      {order && missingMinor === 0 && <Note tone="wait">{t("nothing-missing")}</Note>}
      {order && missingMinor > 0 && (
        <p className="mt-2 text-ink-soft">
          {t("missing", { sum: formatMoney({ minor: missingMinor, currency }, locale) })}
        </p>
      )}
      <form action={`${page}/book`} method="post">
        <input type="hidden" name="key" value={singleValue(values, "key") || newPublicId()} />
        <input type="hidden" name="order" value={order?.publicId ?? "none"} />
        <input type="hidden" name="q" value={words} />
        <Fields>
          <TextInput
            name="amount"
            label={t("amount")}
            inputMode="decimal"
            width="half"
            error={error("amount")}
            defaultValue={
              singleValue(values, "amount") || (missingMinor > 0 ? toDecimal({ minor: missingMinor, currency }) : "")
            }
          />
          <TextInput
            name="currency"
            label={t("currency")}
            width="half"
            maxLength={3}
            error={error("currency")}
            defaultValue={singleValue(values, "currency") || currency}
          />
          <Select
            name="way"
            label={t("way")}
            width="half"
            error={error("way")}
            defaultValue={singleValue(values, "way") || ways[0]}
            options={ways.map((way) => ({ value: way, label: t(`ways.${way}`) }))}
          />
          <DateInput
            name="day"
            label={t("day")}
            hint={t("day-hint")}
            optional
            width="half"
            error={error("day")}
            defaultValue={singleValue(values, "day")}
          />
          <TextInput
            name="note"
            label={t("note")}
            hint={t("note-hint")}
            optional
            maxLength={500}
            error={error("note")}
            defaultValue={singleValue(values, "note")}
          />
        </Fields>
        <p className="mt-5 flex flex-wrap gap-2">
          <Button type="submit" size="middle" look="primary">
            {t("book")}
          </Button>
          <ButtonLink href={`${page}?${new URLSearchParams({ q: words })}`} size="middle" look="quiet">
            {t("another")}
          </ButtonLink>
        </p>
      </form>
    </Section>
  );
}
