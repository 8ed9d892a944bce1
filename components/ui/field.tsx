import { cx } from "class-variance-authority";
import { ArrowLeftToLine, RotateCcw, TriangleAlert } from "lucide";
import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { Icon } from "@/components/ui/icon";

/** Where a prefilled value came from: a quiet mark, or a louder one once the person changed it. */
export type SourceMark = { text: string; changed?: boolean | undefined };

/** What every field has, whatever its control is. */
export type FieldProps = {
  /** The form's name of the value; also the control's id unless `id` is given. */
  name: string;
  id?: string | undefined;
  label: ReactNode;
  /** Says "(optional)" after the label; `unsaid` where the section says so for all of its fields. */
  optional?: boolean | "unsaid" | undefined;
  hint?: ReactNode;
  source?: SourceMark | undefined;
  /** One sentence: what is wrong and what to do. */
  error?: string | undefined;
  /** Share of the row from 36 rem up. */
  width?: "full" | "half" | "third" | "two-thirds" | undefined;
};

const WIDTHS = {
  full: "",
  half: "sm:col-span-3",
  third: "sm:col-span-2",
  "two-thirds": "sm:col-span-4",
};

/** Attributes that tie a control to its field's label, hint, source mark and error. */
export function describedControl({ name, id = name, hint, source, error, optional }: FieldProps) {
  const described = [error && `${id}-error`, hint && `${id}-hint`, source && `${id}-source`].filter(Boolean).join(" ");
  return {
    id,
    name,
    // Not `required`: the browser's own bubbles would stop a half-filled form from being kept or recounted.
    "aria-required": !optional,
    "aria-describedby": described || undefined,
    "aria-invalid": error ? true : undefined,
  };
}

/** Base look of a control that one types into or picks from. */
export function controlLook(error: string | undefined, extra?: string): string {
  return cx(
    "mt-1.5 block min-h-control w-full min-w-0 rounded bg-sheet px-3 py-2 text-md text-ink placeholder:text-ink-faint placeholder:opacity-100",
    "hover:border-ink-soft focus-visible:rounded focus-visible:border-ink focus-visible:outline-offset-0 read-only:cursor-default",
    error ? "border-2 border-bad" : "border border-edge",
    extra,
  );
}

/** Label, hint, source mark and error around one control; the control itself takes `describedControl(field)`. */
export function Field({ children, ...field }: FieldProps & { children: ReactNode }) {
  const { name, id = name, label, width = "full", error } = field;
  return (
    <div className={cx("col-span-full flex min-w-0 flex-col", WIDTHS[width], error && "border-l-4 border-bad pl-3.5")}>
      <Head field={field}>
        <label htmlFor={id} className="text-[0.9375rem] font-semibold">
          {label}
          <OptionalWord field={field} />
        </label>
      </Head>
      {/* Of two fields side by side the labels stand in one line and the controls in another, whatever is said between. */}
      <div className="mt-auto">{children}</div>
    </div>
  );
}

/** The same around several controls that answer one question: a group with its label as legend. */
export function FieldGroup({ children, ...field }: FieldProps & { children: ReactNode }) {
  const { name, id = name, label, error } = field;
  const { "aria-describedby": describedBy, "aria-invalid": invalid } = describedControl(field);
  return (
    <fieldset
      id={id}
      tabIndex={-1}
      aria-describedby={describedBy}
      aria-invalid={invalid}
      className={cx("col-span-full min-w-0", error && "border-l-4 border-bad pl-3.5")}
    >
      <legend className="float-left mr-3 text-[0.9375rem] font-semibold">
        {label}
        <OptionalWord field={field} />
      </legend>
      <Head field={field} />
      {children}
    </fieldset>
  );
}

function OptionalWord({ field }: { field: FieldProps }) {
  const t = useTranslations("site");
  if (field.optional !== true) return null;
  return <span className="font-normal text-ink-faint"> {t("optional")}</span>;
}

function Head({ field, children }: { field: FieldProps; children?: ReactNode }) {
  const { name, id = name, hint, source, error } = field;
  return (
    <>
      <div
        className={cx("flex flex-wrap items-baseline gap-x-3", children ? "justify-between" : "min-h-6 justify-end")}
      >
        {children}
        {source && <Source id={`${id}-source`} {...source} />}
      </div>
      {error && <FieldError id={`${id}-error`}>{error}</FieldError>}
      {hint && (
        <p id={`${id}-hint`} className={cx("clear-both text-xs text-ink-soft", error && "mt-1")}>
          {hint}
        </p>
      )}
    </>
  );
}

/** The sentence of an error, with its icon. */
export function FieldError({ id, children }: { id: string; children: ReactNode }) {
  return (
    <p id={id} className="mt-1 flex items-baseline gap-1.5 text-sm font-semibold text-bad">
      <Icon of={TriangleAlert} className="size-4 translate-y-[3px]" />
      <span className="min-w-0">{children}</span>
    </p>
  );
}

function Source({ id, text, changed }: SourceMark & { id: string }) {
  return (
    <span
      id={id}
      className={cx(
        "inline-flex items-center gap-1 text-xs",
        changed ? "text-wait" : "whitespace-nowrap text-ink-faint",
      )}
    >
      <Icon of={changed ? RotateCcw : ArrowLeftToLine} className="size-4" />
      <span className="min-w-0">{text}</span>
    </span>
  );
}

/** The grid that fields stand in: six columns from 36 rem up, one below. */
export function Fields({ children, className }: { children: ReactNode; className?: string }) {
  return (
    <div className={cx("mt-5 grid grid-cols-[repeat(6,minmax(0,1fr))] gap-x-4 gap-y-5.5", className)}>{children}</div>
  );
}
