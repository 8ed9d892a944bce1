import "server-only";
import { fullest } from "@/lib/agenda/load-agenda";
import { readBookings, type SeenSource } from "@/lib/bookings/read-bookings";
import { participation } from "@/lib/bookings/takes-part";
import { transaction } from "@/lib/db/client";
import type { BookingState } from "@/lib/db/generated/enums";
import { readStandings } from "@/lib/registration/read-standings";

/** Somebody who is in a session, was offered a place, waits for one, or left it. */
export type SessionPerson = {
  publicId: string;
  number: number;
  firstName: string;
  lastName: string;
  email: string;
  affiliation: string;
  categoryName: string;
  isTest: boolean;
  state: BookingState;
  source: SeenSource;
  /** They bought it, or it comes with their fee: it is no booking that ends by itself. */
  isDerived: boolean;
  /** When the state began; null: since they take part. */
  stateAt: Date | null;
  offerUntil: Date | null;
  /** Why a free place passed them by, as a reason code; empty: none did. */
  skippedFor: string;
};

const POOL = { select: { id: true, name: true, taken: true, capacity: true, allowance: true } } as const;

/**
 * One session and everybody in it; who waits stands in the order in which they are served, the others by name. Null when
 * the conference has no such session.
 */
export async function loadSession(conferenceId: number, publicId: string) {
  return transaction(async (tx) => {
    const session = await tx.session.findFirst({
      where: { conferenceId, publicId: publicId.replaceAll("\u0000", "") },
      include: {
        conference: { select: { unpaidTakePart: true } },
        quota: POOL,
        service: { select: { name: true, quotas: POOL } },
        categories: { select: { name: true }, orderBy: { position: "asc" } },
        bookings: { select: { id: true, waitingSince: true, offerUntil: true, skippedFor: true } },
      },
    });
    if (!session) return null;
    const candidates = await tx.$queryRaw<{ id: number }[]>`
      SELECT registration_id AS id FROM booking WHERE session_id = ${session.id}
      UNION
      SELECT l.registration_id FROM order_line l JOIN "order" o ON o.id = l.order_id AND o.state = 'placed'
       WHERE l.service_id = ${session.serviceId}::int
      UNION
      SELECT r.id FROM registration r JOIN "_CategoryToSession" a ON a."A" = r.category_id
       WHERE a."B" = ${session.id} AND ${session.booking === "included"}::boolean`;
    const ids = candidates.map(({ id }) => id);
    const registrations = await tx.registration.findMany({
      where: { id: { in: ids } },
      select: {
        ...{ id: true, publicId: true, number: true, firstName: true, lastName: true, email: true, affiliation: true },
        ...{ isTest: true, state: true, indicoState: true, checkedInAt: true, category: { select: { name: true } } },
      },
    });
    const people = new Map(registrations.map((registration) => [registration.id, registration]));
    const standings = await readStandings(tx, ids);
    const { unpaidTakePart } = session.conference;
    const takesPart = (id: number) => {
      const person = people.get(id);
      return person !== undefined && participation({ ...person, unpaidTakePart }, standings.get(id)) === "Registered";
    };
    const rows = new Map(session.bookings.map((row) => [row.id, row]));
    const seen = (await readBookings(tx, ids, takesPart)).filter(({ sessionId }) => sessionId === session.id);
    const waitingSince = (bookingId: number | null) => rows.get(bookingId ?? 0)?.waitingSince?.getTime() ?? 0;
    const listed = seen.flatMap((booking) => {
      const person = people.get(booking.registrationId);
      if (!person) return [];
      const { state, source, stateAt, isDerived, bookingId } = booking;
      const row = isDerived ? undefined : rows.get(bookingId ?? 0);
      const one: SessionPerson = {
        ...{ publicId: person.publicId, number: person.number, firstName: person.firstName, lastName: person.lastName },
        ...{ email: person.email, affiliation: person.affiliation, categoryName: person.category?.name ?? "" },
        ...{ isTest: person.isTest, state, source, stateAt, isDerived },
        offerUntil: row?.offerUntil ?? null,
        skippedFor: row?.skippedFor ?? "",
      };
      return [{ one, since: waitingSince(bookingId), bookingId: bookingId ?? 0 }];
    });
    const byName = (a: SessionPerson, b: SessionPerson) =>
      a.lastName.localeCompare(b.lastName) || a.firstName.localeCompare(b.firstName) || a.number - b.number;
    listed.sort((a, b) =>
      a.one.state === "waitlisted" && b.one.state === "waitlisted"
        ? a.since - b.since || a.bookingId - b.bookingId
        : byName(a.one, b.one),
    );
    return {
      session,
      pool: session.quota ?? fullest(session.service?.quotas ?? []),
      people: listed.map(({ one }) => one),
    };
  });
}

export type SeenSession = NonNullable<Awaited<ReturnType<typeof loadSession>>>;
