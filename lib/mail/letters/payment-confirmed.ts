import { describePaidBy, documentTexts, type PaidBy } from "@/lib/documents/document-texts";
import { totalOf } from "@/lib/documents/order-summary";
import { cityWords } from "@/lib/i18n/city-words";
import type { Locale } from "@/lib/i18n/locales";
import { composeMail, type Mail, type MailConference, type MailOrder, orderBlock } from "@/lib/mail/compose";
import { mailTexts } from "@/lib/mail/mail-texts";
import type { MailAttachment } from "@/lib/mail/outgoing-mail";
import { formatMoney } from "@/lib/money/format";
import { formatDate } from "@/lib/time/format";

export type PaymentConfirmed = {
  conference: MailConference;
  order: MailOrder;
  /** Empty where Indico gave none. */
  firstName: string;
  /** "2027-0388". */
  receiptNumber: string;
  paidAt: Date;
  paidBy: PaidBy;
  /** From `attachDocuments`. */
  attachments: readonly MailAttachment[];
  registrationUrl: string;
};

/** The money arrived: the registration is complete. */
export function composePaymentConfirmed(data: PaymentConfirmed, locale: Locale): Mail {
  const texts = mailTexts(locale);
  const documents = documentTexts(locale);
  const { conference, order, firstName: name, receiptNumber: number } = data;
  const { city, timeZone } = conference;
  const amount = formatMoney(totalOf(order.lines, order.currency), locale);
  return composeMail(
    {
      subject: texts("payment-confirmed.subject", { conference: conference.name }),
      status: { tone: "ok", words: texts("payment-confirmed.status") },
      heading: name ? texts("see-you", { ...cityWords(city), name }) : texts("see-you-unnamed", cityWords(city)),
      blocks: [
        { kind: "paragraph", text: texts("payment-confirmed.lead", { amount }) },
        orderBlock(order, "paid", texts("order.title", { number: String(order.number) }), locale),
        {
          kind: "facts",
          facts: [
            { label: documents("receipt.number"), value: number },
            { label: documents("receipt.paid-on"), value: formatDate(data.paidAt, timeZone, locale) },
            { label: documents("receipt.by"), value: describePaidBy(data.paidBy, locale) },
          ],
        },
        { kind: "button", label: texts("open-registration"), url: data.registrationUrl },
      ],
      attachments: data.attachments,
    },
    conference,
    locale,
  );
}
