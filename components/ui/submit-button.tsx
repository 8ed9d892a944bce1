"use client";

import { cx } from "class-variance-authority";
import type { ReactNode } from "react";
import { useFormStatus } from "react-dom";
import { type ButtonLook, buttonLook } from "@/components/ui/button";

type SubmitButtonProps = ButtonLook & {
  children: ReactNode;
  /** What happens while the form is under way: "Placing your order". */
  busy: string;
  name?: string;
  value?: string;
  className?: string;
};

/** A form's button that keeps its width and says what happens while its server action runs; plain without script. */
export function SubmitButton({ children, busy, look = "primary", size, className, name, value }: SubmitButtonProps) {
  const { pending } = useFormStatus();
  return (
    <button
      type="submit"
      name={name}
      value={value}
      aria-disabled={pending || undefined}
      onClick={pending ? (event) => event.preventDefault() : undefined}
      className={buttonLook({ look, size, className })}
    >
      <span className="grid justify-items-center">
        <span className={cx("col-start-1 row-start-1", pending && "invisible")}>{children}</span>
        <span aria-hidden={!pending} className={cx("col-start-1 row-start-1", !pending && "invisible")}>
          {busy}
        </span>
      </span>
    </button>
  );
}
