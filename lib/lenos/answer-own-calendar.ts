import "server-only";
import { loadCalendarSessions } from "@/lib/bookings/load-own-sessions";
import { db } from "@/lib/db/client";
import { isSameTag } from "@/lib/http/entity-tag";
import { translated } from "@/lib/i18n/translated";
import type { LenosAnswer, LenosCall } from "@/lib/lenos/answer";
import { calendarAnswer, calendarTag } from "@/lib/lenos/answer-calendar";
import { isCalendarToken } from "@/lib/lenos/calendar-token";
import { type LenosRefusal, refuse } from "@/lib/lenos/errors";
import { type Limited, takeOwnCalendar } from "@/lib/lenos/limits";
import { refuseUnpublished } from "@/lib/lenos/load-list";
import type { Parameters } from "@/lib/lenos/read-call";
import { readHead } from "@/lib/lenos/read-rows";
import { renderCalendar } from "@/lib/lenos/render-calendar";
import { ok, type Result } from "@/lib/result";

/** Whether a call asks for one person's sessions, by a token of its own and without a credential. */
export function isOnePersons(parameters: Parameters): boolean {
  return parameters.get("PersonId") !== undefined;
}

/**
 * What one person has booked, in their language, by `PersonId` and its signed `token`; what they left, or what was
 * cancelled, stays as cancelled. Refused: a token that is not the person's, anybody erased, and who asks too often.
 * @param tell gets what is left of the person's calls, for the headers
 */
export async function answerOwnCalendar(
  { parameters, publicUrl, ifNoneMatch }: Omit<LenosCall, "access">,
  tell: (headers: Limited["headers"]) => void,
): Promise<Result<LenosAnswer, LenosRefusal>> {
  const personId = parameters.get("PersonId") ?? "";
  const isTheirs = isCalendarToken(parameters.get("token") ?? "", personId);
  const person = isTheirs ? await findPerson(personId) : null;
  if (!person) return refuse("invalid_credentials", "The token is not this person's.");
  const limited = await takeOwnCalendar(personId);
  tell(limited.headers);
  if (limited.refusal) return { ok: false, error: limited.refusal };
  const { id, conferenceId, locale } = person;
  // Before the sessions: what changes between the two has a tag of its own next time.
  const head = await readHead(conferenceId, []);
  if (!head?.isPublished) return refuseUnpublished();
  const tag = calendarTag([conferenceId, head.name, head.epoch, head.seq, personId, locale]);
  if (isSameTag(ifNoneMatch, tag)) return ok({ status: 304, body: null, headers: { etag: tag } });
  const sessions = await loadCalendarSessions(id);
  const stamp = new Date(head.stamp);
  const entries = sessions.map((session) => {
    const { title, room } = translated(session, locale);
    return { ...session, title, description: "", place: room, stamp };
  });
  return ok(calendarAnswer(renderCalendar(head.name, entries, publicUrl), tag, entries.length));
}

async function findPerson(publicId: string) {
  const client = await db();
  return client.registration.findFirst({
    where: { publicId, state: { not: "erased" } },
    select: { id: true, conferenceId: true, locale: true },
  });
}
