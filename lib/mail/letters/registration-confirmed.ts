import { cityWords } from "@/lib/i18n/city-words";
import type { Locale } from "@/lib/i18n/locales";
import { composeMail, type Mail, type MailConference, type MailOrder, orderBlock } from "@/lib/mail/compose";
import { mailTexts } from "@/lib/mail/mail-texts";
import type { MailAttachment } from "@/lib/mail/outgoing-mail";

export type RegistrationConfirmed = {
  conference: MailConference;
  order: MailOrder;
  /** Empty where Indico gave none. */
  firstName: string;
  /** From `attachDocuments`. */
  attachments: readonly MailAttachment[];
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
      heading: name ? texts("see-you", { ...cityWords(city), name }) : texts("see-you-unnamed", cityWords(city)),
      blocks: [
        { kind: "paragraph", text: texts("registration-confirmed.lead") },
        orderBlock(order, "to-pay", texts("order.title", { number: String(order.number) }), locale),
        { kind: "button", label: texts("open-registration"), url: data.registrationUrl },
      ],
      attachments: data.attachments,
    },
    conference,
    locale,
  );
}
