import type { Locale } from "@/lib/i18n/locales";
import { composeMail, type Mail, type MailConference } from "@/lib/mail/compose";
import { formatMoment, mailTexts } from "@/lib/mail/mail-texts";

export type StaffPasswordReset = {
  /** The installation in place of a conference: an account belongs to all of them. */
  conference: MailConference;
  /** Works once, by a form. */
  linkUrl: string;
  expiresAt: Date;
};

/** The link with which a staff member sets a new password. */
export function composeStaffPasswordReset(data: StaffPasswordReset, locale: Locale): Mail {
  const texts = mailTexts(locale);
  const { conference } = data;
  return composeMail(
    {
      subject: texts("staff-password-reset.subject", { conference: conference.name }),
      heading: texts("staff-password-reset.heading"),
      blocks: [
        { kind: "paragraph", text: texts("staff-password-reset.lead") },
        { kind: "button", label: texts("staff-password-reset.button"), url: data.linkUrl },
        {
          kind: "small",
          text: texts("staff-password-reset.until", {
            moment: formatMoment(data.expiresAt, conference.timeZone, locale),
          }),
        },
        { kind: "small", text: texts("staff-password-reset.not-you") },
      ],
      about: "account",
    },
    conference,
    locale,
  );
}
