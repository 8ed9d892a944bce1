import type { Locale } from "@/lib/i18n/locales";
import { composeMail, type Mail, type MailConference } from "@/lib/mail/compose";
import { mailTexts } from "@/lib/mail/mail-texts";

export type ChangeDecided = {
  conference: MailConference;
  isApproved: boolean;
  /** What was asked for, from `describeChange`. */
  wanted: string;
  /** The person's own words; empty for none. */
  text: string;
  /** What staff wrote about it: the reason of a decline; may be empty for what is done. */
  answer: string;
  registrationUrl: string;
};

/** Staff answered what a person asked for: it is done, or it is not, and why. */
export function composeChangeDecided(data: ChangeDecided, locale: Locale): Mail {
  const texts = mailTexts(locale);
  const { conference, isApproved, wanted, text, answer, registrationUrl } = data;
  const outcome = isApproved ? "done" : "declined";
  return composeMail(
    {
      subject: texts(`change-decided.subject-${outcome}`, { conference: conference.name }),
      status: { tone: isApproved ? "ok" : "bad", words: texts(`change-decided.status-${outcome}`) },
      heading: texts(`change-decided.heading-${outcome}`),
      blocks: [
        { kind: "paragraph", text: texts(`change-decided.lead-${outcome}`, { organiser: conference.organiser }) },
        {
          kind: "facts",
          facts: [
            { label: texts("change-decided.asked"), value: wanted },
            ...(text ? [{ label: texts("change-decided.words"), value: text }] : []),
            ...(answer ? [{ label: texts("change-decided.answer"), value: answer }] : []),
          ],
        },
        { kind: "button", label: texts("open-registration"), url: registrationUrl },
      ],
    },
    conference,
    locale,
  );
}
