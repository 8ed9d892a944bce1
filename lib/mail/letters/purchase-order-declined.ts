import type { Locale } from "@/lib/i18n/locales";
import { composeMail, type Mail, type MailConference } from "@/lib/mail/compose";
import { formatMoment, mailTexts } from "@/lib/mail/mail-texts";
import { formatMoney } from "@/lib/money/format";
import type { Money } from "@/lib/money/money";

export type PurchaseOrderDeclined = {
  conference: MailConference;
  institute: string;
  amount: Money;
  /** What staff wrote about it; empty for nothing. */
  reason: string;
  /** Null: the places are not held any longer. */
  heldUntil: Date | null;
  registrationUrl: string;
};

/** Staff declined that an institute pays; the order is kept for another way. */
export function composePurchaseOrderDeclined(data: PurchaseOrderDeclined, locale: Locale): Mail {
  const texts = mailTexts(locale);
  const { conference, institute, heldUntil } = data;
  const amount = formatMoney(data.amount, locale);
  const held =
    heldUntil === null
      ? texts("purchase-order-declined.not-held")
      : texts("purchase-order-declined.held", { moment: formatMoment(heldUntil, conference.timeZone, locale) });
  return composeMail(
    {
      subject: texts("purchase-order-declined.subject", { institute }),
      status: { tone: "bad", words: texts("purchase-order-declined.status") },
      heading: texts("purchase-order-declined.heading"),
      blocks: [
        {
          kind: "paragraph",
          text: texts("purchase-order-declined.lead", { organiser: conference.organiser, institute, amount }),
        },
        ...(data.reason
          ? [
              {
                kind: "facts" as const,
                facts: [{ label: texts("purchase-order-declined.reason"), value: data.reason }],
              },
            ]
          : []),
        { kind: "paragraph", text: held },
        { kind: "button", label: texts("purchase-order-declined.button"), url: data.registrationUrl },
      ],
    },
    conference,
    locale,
  );
}
