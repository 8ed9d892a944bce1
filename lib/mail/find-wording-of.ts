import "server-only";
import type { Conference } from "@/lib/db/generated/client";
import { mailConference } from "@/lib/documents/read-order";
import type { Locale } from "@/lib/i18n/locales";
import { findWording } from "@/lib/mail/edit-wording";
import { fillWording, type VariableValues, type WordedLetter, type Wording } from "@/lib/mail/wording";

/** The organiser's words of this letter, filled in; undefined where they left Foyer's own. */
export async function wordingOf(
  conference: Conference,
  letter: WordedLetter,
  locale: Locale,
  values: VariableValues,
): Promise<Wording | undefined> {
  const wording = await findWording({ conferenceId: conference.id, letter, locale });
  if (!wording.subject && !wording.body) return undefined;
  const { name, organiser, city, contactEmail } = mailConference(conference, locale);
  return fillWording(wording, { ...values, conference: name, organiser, city, contact: contactEmail });
}
