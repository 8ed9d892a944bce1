import { documentTexts } from "@/lib/documents/document-texts";
import { ticketData } from "@/lib/documents/read-order";
import { renderTicket } from "@/lib/documents/ticket-pdf";
import { paidDocument } from "../paid-document";

/** GET /r/{id}/ticket.pdf: the complete badge with its entry code, to print. */
export async function GET(_request: Request, { params }: RouteContext<"/r/[publicId]/ticket.pdf">): Promise<Response> {
  const { publicId } = await params;
  return paidDocument(publicId, async (order, locale) => {
    const data = ticketData(order, locale);
    return {
      contentType: "application/pdf",
      fileName: documentTexts(locale)("ticket.file", { number: data.registrationNumber }),
      body: await renderTicket(data, locale),
    };
  });
}
