import type { Locale } from "@/lib/i18n/locales";
import { composeMail, type Mail, type MailConference, type MailOrder, orderBlock } from "@/lib/mail/compose";
import { formatDueDay, type TransferDetails, transferBlocks } from "@/lib/mail/letters/transfer-blocks";
import { mailTexts } from "@/lib/mail/mail-texts";
import { formatMoney } from "@/lib/money/format";

export type OrderByTransfer = {
  conference: MailConference;
  order: MailOrder;
  transfer: TransferDetails;
  registrationUrl: string;
};

/** An order was placed and waits for a bank transfer. */
export async function composeOrderByTransfer(data: OrderByTransfer, locale: Locale): Promise<Mail> {
  const texts = mailTexts(locale);
  const { conference, transfer } = data;
  const { blocks, attachments } = await transferBlocks(transfer, locale);
  const amount = formatMoney(transfer.amount, locale);
  const due = formatDueDay(transfer.dueOn, locale);
  return composeMail(
    {
      subject: texts("order-by-transfer.subject", { amount, due, conference: conference.name }),
      status: { tone: "wait", words: texts("order-by-transfer.status") },
      heading: texts("order-by-transfer.heading", { amount, due }),
      blocks: [
        { kind: "paragraph", text: texts("order-by-transfer.lead") },
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
