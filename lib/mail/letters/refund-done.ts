import type { Locale } from "@/lib/i18n/locales";
import { composeMail, type Mail, type MailConference } from "@/lib/mail/compose";
import { formatMoment, mailTexts } from "@/lib/mail/mail-texts";
import { formatMoney } from "@/lib/money/format";
import type { Money } from "@/lib/money/money";

export type RefundDone = {
  conference: MailConference;
  amount: Money;
  way: "card" | "transfer" | "cash";
  /** The last four digits of the card that it goes back to. */
  cardLastFour: string | null;
  doneAt: Date;
  orderNumber: number;
  /** What the order owes now, if it is placed and not covered. */
  owes: Money | null;
  registrationUrl: string;
};

/** Money went back to the person: how much, how, and what their order owes now. */
export function composeRefundDone(data: RefundDone, locale: Locale): Mail {
  const texts = mailTexts(locale);
  const { conference, way, owes } = data;
  const amount = formatMoney(data.amount, locale);
  const words = {
    amount,
    conference: conference.name,
    organiser: conference.organiser,
    number: String(data.orderNumber),
  };
  const how = way === "card" && data.cardLastFour ? "card-known" : way;
  return composeMail(
    {
      subject: texts("refund-done.subject", words),
      status: { tone: "ok", words: texts("refund-done.status") },
      heading: texts("refund-done.heading", words),
      blocks: [
        { kind: "paragraph", text: texts(`refund-done.${how}`, { ...words, card: data.cardLastFour ?? "" }) },
        ...(owes
          ? [
              {
                kind: "paragraph" as const,
                text: texts("refund-done.owes", { ...words, owes: formatMoney(owes, locale) }),
              },
            ]
          : []),
        {
          kind: "facts",
          facts: [
            { label: texts("refund-done.amount"), value: amount },
            { label: texts("refund-done.order"), value: String(data.orderNumber) },
            { label: texts("refund-done.done"), value: formatMoment(data.doneAt, conference.timeZone, locale) },
          ],
        },
        { kind: "button", label: texts("open-registration"), url: data.registrationUrl },
      ],
    },
    conference,
    locale,
  );
}
