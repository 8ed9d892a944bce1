import "server-only";
import type { Tx } from "@/lib/db/client";
import { readStandings } from "@/lib/registration/read-standings";
import type { BookingFacts, HeldSession } from "./decide-booking";
import { readBookings } from "./read-bookings";
import { participation } from "./takes-part";

export type Read = BookingFacts & {
  conferenceId: number;
  quotaId: number | null;
  bookingId: number | null;
  waitingListMode: "auto" | "offer";
  offerHours: number;
  registrationPublicId: string;
};

/**
 * Everything that a booking is decided by, as it is now. True until the transaction ends where the caller has locked the
 * registration, and the session's quota if it has one.
 * @returns null where there is no such person or session in the conference
 */
export async function readFacts(
  tx: Tx,
  { conferenceId, registrationId, sessionId }: { conferenceId: number; registrationId: number; sessionId: number },
): Promise<Read | { missing: "person" | "session" }> {
  const person = await tx.registration.findUnique({
    where: { id: registrationId },
    select: {
      ...{ publicId: true, conferenceId: true, state: true, indicoState: true, checkedInAt: true, categoryId: true },
      isTest: true,
      conference: {
        select: {
          ...{ unpaidTakePart: true, overlapRule: true, sessionsPerPerson: true, sessionsPerSlot: true },
          tags: { where: { perPerson: { not: null } }, select: { name: true, perPerson: true } },
        },
      },
    },
  });
  if (!person || person.conferenceId !== conferenceId || person.state === "erased") return { missing: "person" };
  const session = await tx.session.findUnique({
    where: { id: sessionId },
    include: { categories: { select: { id: true } }, quota: { select: { capacity: true, taken: true } } },
  });
  if (!session || session.conferenceId !== conferenceId) return { missing: "session" };
  const { conference } = person;
  const standings = await readStandings(tx, [registrationId]);
  const how = participation({ ...person, unpaidTakePart: conference.unpaidTakePart }, standings.get(registrationId));
  const bookings = await readBookings(tx, [registrationId], () => how === "Registered");
  const mine = bookings.find((booking) => booking.sessionId === sessionId) ?? null;
  const otherIds = bookings
    .filter((other) => other.sessionId !== sessionId && (other.state === "registered" || other.state === "held"))
    .map((other) => other.sessionId);
  const others: HeldSession[] = otherIds.length
    ? await tx.session.findMany({
        where: { id: { in: otherIds }, isCancelled: false },
        select: {
          ...{ id: true, publicId: true, title: true, startsAt: true, endsAt: true, blocksTime: true, tags: true },
        },
        orderBy: { id: "asc" },
      })
    : [];
  const { waiting, ahead } = await countWaiting(tx, sessionId, registrationId);
  const { quota, serviceId, categories, ...same } = session;
  return {
    ...{ conferenceId, quotaId: session.quotaId, bookingId: mine?.bookingId ?? null },
    ...{ waitingListMode: session.waitingListMode, offerHours: session.offerHours },
    registrationPublicId: person.publicId,
    session: { ...same, isSold: serviceId !== null, categoryIds: categories.map(({ id }) => id) },
    person: { participation: how, categoryId: person.categoryId, isTest: person.isTest },
    mine,
    others,
    free: quota ? Math.max(0, quota.capacity - quota.taken) : null,
    ...{ waiting, ahead },
    rules: {
      overlapRule: conference.overlapRule,
      sessionsPerPerson: conference.sessionsPerPerson,
      sessionsPerSlot: conference.sessionsPerSlot,
      perTag: new Map(conference.tags.map(({ name, perPerson }) => [name, perPerson ?? 0])),
    },
  };
}

/** Of those who wait for a session: all of them, and those before the person whom nothing else keeps out. */
async function countWaiting(
  tx: Tx,
  sessionId: number,
  registrationId: number,
): Promise<{ waiting: number; ahead: number }> {
  const [row] = await tx.$queryRaw<{ waiting: number; ahead: number }[]>`
    WITH mine AS (
      SELECT waiting_since, id FROM booking
       WHERE session_id = ${sessionId} AND registration_id = ${registrationId} AND state = 'waitlisted'
    )
    SELECT count(*)::int AS waiting,
           count(*) FILTER (WHERE b.state = 'waitlisted' AND b.skipped_for = '' AND b.registration_id <> ${registrationId}
             AND NOT EXISTS (SELECT 1 FROM mine m WHERE (m.waiting_since, m.id) < (b.waiting_since, b.id)))::int AS ahead
      FROM booking b WHERE b.session_id = ${sessionId} AND b.state IN ('waitlisted', 'held')`;
  return row ?? { waiting: 0, ahead: 0 };
}

/** The place in the waiting list, counted from 1; null for who does not wait. */
export async function positionOf(tx: Tx, sessionId: number, registrationId: number): Promise<number | null> {
  const [row] = await tx.$queryRaw<{ position: number }[]>`
    SELECT position FROM (
      SELECT registration_id, row_number() OVER (ORDER BY waiting_since, id)::int AS position FROM booking
       WHERE session_id = ${sessionId} AND state IN ('waitlisted', 'held')) waiting
     WHERE registration_id = ${registrationId}`;
  return row?.position ?? null;
}
