import "server-only";
import { CALENDAR_CONTENT_TYPE } from "@/lib/documents/calendar";
import { documentTexts } from "@/lib/documents/document-texts";
import { orderCalendar, receiptData, type StoredOrder, ticketData } from "@/lib/documents/read-order";
import { renderReceipt } from "@/lib/documents/receipt-pdf";
import { renderTicket } from "@/lib/documents/ticket-pdf";
import type { Locale } from "@/lib/i18n/locales";
import type { MailAttachment } from "./outgoing-mail";

/**
 * What the page of a complete registration offers, for its confirmation: ticket, receipt where it cost something,
 * calendar.
 * @param since when it became complete
 */
export async function attachDocuments(order: StoredOrder, locale: Locale, since: Date): Promise<MailAttachment[]> {
  const documents = documentTexts(locale);
  const ticket = ticketData(order, locale);
  const attachments = [
    pdf(documents("ticket.file", { number: ticket.registrationNumber }), await renderTicket(ticket, locale)),
  ];
  if (order.totalMinor > 0) {
    const receipt = receiptData(order, locale);
    attachments.push(pdf(documents("receipt.file", { number: receipt.number }), await renderReceipt(receipt, locale)));
  }
  return [
    ...attachments,
    {
      filename: documents("calendar.file", { slug: order.conference.slug }),
      contentType: CALENDAR_CONTENT_TYPE,
      content: Buffer.from(orderCalendar(order, locale, since)),
    },
  ];
}

const pdf = (filename: string, content: Buffer): MailAttachment => ({
  filename,
  contentType: "application/pdf",
  content,
});
