import "server-only";
import { getTranslations } from "next-intl/server";
import type { FieldErrorCode } from "@/lib/questions/field-error";

/** What was wrong with one field of somebody whom staff enter. */
export type PersonProblem = { key: string; code: FieldErrorCode };

/** The sentences of a form that names a person, by field and for the summary. */
export async function personErrors(problems: readonly PersonProblem[]) {
  const t = await getTranslations("attendee.details.errors");
  const labels = await getTranslations("attendee.details.fields");
  const sentences = new Map(
    problems.map(({ key, code }) => {
      const label = labels.has(key as Field) ? labels(key as Field) : key;
      return [key, t(code, { label })] as const;
    }),
  );
  return {
    errors: [...sentences].map(([id, message]) => ({ id, message })),
    errorOf: (field: string) => sentences.get(field),
  };
}

type Field = "firstName" | "lastName" | "email" | "affiliation" | "country" | "phone";
