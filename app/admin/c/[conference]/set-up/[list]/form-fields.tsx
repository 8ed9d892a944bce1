import type { ReactNode } from "react";
import { Checkbox } from "@/components/ui/checkbox";
import { DateInput } from "@/components/ui/date-input";
import { FieldGroup } from "@/components/ui/field";
import { Select } from "@/components/ui/select";
import { TextArea } from "@/components/ui/text-area";
import { TextInput } from "@/components/ui/text-input";
import { languagesOf, translationName } from "@/lib/conference/item-form";
import { allValues, type FormValues, singleValue } from "@/lib/http/form-values";
import { directionOf } from "@/lib/i18n/languages";
import { isEnglish, type Locale } from "@/lib/i18n/locales";
import { useFormWords } from "./form-words";
import type { KeptProblem } from "./lists";

/** A form as it was opened or left, with what is wrong with it. */
export type ShownForm = {
  values: FormValues;
  problems: readonly KeptProblem[];
  /** Those that the conference is offered in, English first. */
  languages: readonly Locale[];
};

type OneProps = {
  form: ShownForm;
  name: string;
  optional?: boolean | undefined;
  hint?: ReactNode;
  width?: "full" | "half" | "third" | "two-thirds" | undefined;
  lang?: Locale | undefined;
};

/** What every field of the form has, by its name. */
function useField({ form, name, optional, hint, width, lang }: OneProps) {
  const { shortLabelOf, textOf } = useFormWords();
  const problem = form.problems.find(({ field }) => field === name);
  return {
    name,
    label: shortLabelOf(name),
    optional,
    hint,
    width,
    ...(lang ? { lang, dir: directionOf(lang) } : {}),
    error: problem && textOf(problem),
    defaultValue: singleValue(form.values, name),
  };
}

export type TextFieldProps = OneProps & {
  type?: "text" | "datetime-local" | undefined;
  code?: boolean | undefined;
  decimal?: boolean | undefined;
};

export function TextField({ type, code, decimal, ...one }: TextFieldProps) {
  const field = useField(one);
  return <TextInput {...field} type={type} code={code} inputMode={decimal ? "decimal" : undefined} />;
}

export function DayField(props: OneProps) {
  return <DateInput {...useField(props)} />;
}

export function LongField(props: OneProps) {
  return <TextArea {...useField(props)} />;
}

type ChoiceFieldProps = OneProps & { options: { value: string; label: string }[]; empty?: string };

export function ChoiceField({ options, empty, ...one }: ChoiceFieldProps) {
  return <Select {...useField(one)} options={options} empty={empty} />;
}

/** A yes or no: ticked is yes. */
export function TickField({ form, name, hint }: OneProps) {
  const { shortLabelOf } = useFormWords();
  return (
    <Checkbox name={name} hint={hint} optional defaultChecked={allValues(form.values, name).includes("yes")}>
      {shortLabelOf(name)}
    </Checkbox>
  );
}

/** Several of a list. */
export function TicksField({ options, ...one }: OneProps & { options: { value: string; label: string }[] }) {
  const { defaultValue: _, ...field } = useField(one);
  const ticked = allValues(one.form.values, one.name);
  return (
    <FieldGroup {...field} optional="unsaid">
      {options.map(({ value, label }, i) => (
        <Checkbox
          key={value}
          id={`${one.name}-${i}`}
          name={one.name}
          value={value}
          optional
          defaultChecked={ticked.includes(value)}
        >
          {label}
        </Checkbox>
      ))}
    </FieldGroup>
  );
}

type TranslationsProps = {
  form: ShownForm;
  at?: string;
  names: readonly string[];
  long?: readonly string[];
  width?: OneProps["width"];
};

/**
 * The same texts in the conference's other languages; left empty, the conference's own are shown, and the field says so.
 * Texts in a language that it is not offered in stay as they are, unseen.
 */
export function TranslationFields({ form, at = "", names, long = [], width }: TranslationsProps) {
  const { t } = useFormWords();
  const { values, languages } = form;
  const value = (name: string) => singleValue(values, name);
  const unseen = languagesOf(values, at).filter((locale) => !languages.includes(locale));
  return (
    <>
      {languages.slice(1).flatMap((locale) =>
        names.map((name) => {
          const full = translationName(at, locale, name);
          const isMissing = !isEnglish(locale) && value(at + (name || "label")) !== "" && value(full) === "";
          const hint = isMissing ? t("not-translated-hint") : undefined;
          const props = { form, name: full, optional: true, width, hint, lang: locale };
          return long.includes(name) ? <LongField key={full} {...props} /> : <TextField key={full} {...props} />;
        }),
      )}
      {unseen.flatMap((locale) =>
        names.map((name) => {
          const full = translationName(at, locale, name);
          return <input key={full} type="hidden" name={full} value={value(full)} />;
        }),
      )}
    </>
  );
}
