import { documentTexts } from "@/lib/documents/document-texts";
import { receiptData } from "@/lib/documents/read-order";
import { renderReceipt } from "@/lib/documents/receipt-pdf";
import { paidDocument } from "../paid-document";

/** GET /r/{id}/receipt.pdf: of an order that cost something and is paid. */
export async function GET(_request: Request, { params }: RouteContext<"/r/[publicId]/receipt.pdf">): Promise<Response> {
  const { publicId } = await params;
  return paidDocument(publicId, async (order, locale) => {
    if (order.totalMinor === 0) return null;
    const data = receiptData(order, locale);
    return {
      contentType: "application/pdf",
      fileName: documentTexts(locale)("receipt.file", { number: data.number }),
      body: await renderReceipt(data, locale),
    };
  });
}
