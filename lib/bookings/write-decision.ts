import "server-only";
import type { Json } from "@/lib/audit/canonical-json";
import type { Actor, AuditEvent } from "@/lib/audit/chain";
import type { Tx } from "@/lib/db/client";
import type { BookingSource, BookingState } from "@/lib/db/generated/enums";
import { sendJob } from "@/lib/jobs/queue";
import { giveBackBookingPlaces, takeBookingPlace } from "@/lib/places/places";
import { publish } from "@/lib/publish/publish";
import type { Decision } from "./decide-booking";
import type { Read } from "./read-facts";

type BookingWrite = {
  registrationId: number;
  sessionId: number;
  source: BookingSource;
  actor: Actor;
  facts: Read;
  now: Date;
  /** More for the audit: why, and what it came of. */
  note: { [key: string]: Json };
};
type DecidedWrite = BookingWrite & { decision: Decision };

/** Writes what was decided of a booking: its row, its place, the audit and the feed. The caller holds the locks. */
export async function writeDecision(tx: Tx, write: DecidedWrite): Promise<void> {
  const { decision, facts, source } = write;
  const before = facts.mine?.isDerived ? null : (facts.mine?.state ?? null);
  switch (decision.do) {
    case "register": {
      const id = await saveBooking(tx, write, { state: "registered", source });
      const beyond = before === "held" ? 0 : await takePlace(tx, write, id);
      return note(tx, write, "booking.registered", before, beyond ? { overbooked: beyond } : {});
    }
    case "wait":
      await saveBooking(tx, write, { state: "waitlisted", source, waitingSince: await endOfList(tx, write) });
      return note(tx, write, "booking.waitlisted", before);
    case "leave": {
      if (facts.bookingId === null) throw new Error("Nothing to leave");
      await giveBackBookingPlaces(tx, [facts.bookingId]);
      await saveBooking(tx, write, { state: "unregistered", source });
      if (facts.waiting > 0) await sendJob(tx, "session.promote", { sessionId: write.sessionId });
      return note(tx, write, "booking.unregistered", before);
    }
    default:
      return;
  }
}

/** Who joins is behind everybody who waits, though their call began before: the lock decides, not the callers' clocks. */
async function endOfList(tx: Tx, { sessionId, now }: BookingWrite): Promise<Date> {
  const { _max } = await tx.booking.aggregate({ where: { sessionId }, _max: { waitingSince: true } });
  return new Date(Math.max(now.getTime(), (_max.waitingSince?.getTime() ?? 0) + 1));
}

/** Holds a place for somebody who waits, until a moment. */
export async function writeOffer(tx: Tx, write: BookingWrite, until: Date): Promise<void> {
  const { facts } = write;
  const columns = { state: "held" as const, source: write.source, offerUntil: until };
  const id = await saveBooking(tx, write, columns);
  await takePlace(tx, write, id);
  await note(tx, write, "booking.offered", facts.mine?.state ?? null, { until: until.toISOString() });
}

type Columns = { state: BookingState; source: BookingSource; waitingSince?: Date; offerUntil?: Date };

/** Of somebody who waits and is offered a place, when they joined stays. */
async function saveBooking(
  tx: Tx,
  { registrationId, sessionId, facts, now }: BookingWrite,
  { state, source, waitingSince, offerUntil }: Columns,
): Promise<number> {
  const columns = { state, source, stateAt: now, offerUntil: offerUntil ?? null, skippedFor: "" };
  if (facts.bookingId === null) {
    const data = { conferenceId: facts.conferenceId, registrationId, sessionId, ...columns };
    return (await tx.booking.create({ data: { ...data, waitingSince: waitingSince ?? null } })).id;
  }
  const since = state === "held" ? {} : { waitingSince: waitingSince ?? null };
  await tx.booking.update({ where: { id: facts.bookingId }, data: { ...columns, ...since } });
  return facts.bookingId;
}

/** @returns how many places went beyond the capacity */
async function takePlace(tx: Tx, { facts, sessionId }: BookingWrite, bookingId: number): Promise<number> {
  const { quotaId, person, free } = facts;
  if (quotaId === null || person.isTest) return 0;
  const taken = await takeBookingPlace(tx, { bookingId, quotaId }, free === 0);
  if (!taken.ok) throw new Error(`Session ${sessionId} filled up under its lock`);
  return taken.value;
}

async function note(
  tx: Tx,
  { actor, facts, registrationId, note: more }: BookingWrite,
  what: string,
  before: BookingState | null,
  after: { [key: string]: Json } = {},
): Promise<void> {
  const event: AuditEvent = {
    what,
    object: "registration",
    objectId: registrationId,
    before: { session: facts.session.publicId, state: before },
    after: { session: facts.session.publicId, title: facts.session.title, ...after, ...more },
  };
  await publish(tx, {
    conferenceId: facts.conferenceId,
    actor,
    registrations: [registrationId],
    sessions: [facts.session.id],
    audit: [event],
  });
}
