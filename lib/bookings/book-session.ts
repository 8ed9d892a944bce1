import "server-only";
import type { Actor } from "@/lib/audit/chain";
import { attempt, type Tx } from "@/lib/db/client";
import type { BookingSource } from "@/lib/db/generated/enums";
import { lockQuotas } from "@/lib/places/lapse-holds";
import { wireIdOfBooking } from "@/lib/publish/render-bookings";
import { err, ok } from "@/lib/result";
import { countWaiting } from "./count-waiting";
import { type BookingRefusal, type Decision, decideBooking } from "./decide-booking";
import { lapseOffersOf } from "./offers";
import { type Read, readFacts } from "./read-facts";
import { writeDecision } from "./write-decision";

export type BookingRequest = {
  conferenceId: number;
  registrationId: number;
  sessionId: number;
  /** `check` decides as `register` does, and writes nothing: its answer is no promise. */
  action: "register" | "unregister" | "check";
  joinWaitingList: boolean;
  source: BookingSource;
  actor: Actor;
  /** Staff's reason for a place beyond the capacity; only theirs. */
  overbookBecause?: string;
};

export type BookingAnswer = {
  /** After this the person has a place (`register`), has none (`unregister`), or would get one (`check`). */
  allowed: boolean;
  result: "registered" | "waitlisted" | "unregistered" | "available" | "refused";
  reason: BookingRefusal | "person_not_found" | "session_not_found" | null;
  /** What they have now. */
  status: "registered" | "waitlisted" | "unregistered";
  /** It was so before. */
  already: boolean;
  position: number | null;
  seatsLeft: number | null;
  conflicts: { publicId: string; title: string }[];
  /** Of the booking's row in the feed; null: it has none. */
  changeSequence: bigint | null;
  modifiedAt: Date | null;
};

/**
 * The one door to a place in a session: the event app's two-way call, the attendee's agenda and the desk all come
 * through it. Locks the registration, then the session's quota, decides (`decideBooking`) and writes in one transaction,
 * so that two taps on sessions at the same hours are decided one after the other, and no place is given twice.
 * Repeating it is safe: what is as wished stays so. Refusals are answers.
 */
export async function bookSession(request: BookingRequest, now: Date): Promise<BookingAnswer> {
  const outcome = await attempt<BookingAnswer, BookingAnswer>(async (tx) => {
    const answered = await decideAndWrite(tx, request, now);
    // Even what only the clock changes is taken back: who looks writes nothing.
    return request.action === "check" ? err(answered) : ok(answered);
  });
  return outcome.ok ? outcome.value : outcome.error;
}

async function decideAndWrite(tx: Tx, request: BookingRequest, now: Date): Promise<BookingAnswer> {
  await lockForBooking(tx, request.registrationId, request.sessionId, now);
  const facts = await readFacts(tx, request);
  if ("missing" in facts) return { ...NOBODY, reason: `${facts.missing}_not_found` };
  const { action, joinWaitingList, source, overbookBecause } = request;
  const mayOverbook = source === "staff" && overbookBecause !== undefined;
  const wish = { action: action === "check" ? "register" : action, joinWaitingList, source, mayOverbook } as const;
  const decision = decideBooking(facts, { ...wish, isPromotion: false }, now);
  const note: { [key: string]: string } = overbookBecause ? { because: overbookBecause } : {};
  if (action !== "check") await writeDecision(tx, { ...request, facts, decision, now, note });
  return answer(tx, request, facts, decision);
}

/**
 * Locks a registration and then the quota of a session, and gives back places there whose time is over. A quota that
 * set-up changed meanwhile is locked in turn.
 */
export async function lockForBooking(tx: Tx, registrationId: number, sessionId: number, now: Date): Promise<void> {
  await tx.$queryRaw`SELECT id FROM registration WHERE id = ${registrationId} FOR UPDATE`;
  const quotaOf = async () =>
    (await tx.session.findUnique({ where: { id: sessionId }, select: { quotaId: true } }))?.quotaId ?? null;
  let locked: number | null = null;
  for (let quotaId = await quotaOf(); quotaId !== locked; quotaId = await quotaOf()) {
    if (quotaId !== null) await lockQuotas(tx, [{ quotaId, count: 1 }], null);
    locked = quotaId;
  }
  // Set-up that cancels or moves it waits, and is waited for: after the quotas, as set-up locks them.
  await tx.$queryRaw`SELECT id FROM session WHERE id = ${sessionId} FOR SHARE`;
  if (locked !== null) await lapseOffersOf(tx, locked, registrationId, now);
}

const NOBODY: Omit<BookingAnswer, "reason"> = {
  ...{ allowed: false, result: "refused", status: "unregistered", already: false, position: null, seatsLeft: null },
  ...{ conflicts: [], changeSequence: null, modifiedAt: null },
};

async function answer(
  tx: Tx,
  { action, registrationId, sessionId, conferenceId }: BookingRequest,
  facts: Read,
  decision: Decision,
): Promise<BookingAnswer> {
  const before = facts.mine?.state ?? "unregistered";
  const state = action === "check" ? before : stateAfter(decision, before);
  // A place that is held was waited for, or is bought and unpaid: that is none yet.
  const heldStatus = facts.mine?.isDerived ? "unregistered" : "waitlisted";
  const status = state === "held" ? heldStatus : state;
  const result = resultOf(decision, action);
  const allowed =
    action === "unregister" ? result === "unregistered" : result === "registered" || result === "available";
  const [row] = await tx.$queryRaw<{ seq: bigint; stamp: Date }[]>`
    SELECT f.seq, f.stamp FROM feed_row f
     WHERE f.conference_id = ${conferenceId} AND f.resource = 'registration'
       AND f.entity_id = ${wireIdOfBooking(facts.registrationPublicId, facts.session.publicId)}`;
  const [quota] = facts.quotaId
    ? await tx.$queryRaw<{ free: number }[]>`
        SELECT greatest(0, capacity - taken) AS free FROM quota WHERE id = ${facts.quotaId}`
    : [];
  const list = status === "waitlisted" ? await countWaiting(tx, registrationId, [sessionId]) : null;
  return {
    ...{ allowed, result, status, reason: decision.do === "refuse" ? decision.reason : null },
    already: decision.do === "nothing" && decision.as !== "available",
    position: list?.get(sessionId)?.position ?? null,
    seatsLeft: quota?.free ?? null,
    conflicts: decision.conflicts.map(({ publicId, title }) => ({ publicId, title })),
    changeSequence: row?.seq ?? null,
    modifiedAt: row?.stamp ?? null,
  };
}

type State = "held" | "registered" | "waitlisted" | "unregistered";

function stateAfter(decision: Decision, before: State): State {
  switch (decision.do) {
    case "register":
      return "registered";
    case "wait":
      return "waitlisted";
    case "leave":
      return "unregistered";
    default:
      return before;
  }
}

/** A check says "available" of what registering would give. */
function resultOf(decision: Decision, action: BookingRequest["action"]): BookingAnswer["result"] {
  switch (decision.do) {
    case "register":
      return action === "check" ? "available" : "registered";
    case "wait":
      return "waitlisted";
    case "leave":
      return "unregistered";
    case "nothing":
      return decision.as;
    case "refuse":
      return "refused";
  }
}
