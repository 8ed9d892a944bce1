import "server-only";
import type { Actor } from "@/lib/audit/chain";
import { db, type Tx, transaction } from "@/lib/db/client";
import { publish } from "@/lib/publish/publish";
import { lockForBooking } from "./book-session";
import { decideBooking } from "./decide-booking";
import { type Read, readFacts } from "./read-facts";
import { tellOfSession } from "./tell";
import { writeDecision, writeOffer } from "./write-decision";

const QUEUE: Actor = { kind: "job", id: "waiting-list" };
const HOUR_MS = 3_600_000;

/** Where a run has come to in a list: who comes next is behind it. */
type Last = { since: Date; id: number };

/**
 * Gives free places of a session to those who wait for it, first come first served, each in a transaction of their own.
 * Who may not have one now (unpaid, at another session of those hours) is passed by, keeps their place and is marked;
 * the next run asks again. A place is booked at once, or offered until a moment, as the session says.
 */
export async function promoteWaiting(sessionId: number, now: Date): Promise<void> {
  let last: Last | null = null;
  for (;;) {
    const next = await nextWaiting(sessionId, last);
    if (!next) return;
    if ((await transaction((tx) => promote(tx, next.registrationId, sessionId, now))) === "no-place") return;
    last = { since: next.since, id: next.id };
  }
}

type Waiting = { id: number; registrationId: number; since: Date };

async function nextWaiting(sessionId: number, last: Last | null): Promise<Waiting | null> {
  const client = await db();
  const [next] = await client.$queryRaw<Waiting[]>`
    SELECT id, registration_id AS "registrationId", waiting_since AS since FROM booking
     WHERE session_id = ${sessionId} AND state = 'waitlisted'
       AND (${last === null} OR (waiting_since, id) > (${last?.since ?? null}::timestamptz, ${last?.id ?? 0}))
     ORDER BY waiting_since, id LIMIT 1`;
  return next ?? null;
}

async function promote(
  tx: Tx,
  registrationId: number,
  sessionId: number,
  now: Date,
): Promise<"promoted" | "passed-by" | "no-place"> {
  const session = await tx.session.findUnique({ where: { id: sessionId }, select: { conferenceId: true } });
  if (!session) return "no-place";
  await lockForBooking(tx, registrationId, sessionId, now);
  const facts = await readFacts(tx, { conferenceId: session.conferenceId, registrationId, sessionId });
  if ("missing" in facts || facts.mine?.state !== "waitlisted") return "passed-by";
  if (facts.free === 0) return "no-place";
  const { source } = facts.mine;
  if (source === "included") return "passed-by";
  const wish = { action: "register", joinWaitingList: false, source, isPromotion: true, mayOverbook: false } as const;
  // Who waits joined where they may: opening to the app alone is not asked again.
  const decision = decideBooking({ ...facts, ahead: 0 }, wish, now);
  const write = { registrationId, sessionId, source, actor: QUEUE, facts, now, note: {} };
  if (decision.do !== "register") {
    await passBy(tx, facts, registrationId, decision.do === "refuse" ? decision.reason : "");
    return "passed-by";
  }
  const whom = [{ registrationId, sessionId }];
  if (facts.waitingListMode === "offer") {
    await tellOfSession(tx, "offered", whom, now);
    await writeOffer(tx, write, offerUntil(facts, now));
  } else {
    await tellOfSession(tx, "promoted", whom, now);
    await writeDecision(tx, { ...write, decision });
  }
  return "promoted";
}

/** So long as the session says, but never past its closing, or its beginning. */
function offerUntil({ session, offerHours }: Read, now: Date): Date {
  const ends = [now.getTime() + offerHours * HOUR_MS, session.startsAt.getTime()];
  if (session.closesAt) ends.push(session.closesAt.getTime());
  return new Date(Math.min(...ends));
}

async function passBy(tx: Tx, facts: Read, registrationId: number, reason: string): Promise<void> {
  const { conferenceId, bookingId, session } = facts;
  if (bookingId === null) return;
  const { count } = await tx.booking.updateMany({
    where: { id: bookingId, skippedFor: { not: reason } },
    data: { skippedFor: reason },
  });
  if (!count) return;
  const event = {
    what: "booking.passed-by",
    object: "registration",
    objectId: registrationId,
    after: { session: session.publicId, reason },
  };
  await publish(tx, {
    ...{ conferenceId, actor: QUEUE, registrations: [registrationId], sessions: [session.id], audit: [event] },
  });
}

const MOST = 50;

/**
 * The sweeper's part: sessions in which somebody waits and a place is free, or an offer is over, whatever made it so: a
 * payment, a larger room, the clock.
 */
export async function sweepWaitingLists(): Promise<void> {
  const now = new Date();
  const client = await db();
  const sessions = await client.$queryRaw<{ id: number }[]>`
    SELECT s.id FROM session s LEFT JOIN quota q ON q.id = s.quota_id
     WHERE s.starts_at > ${now}
       AND (EXISTS (SELECT 1 FROM booking b WHERE b.session_id = s.id AND b.state = 'held' AND b.offer_until <= ${now})
            OR ((q.id IS NULL OR q.taken < q.capacity)
                AND EXISTS (SELECT 1 FROM booking b WHERE b.session_id = s.id AND b.state = 'waitlisted')))
     ORDER BY s.id LIMIT ${MOST}`;
  for (const { id } of sessions) {
    await lapseOffers(id, now);
    await promoteWaiting(id, now);
  }
}

async function lapseOffers(sessionId: number, now: Date): Promise<void> {
  await transaction((tx) => lockForBooking(tx, 0, sessionId, now));
}
