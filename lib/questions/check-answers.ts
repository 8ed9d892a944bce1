import { isCountryCode } from "@/lib/countries/countries";
import type { QuestionType } from "@/lib/db/generated/enums";
import type { FieldError, FieldErrorCode } from "@/lib/questions/field-error";
import { err, ok, type Result } from "@/lib/result";
import { cleanText } from "@/lib/text/clean-text";

/** A question of a conference, as far as checking goes. */
export type QuestionView = {
  readonly key: string;
  readonly type: QuestionType;
  readonly isRequired: boolean;
  readonly choices: readonly { readonly value: string }[];
  /** Asked only of these categories; none: of everybody. */
  readonly categoryCodes: readonly string[];
};

/** As a form sends it: several values of one name as a list, an untouched file field as an empty file. */
export type RawAnswers = Readonly<Record<string, string | readonly string[] | File | undefined>>;

/** Null: not answered. A consent is true or false, a file is the file itself with a clean name. */
export type AnswerValue = string | readonly string[] | boolean | File | null;

export const LONGEST_TEXT = 300;
export const LONGEST_LONG_TEXT = 5000;
export const LARGEST_FILE_BYTES = 5 * 1024 * 1024;
/** What proofs and letters come as; none of them runs in a browser. */
export const FILE_TYPES: readonly string[] = ["application/pdf", "image/jpeg", "image/png"];

/**
 * Checks and cleans the answers of one registration: Unicode NFC, blanks around them dropped, lists in the question's
 * order. Only questions asked of the category come back, each of them, so that an emptied answer is stored as empty;
 * anything else in `raw` is ignored. A file's type is what the browser claims: serve it as an attachment only.
 * @param keptFiles keys of questions whose file was uploaded before: an untouched file field leaves them as they are
 */
export function checkAnswers(
  questions: readonly QuestionView[],
  raw: RawAnswers,
  { categoryCode, keptFiles = new Set() }: { categoryCode: string | null; keptFiles?: ReadonlySet<string> },
): Result<Record<string, AnswerValue>, readonly FieldError[]> {
  const answers: [string, AnswerValue][] = [];
  const errors: FieldError[] = [];
  for (const question of questions.filter((question) => isAskedOf(question, categoryCode))) {
    const given = Object.hasOwn(raw, question.key) ? raw[question.key] : undefined;
    const answer = CHECKS[question.type](given, question);
    const isMissing = answer.ok && isEmpty(answer.value);
    if (isMissing && question.type === "file" && keptFiles.has(question.key)) continue;
    if (!answer.ok) errors.push({ key: question.key, code: answer.error });
    else if (isMissing && question.isRequired) {
      errors.push({ key: question.key, code: question.type === "consent" ? "consent-needed" : "required" });
    } else answers.push([question.key, answer.value]);
  }
  return errors.length > 0 ? err(errors) : ok(Object.fromEntries(answers));
}

/** Is the question put to somebody of this category? Before one is chosen, only the questions for everybody. */
export function isAskedOf({ categoryCodes }: QuestionView, categoryCode: string | null): boolean {
  return categoryCodes.length === 0 || (categoryCode !== null && categoryCodes.includes(categoryCode));
}

type Given = RawAnswers[string];
type Check = (given: Given, question: QuestionView) => Result<AnswerValue, FieldErrorCode>;

const CHECKS: Record<QuestionType, Check> = {
  text: (given) => orNull(cleanText(single(given), { maxLength: LONGEST_TEXT })),
  long_text: (given) => orNull(cleanText(single(given), { maxLength: LONGEST_LONG_TEXT, multiline: true })),
  choice: (given, { choices }) => {
    const value = single(given);
    return value === "" || choices.some((choice) => choice.value === value) ? ok(value || null) : err("not-a-choice");
  },
  many_choices: (given, { choices }) => {
    const values = new Set(several(given).filter((value) => value !== ""));
    const chosen = choices.map(({ value }) => value).filter((value) => values.has(value));
    return chosen.length === values.size ? ok(chosen) : err("not-a-choice");
  },
  country: (given) => {
    const code = single(given).trim().toUpperCase();
    return code === "" || isCountryCode(code) ? ok(code || null) : err("not-a-country");
  },
  date: (given) => {
    const day = single(given).trim();
    return day === "" || isDay(day) ? ok(day || null) : err("not-a-date");
  },
  consent: (given) => ok(["on", "true", "yes", "1"].includes(single(given))),
  file: (given) => {
    if (!(given instanceof File) || given.size === 0) return ok(null);
    if (given.size > LARGEST_FILE_BYTES) return err("file-too-large");
    if (!FILE_TYPES.includes(given.type)) return err("file-type");
    const name = cleanText(given.name.replace(/^.*[/\\]/, ""), { maxLength: LONGEST_TEXT });
    return name.ok ? ok(new File([given], name.value || "file", { type: given.type })) : name;
  },
};

/** Several values where one is asked are none: no form of ours sends them. */
function single(given: Given): string {
  const values = several(given);
  return values.length === 1 ? (values[0] ?? "") : "";
}

function several(given: Given): readonly string[] {
  if (typeof given === "string") return [given];
  return given === undefined || given instanceof File ? [] : given;
}

function orNull<E>(text: Result<string, E>): Result<string | null, E> {
  return text.ok ? ok(text.value || null) : text;
}

function isEmpty(value: AnswerValue): boolean {
  return value === null || value === false || (Array.isArray(value) && value.length === 0);
}

/** A day of the calendar between 1900 and 2199, as `<input type="date">` writes it: "2027-03-31". */
function isDay(text: string): boolean {
  if (!/^(19|20|21)\d\d-\d\d-\d\d$/.test(text)) return false;
  const time = Date.parse(`${text}T00:00:00Z`);
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(text);
}
