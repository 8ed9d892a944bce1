import { cx } from "class-variance-authority";
import type { ReactNode } from "react";
import { describedControl, FieldError, type FieldProps } from "@/components/ui/field";

type CheckboxProps = Pick<FieldProps, "name" | "id" | "optional" | "hint" | "error"> & {
  /** The sentence that is agreed to, beside the box. */
  children: ReactNode;
  value?: string | undefined;
  defaultChecked?: boolean | undefined;
};

/** One box with its sentence: a consent, a yes or no. */
export function Checkbox({ children, value = "yes", defaultChecked, ...field }: CheckboxProps) {
  const { name, id = name, hint, error } = field;
  return (
    <div className={cx("col-span-full min-w-0", error && "border-l-4 border-bad pl-3.5")}>
      {error && <FieldError id={`${id}-error`}>{error}</FieldError>}
      <label htmlFor={id} className="flex cursor-pointer items-start gap-3 py-2">
        <input
          {...describedControl({ ...field, label: children })}
          type="checkbox"
          value={value}
          defaultChecked={defaultChecked}
          className="mt-0.5"
        />
        <span className="min-w-0">{children}</span>
      </label>
      {hint && (
        <p id={`${id}-hint`} className="pl-8 text-xs text-ink-soft">
          {hint}
        </p>
      )}
    </div>
  );
}
