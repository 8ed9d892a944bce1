import "server-only";
import { notFound } from "next/navigation";
import { pageLanguages } from "@/app/page-languages";
import { seeOther } from "@/app/see-other";
import { readOrder, type StoredOrder } from "@/lib/documents/read-order";
import type { Locale } from "@/lib/i18n/locales";
import { findStep } from "./journey";

export type Document = { contentType: string; fileName: string; body: string | Buffer };

/**
 * Answers with a document of a paid order, in the page's language. A browser that may not open the registration is sent
 * where its pages would send it; while the money is not there, there is no such document.
 * @param write null where this order has none
 */
export async function paidDocument(
  publicId: string,
  write: (order: StoredOrder, locale: Locale) => Promise<Document | null>,
): Promise<Response> {
  const found = await findStep(publicId, "standing");
  if (!found.open) return seeOther(found.to);
  const { order, isPaid } = found.journey;
  const stored = order && isPaid ? await readOrder(order.id) : null;
  const document = stored && (await write(stored, (await pageLanguages()).locale));
  if (!document) notFound();
  return documentAnswer(document);
}

/** A document as a file to save. */
export function documentAnswer({ contentType, fileName, body }: Document): Response {
  return new Response(typeof body === "string" ? body : new Uint8Array(body), {
    headers: {
      "Content-Type": contentType,
      "Content-Disposition": `attachment; filename="${fileName.replace(/[^\w.-]/g, "-")}"`,
      "Cache-Control": "private, no-store",
      "X-Content-Type-Options": "nosniff",
    },
  });
}
