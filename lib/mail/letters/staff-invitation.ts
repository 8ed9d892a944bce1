import type { Locale } from "@/lib/i18n/locales";
import { composeMail, type Mail, type MailConference } from "@/lib/mail/compose";
import { formatMoment, mailTexts } from "@/lib/mail/mail-texts";

export type StaffInvitationLetter = {
  conference: MailConference;
  /** Who invites; empty for an operator. */
  inviter: string;
  /** Works once, by a form. */
  linkUrl: string;
  expiresAt: Date;
};

/** Somebody is invited to a conference's desk. */
export function composeStaffInvitation(data: StaffInvitationLetter, locale: Locale): Mail {
  const texts = mailTexts(locale);
  const { conference } = data;
  const inviter = data.inviter || conference.organiser;
  return composeMail(
    {
      subject: texts("staff-invitation.subject", { conference: conference.name }),
      heading: texts("staff-invitation.heading", { conference: conference.name }),
      blocks: [
        { kind: "paragraph", text: texts("staff-invitation.lead", { inviter }) },
        { kind: "button", label: texts("staff-invitation.button"), url: data.linkUrl },
        {
          kind: "small",
          text: texts("staff-invitation.until", { moment: formatMoment(data.expiresAt, conference.timeZone, locale) }),
        },
      ],
      about: "account",
    },
    conference,
    locale,
  );
}
