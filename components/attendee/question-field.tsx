import { useLocale, useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { usePageLocale } from "@/components/page-locale";
import { Checkbox } from "@/components/ui/checkbox";
import { ChoiceRow, Choices } from "@/components/ui/choice-row";
import { DateInput } from "@/components/ui/date-input";
import { FieldGroup, type FieldProps } from "@/components/ui/field";
import { FileInput } from "@/components/ui/file-input";
import { Select } from "@/components/ui/select";
import { TextArea } from "@/components/ui/text-area";
import { TextInput } from "@/components/ui/text-input";
import { Words } from "@/components/words";
import { countries, countryName } from "@/lib/countries/countries";
import type { Locale } from "@/lib/i18n/locales";
import { formatDate } from "@/lib/time/format";

export type QuestionType = "text" | "long_text" | "choice" | "many_choices" | "country" | "date" | "file" | "consent";

export type QuestionView = {
  /** The form's name of the answer; the control's id too. */
  name: string;
  type: QuestionType;
  label: ReactNode;
  hint?: ReactNode;
  isRequired: boolean;
  choices?: readonly Choice[] | undefined;
};

/** `lang`: where the label may be in another language than the page. */
type Choice = { value: string; label: string; lang?: Locale | undefined };

/** A string, a list of strings, a boolean; for a file its name. Null: not answered. */
export type AnswerValue = string | readonly string[] | boolean | null;

type QuestionFieldProps = {
  question: QuestionView;
  value: AnswerValue;
  /** What Indico holds: the field then says that it came from there, or what Indico says instead. */
  indicoValue?: AnswerValue | undefined;
  error?: string | undefined;
  /** Where the uploaded file can be fetched. */
  fileHref?: string | undefined;
  /** The button that deletes it. */
  fileRemove?: ReactNode;
  accept?: string | undefined;
  width?: FieldProps["width"];
  autoComplete?: string | undefined;
};

const FEW_CHOICES = 6;

/** One question of a conference, as its type asks for. */
export function QuestionField(props: QuestionFieldProps) {
  const { question, value, indicoValue, error, fileHref, fileRemove, accept, width, autoComplete } = props;
  const { name, type, label, hint, isRequired, choices = [] } = question;
  const t = useTranslations("attendee.question");
  const locale = useLocale();
  const read = usePageLocale();
  const sourceMark = useSourceMark();
  const field = {
    name,
    label,
    hint: hint || undefined,
    optional: !isRequired,
    error,
    width,
    source: sourceMark({ value, indicoValue, error }, (said) => labelOf(said, question, locale, t)),
  };
  const text = typeof value === "string" ? value : undefined;

  switch (type) {
    case "text":
      return <TextInput {...field} defaultValue={text} autoComplete={autoComplete} />;
    case "long_text":
      return <TextArea {...field} defaultValue={text} />;
    case "date":
      return <DateInput {...field} defaultValue={text} autoComplete={autoComplete} />;
    case "file":
      return (
        <FileInput
          {...field}
          accept={accept}
          kept={text ? { name: text, href: fileHref, remove: fileRemove } : undefined}
        />
      );
    case "country": {
      const options = countries(read).map((country) => ({ value: country.code, label: country.name, lang: read }));
      return (
        <Select {...field} options={options} empty={t("choose-one")} defaultValue={text} autoComplete={autoComplete} />
      );
    }
    case "consent":
      return (
        <Checkbox name={name} hint={field.hint} error={error} optional={!isRequired} defaultChecked={value === true}>
          {label}
        </Checkbox>
      );
    case "choice":
      if (choices.length > FEW_CHOICES)
        return <Select {...field} options={choices} empty={t("choose-one")} defaultValue={text} />;
      return <ChoiceGroup field={field} kind="radio" choices={choices} chosen={text === undefined ? [] : [text]} />;
    case "many_choices":
      return <ChoiceGroup field={field} kind="checkbox" choices={choices} chosen={Array.isArray(value) ? value : []} />;
  }
}

type ChoiceGroupProps = {
  field: FieldProps;
  kind: "radio" | "checkbox";
  choices: readonly Choice[];
  chosen: readonly string[];
};

function ChoiceGroup({ field, kind, choices, chosen }: ChoiceGroupProps) {
  return (
    <FieldGroup {...field}>
      <Choices id={`${field.name}-choices`} className="mt-1.5">
        {choices.map(({ value, label, lang }) => (
          <ChoiceRow
            key={value}
            kind={kind}
            name={field.name}
            value={value}
            title={
              <span className="font-normal">
                <Words lang={lang}>{label}</Words>
              </span>
            }
            defaultChecked={chosen.includes(value)}
            dense
          />
        ))}
      </Choices>
    </FieldGroup>
  );
}

type Sourced = {
  value: AnswerValue;
  indicoValue?: AnswerValue | undefined;
  error?: string | undefined;
};

function isEmpty(value: AnswerValue): boolean {
  return value === null || value === "" || value === false || (Array.isArray(value) && value.length === 0);
}

/** Says where a value came from, for any field that Indico may have filled in. */
export function useSourceMark() {
  const t = useTranslations("attendee.source");
  return ({ value, indicoValue, error }: Sourced, spoken: (said: AnswerValue) => string) => {
    // What is refused because it is empty was not changed to anything: the error says enough.
    if (error && isEmpty(value)) return undefined;
    if (indicoValue === undefined || indicoValue === null || indicoValue === "") return undefined;
    if (JSON.stringify(value) === JSON.stringify(indicoValue)) return { text: t("from-indico") };
    return { text: t("changed", { value: spoken(indicoValue) }), changed: true };
  };
}

/** "Mon 1 March 2027"; what Indico holds and is no date, as it is. */
function formatDateAnswer(said: string, locale: Locale): string {
  return /^\d{4}-\d\d-\d\d$/.test(said) && !Number.isNaN(Date.parse(said))
    ? formatDate(new Date(said), "UTC", locale)
    : said;
}

function labelOf(
  said: AnswerValue,
  { type, choices = [] }: QuestionView,
  locale: Locale,
  t: (key: "yes" | "no") => string,
): string {
  if (typeof said === "boolean") return t(said ? "yes" : "no");
  if (type === "date") return formatDateAnswer(String(said), locale);
  const values = typeof said === "string" ? [said] : (said ?? []);
  const labels = values.map((value) =>
    type === "country"
      ? countryName(value, locale)
      : (choices.find((choice) => choice.value === value)?.label ?? value),
  );
  return new Intl.ListFormat(locale).format(labels);
}
