import "server-only";
import { db } from "@/lib/db/client";

/** How many rows of each kind the work list has, whoever looks. */
export type WorkCounts = {
  suspense: number;
  refunds: number;
  toApprove: number;
  changes: number;
  parked: number;
  mismatched: number;
  mails: number;
  /** One row for all. */
  differences: number;
  expiring: number;
  /** One row for all. */
  transfers: number;
};

/** The counts of `loadWorkList` in one statement: every page of the desk shows them. */
export async function countWork(conferenceId: number): Promise<WorkCounts> {
  const client = await db();
  const [counts] = await client.$queryRaw<WorkCounts[]>`
    SELECT (SELECT count(*) FROM suspense WHERE conference_id = ${conferenceId} AND state = 'open')::int AS suspense,
           (SELECT count(*) FROM refund f JOIN payment p ON p.id = f.payment_id
             WHERE f.state = 'failed' AND f.dismissed_at IS NULL AND p.conference_id = ${conferenceId})::int AS refunds,
           (SELECT count(*) FROM "order" WHERE conference_id = ${conferenceId} AND state = 'placed' AND settled_at IS NULL
               AND way = 'purchase_order' AND approved_at IS NULL)::int AS "toApprove",
           (SELECT count(*) FROM change_request c JOIN registration r ON r.id = c.registration_id
             WHERE c.state = 'asked' AND r.conference_id = ${conferenceId})::int AS changes,
           (SELECT count(*) FROM mirror m JOIN registration r ON r.id = m.registration_id
             WHERE m.state = 'parked' AND r.conference_id = ${conferenceId})::int AS parked,
           (SELECT count(*) FROM registration WHERE prefill = 'mismatch' AND conference_id = ${conferenceId}
               AND state IN ('draft', 'active'))::int AS mismatched,
           (SELECT count(*) FROM mail WHERE conference_id = ${conferenceId} AND state = 'failed' AND dismissed_at IS NULL
               AND letter <> 'verification-code' AND registration_id IS NOT NULL)::int AS mails,
           (SELECT EXISTS (SELECT FROM drift WHERE conference_id = ${conferenceId} AND state = 'open'))::int AS differences,
           (SELECT count(*) FROM "order" WHERE conference_id = ${conferenceId} AND state = 'placed' AND settled_at IS NULL
               AND lapsed_at IS NULL AND hold_until < now() + interval '3 days'
               AND (way = 'transfer' OR way = 'purchase_order' AND approved_at IS NOT NULL))::int AS expiring,
           (SELECT EXISTS (SELECT FROM payment p JOIN "order" o ON o.id = p.order_id AND o.state = 'placed'
             WHERE p.conference_id = ${conferenceId} AND p.state = 'pending' AND p.way IN ('transfer', 'purchase_order')
               AND (o.way <> 'purchase_order' OR o.approved_at IS NOT NULL)))::int AS transfers`;
  if (!counts) throw new Error("A row of counts");
  return counts;
}
