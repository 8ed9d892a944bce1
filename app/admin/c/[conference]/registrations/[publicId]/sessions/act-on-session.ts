import "server-only";
import { type BookingAnswer, type BookingRequest, bookSession } from "@/lib/bookings/book-session";
import { findSession } from "@/lib/bookings/find-session";
import { singleValue } from "@/lib/http/form-values";
import type { Said } from "../../../../../act";
import type { ActOnForm } from "../act-on-form";

type Wish = Pick<BookingRequest, "action" | "joinWaitingList" | "overbookBecause">;

/** Staff's wish for the session that the form names, through the one door. */
export async function actOnSession(act: ActOnForm, wish: Wish): Promise<Said> {
  const { registrationId, conference, actor, form, now } = act;
  const sessionId = await findSession(conference.id, singleValue(form, "session"));
  if (sessionId === null) return { problem: "registration.session-not-found" };
  const place = { registrationId, sessionId, conferenceId: conference.id };
  return saidOf(await bookSession({ ...place, ...wish, source: "staff", actor }, now));
}

function saidOf({ result, reason, already }: BookingAnswer): Said {
  if (reason) return { problem: `registration.session-${reason.replaceAll("_", "-")}` };
  // Staff who ask for a place are not done with one in the list that was there before.
  if (already && result === "waitlisted") return { problem: "registration.session-waits" };
  return { done: already ? "registration.unchanged" : `registration.session-${result}` };
}
