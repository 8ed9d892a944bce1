import { paidDocument } from "../paid-document";
import { writeReceipt } from "../write-documents";

/** GET /r/{id}/receipt.pdf: of an order that cost something and is paid. */
export async function GET(_request: Request, { params }: RouteContext<"/r/[publicId]/receipt.pdf">): Promise<Response> {
  return paidDocument((await params).publicId, writeReceipt);
}
