import { useTranslations } from "next-intl";
import { describedControl, Field } from "@/components/ui/field";

type CodeFieldProps = {
  /** Which mail it came with, and until when it is valid. */
  hint?: string | undefined;
  /** "That code is not right. Two tries are left; or send a new code." */
  error?: string | undefined;
  defaultValue?: string | undefined;
};

/** The six digits from the mail: one real input named `code`, spaced like six boxes. Blanks are for the server to drop. */
export function CodeField({ hint, error, defaultValue }: CodeFieldProps) {
  const t = useTranslations("attendee.code");
  const field = { name: "code", label: t("label"), hint, error };
  return (
    <Field {...field}>
      <input
        {...describedControl(field)}
        inputMode="numeric"
        autoComplete="one-time-code"
        maxLength={12}
        pattern="[0-9 ]*"
        defaultValue={defaultValue}
        className={`mt-1.5 min-h-16 w-full max-w-70 rounded bg-sheet pl-[0.62em] font-mono text-2xl leading-none font-medium tracking-[0.62em] tabular-nums hover:border-ink-soft focus-visible:rounded focus-visible:border-ink focus-visible:outline-offset-0 ${error ? "border-2 border-bad" : "border border-edge"}`}
      />
    </Field>
  );
}
