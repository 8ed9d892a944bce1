import { z } from "zod";
import type { AnswerValue, IndicoAnswer, IndicoRegistration } from "@/lib/indico/registration";
import { PROFILE_FIELDS, type ProfileField } from "@/lib/registration/profile";

/** A field of Indico's form: by number, or by title whatever its case, accents and blanks. */
const FieldReference = z.union([
  z.strictObject({ fieldId: z.int().positive() }),
  z.strictObject({ title: z.string().trim().min(1) }),
]);
type FieldReference = z.infer<typeof FieldReference>;

/** What Indico has of everybody; the rest of the profile comes from fields of a form, if at all. */
const INDICO_COLUMNS = [
  "title",
  "firstName",
  "lastName",
  "affiliation",
  "position",
  "phone",
  "address",
  "country",
] as const satisfies readonly ProfileField[];

const Target = z.union([
  z.strictObject({ profile: z.enum(PROFILE_FIELDS) }),
  z.strictObject({ question: z.string().min(1) }),
]);

/**
 * What a conference stores of how Indico's form fills the portal's. Fields go to a profile column or to a question by
 * its key; `choices` translates Indico's captions to the question's own values. Of the categories' rules the first
 * that holds decides: a choice (by caption or id; "yes" or "no" for a checkbox) in a field, or a tag.
 */
export const IndicoMapping = z.strictObject({
  fields: z
    .array(
      z.strictObject({
        from: FieldReference,
        to: Target,
        choices: z.record(z.string(), z.string()).optional(),
      }),
    )
    .default([]),
  categories: z
    .array(
      z.strictObject({
        when: z.union([
          z.strictObject({ field: FieldReference, choice: z.string().trim().min(1) }),
          z.strictObject({ tag: z.string().trim().min(1) }),
        ]),
        category: z.string().min(1),
      }),
    )
    .default([]),
});
export type IndicoMapping = z.infer<typeof IndicoMapping>;

/** Text, number, yes or no, ISO date, country code; a list for choices and for people's names. */
export type MappedAnswer = string | number | boolean | string[];

export type MappedRegistration = {
  /** Only what Indico has. */
  profile: Partial<Record<ProfileField, string>>;
  /** By question key, only what Indico has. */
  answers: Record<string, MappedAnswer>;
  categoryCode: string | null;
};

/** What of an Indico registration goes where in the portal; says nothing of what the portal then allows. */
export function mapRegistration(registration: IndicoRegistration, mapping: IndicoMapping): MappedRegistration {
  const profile: MappedRegistration["profile"] = {};
  for (const column of INDICO_COLUMNS) {
    const text = column === "country" ? registration.countryCode : registration[column];
    if (text) profile[column] = text;
  }
  const answers: MappedRegistration["answers"] = {};
  for (const { from, to, choices } of mapping.fields) {
    const value = findValue(registration.answers, from);
    if (!value) continue;
    const mapped = plainAnswer(value, choices);
    if ("question" in to) answers[to.question] = mapped;
    else profile[to.profile] = Array.isArray(mapped) ? mapped.join(", ") : String(mapped);
  }
  return { profile, answers, categoryCode: categoryOf(registration, mapping) };
}

/** The code of the category that the first rule that holds assigns; null where none does. */
export function categoryOf(
  { answers, tags }: Pick<IndicoRegistration, "answers" | "tags">,
  mapping: IndicoMapping,
): string | null {
  const rule = mapping.categories.find(({ when }) =>
    "tag" in when
      ? tags.some((tag) => fold(tag) === fold(when.tag))
      : isChosen(findValue(answers, when.field), when.choice),
  );
  return rule?.category ?? null;
}

/** The first filled-in field that the reference means: titles may repeat in a form. */
function findValue(answers: readonly IndicoAnswer[], reference: FieldReference): AnswerValue | null {
  const meant = (answer: IndicoAnswer) =>
    "fieldId" in reference ? answer.fieldId === reference.fieldId : fold(answer.title) === fold(reference.title);
  return answers.find((answer) => answer.value !== null && meant(answer))?.value ?? null;
}

function isChosen(value: AnswerValue | null, choice: string): boolean {
  if (!value) return false;
  const wanted = fold(choice);
  switch (value.kind) {
    case "choices":
      return value.choices.some((item) => item.choiceId === choice || fold(item.caption) === wanted);
    case "yes-no":
      return wanted === (value.yes ? "yes" : "no");
    case "text":
      return fold(value.text) === wanted;
    case "country":
      return fold(value.code) === wanted;
    default:
      return false;
  }
}

function plainAnswer(value: AnswerValue, translations: Record<string, string> = {}): MappedAnswer {
  const translated = (caption: string) =>
    Object.entries(translations).find(([from]) => fold(from) === fold(caption))?.[1] ?? caption;
  switch (value.kind) {
    case "text":
      return translated(value.text);
    case "number":
      return value.number;
    case "yes-no":
      return value.yes;
    case "date":
      return value.date;
    case "country":
      return value.code;
    case "choices":
      return value.choices.map((item) => translated(item.caption));
    case "people":
      return value.people.map((person) => `${person.firstName} ${person.lastName}`.trim());
  }
}

/** Without accents, case and doubled blanks: how titles, captions and tags are compared. */
export function fold(text: string): string {
  return text.normalize("NFKD").replace(/\p{M}/gu, "").replace(/\s+/g, " ").trim().toLowerCase();
}
