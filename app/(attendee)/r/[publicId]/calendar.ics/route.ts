import { notFound } from "next/navigation";
import { pageLanguages } from "@/app/page-languages";
import { seeOther } from "@/app/see-other";
import { loadCalendarSessions } from "@/lib/bookings/load-own-sessions";
import { CALENDAR_CONTENT_TYPE } from "@/lib/documents/calendar";
import { documentTexts } from "@/lib/documents/document-texts";
import { ownCalendar } from "@/lib/documents/own-calendar";
import { readOrder } from "@/lib/documents/read-order";
import { findJourney } from "../journey";
import { documentAnswer } from "../paid-document";

/** GET /r/{id}/calendar.ics: the conference's days, what was bought at a time, and the person's sessions. */
export async function GET(
  _request: Request,
  { params }: RouteContext<"/r/[publicId]/calendar.ics">,
): Promise<Response> {
  const { publicId } = await params;
  const found = await findJourney(publicId);
  if (!found.open) return seeOther(found.to);
  const { registration, conference, order, isPaid } = found.journey;
  const [stored, sessions] = await Promise.all([
    order && isPaid ? readOrder(order.id) : null,
    loadCalendarSessions(registration.id),
  ]);
  if (!stored && sessions.length === 0) notFound();
  const { locale } = await pageLanguages();
  return documentAnswer({
    contentType: CALENDAR_CONTENT_TYPE,
    fileName: documentTexts(locale)("calendar.file", { slug: conference.slug }),
    body: ownCalendar({ conference, publicId, order: stored, sessions }, locale, new Date()),
  });
}
