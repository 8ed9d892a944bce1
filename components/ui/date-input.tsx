import { controlLook, describedControl, Field, type FieldProps } from "@/components/ui/field";

type DateInputProps = FieldProps & {
  /** Dates as `2027-03-31`. */
  defaultValue?: string | undefined;
  min?: string | undefined;
  max?: string | undefined;
  autoComplete?: string | undefined;
};

/** A day, by the browser's own picker, with its field around it. */
export function DateInput({ defaultValue, min, max, autoComplete, ...field }: DateInputProps) {
  return (
    <Field {...field}>
      <input
        {...describedControl(field)}
        type="date"
        defaultValue={defaultValue}
        min={min}
        max={max}
        autoComplete={autoComplete}
        className={controlLook(field.error, "num")}
      />
    </Field>
  );
}
