import { useLocale, useTranslations } from "next-intl";
import { FormActions } from "@/components/attendee/form-actions";
import { PlainStage } from "@/components/attendee/stage";
import { Title } from "@/components/attendee/title";
import { usePageLocale } from "@/components/page-locale";
import { Button, ButtonLink } from "@/components/ui/button";
import { ChoiceRow, Choices } from "@/components/ui/choice-row";
import { ErrorSummary } from "@/components/ui/error-summary";
import { Fields } from "@/components/ui/field";
import { Note } from "@/components/ui/note";
import { Section } from "@/components/ui/section";
import { Select } from "@/components/ui/select";
import { TextArea } from "@/components/ui/text-area";
import { TextInput } from "@/components/ui/text-input";
import type { CatalogueCategory, CatalogueService } from "@/lib/catalogue/load-catalogue";
import { type ChangeProblem, LONGEST_TEXT } from "@/lib/changes/read-change";
import { singleValue } from "@/lib/http/form-values";
import { translated } from "@/lib/i18n/translated";
import { formatMoney } from "@/lib/money/format";
import { currentWindow } from "@/lib/pricing/price-window";
import { cityOfZone, formatDateTime } from "@/lib/time/format";
import { useConferenceFrame } from "../../../attendee-stage";
import type { Asking } from "./load-asking";

type AskFormProps = { asking: Asking; now: Date };

/** The form that asks for a change; what a choice needs follows inside its row. */
export function AskForm({ asking, now }: AskFormProps) {
  const t = useTranslations("attendee.change");
  const { journey, values, problems } = asking;
  const { registration, conference } = journey;
  const path = `/r/${registration.publicId}`;
  const errors = useProblemWords(problems.fields);
  const errorOf = (id: string) => errors.find((error) => error.id === id)?.message;
  const chosen = singleValue(values, "kind");
  const row = (kind: "category" | "service" | "cancel" | "other") => ({
    kind: "radio" as const,
    name: "kind",
    value: kind,
    title: t(`kinds.${kind}`),
    about: t(`about.${kind}`),
    defaultChecked: chosen === kind,
  });
  return (
    <PlainStage conference={useConferenceFrame(conference)} path={`${path}/change`} canLeave>
      <Title lead={t("lead", { organiser: conference.organiser })}>{t("title")}</Title>
      <FreeUntil asking={asking} now={now} />
      {problems.trouble && (
        <Note tone="bad" role="alert" title={t(`trouble.${problems.trouble}.is`)}>
          {t(`trouble.${problems.trouble}.do`)}
        </Note>
      )}
      <ErrorSummary errors={errors} />
      <form action={`${path}/change/send`} method="post" noValidate>
        <Section title={t("kind")} group>
          <Choices id="kind" error={errorOf("kind")}>
            <ChoiceRow {...row("category")}>
              <CategoryField asking={asking} error={errorOf("category")} now={now} />
            </ChoiceRow>
            <ChoiceRow {...row("service")}>
              <ServiceFields asking={asking} errorOf={errorOf} now={now} />
            </ChoiceRow>
            <ChoiceRow {...row("cancel")} />
            <ChoiceRow {...row("other")} />
          </Choices>
          <Fields>
            <TextArea
              name="text"
              label={t("text")}
              hint={t("text-hint")}
              optional
              rows={4}
              maxLength={LONGEST_TEXT}
              defaultValue={singleValue(values, "text")}
              error={errorOf("text")}
            />
          </Fields>
        </Section>
        <FormActions
          withoutPeek
          primary={
            <Button look="primary" type="submit">
              {t("send")}
            </Button>
          }
        >
          <ButtonLink look="quiet" href={path}>
            {t("leave")}
          </ButtonLink>
        </FormActions>
      </form>
    </PlainStage>
  );
}

/** Until when a change costs nothing but the difference; nothing where the conference does not say. */
function FreeUntil({ asking: { journey }, now }: AskFormProps) {
  const t = useTranslations("attendee.change");
  const locale = useLocale();
  const { changesFreeUntil, timeZone, organiser } = journey.conference;
  if (!changesFreeUntil) return null;
  const words = { moment: formatDateTime(changesFreeUntil, timeZone, locale), zone: cityOfZone(timeZone, locale) };
  if (now < changesFreeUntil) return <Note>{t("free", words)}</Note>;
  return (
    <Note tone="wait" title={t("late", words)}>
      {t("late-do", { organiser })}
    </Note>
  );
}

type FieldsProps = AskFormProps & { errorOf: (id: string) => string | undefined };

function CategoryField({ asking, error, now }: AskFormProps & { error: string | undefined }) {
  const t = useTranslations("attendee.change");
  const nameAndPrice = useNameAndPrice(asking, now);
  const { catalogue, categoryCode } = asking.askable;
  return (
    <Fields className="mt-1">
      <Select
        name="category"
        label={t("category")}
        empty={t("choose-one")}
        defaultValue={singleValue(asking.values, "category")}
        error={error}
        options={catalogue.categories
          .filter(({ code }) => code !== categoryCode)
          .map((item) => ({ value: item.code, label: nameAndPrice(item) }))}
      />
    </Fields>
  );
}

function ServiceFields({ asking, errorOf, now }: FieldsProps) {
  const t = useTranslations("attendee.change");
  const nameAndPrice = useNameAndPrice(asking, now);
  const { catalogue, quantities } = asking.askable;
  const label = (item: CatalogueService) => {
    const count = quantities.get(item.code) ?? 0;
    return count > 0 ? t("have", { name: nameAndPrice(item), count }) : nameAndPrice(item);
  };
  return (
    <Fields className="mt-1">
      <Select
        name="service"
        label={t("service")}
        empty={t("choose-one")}
        defaultValue={singleValue(asking.values, "service")}
        error={errorOf("service")}
        options={catalogue.services.map((item) => ({ value: item.code, label: label(item) }))}
      />
      <TextInput
        name="quantity"
        label={t("quantity")}
        hint={t("quantity-hint")}
        width="half"
        inputMode="numeric"
        maxLength={3}
        defaultValue={singleValue(asking.values, "quantity")}
        error={errorOf("quantity")}
      />
    </Fields>
  );
}

function useNameAndPrice({ askable: { currency } }: Asking, now: Date) {
  const t = useTranslations("attendee.change");
  const locale = usePageLocale();
  return (item: CatalogueCategory | CatalogueService) => {
    const { name } = translated(item, locale);
    const window = currentWindow(item.windows, now);
    return window ? t("item", { name, price: formatMoney({ minor: window.priceMinor, currency }, locale) }) : name;
  };
}

/** What is wrong, in the page's words, by the field that it is about. */
function useProblemWords(problems: readonly ChangeProblem[]): { id: string; message: string }[] {
  const t = useTranslations("attendee.change.errors");
  return problems.map(({ field, code }) => {
    const most = LONGEST_TEXT;
    if (field === "text" && code === "too-long") return { id: field, message: t("text-too-long", { most }) };
    if (field === "text" && code === "not-allowed-character") return { id: field, message: t("text-not-allowed") };
    if ((field === "category" || field === "quantity") && code === "same") {
      return { id: field, message: t(`${field}-same`) };
    }
    return { id: field, message: t(field) };
  });
}
