import type { InputHTMLAttributes } from "react";
import { controlLook, describedControl, Field, type FieldProps } from "@/components/ui/field";

type TextInputProps = FieldProps &
  Pick<
    InputHTMLAttributes<HTMLInputElement>,
    | "defaultValue"
    | "autoComplete"
    | "inputMode"
    | "maxLength"
    | "minLength"
    | "pattern"
    | "placeholder"
    | "readOnly"
    | "spellCheck"
    | "min"
    | "max"
    | "step"
    | "form"
    | "lang"
    | "dir"
  > & {
    type?: "text" | "email" | "tel" | "url" | "number" | "password" | "search" | "datetime-local" | undefined;
    /** Codes and references: monospaced. */
    code?: boolean | undefined;
  };

/** One line of text with its field around it. */
export function TextInput({ type = "text", code, ...props }: TextInputProps) {
  const { name, id, label, optional, hint, source, error, width, ...input } = props;
  const field = { name, id, label, optional, hint, source, error, width };
  return (
    <Field {...field}>
      <input {...input} {...describedControl(field)} type={type} className={controlLook(error, code ? "code" : "")} />
    </Field>
  );
}
