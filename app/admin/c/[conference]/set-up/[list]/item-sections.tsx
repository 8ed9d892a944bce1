import { useLocale } from "next-intl";
import { MARKS } from "@/components/badge/marks";
import { Fields } from "@/components/ui/field";
import { Note } from "@/components/ui/note";
import { Section } from "@/components/ui/section";
import { ELIGIBILITIES, QUESTION_TYPES } from "@/lib/conference/conference-file";
import type { LoadedSetup } from "@/lib/conference/load-setup";
import { findWindowGaps, type PriceWindow } from "@/lib/pricing/price-window";
import { cityOfZone, formatDateTime } from "@/lib/time/format";
import type { AtDesk } from "../../../../guard";
import {
  ChoiceField,
  DayField,
  LongField,
  type ShownForm,
  TextField,
  TickField,
  TicksField,
  TranslationFields,
} from "./form-fields";
import { ChoiceRows, PriceRows } from "./form-rows";
import { useFormWords } from "./form-words";

export type SectionsProps = {
  form: ShownForm;
  at: AtDesk;
  loaded: LoadedSetup;
  /** Prices as they are saved, and how many orders were made at them. */
  sold: { windows: readonly PriceWindow[]; holding: number } | null;
  /** How many answered a question. */
  answers: number;
  /** How many are booked into a session, are offered a place or wait for one. */
  booked: number;
  /** How often an item was chosen or sold. */
  uses: number;
};

export function CategorySections(props: SectionsProps) {
  const { form, uses } = props;
  const { t } = useFormWords();
  return (
    <>
      <Section title={t("sections.what")} className="mt-6">
        <Fields>
          <TextField form={form} name="name" width="half" />
          <TextField form={form} name="code" width="half" hint={t(uses ? "hints.code-sold" : "hints.code")} code />
          <TranslationFields form={form} names={["name"]} width="half" />
          <LongField form={form} name="description" optional />
          <TranslationFields form={form} names={["description"]} long={["description"]} />
          <ChoiceField
            form={form}
            name="eligibility"
            width="half"
            options={ELIGIBILITIES.map((value) => ({ value, label: t(`eligibility.${value}`) }))}
          />
          <TickField form={form} name="needsCode" hint={t("hints.needsCode")} />
          <TickField form={form} name="needsForm" hint={t("hints.needsForm")} />
          <LongField form={form} name="waiver" hint={t("hints.waiver")} optional />
          <TranslationFields form={form} names={["waiver"]} long={["waiver"]} />
          <TickField form={form} name="isActive" hint={t("hints.isActive")} />
        </Fields>
      </Section>
      <PricesAndPlaces {...props} />
    </>
  );
}

export function ServiceSections(props: SectionsProps) {
  const { form, at, uses } = props;
  const { t } = useFormWords();
  const locale = useLocale();
  const city = cityOfZone(at.conference.timeZone, locale);
  return (
    <>
      <Section title={t("sections.what")} className="mt-6">
        <Fields>
          <TextField form={form} name="name" width="half" />
          <TextField form={form} name="code" width="half" hint={t(uses ? "hints.code-sold" : "hints.code")} code />
          <TranslationFields form={form} names={["name"]} width="half" />
          <LongField form={form} name="description" optional />
          <TranslationFields form={form} names={["description"]} long={["description"]} />
          <ChoiceField
            form={form}
            name="mark"
            width="half"
            hint={t("hints.mark")}
            options={Object.keys(MARKS).map((value) => ({ value, label: t(`marks.${value as keyof typeof MARKS}`) }))}
          />
          <TextField form={form} name="maxPerPerson" width="half" decimal />
          <TickField form={form} name="namesGuests" hint={t("hints.namesGuests")} />
          <TickField form={form} name="asksDiet" />
          <TickField form={form} name="isGift" hint={t("hints.isGift")} />
          <TickField form={form} name="isActive" hint={t("hints.isActive")} />
        </Fields>
      </Section>
      <Section title={t("sections.when")} intro={t("sections.when-intro", { city })}>
        <Fields>
          <TextField form={form} name="startsAt" type="datetime-local" width="half" optional />
          <TextField form={form} name="endsAt" type="datetime-local" width="half" optional />
          <TextField form={form} name="place" width="half" optional />
          <TranslationFields form={form} names={["place"]} width="half" />
          <TickField form={form} name="blocksTime" hint={t("hints.blocksTime")} />
        </Fields>
      </Section>
      <PricesAndPlaces {...props} />
    </>
  );
}

