import { paidDocument } from "../paid-document";
import { writeTicket } from "../write-documents";

/** GET /r/{id}/ticket.pdf: the complete badge with its entry code, to print. */
export async function GET(_request: Request, { params }: RouteContext<"/r/[publicId]/ticket.pdf">): Promise<Response> {
  return paidDocument((await params).publicId, writeTicket);
}
