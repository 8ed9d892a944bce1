import "server-only";
import { shutOutOthers } from "@/lib/access/shut-out-others";
import { canonicalJson, type Json } from "@/lib/audit/canonical-json";
import type { Actor } from "@/lib/audit/chain";
import { attempt, type Tx } from "@/lib/db/client";
import { Prisma } from "@/lib/db/generated/client";
import { allValues, type FormValues, singleValue } from "@/lib/http/form-values";
import { publish } from "@/lib/publish/publish";
import { type AnswerValue, checkAnswers, type RawAnswers } from "@/lib/questions/check-answers";
import type { FieldError } from "@/lib/questions/field-error";
import { type AskedQuestion, loadQuestions, type StoredAnswer } from "@/lib/questions/load-questions";
import { err, ok, type Result } from "@/lib/result";
import { findAskedCategory } from "./asked-category";
import { checkProfile, DETAILS_RULES, STAFF_RULES } from "./check-profile";
import { keepPersonNamed } from "./keep-person-named";
import { PROFILE_FIELDS, type Profile } from "./profile";

export type DetailsRefusal =
  /** The registration is cancelled, erased or not this person's, or its order is placed. */
  | { code: "closed" }
  /** Nothing was saved: what is wrong, by the form's names, and when another tab saved the form meanwhile. */
  | { code: "refused"; errors: FieldError[]; changedElsewhereAt: Date | null };

/** The form's name of a question's answer. */
export const answerName = (key: string) => `answer.${key}`;

export type DetailsInput = {
  values: FormValues;
  version: string;
  /** Null: it stays. */
  locale: string | null;
  fileErrors?: readonly FieldError[];
};

/** A staff member at work. */
type StaffActor = Actor & { kind: "staff" };

const NEVER = "0";

type Versioned = { detailsAt: Date | null; indicoReadAt: Date | null };

/** What a form was made from, for `saveDetails` to compare: the last saving, and the last reading of Indico. */
export function detailsVersion({ detailsAt, indicoReadAt }: Versioned): string {
  return `${detailsAt?.getTime() ?? NEVER}.${indicoReadAt?.getTime() ?? NEVER}`;
}

/**
 * Saves the details form: profile and answers, all or nothing. A field that the person left empty before Indico had
 * answered takes what Indico says; any other difference to Indico is the person's correction, and Indico's value stays
 * beside it. Who saves over what another tab saved meanwhile is told first; saving the same twice is no conflict.
 * @param version `detailsVersion` of the form
 * @param locale of the page: later mails are written in it
 * @param fileErrors what is wrong with the files that came along: then nothing else is saved either
 */
export function saveDetails(
  registrationId: number,
  input: DetailsInput,
  now: Date,
): Promise<Result<"saved" | "unchanged", DetailsRefusal>> {
  return save(registrationId, input, null, now);
}

/**
 * Staff save the details form for a person: at any time, its order placed or not, and what the person has not answered
 * stays open. The address may change too: what was opened by the old one is closed, and Indico's opens nothing more.
 * Which fields staff changed is noted, so that the page says so beside Indico's value.
 */
export function saveDetailsByStaff(
  registrationId: number,
  input: DetailsInput,
  staff: StaffActor,
  now: Date,
): Promise<Result<"saved" | "unchanged", DetailsRefusal>> {
  return save(registrationId, input, staff, now);
}

