import "server-only";
import type { Tx } from "@/lib/db/client";
import { readStandings } from "@/lib/registration/read-standings";
import { countWaiting, NOBODY_WAITS, type Waiting } from "./count-waiting";
import type { BookingFacts, HeldSession, SessionFacts } from "./decide-booking";
import { readBookings, type SeenBooking } from "./read-bookings";
import { participation } from "./takes-part";

export type Read = BookingFacts & {
  conferenceId: number;
  quotaId: number | null;
  bookingId: number | null;
  waitingListMode: "auto" | "offer";
  offerHours: number;
  registrationPublicId: string;
};

/** What a booking is decided by that is the person's, whatever the session. */
export type PersonRead = Pick<BookingFacts, "person" | "rules"> & {
  conferenceId: number;
  publicId: string;
  bookings: SeenBooking[];
};

/** Everything that a person has of sessions, and by what rules; null where there is no such person. */
export async function readPerson(tx: Tx, registrationId: number): Promise<PersonRead | null> {
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
  if (!person || person.state === "erased") return null;
  const { conference, conferenceId, publicId } = person;
  const standings = await readStandings(tx, [registrationId]);
  const how = participation({ ...person, unpaidTakePart: conference.unpaidTakePart }, standings.get(registrationId));
  return {
    ...{ conferenceId, publicId },
    person: { participation: how, categoryId: person.categoryId, isTest: person.isTest },
    rules: {
      overlapRule: conference.overlapRule,
      sessionsPerPerson: conference.sessionsPerPerson,
      sessionsPerSlot: conference.sessionsPerSlot,
      perTag: new Map(conference.tags.map(({ name, perPerson }) => [name, perPerson ?? 0])),
    },
    bookings: await readBookings(tx, [registrationId], () => how === "Registered"),
  };
}

/** A session's row with what else it is decided by. */
export type SessionRow = Omit<SessionFacts, "isSold" | "categoryIds"> & {
  serviceId: number | null;
  categories: readonly { id: number }[];
  quota: { capacity: number; taken: number } | null;
};

/** Sessions that the person is in besides this one: they may be in its way. */
export function idsOfOthers({ bookings }: Pick<PersonRead, "bookings">, sessionId: number): number[] {
  return bookings
    .filter((other) => other.sessionId !== sessionId && (other.state === "registered" || other.state === "held"))
    .map((other) => other.sessionId);
}

/** What a wish of the person for a session is decided by. @param others those of `idsOfOthers` that are not cancelled */
export function factsOf(
  { person, rules, bookings }: PersonRead,
  { serviceId, categories, quota, ...session }: SessionRow,
  others: readonly HeldSession[],
  { waiting, ahead }: Waiting,
): BookingFacts {
  return {
    session: { ...session, isSold: serviceId !== null, categoryIds: categories.map(({ id }) => id) },
    person,
    mine: bookings.find((booking) => booking.sessionId === session.id) ?? null,
    others,
    free: quota ? Math.max(0, quota.capacity - quota.taken) : null,
    ...{ waiting, ahead, rules },
  };
}

/**
 * Everything that a booking is decided by, as it is now. True until the transaction ends where the caller has locked the
 * registration, and the session's quota if it has one.
 * @returns null where there is no such person or session in the conference
 */
export async function readFacts(
  tx: Tx,
  { conferenceId, registrationId, sessionId }: { conferenceId: number; registrationId: number; sessionId: number },
): Promise<Read | { missing: "person" | "session" }> {
  const read = await readPerson(tx, registrationId);
  if (!read || read.conferenceId !== conferenceId) return { missing: "person" };
  const session = await tx.session.findUnique({
    where: { id: sessionId },
    include: { categories: { select: { id: true } }, quota: { select: { capacity: true, taken: true } } },
  });
  if (!session || session.conferenceId !== conferenceId) return { missing: "session" };
  const otherIds = idsOfOthers(read, sessionId);
  const others: HeldSession[] = otherIds.length
    ? await tx.session.findMany({
        where: { id: { in: otherIds }, isCancelled: false },
        select: {
          ...{ id: true, publicId: true, title: true, startsAt: true, endsAt: true, blocksTime: true, tags: true },
        },
        orderBy: { id: "asc" },
      })
    : [];
  const waiting = (await countWaiting(tx, registrationId, [sessionId])).get(sessionId) ?? NOBODY_WAITS;
  const mine = read.bookings.find((booking) => booking.sessionId === sessionId);
  return {
    ...factsOf(read, session, others, waiting),
    ...{ conferenceId, quotaId: session.quotaId, bookingId: mine?.bookingId ?? null },
    ...{ waitingListMode: session.waitingListMode, offerHours: session.offerHours },
    registrationPublicId: read.publicId,
  };
}
