import { db, transaction } from "@/lib/db/client";
import type { BookingMode, OverlapRule, WaitingListMode } from "@/lib/db/generated/enums";
import { seedConference, seedRegistration } from "@/lib/db/test-conference";
import { newPublicId } from "@/lib/ids/public-id";
import { publish } from "@/lib/publish/publish";
import { renderAgain } from "@/lib/publish/render-again";
import { type BookingAnswer, type BookingRequest, bookSession } from "./book-session";

export const NOW = new Date("2027-06-01T10:00:00Z");
export const ACTOR = { kind: "job", id: "test" } as const;

/** Times as hours of the first conference day. */
export type SeedSession = Partial<{
  title: string;
  from: number;
  until: number;
  capacity: number | null;
  booking: BookingMode;
  waitingPlaces: number;
  waitingListMode: WaitingListMode;
  opensAt: Date;
  closesAt: Date;
  leaveUntil: Date;
  isPublished: boolean;
  isCancelled: boolean;
  blocksTime: boolean;
  tags: string[];
  room: string;
}>;

/** A conference whose unpaid take part, so that a test of sessions needs no money. */
export async function seedAgenda(rules: Partial<{ overlapRule: OverlapRule; sessionsPerPerson: number }> = {}) {
  const { conferenceId } = await seedConference();
  const client = await db();
  await client.conference.update({ where: { id: conferenceId }, data: { unpaidTakePart: true, ...rules } });
  return conferenceId;
}

let count = 0;

export async function seedSession(conferenceId: number, session: SeedSession = {}): Promise<number> {
  const { from = 9, until = 10, capacity = 2, title, ...columns } = session;
  const client = await db();
  const number = ++count;
  const quota =
    capacity === null
      ? null
      : await client.quota.create({ data: { conferenceId, name: `session ${number}`, capacity } });
  const at = (hour: number) => new Date(Date.UTC(2027, 5, 14, 0, hour * 60));
  const { id } = await client.session.create({
    data: {
      ...{ booking: "app", ...columns, title: title ?? `Session ${number}`, publicId: newPublicId() },
      ...{ conferenceId, number, code: `session-${number}`, quotaId: quota?.id ?? null },
      ...{ startsAt: at(from), endsAt: at(until) },
    },
  });
  await republish(conferenceId);
  return id;
}

/** What set-up does of itself when the agenda changes. */
export async function republish(conferenceId: number): Promise<void> {
  await transaction((tx) => publish(tx, { conferenceId, actor: ACTOR, registrations: [], agenda: true, audit: [] }));
}

/** Somebody who is in the conference. */
export async function seedAttendee(conferenceId: number, number: number, isTest = false): Promise<number> {
  const { id } = await seedRegistration(conferenceId, number);
  const client = await db();
  const data = { state: "active", firstName: `Name${number}`, lastName: "Example", isTest } as const;
  await client.registration.update({ where: { id }, data });
  await transaction((tx) => publish(tx, { conferenceId, actor: ACTOR, registrations: [id], audit: [] }));
  return id;
}

export function book(
  conferenceId: number,
  registrationId: number,
  sessionId: number,
  more: Partial<BookingRequest> = {},
  now = NOW,
): Promise<BookingAnswer> {
  const request = { action: "register", joinWaitingList: true, source: "app", actor: ACTOR } as const;
  return bookSession({ ...request, conferenceId, registrationId, sessionId, ...more }, now);
}

/** Places taken of a session's quota, by its counter and by the rows that make it. */
export async function takenOf(sessionId: number): Promise<{ taken: number; rows: number; capacity: number }> {
  const client = await db();
  const { quota } = await client.session.findUniqueOrThrow({ where: { id: sessionId }, select: { quota: true } });
  if (!quota) throw new Error("It has no limit");
  const { _sum } = await client.place.aggregate({ where: { quotaId: quota.id }, _sum: { count: true } });
  return { taken: quota.taken, rows: _sum.count ?? 0, capacity: quota.capacity };
}

/** Rows of the feed that a fresh rendering would have otherwise: none, unless a write path forgot to publish. */
export async function differing(conferenceId: number): Promise<string[]> {
  return (await renderAgain(conferenceId)).map(({ resource, entityId }) => `${resource} ${entityId}`);
}

/** What the feed says of a booking. */
export async function feedOf(
  registrationId: number,
  sessionId: number,
): Promise<{ Status: string; Source: string } | null> {
  const client = await db();
  const { publicId: person, conferenceId } = await client.registration.findUniqueOrThrow({
    where: { id: registrationId },
  });
  const { publicId: session } = await client.session.findUniqueOrThrow({ where: { id: sessionId } });
  const where = { conferenceId, resource: "registration", entityId: `${person}.${session}` };
  const row = await client.feedRow.findFirst({ where });
  return row ? (row.payload as { Status: string; Source: string }) : null;
}
