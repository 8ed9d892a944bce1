import "server-only";
import { readForm } from "@/app/read-form";
import { seeOther } from "@/app/see-other";
import { type BookingAnswer, bookSession } from "@/lib/bookings/book-session";
import { findSession, wouldLosePlace } from "@/lib/bookings/find-session";
import { formValues, singleValue } from "@/lib/http/form-values";
import { takeToken } from "@/lib/limits/take-token";
import { findJourney } from "../journey";
import { agendaAddress, readView } from "./agenda-view";

/**
 * The frame of an act on a session: who asks, then the one door, then back to the session, where its answer is said. A
 * place that others would have at once is given back only by who said that they are sure.
 */
export async function actOnSession(
  request: Request,
  { publicId, sessionId: sessionPublicId }: { publicId: string; sessionId: string },
  action: "register" | "unregister",
): Promise<Response> {
  const found = await findJourney(publicId);
  const form = formValues(await readForm(request));
  if (!found.open) return seeOther(found.to);
  const { id: registrationId, conferenceId } = found.journey.registration;
  const view = readView(form);
  const back = (said: string) => seeOther(agendaAddress(publicId, view, { said, session: sessionPublicId }));
  const sessionId = await findSession(conferenceId, sessionPublicId);
  if (sessionId === null) return seeOther(agendaAddress(publicId, view));
  const isSure = singleValue(form, "sure") === "yes";
  if (action === "unregister" && !isSure && (await wouldLosePlace(registrationId, sessionId))) {
    return seeOther(`/r/${publicId}/agenda/${sessionPublicId}/leave`);
  }
  if ((await takeToken("bookingsByRegistration", String(registrationId))) === "refused") return back("wait");
  const answer = await bookSession(
    {
      ...{ conferenceId, registrationId, sessionId, action, source: "portal" },
      joinWaitingList: singleValue(form, "wait") === "yes",
      actor: { kind: "person", id: String(registrationId) },
    },
    new Date(),
  );
  return back(saidOf(answer));
}

function saidOf({ result, reason, already }: BookingAnswer): string {
  if (reason) return reason;
  return already && result === "registered" ? "already" : result;
}