function PricesAndPlaces({ form, at, loaded, sold }: SectionsProps) {
  const { t } = useFormWords();
  const locale = useLocale();
  const { timeZone, currency } = at.conference;
  const city = cityOfZone(timeZone, locale);
  const moment = (date: Date) => formatDateTime(date, timeZone, locale);
  return (
    <>
      <Section title={t("sections.prices")} intro={t("sections.prices-intro", { city, currency })}>
        {sold?.windows.length === 0 && <Note tone="wait">{t("gaps.none")}</Note>}
        {findWindowGaps(sold?.windows ?? []).map(({ fromUtc, untilUtc }) => (
          <Note key={fromUtc.toISOString()} tone="wait" title={t("gaps.title")}>
            {t("gaps.between", { from: moment(fromUtc), until: moment(untilUtc) })}
          </Note>
        ))}
        {sold !== null && sold.holding > 0 && <Note>{t("frozen-prices", { holding: sold.holding })}</Note>}
        <PriceRows form={form} currency={currency} />
        <Fields>
          <TextField form={form} name="taxPercent" width="half" hint={t("hints.taxPercent")} optional decimal />
        </Fields>
      </Section>
      <Section title={t("sections.places")} intro={t("sections.places-intro")}>
        {loaded.quotas.length === 0 ? (
          <p className="mt-3 text-ink-soft">{t("no-quotas-yet")}</p>
        ) : (
          <Fields>
            <TicksField
              form={form}
              name="quotas"
              options={loaded.quotas.map(({ name, item }) => ({
                value: name,
                label: t("quota.named", { name, capacity: item.capacity }),
              }))}
            />
          </Fields>
        )}
      </Section>
    </>
  );
}

export function QuotaSections({ form }: SectionsProps) {
  const { t } = useFormWords();
  return (
    <Section title={t("sections.places")} className="mt-6">
      <Fields>
        <TextField form={form} name="name" width="two-thirds" hint={t("hints.quota-name")} />
        <TextField form={form} name="capacity" width="third" decimal />
      </Fields>
    </Section>
  );
}

export function PromotionSections({ form, at, loaded, uses }: SectionsProps) {
  const { t } = useFormWords();
  const locale = useLocale();
  const { timeZone, currency } = at.conference;
  return (
    <>
      <Section title={t("sections.promotion")} className="mt-6">
        <Fields>
          <TextField
            form={form}
            name="code"
            width="half"
            hint={t(uses ? "hints.promotion-used" : "hints.promotion")}
            code
          />
          <TextField form={form} name="label" width="half" hint={t("hints.promotion-label")} />
          <TextField form={form} name="percent" width="half" hint={t("hints.percent")} optional decimal />
          <TextField form={form} name="amount" width="half" hint={t("hints.amount", { currency })} optional decimal />
          <TickField form={form} name="isActive" hint={t("hints.promotion-isActive")} />
        </Fields>
      </Section>
      <Section title={t("sections.promotion-of")} intro={t("sections.promotion-of-intro")}>
        <Fields>
          {loaded.categories.length > 0 && (
            <TicksField
              form={form}
              name="categories"
              options={loaded.categories.map(({ name, item }) => ({ value: name, label: item.name }))}
            />
          )}
          {loaded.services.length > 0 && (
            <TicksField
              form={form}
              name="services"
              options={loaded.services
                .filter(({ item }) => !item.isGift)
                .map(({ name, item }) => ({ value: name, label: item.name }))}
            />
          )}
        </Fields>
      </Section>
      <Section
        title={t("sections.promotion-when")}
        intro={t("sections.promotion-when-intro", { city: cityOfZone(timeZone, locale) })}
      >
        <Fields>
          <TextField form={form} name="from" type="datetime-local" width="half" optional />
          <TextField form={form} name="until" type="datetime-local" width="half" optional />
          <ChoiceField
            form={form}
            name="quota"
            width="half"
            hint={t("hints.promotion-quota")}
            empty={t("as-often-as-liked")}
            options={loaded.quotas.map(({ name, item }) => ({
              value: name,
              label: t("quota.named", { name, capacity: item.capacity }),
            }))}
            optional
          />
        </Fields>
      </Section>
    </>
  );
}

export function QuestionSections({ form, loaded, answers }: SectionsProps) {
  const { t } = useFormWords();
  return (
    <>
      <Section title={t("sections.question")} className="mt-6">
        {answers > 0 && <Note>{t("answered-note", { answers })}</Note>}
        <Fields>
          <TextField form={form} name="label" width="half" />
          <TextField form={form} name="key" width="half" hint={t("hints.key")} code />
          <TranslationFields form={form} names={["label"]} width="half" />
          <TextField form={form} name="hint" optional />
          <TranslationFields form={form} names={["hint"]} />
          <ChoiceField
            form={form}
            name="type"
            width="half"
            options={QUESTION_TYPES.map((value) => ({ value, label: t(`types.${value}`) }))}
          />
          <DayField form={form} name="eraseAfter" width="half" hint={t("hints.eraseAfter")} optional />
          <TickField form={form} name="isRequired" />
          <TickField form={form} name="sendToApp" hint={t("hints.sendToApp")} />
          <TickField form={form} name="isActive" hint={t("hints.question-isActive")} />
        </Fields>
      </Section>
      <Section title={t("sections.choices")} intro={t("sections.choices-intro")}>
        <ChoiceRows form={form} />
      </Section>
      {loaded.categories.length > 0 && (
        <Section title={t("sections.asked")} intro={t("sections.asked-intro")}>
          <Fields>
            <TicksField
              form={form}
              name="categories"
              options={loaded.categories.map(({ name, item }) => ({ value: name, label: item.name }))}
            />
          </Fields>
        </Section>
      )}
    </>
  );
}
