import type { Locale } from "@/lib/i18n/locales";
import { composeMail, type Mail, type MailConference } from "@/lib/mail/compose";
import { mailTexts } from "@/lib/mail/mail-texts";

export type RegistrationTakenOver = {
  conference: MailConference;
  /** As people read it, from `shownNumber`. */
  registrationNumber: string;
  registrationUrl: string;
};

/** To whoever has it now. */
export function composeTakenOver(
  { conference, registrationNumber, registrationUrl }: RegistrationTakenOver,
  locale: Locale,
): Mail {
  const texts = mailTexts(locale);
  const words = { conference: conference.name, registration: registrationNumber };
  return composeMail(
    {
      subject: texts("registration-taken-over.subject", words),
      status: { tone: "ok", words: texts("registration-taken-over.status") },
      heading: texts("registration-taken-over.heading"),
      blocks: [
        { kind: "paragraph", text: texts("registration-taken-over.lead", words) },
        { kind: "button", label: texts("open-registration"), url: registrationUrl },
        { kind: "small", text: texts("registration-taken-over.not-you") },
      ],
    },
    conference,
    locale,
  );
}
