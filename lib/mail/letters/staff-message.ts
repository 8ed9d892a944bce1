import type { Locale } from "@/lib/i18n/locales";
import { composeMail, type Mail, type MailConference } from "@/lib/mail/compose";

export type StaffMessage = {
  conference: MailConference;
  /** As staff wrote them: the subject in one line, paragraphs apart by an empty line. */
  subject: string;
  text: string;
};

/** Words of the staff's own to one person or to many. */
export function composeStaffMessage({ conference, subject, text }: StaffMessage, locale: Locale): Mail {
  const paragraphs = text.split(/\n{2,}/).filter((paragraph) => paragraph.trim() !== "");
  return composeMail(
    {
      subject,
      heading: subject,
      blocks: paragraphs.map((paragraph) => ({ kind: "paragraph", text: paragraph.trim() })),
    },
    conference,
    locale,
  );
}
