import { CALENDAR_CONTENT_TYPE } from "@/lib/documents/calendar";
import { documentTexts } from "@/lib/documents/document-texts";
import type { Locale } from "@/lib/i18n/locales";
import { composeMail, type Mail, type MailConference, type MailOrder, orderBlock } from "@/lib/mail/compose";
import { mailTexts } from "@/lib/mail/mail-texts";

export type RegistrationConfirmed = {
  conference: MailConference & { slug: string };
  order: MailOrder;
  /** Empty where Indico gave none. */
  firstName: string;
  /** From `calendarFile`. */
  calendar: string;
  registrationUrl: string;
};

/** A registration that costs nothing is complete. */
export function composeRegistrationConfirmed(data: RegistrationConfirmed, locale: Locale): Mail {
  const texts = mailTexts(locale);
  const { conference, order, firstName: name } = data;
  const { city } = conference;
  return composeMail(
    {
      subject: texts("registration-confirmed.subject", { conference: conference.name }),
      status: { tone: "ok", words: texts("registration-confirmed.status") },
      heading: name ? texts("see-you", { city, name }) : texts("see-you-unnamed", { city }),
      blocks: [
        { kind: "paragraph", text: texts("registration-confirmed.lead") },
        orderBlock(order, "to-pay", texts("order.title", { number: String(order.number) }), locale),
        { kind: "button", label: texts("open-registration"), url: data.registrationUrl },
      ],
      attachments: [
        {
          filename: documentTexts(locale)("calendar.file", { slug: conference.slug }),
          contentType: CALENDAR_CONTENT_TYPE,
          content: Buffer.from(data.calendar),
        },
      ],
    },
    conference,
    locale,
  );
}
