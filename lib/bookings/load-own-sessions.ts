import "server-only";
import { db } from "@/lib/db/client";
import { readPerson } from "./read-facts";

/** The person's own page shows so many; the agenda has all. */
const MOST = 3;

const SHOWN = { publicId: true, title: true, translations: true, room: true, startsAt: true, endsAt: true } as const;

/**
 * The sessions that a person is in and that are not over, the next ones first.
 * @returns null where the conference has published none
 */
export async function loadNextSessions(registrationId: number, conferenceId: number, now: Date) {
  const client = await db();
  const where = { conferenceId, isPublished: true } as const;
  if (!(await client.session.findFirst({ where, select: { id: true } }))) return null;
  const read = await readPerson(client, registrationId);
  const ids = read?.bookings.filter(({ state }) => state === "registered").map(({ sessionId }) => sessionId) ?? [];
  return client.session.findMany({
    where: { ...where, id: { in: ids }, isCancelled: false, endsAt: { gt: now } },
    select: SHOWN,
    orderBy: [{ startsAt: "asc" }, { number: "asc" }],
    take: MOST,
  });
}

export type NextSession = NonNullable<Awaited<ReturnType<typeof loadNextSessions>>>[number];

/**
 * Sessions for a person's own calendar: those they are in, and as cancelled those they were in once. `sequence` grows
 * with every change of the session or of the booking: both are numbered by the conference's one counter.
 */
export async function loadCalendarSessions(registrationId: number) {
  const client = await db();
  const read = await readPerson(client, registrationId);
  if (!read) return [];
  const isIn = new Set(read.bookings.filter(({ state }) => state === "registered").map(({ sessionId }) => sessionId));
  const numbers = await client.$queryRaw<{ sessionId: number; sequence: number }[]>`
    SELECT s.id AS "sessionId", greatest(f.seq, b.seq, 0)::int AS sequence
      FROM session s
      LEFT JOIN feed_row f ON f.conference_id = s.conference_id AND f.resource = 'session' AND f.entity_id = s.public_id
      LEFT JOIN feed_row b ON b.conference_id = s.conference_id AND b.resource = 'registration'
                          AND b.entity_id = ${read.publicId} || '.' || s.public_id
     WHERE s.conference_id = ${read.conferenceId}
       AND (s.id = ANY(${[...isIn]}::int[]) OR b.payload->>'Status' = 'unregistered')`;
  const sequences = new Map(numbers.map(({ sessionId, sequence }) => [sessionId, sequence]));
  const sessions = await client.session.findMany({
    where: { id: { in: [...sequences.keys()] } },
    select: { ...SHOWN, id: true, serviceId: true, isCancelled: true },
    orderBy: [{ startsAt: "asc" }, { number: "asc" }],
  });
  return sessions.map((session) => ({
    ...session,
    sequence: sequences.get(session.id) ?? 0,
    isCancelled: session.isCancelled || !isIn.has(session.id),
  }));
}

export type CalendarSession = Awaited<ReturnType<typeof loadCalendarSessions>>[number];
