import { CALENDAR_CONTENT_TYPE } from "@/lib/documents/calendar";
import { documentTexts } from "@/lib/documents/document-texts";
import { orderCalendar } from "@/lib/documents/read-order";
import { paidDocument } from "../paid-document";

/** GET /r/{id}/calendar.ics: the conference's days and what was booked at a time. */
export async function GET(
  _request: Request,
  { params }: RouteContext<"/r/[publicId]/calendar.ics">,
): Promise<Response> {
  const { publicId } = await params;
  return paidDocument(publicId, async (order, locale) => ({
    contentType: CALENDAR_CONTENT_TYPE,
    fileName: documentTexts(locale)("calendar.file", { slug: order.conference.slug }),
    body: orderCalendar(order, locale, new Date()),
  }));
}
