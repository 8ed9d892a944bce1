import type { Locale } from "@/lib/i18n/locales";
import { composeMail, type Mail, type MailConference } from "@/lib/mail/compose";
import { formatMoment, mailTexts } from "@/lib/mail/mail-texts";

export type VerificationCode = {
  conference: MailConference;
  /** Six digits. */
  code: string;
  /** Works once, by a button on its page: mail scanners open links. */
  linkUrl: string;
  expiresAt: Date;
};

/** The code that opens a registration. It stands in the mail's body alone: subjects end up in logs. */
export function composeVerificationCode(data: VerificationCode, locale: Locale): Mail {
  const texts = mailTexts(locale);
  const { conference } = data;
  return composeMail(
    {
      subject: texts("verification-code.subject", { conference: conference.name }),
      heading: texts("verification-code.heading", { conference: conference.name }),
      blocks: [
        { kind: "code", code: data.code },
        {
          kind: "paragraph",
          text: texts("verification-code.type", { moment: formatMoment(data.expiresAt, conference.timeZone, locale) }),
        },
        { kind: "paragraph", text: texts("verification-code.instead") },
        { kind: "button", label: texts("verification-code.button"), url: data.linkUrl },
        { kind: "small", text: texts("verification-code.not-you") },
      ],
    },
    conference,
    locale,
  );
}
