import type { Locale } from "@/lib/i18n/locales";
import { composeMail, type Mail, type MailConference } from "@/lib/mail/compose";
import { formatMoment, mailTexts } from "@/lib/mail/mail-texts";
import { formatMoney } from "@/lib/money/format";
import type { Money } from "@/lib/money/money";

export type MoneyUnmatched = {
  conference: MailConference;
  amount: Money;
  arrivedAt: Date;
  reason: "already-paid" | "overpaid" | "wrong-currency" | "order-cancelled" | "places-gone";
  orderNumber: number;
  registrationUrl: string;
};

/** Money arrived that the person's order cannot take; it is in suspense until staff decide. */
export function composeMoneyUnmatched(data: MoneyUnmatched, locale: Locale): Mail {
  const texts = mailTexts(locale);
  const { conference } = data;
  const amount = formatMoney(data.amount, locale);
  return composeMail(
    {
      subject: texts("money-unmatched.subject", { amount, conference: conference.name }),
      status: { tone: "wait", words: texts("money-unmatched.status") },
      heading: texts("money-unmatched.heading", { amount }),
      blocks: [
        { kind: "paragraph", text: texts(`money-unmatched.${data.reason}`, { number: String(data.orderNumber) }) },
        { kind: "paragraph", text: texts("money-unmatched.next", { organiser: conference.organiser }) },
        {
          kind: "facts",
          facts: [
            { label: texts("money-unmatched.amount"), value: amount },
            {
              label: texts("money-unmatched.arrived"),
              value: formatMoment(data.arrivedAt, conference.timeZone, locale),
            },
          ],
        },
        { kind: "button", label: texts("open-registration"), url: data.registrationUrl },
      ],
    },
    conference,
    locale,
  );
}
