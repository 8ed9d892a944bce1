import "server-only";
import { documentTexts } from "@/lib/documents/document-texts";
import { receiptData, type StoredOrder, ticketData } from "@/lib/documents/read-order";
import { renderReceipt } from "@/lib/documents/receipt-pdf";
import { renderTicket } from "@/lib/documents/ticket-pdf";
import type { Locale } from "@/lib/i18n/locales";
import type { Document } from "./paid-document";

/** The receipt of a paid order; null where nothing was to pay. */
export async function writeReceipt(order: StoredOrder, locale: Locale): Promise<Document | null> {
  if (order.totalMinor === 0) return null;
  const data = receiptData(order, locale);
  return {
    contentType: "application/pdf",
    fileName: documentTexts(locale)("receipt.file", { number: data.number }),
    body: await renderReceipt(data, locale),
  };
}

/** The complete badge of a paid order with its entry code, to print. */
export async function writeTicket(order: StoredOrder, locale: Locale): Promise<Document> {
  const data = ticketData(order, locale);
  return {
    contentType: "application/pdf",
    fileName: documentTexts(locale)("ticket.file", { number: data.registrationNumber }),
    body: await renderTicket(data, locale),
  };
}
