import type { TextareaHTMLAttributes } from "react";
import { controlLook, describedControl, Field, type FieldProps } from "@/components/ui/field";

type TextAreaProps = FieldProps &
  Pick<
    TextareaHTMLAttributes<HTMLTextAreaElement>,
    "defaultValue" | "maxLength" | "readOnly" | "rows" | "lang" | "dir"
  >;

/** Several lines of text with their field around them. */
export function TextArea({ rows = 3, ...props }: TextAreaProps) {
  const { name, id, label, optional, hint, source, error, width, ...area } = props;
  const field = { name, id, label, optional, hint, source, error, width };
  return (
    <Field {...field}>
      <textarea
        {...area}
        {...describedControl(field)}
        rows={rows}
        className={controlLook(error, "min-h-22 resize-y")}
      />
    </Field>
  );
}
