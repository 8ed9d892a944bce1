import "server-only";
import type { Tx } from "@/lib/db/client";

/** Of a session: who waits for it, and how a person stands among them. */
export type Waiting = {
  waiting: number;
  /** Those before the person whom nothing else keeps out. */
  ahead: number;
  /** The person's place in the list, counted from 1; null: they do not wait. */
  position: number | null;
  /** Until when a place is offered to the person; null: none is. */
  offerUntil: Date | null;
};

export const NOBODY_WAITS: Waiting = { waiting: 0, ahead: 0, position: null, offerUntil: null };

/** Who waits for sessions, in one statement; a session that is not in the answer has nobody. */
export async function countWaiting(
  tx: Tx,
  registrationId: number,
  sessionIds: readonly number[],
): Promise<ReadonlyMap<number, Waiting>> {
  const rows = await tx.$queryRaw<(Waiting & { sessionId: number })[]>`
    SELECT b.session_id AS "sessionId", count(*)::int AS waiting,
           count(*) FILTER (WHERE b.state = 'waitlisted' AND b.skipped_for = '' AND b.registration_id <> ${registrationId}
             AND (m.state = 'waitlisted' AND (m.waiting_since, m.id) < (b.waiting_since, b.id)) IS NOT TRUE)::int AS ahead,
           nullif(count(*) FILTER (WHERE (b.waiting_since, b.id) <= (m.waiting_since, m.id))::int, 0) AS position,
           max(m.offer_until) AS "offerUntil"
      FROM booking b
      LEFT JOIN booking m ON m.session_id = b.session_id AND m.registration_id = ${registrationId}
                         AND m.state IN ('waitlisted', 'held')
     WHERE b.session_id = ANY(${[...sessionIds]}::int[]) AND b.state IN ('waitlisted', 'held')
     GROUP BY b.session_id`;
  return new Map(rows.map(({ sessionId, ...waiting }) => [sessionId, waiting]));
}
