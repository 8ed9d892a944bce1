import { totalOf } from "@/lib/documents/order-summary";
import type { Locale } from "@/lib/i18n/locales";
import { composeMail, type Fact, type Mail, type MailConference, type MailOrder, orderBlock } from "@/lib/mail/compose";
import { formatMoment, mailTexts } from "@/lib/mail/mail-texts";
import { formatMoney } from "@/lib/money/format";

export type PurchaseOrderReceived = {
  conference: MailConference;
  order: MailOrder;
  institute: string;
  /** The institute's own number for it; empty for none. */
  instituteOrderNumber: string;
  /** Null: the places are held until staff decide. */
  heldUntil: Date | null;
  registrationUrl: string;
};

/** A person asked that an institute pays; staff decide. */
export function composePurchaseOrderReceived(data: PurchaseOrderReceived, locale: Locale): Mail {
  const texts = mailTexts(locale);
  const { conference, order, institute, heldUntil } = data;
  const amount = formatMoney(totalOf(order.lines, order.currency), locale);
  const facts: Fact[] = [
    { label: texts("purchase-order-received.institute"), value: institute },
    { label: texts("purchase-order-received.amount"), value: amount },
  ];
  if (data.instituteOrderNumber) {
    facts.push({
      label: texts("purchase-order-received.order-number"),
      value: data.instituteOrderNumber,
      isCode: true,
    });
  }
  const held =
    heldUntil === null
      ? texts("purchase-order-received.held-until-decided")
      : texts("purchase-order-received.held", { moment: formatMoment(heldUntil, conference.timeZone, locale) });
  return composeMail(
    {
      subject: texts("purchase-order-received.subject", { institute, conference: conference.name }),
      status: { tone: "wait", words: texts("purchase-order-received.status") },
      heading: texts("purchase-order-received.heading"),
      blocks: [
        {
          kind: "paragraph",
          text: texts("purchase-order-received.lead", { institute, amount, organiser: conference.organiser }),
        },
        { kind: "paragraph", text: held },
        { kind: "facts", facts },
        orderBlock(order, "to-pay", texts("order.title", { number: String(order.number) }), locale),
        { kind: "button", label: texts("open-registration"), url: data.registrationUrl },
      ],
    },
    conference,
    locale,
  );
}
