import type { ReactNode } from "react";
import { Checkbox } from "@/components/ui/checkbox";
import { DateInput } from "@/components/ui/date-input";
import { FieldGroup } from "@/components/ui/field";
import { Select } from "@/components/ui/select";
import { TextArea } from "@/components/ui/text-area";
import { TextInput } from "@/components/ui/text-input";
import { OTHER_LOCALES, translationName } from "@/lib/conference/item-form";
import { allValues, type FormValues, singleValue } from "@/lib/http/form-values";
import { useFormWords } from "./form-words";
import type { KeptProblem } from "./lists";

/** A form as it was opened or left, with what is wrong with it. */
export type ShownForm = { values: FormValues; problems: readonly KeptProblem[] };

type OneProps = {
  form: ShownForm;
  name: string;
  optional?: boolean | undefined;
  hint?: ReactNode;
  width?: "full" | "half" | "third" | "two-thirds" | undefined;
};

/** What every field of the form has, by its name. */
function useField({ form, name, optional, hint, width }: OneProps) {
  const { shortLabelOf, textOf } = useFormWords();
  const problem = form.problems.find(({ field }) => field === name);
  return {
    name,
    label: shortLabelOf(name),
    optional,
    hint,
    width,
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

/** The same texts in the other languages; left empty, the conference's own are shown. */
export function TranslationFields({ form, at = "", names, long = [], width }: TranslationsProps) {
  return OTHER_LOCALES.flatMap((locale) =>
    names.map((name) => {
      const full = translationName(at, locale, name);
      const props = { form, name: full, optional: true, width };
      return long.includes(name) ? <LongField key={full} {...props} /> : <TextField key={full} {...props} />;
    }),
  );
}
