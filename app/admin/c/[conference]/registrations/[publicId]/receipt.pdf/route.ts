import { writeReceipt } from "@/app/(attendee)/r/[publicId]/write-documents";
import { deskDocument } from "../desk-document";

type Context = RouteContext<"/admin/c/[conference]/registrations/[publicId]/receipt.pdf">;

/** GET: the receipt of the registration's paid order. */
export async function GET(_request: Request, { params }: Context): Promise<Response> {
  return deskDocument(await params, writeReceipt);
}
