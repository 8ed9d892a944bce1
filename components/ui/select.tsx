import { controlLook, describedControl, Field, type FieldProps } from "@/components/ui/field";

export type SelectOption = {
  value: string;
  label: string;
  disabled?: boolean | undefined;
  /** The language of the label, where it may be another one than the page's. */
  lang?: string | undefined;
};

type SelectProps = FieldProps & {
  options: readonly SelectOption[];
  defaultValue?: string | undefined;
  /** First, empty choice: "Choose one". Without it the first option is chosen. */
  empty?: string | undefined;
  autoComplete?: string | undefined;
};

/** The browser's own list of choices, with its field around it. */
export function Select({ options, empty, defaultValue = "", autoComplete, ...field }: SelectProps) {
  return (
    <Field {...field}>
      <select
        // React keeps a select's old value when only its default changes; a new key takes the new one.
        key={defaultValue}
        {...describedControl(field)}
        defaultValue={defaultValue}
        autoComplete={autoComplete}
        className={controlLook(field.error, "select-arrow pr-9")}
      >
        {empty !== undefined && <option value="">{empty}</option>}
        {options.map(({ value, label, disabled, lang }) => (
          <option key={value} value={value} disabled={disabled} lang={lang}>
            {label}
          </option>
        ))}
      </select>
    </Field>
  );
}
