import { totalOf } from "@/lib/documents/order-summary";
import type { Locale } from "@/lib/i18n/locales";
import { composeMail, type Mail, type MailConference, type MailOrder, orderBlock } from "@/lib/mail/compose";
import { mailTexts } from "@/lib/mail/mail-texts";
import { formatMoney } from "@/lib/money/format";

export type OrderOnSite = {
  conference: MailConference;
  order: MailOrder;
  /** As people read it, from `shownNumber`. */
  registrationNumber: string;
  registrationUrl: string;
};

/** An order was placed and will be paid at the desk. */
export function composeOrderOnSite(data: OrderOnSite, locale: Locale): Mail {
  const texts = mailTexts(locale);
  const { conference, order } = data;
  const amount = formatMoney(totalOf(order.lines, order.currency), locale);
  return composeMail(
    {
      subject: texts("order-on-site.subject", { conference: conference.name }),
      status: { tone: "wait", words: texts("order-on-site.status") },
      heading: texts("order-on-site.heading", { amount, city: conference.city }),
      blocks: [
        {
          kind: "paragraph",
          text: texts("order-on-site.lead", { registration: data.registrationNumber }),
        },
        orderBlock(order, "to-pay", texts("order.title", { number: String(order.number) }), locale),
        { kind: "button", label: texts("open-registration"), url: data.registrationUrl },
      ],
    },
    conference,
    locale,
  );
}
