import "server-only";
import { db } from "@/lib/db/client";
import type { Prisma } from "@/lib/db/generated/client";
import type { LenosStatus } from "@/lib/states/state-words";
import { countWaiting, NOBODY_WAITS } from "./count-waiting";
import { type BookingWish, type Decision, decideBooking } from "./decide-booking";
import type { SeenBooking } from "./read-bookings";
import { factsOf, idsOfOthers, readPerson } from "./read-facts";

const WITH_ALL = {
  categories: { select: { id: true, name: true, translations: true, needsCode: true }, orderBy: { position: "asc" } },
  quota: { select: { capacity: true, taken: true } },
  service: {
    select: { name: true, translations: true, quotas: { select: { capacity: true, taken: true } } },
  },
} satisfies Prisma.SessionInclude;

export type AgendaSession = Prisma.SessionGetPayload<{ include: typeof WITH_ALL }>;

/** One session of the programme, as one person stands with it. */
export type AgendaEntry = {
  session: AgendaSession;
  /** What the person has of it; null: nothing. */
  mine: SeenBooking | null;
  /** Their place in the waiting list, and until when a place is offered to them. */
  position: number | null;
  offerUntil: Date | null;
  /** All who wait. */
  waiting: number;
  /** Of its own, or the least of those of what it is sold with; null: no limit. */
  places: { free: number; capacity: number } | null;
  /** What the door would answer now to somebody like them who takes part. No promise. */
  register: Decision;
  leave: Decision;
  /** What the person is in at the same hours, where that matters. */
  conflicts: AgendaSession[];
};

export type Agenda = {
  /** Only who is "Registered" books. */
  participation: LenosStatus;
  /** In the order of time. */
  entries: AgendaEntry[];
  /** In the order that the conference gave them. */
  tags: { name: string; colour: string | null }[];
};

/**
 * The conference's published sessions as one person stands with each, in the same few statements however many there are;
 * for staff also the hidden ones that the person is in. What may be done is asked of `decideBooking`, which the door
 * itself asks.
 * @returns null where there is no such person
 */
export async function loadAgenda(
  registrationId: number,
  source: "portal" | "staff",
  now: Date,
): Promise<Agenda | null> {
  const client = await db();
  const read = await readPerson(client, registrationId);
  if (!read) return null;
  const { conferenceId, bookings } = read;
  const sessions = await client.session.findMany({
    where: { conferenceId },
    include: WITH_ALL,
    orderBy: [{ startsAt: "asc" }, { endsAt: "asc" }, { number: "asc" }],
  });
  const tags = await client.tag.findMany({
    where: { conferenceId },
    select: { name: true, colour: true },
    orderBy: [{ position: "asc" }, { id: "asc" }],
  });
  const waitings = await countWaiting(
    client,
    registrationId,
    sessions.map(({ id }) => id),
  );
  const byId = new Map(sessions.map((session) => [session.id, session]));
  const asHere = { ...read, person: { ...read.person, participation: "Registered" as const } };
  const wish = { joinWaitingList: true, source, isPromotion: false, mayOverbook: false } satisfies Partial<BookingWish>;
  const entries = sessions.map((session): AgendaEntry => {
    const waiting = waitings.get(session.id) ?? NOBODY_WAITS;
    const others = idsOfOthers(read, session.id)
      .flatMap((id) => byId.get(id) ?? [])
      .filter(({ isCancelled }) => !isCancelled);
    const facts = factsOf(asHere, session, others, waiting);
    const mine = bookings.find(({ sessionId }) => sessionId === session.id);
    const register = decideBooking(facts, { ...wish, action: "register" }, now);
    return {
      session,
      mine: mine && mine.state !== "unregistered" ? mine : null,
      ...{ position: waiting.position, offerUntil: waiting.offerUntil, waiting: waiting.waiting },
      places: placesOf(session),
      register,
      leave: decideBooking(facts, { ...wish, action: "unregister" }, now),
      conflicts: register.conflicts.flatMap(({ id }) => byId.get(id) ?? []),
    };
  });
  return {
    participation: read.person.participation,
    entries: entries.filter(({ session, mine }) => session.isPublished || (source === "staff" && mine !== null)),
    tags,
  };
}

function placesOf({ quota, service }: AgendaSession): AgendaEntry["places"] {
  const pools = quota ? [quota] : (service?.quotas ?? []);
  const places = pools.map(({ capacity, taken }) => ({ free: Math.max(0, capacity - taken), capacity }));
  return places.toSorted((a, b) => a.free - b.free)[0] ?? null;
}
