import type { Locale } from "@/lib/i18n/locales";
import { composeMail, type Mail, type MailConference, type MailOrder, orderBlock } from "@/lib/mail/compose";
import { type TransferDetails, transferBlocks } from "@/lib/mail/letters/transfer-blocks";
import { mailTexts } from "@/lib/mail/mail-texts";

export type PurchaseOrderApproved = {
  conference: MailConference;
  order: MailOrder;
  institute: string;
  transfer: TransferDetails;
  registrationUrl: string;
};

/** Staff approved that an institute pays. */
export async function composePurchaseOrderApproved(data: PurchaseOrderApproved, locale: Locale): Promise<Mail> {
  const texts = mailTexts(locale);
  const { conference, institute } = data;
  const { blocks, attachments } = await transferBlocks(data.transfer, locale);
  return composeMail(
    {
      subject: texts("purchase-order-approved.subject", { institute, conference: conference.name }),
      status: { tone: "ok", words: texts("purchase-order-approved.status") },
      heading: texts("purchase-order-approved.heading", { institute }),
      blocks: [
        { kind: "paragraph", text: texts("purchase-order-approved.lead", { organiser: conference.organiser }) },
        ...blocks,
        orderBlock(data.order, "to-pay", texts("order.title", { number: String(data.order.number) }), locale),
        { kind: "button", label: texts("open-registration"), url: data.registrationUrl },
      ],
      attachments,
    },
    conference,
    locale,
  );
}
