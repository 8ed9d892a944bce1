import "server-only";
import { db } from "@/lib/db/client";

/** One thing that does not add up. `what` is said in words where it is shown. */
export type LedgerFinding = {
  code:
    | "lines-and-total"
    | "quota-and-places"
    | "places-of-nobody"
    | "payment-and-ledger"
    | "refund-and-ledger"
    | "refunds-beyond-payment"
    | "payment-below-nothing"
    | "assignments-add-up"
    | "suspense-and-ledger"
    | "paid-not-settled"
    | "settled-not-paid";
  conference: string;
  /** Order number, quota name, payment's or refund's id: whatever staff can look up. */
  object: string;
  expected: number;
  found: number;
};

/**
 * Everything about money and places that has to agree, each rule in one statement over all conferences. Amounts in
 * minor units. None is the expected answer: a finding is a bug in a write path or a hand in the database.
 */
export async function checkLedger(): Promise<LedgerFinding[]> {
  const client = await db();
  return client.$queryRaw<LedgerFinding[]>`
    WITH money AS (
      SELECT order_id, sum(amount_minor)::int AS net FROM ledger_entry WHERE order_id IS NOT NULL GROUP BY order_id
    ), of_payment AS (
      SELECT payment_id, coalesce(sum(amount_minor) FILTER (WHERE kind = 'payment'), 0)::int AS total,
             coalesce(sum(amount_minor) FILTER (WHERE order_id IS NULL), 0)::int AS unassigned,
             coalesce(sum(amount_minor) FILTER (WHERE kind = 'assignment'), 0)::int AS assigned
        FROM ledger_entry GROUP BY payment_id
    ), at_place AS (
      SELECT payment_id, sum(amount_minor)::int AS net FROM ledger_entry GROUP BY payment_id, order_id
    ), refunded AS (
      SELECT payment_id, sum(amount_minor)::int AS total FROM refund WHERE state <> 'failed' GROUP BY payment_id
    ), finding AS (
      SELECT 'lines-and-total' AS code, o.conference_id, 'order ' || o.number AS object, o.total_minor AS expected,
             coalesce((SELECT sum(gross_minor) FROM order_line WHERE order_id = o.id), 0)::int AS found
        FROM "order" o
      UNION ALL
      SELECT 'quota-and-places', q.conference_id, q.name, q.taken,
             coalesce((SELECT sum(count) FROM place WHERE quota_id = q.id), 0)::int
        FROM quota q
      UNION ALL
      SELECT 'places-of-nobody', o.conference_id, 'order ' || o.number, 0, sum(p.count)::int
        FROM "order" o JOIN order_line l ON l.order_id = o.id JOIN place p ON p.order_line_id = l.id
       WHERE o.state = 'cancelled' OR o.lapsed_at IS NOT NULL GROUP BY o.id
      UNION ALL
      SELECT 'payment-and-ledger', p.conference_id, 'payment ' || p.public_id,
             CASE WHEN p.state = 'confirmed' THEN p.amount_minor ELSE 0 END, coalesce(b.total, 0)
        FROM payment p LEFT JOIN of_payment b ON b.payment_id = p.id
       WHERE (p.state = 'confirmed') <> (coalesce(b.total, 0) > 0) -- what arrived may differ from what was asked
      UNION ALL
      SELECT 'refund-and-ledger', p.conference_id, 'refund ' || r.id, CASE WHEN r.state = 'done' THEN -r.amount_minor ELSE 0 END,
             coalesce((SELECT sum(amount_minor) FROM ledger_entry WHERE refund_id = r.id), 0)::int
        FROM refund r JOIN payment p ON p.id = r.payment_id
      UNION ALL
      SELECT 'refunds-beyond-payment', p.conference_id, 'payment ' || p.public_id, coalesce(b.total, 0), r.total
        FROM refunded r JOIN payment p ON p.id = r.payment_id LEFT JOIN of_payment b ON b.payment_id = p.id
       WHERE r.total > coalesce(b.total, 0)
      UNION ALL
      SELECT 'payment-below-nothing', p.conference_id, 'payment ' || p.public_id, 0, l.net
        FROM at_place l JOIN payment p ON p.id = l.payment_id WHERE l.net < 0
      UNION ALL
      SELECT 'assignments-add-up', p.conference_id, 'payment ' || p.public_id, 0, b.assigned
        FROM payment p JOIN of_payment b ON b.payment_id = p.id
      UNION ALL
      SELECT 'suspense-and-ledger', p.conference_id, 'payment ' || p.public_id, b.unassigned,
             coalesce((SELECT sum(amount_minor) FROM suspense
                        WHERE payment_id = p.id AND (state = 'open' OR resolution = 'kept')), 0)::int
        FROM payment p JOIN of_payment b ON b.payment_id = p.id
      UNION ALL
      SELECT 'paid-not-settled', o.conference_id, 'order ' || o.number, o.total_minor, coalesce(m.net, 0)
        FROM "order" o LEFT JOIN money m ON m.order_id = o.id
       WHERE o.settled_at IS NULL AND o.state = 'placed' AND coalesce(m.net, 0) >= o.total_minor
      UNION ALL
      SELECT 'settled-not-paid', o.conference_id, 'order ' || o.number, o.total_minor, coalesce(m.net, 0)
        FROM "order" o LEFT JOIN money m ON m.order_id = o.id
       WHERE o.settled_at IS NOT NULL AND o.state <> 'cancelled' AND coalesce(m.net, 0) < o.total_minor
    )
    SELECT f.code, c.slug AS conference, f.object, f.expected, f.found
      FROM finding f JOIN conference c ON c.id = f.conference_id
     WHERE f.expected <> f.found OR f.code IN ('paid-not-settled', 'settled-not-paid')
     ORDER BY c.slug, f.code, f.object`;
}