function save(
  registrationId: number,
  { values, version, locale, fileErrors = [] }: DetailsInput,
  staff: StaffActor | null,
  now: Date,
): Promise<Result<"saved" | "unchanged", DetailsRefusal>> {
  return attempt<"saved" | "unchanged", DetailsRefusal>(async (tx) => {
    const registration = await lockOpen(tx, registrationId, staff);
    if (!registration) return err({ code: "closed" });
    const asked = await loadQuestions(tx, { ...registration, registrationId });
    const questions = staff ? asked.map((question) => ({ ...question, isRequired: false })) : asked;
    const [savedBefore, readBefore] = version.split(".");
    const isOlderThanIndico = readBefore === NEVER && registration.indicoReadAt !== null;
    const isOlderThanDetails = savedBefore !== detailsVersion(registration).split(".")[0];

    const raw = rawProfile(values, registration, isOlderThanIndico);
    const profile = staff
      ? checkProfile({ ...raw, email: singleValue(values, "email") }, STAFF_RULES)
      : checkProfile(raw, DETAILS_RULES);
    const answers = checkAnswers(questions, rawAnswers(values, questions, isOlderThanIndico), {
      categoryCode: await findAskedCategory(tx, registrationId),
      keptFiles: new Set(questions.filter(({ file }) => file).map(({ key }) => key)),
    });
    const changedElsewhereAt = isOlderThanDetails ? registration.detailsAt : null;
    if (!profile.ok || !answers.ok || fileErrors.length > 0) {
      const wrong = [...(profile.ok ? [] : profile.error), ...(answers.ok ? [] : answers.error.map(named))];
      // A file that was refused says more than that there is none.
      const others = wrong.filter(({ key }) => !fileErrors.some((error) => error.key === key));
      const errors = [...others, ...fileErrors];
      return err({ code: "refused", errors, changedElsewhereAt });
    }
    const details = { email: registration.email, ...profile.value };
    const changed = [
      ...([...PROFILE_FIELDS, "email"] as const).filter((field) => details[field] !== registration[field]),
      ...changedAnswers(questions, answers.value).map(({ key }) => answerName(key)),
    ];
    if (changed.length === 0 && registration.detailsAt) return ok("unchanged");
    if (changedElsewhereAt) return err({ code: "refused", errors: [], changedElsewhereAt });

    const hasNewAddress = details.email !== registration.email;
    await tx.registration.update({
      where: { id: registrationId },
      data: {
        ...details,
        ...(locale === null ? {} : { locale }),
        ...(hasNewAddress ? { emailChangedAt: now } : {}),
        detailsAt: now,
        staffFields: noteFields(registration.staffFields, changed, staff !== null),
      },
    });
    const moved = await keepPersonNamed(tx, { ...registration, email: details.email }, details);
    await storeAnswers(tx, registrationId, changedAnswers(questions, answers.value), answers.value);
    const shutOut = hasNewAddress
      ? [await shutOutOthers(tx, { ...registration, email: details.email }, "address-changed-by-staff")]
      : [];
    await publish(tx, {
      conferenceId: registration.conferenceId,
      actor: staff ?? { kind: "person", id: String(registrationId) },
      registrations: [registrationId],
      // Which, not what: the log cannot be changed, and these are personal data with an end.
      audit: [
        { what: "registration.details", object: "registration", objectId: registrationId, after: { changed } },
        ...moved,
        ...shutOut,
      ],
    });
    return ok("saved");
  });
}

/** A registration whose details can be changed now, locked. Staff may at any time. */
async function lockOpen(tx: Tx, registrationId: number, staff: StaffActor | null) {
  await tx.$queryRaw`SELECT id FROM registration WHERE id = ${registrationId} FOR UPDATE`;
  const untilOrdered = { prefill: { not: "mismatch" }, paidOrders: { none: { state: "placed" } } } as const;
  return tx.registration.findUnique({
    where: { id: registrationId, state: { in: ["draft", "active"] }, ...(staff ? {} : untilOrdered) },
  });
}

/** Fields that staff were the last to change. */
function noteFields(before: string[], changed: string[], isByStaff: boolean): string[] {
  const others = before.filter((field) => !changed.includes(field));
  return isByStaff ? [...others, ...changed] : others;
}

function rawProfile(values: FormValues, stored: Profile, isOlderThanIndico: boolean): Record<string, string> {
  return Object.fromEntries(
    PROFILE_FIELDS.map((field) => {
      const typed = singleValue(values, field);
      return [field, isOlderThanIndico && typed.trim() === "" ? stored[field] : typed];
    }),
  );
}

function rawAnswers(values: FormValues, questions: readonly AskedQuestion[], isOlderThanIndico: boolean): RawAnswers {
  return Object.fromEntries(
    questions.map(({ key, type, answer }) => {
      const typed = type === "file" ? [] : allValues(values, answerName(key)).filter((value) => value.trim() !== "");
      return [key, isOlderThanIndico && typed.length === 0 ? asTyped(answer) : typed];
    }),
  );
}

function asTyped(answer: StoredAnswer): readonly string[] {
  if (answer === null || answer === false) return [];
  return answer === true ? ["yes"] : [answer].flat();
}

function named({ key, code }: FieldError): FieldError {
  return { key: answerName(key), code };
}

/** Files are saved on their own way: `saveFile`. */
function changedAnswers(questions: readonly AskedQuestion[], answers: Record<string, AnswerValue>): AskedQuestion[] {
  return questions.filter(({ key, type, answer }) => {
    const value = Object.hasOwn(answers, key) ? answers[key] : undefined;
    return type !== "file" && value !== undefined && !isSameAnswer(value as StoredAnswer, answer);
  });
}

/** No answer, no box ticked and an empty list are the same. */
function isSameAnswer(a: StoredAnswer, b: StoredAnswer): boolean {
  const plain = (answer: StoredAnswer) => (answer === false || answer?.toString() === "" ? null : answer);
  return canonicalJson(plain(a) as Json) === canonicalJson(plain(b) as Json);
}

async function storeAnswers(
  tx: Tx,
  registrationId: number,
  questions: readonly AskedQuestion[],
  answers: Record<string, AnswerValue>,
): Promise<void> {
  for (const { id: questionId, key } of questions) {
    const value = (answers[key] as Exclude<Json, null>) ?? Prisma.DbNull;
    await tx.answer.upsert({
      where: { registrationId_questionId: { registrationId, questionId } },
      create: { registrationId, questionId, value },
      update: { value },
    });
  }
}
