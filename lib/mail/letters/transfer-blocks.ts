import type { Locale } from "@/lib/i18n/locales";
import {
  type Block,
  composeMail,
  type Letter,
  type Mail,
  type MailConference,
  type MailOrder,
  orderBlock,
} from "@/lib/mail/compose";
import { mailTexts } from "@/lib/mail/mail-texts";
import type { MailAttachment } from "@/lib/mail/outgoing-mail";
import { formatMoney } from "@/lib/money/format";
import type { Money } from "@/lib/money/money";
import { qrPng } from "@/lib/qr/qr-png";
import { formatDate } from "@/lib/time/format";

/** What a payer must know for a bank transfer; IBAN and reference grouped as people read them. */
export type TransferDetails = {
  accountHolder: string;
  iban: string;
  bic: string | null;
  amount: Money;
  reference: string;
  /** The last day, as midnight UTC (a database `date`). */
  dueOn: Date;
  /** The text of the EPC QR code (lib/bank); null where there can be none, as outside the euro. */
  epcText: string | null;
};

const QR_CID = "transfer-qr";

/** An order that waits for a bank transfer. */
export type AwaitedTransfer = {
  conference: MailConference;
  order: MailOrder;
  transfer: TransferDetails;
  registrationUrl: string;
};

/** A letter about an order that waits for a transfer: what happened, how to pay, what was ordered. */
export async function composeTransferLetter(
  { lead, ...head }: Pick<Letter, "subject" | "status" | "heading"> & { lead: string },
  { conference, order, transfer, registrationUrl }: AwaitedTransfer,
  locale: Locale,
): Promise<Mail> {
  const texts = mailTexts(locale);
  const { blocks, attachments } = await transferBlocks(transfer, locale);
  return composeMail(
    {
      ...head,
      blocks: [
        { kind: "paragraph", text: lead },
        ...blocks,
        orderBlock(order, "to-pay", texts("order.title", { number: String(order.number) }), locale),
        { kind: "button", label: texts("open-registration"), url: registrationUrl },
      ],
      attachments,
    },
    conference,
    locale,
  );
}

/** The details of a transfer, with a QR code for banking apps where there is one. */
async function transferBlocks(
  transfer: TransferDetails,
  locale: Locale,
): Promise<{ blocks: Block[]; attachments: MailAttachment[] }> {
  const texts = mailTexts(locale);
  const blocks: Block[] = [
    {
      kind: "facts",
      facts: [
        { label: texts("transfer.to"), value: transfer.accountHolder },
        { label: texts("transfer.iban"), value: transfer.iban, isCode: true },
        ...(transfer.bic ? [{ label: texts("transfer.bic"), value: transfer.bic, isCode: true }] : []),
        { label: texts("transfer.amount"), value: formatMoney(transfer.amount, locale) },
        { label: texts("transfer.reference"), value: transfer.reference, isCode: true },
        { label: texts("transfer.due"), value: formatDueDay(transfer.dueOn, locale) },
      ],
    },
    { kind: "small", text: texts("transfer.find") },
  ];
  if (transfer.epcText === null) return { blocks, attachments: [] };
  const png = await qrPng(transfer.epcText);
  return {
    blocks: [...blocks, { kind: "image", cid: QR_CID, alt: texts("transfer.qr"), caption: texts("transfer.scan") }],
    attachments: [{ filename: "transfer-qr.png", contentType: "image/png", content: png, cid: QR_CID }],
  };
}

/** "Mon 5 April 2027": a day of the calendar, which has no clock. */
export function formatDueDay(day: Date, locale: Locale): string {
  return formatDate(day, "UTC", locale);
}
