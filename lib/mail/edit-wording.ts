import "server-only";
import type { Actor } from "@/lib/audit/chain";
import { versionOf } from "@/lib/conference/item-version";
import { attempt, db } from "@/lib/db/client";
import type { Locale } from "@/lib/i18n/locales";
import { findUnknownVariables, VARIABLES, type WordedLetter, type Wording } from "@/lib/mail/wording";
import { publish } from "@/lib/publish/publish";
import { err, ok, type Result } from "@/lib/result";
import { cleanText } from "@/lib/text/clean-text";

type Which = { conferenceId: number; letter: WordedLetter; locale: Locale };

const NONE: Wording = { subject: "", body: "" };
export const LONGEST_SUBJECT = 200;
export const LONGEST_BODY = 5_000;

export type WordingProblem =
  | { field: keyof Wording; code: "too-long"; max: number }
  | { field: keyof Wording; code: "not-allowed-character" }
  | { field: keyof Wording; code: "unknown-variable"; name: string; known: string };
export type WordingRefusal =
  | { code: "problems"; problems: WordingProblem[] }
  /** The conference is not offered in this language any more. */
  | { code: "not-offered" }
  | { code: "changed-meanwhile"; now: Wording; version: string };

/** The organiser's words of a letter, empty where there are none. */
export async function findWording({ conferenceId, letter, locale }: Which): Promise<Wording> {
  const client = await db();
  const stored = await client.conferenceText.findUnique({
    where: { conferenceId_locale_letter: { conferenceId, locale, letter } },
    select: { subject: true, body: true },
  });
  return stored ?? NONE;
}

/** The letters with words of their own, "en payment-confirmed": those with some, and those with a subject and a text. */
export async function listWordings(conferenceId: number): Promise<{ some: Set<string>; whole: Set<string> }> {
  const client = await db();
  const rows = await client.conferenceText.findMany({ where: { conferenceId } });
  const names = (of: typeof rows) => new Set(of.map(({ locale, letter }) => `${locale} ${letter}`));
  return { some: names(rows), whole: names(rows.filter(({ subject, body }) => subject && body)) };
}

/** Reads typed words: what is too long or names no variable of this letter is refused by its name. */
export function checkWording(letter: WordedLetter, typed: Wording): Result<Wording, WordingProblem[]> {
  const problems: WordingProblem[] = [];
  const read = (field: keyof Wording, max: number): string => {
    const clean = cleanText(typed[field], { maxLength: max, multiline: field === "body" });
    if (!clean.ok) {
      problems.push(
        clean.error === "too-long" ? { field, code: "too-long", max } : { field, code: "not-allowed-character" },
      );
      return "";
    }
    const known = VARIABLES[letter].map((name) => `{${name}}`).join(", ");
    for (const name of findUnknownVariables(letter, clean.value)) {
      problems.push({ field, code: "unknown-variable", name, known });
    }
    return clean.value;
  };
  const wording = { subject: read("subject", LONGEST_SUBJECT), body: read("body", LONGEST_BODY) };
  return problems.length ? err(problems) : ok(wording);
}

/**
 * Saves the organiser's words of one letter; both empty go back to Foyer's own.
 * @param draft.version `versionOf` the words when the form was opened
 */
export async function saveWording(
  { typed, version, ...which }: Which & { typed: Wording; version: string },
  by: Actor,
): Promise<Result<void, WordingRefusal>> {
  const { conferenceId, letter, locale } = which;
  const checked = checkWording(letter, typed);
  if (!checked.ok) return err({ code: "problems", problems: checked.error });
  const wording = checked.value;
  return attempt<void, WordingRefusal>(async (tx) => {
    const [conference] = await tx.$queryRaw<{ languages: string[] }[]>`
      SELECT languages FROM conference WHERE id = ${conferenceId} FOR NO KEY UPDATE`;
    if (!conference?.languages.includes(locale)) return err({ code: "not-offered" });
    const where = { conferenceId_locale_letter: { conferenceId, locale, letter } };
    const stored = await tx.conferenceText.findUnique({ where, select: { subject: true, body: true } });
    const before = stored ?? NONE;
    if (versionOf(before) !== version) {
      return err({ code: "changed-meanwhile", now: before, version: versionOf(before) });
    }
    if (versionOf(wording) === version) return ok(undefined);
    if (wording.subject || wording.body) {
      await tx.conferenceText.upsert({ where, create: { ...which, ...wording }, update: wording });
    } else {
      await tx.conferenceText.delete({ where });
    }
    const event = { what: "conference.text-changed", object: "conference", objectId: conferenceId };
    const audit = [{ ...event, before: { letter, locale, ...before }, after: { letter, locale, ...wording } }];
    await publish(tx, { conferenceId, actor: by, registrations: [], audit });
    return ok(undefined);
  });
}
