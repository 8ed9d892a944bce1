import type { Locale } from "@/lib/i18n/locales";
import { composeMail, type Mail, type MailConference } from "@/lib/mail/compose";
import { mailTexts } from "@/lib/mail/mail-texts";

export type RegistrationHandedOver = {
  conference: MailConference;
  /** As people read it, from `shownNumber`. */
  registrationNumber: string;
};

/** To whoever had the registration before. */
export function composeHandedOver({ conference, registrationNumber }: RegistrationHandedOver, locale: Locale): Mail {
  const texts = mailTexts(locale);
  const words = { conference: conference.name, registration: registrationNumber };
  return composeMail(
    {
      subject: texts("registration-handed-over.subject", words),
      status: { tone: "wait", words: texts("registration-handed-over.status") },
      heading: texts("registration-handed-over.heading"),
      blocks: [
        { kind: "paragraph", text: texts("registration-handed-over.lead", words) },
        { kind: "small", text: texts("registration-handed-over.not-you") },
      ],
    },
    conference,
    locale,
  );
}
