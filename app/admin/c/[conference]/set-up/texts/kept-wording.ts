import type { Locale } from "@/lib/i18n/locales";
import type { WordedLetter, Wording } from "@/lib/mail/wording";

/** `now`: what somebody else saved meanwhile. */
export type KeptWording = { now: Wording | null };

/** The name under which a letter's form is kept. */
export function keptWordingName(which: { conferenceId: number; letter: WordedLetter; locale: Locale }): string {
  return `set-up.text:${which.conferenceId} ${which.locale} ${which.letter}`;
}
