import "server-only";
import { db } from "@/lib/db/client";
import type { Conference } from "@/lib/db/generated/client";
import { mailConference } from "@/lib/documents/read-order";
import { type Locale, nearestShipped } from "@/lib/i18n/locales";
import {
  type FoundWording,
  fillWording,
  type VariableValues,
  type WordedLetter,
  type Wording,
} from "@/lib/mail/wording";

/**
 * The organiser's words of a letter in a language. What they did not write in it they may have written in the nearest
 * language that Foyer has words in; what is empty after that is Foyer's own.
 * @param typed words of the language that are not saved yet
 */
export async function findWordingFor(
  { conferenceId, letter, locale }: { conferenceId: number; letter: WordedLetter; locale: Locale },
  typed?: Wording,
): Promise<FoundWording> {
  const languages = [locale, nearestShipped(locale)];
  const client = await db();
  const rows = await client.conferenceText.findMany({ where: { conferenceId, letter, locale: { in: languages } } });
  const wordings = languages.map((one) => ({
    language: one,
    ...(one === locale && typed ? typed : rows.find((row) => row.locale === one)),
  }));
  const first = (field: keyof Wording) => wordings.find((wording) => wording[field]);
  const [subject, body] = [first("subject"), first("body")];
  return {
    subject: subject?.subject ?? "",
    body: body?.body ?? "",
    subjectIn: subject?.language ?? locale,
    bodyIn: body?.language ?? locale,
  };
}

/** The organiser's words of this letter, filled in; undefined where they left Foyer's own. */
export async function wordingOf(
  conference: Conference,
  letter: WordedLetter,
  locale: Locale,
  values: VariableValues,
): Promise<FoundWording | undefined> {
  const wording = await findWordingFor({ conferenceId: conference.id, letter, locale });
  if (!wording.subject && !wording.body) return undefined;
  const { name, organiser, city, contactEmail } = mailConference(conference, locale);
  return fillWording(wording, { ...values, conference: name, organiser, city, contact: contactEmail });
}
