import type { Locale } from "@/lib/i18n/locales";
import { composeMail, type Mail, type MailConference, type MailOrder, orderBlock } from "@/lib/mail/compose";
import { formatMoment, mailTexts } from "@/lib/mail/mail-texts";

export type HoldLapsed = {
  conference: MailConference;
  order: MailOrder;
  heldUntil: Date;
  registrationUrl: string;
};

/** An unpaid order's hold ended and its places went back. */
export function composeHoldLapsed(data: HoldLapsed, locale: Locale): Mail {
  const texts = mailTexts(locale);
  const { conference, order } = data;
  const moment = formatMoment(data.heldUntil, conference.timeZone, locale);
  return composeMail(
    {
      subject: texts("hold-lapsed.subject", { conference: conference.name }),
      status: { tone: "wait", words: texts("hold-lapsed.status") },
      heading: texts("hold-lapsed.heading"),
      blocks: [
        { kind: "paragraph", text: texts("hold-lapsed.lead", { moment }) },
        { kind: "button", label: texts("hold-lapsed.button"), url: data.registrationUrl },
        orderBlock(order, "to-pay", texts("order.title", { number: String(order.number) }), locale),
      ],
    },
    conference,
    locale,
  );
}
