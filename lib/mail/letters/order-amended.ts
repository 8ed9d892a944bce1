import type { Locale } from "@/lib/i18n/locales";
import { composeMail, type Mail, type MailConference, type MailOrder, orderBlock } from "@/lib/mail/compose";
import { composeTransferLetter, type TransferDetails } from "@/lib/mail/letters/transfer-blocks";
import { mailTexts } from "@/lib/mail/mail-texts";
import { formatMoney } from "@/lib/money/format";
import { type Money, money } from "@/lib/money/money";

export type OrderAmended = {
  conference: MailConference;
  order: MailOrder;
  total: Money;
  received: Money;
  /** How to transfer what is missing; null where it is not awaited by transfer. */
  transfer: TransferDetails | null;
  registrationUrl: string;
};

/** Staff changed an order: what it is now, and what that means for the money. */
export function composeOrderAmended(data: OrderAmended, locale: Locale): Promise<Mail> {
  return composeOrderChange("order-amended", data, locale);
}

/** The letter of a changed order, under the head of what led to it. */
export async function composeOrderChange(
  letter: "order-amended" | "change-approved",
  data: OrderAmended,
  locale: Locale,
): Promise<Mail> {
  const texts = mailTexts(locale);
  const { conference, order, transfer, registrationUrl } = data;
  const difference = data.total.minor - data.received.minor;
  const words = {
    conference: conference.name,
    organiser: conference.organiser,
    city: conference.city,
    number: String(order.number),
    amount: formatMoney(money(Math.abs(difference), order.currency), locale),
    paid: formatMoney(data.received, locale),
  };
  const kind = difference > 0 ? "due" : difference < 0 ? "excess" : "even";
  const head = {
    subject: texts(`${letter}.subject`, words),
    status: { tone: kind === "even" ? "ok" : "wait", words: texts(`order-amended.status-${kind}`, words) },
    heading: texts(`${letter}.heading`),
  } as const;
  if (kind === "due" && transfer) {
    const lead = texts("order-amended.lead-due", words);
    return composeTransferLetter({ ...head, lead }, { conference, order, transfer, registrationUrl }, locale);
  }
  const total = kind === "due" ? "to-pay" : "paid";
  return composeMail(
    {
      ...head,
      blocks: [
        { kind: "paragraph", text: texts(`order-amended.lead-${kind === "due" ? "on-site" : kind}`, words) },
        orderBlock(order, total, texts("order.title", { number: words.number }), locale),
        { kind: "button", label: texts("open-registration"), url: registrationUrl },
        { kind: "small", text: texts("order-amended.not-you") },
      ],
    },
    conference,
    locale,
  );
}
