import "server-only";
import type { Tx } from "@/lib/db/client";
import { Prisma } from "@/lib/db/generated/client";

/** Where a registration stands with money, over all its placed orders. */
export type Standing =
  | { isPaid: false; hasPlacedOrder: boolean }
  | { isPaid: true; hasPlacedOrder: true; paidMinor: number; way: string; reference: string; paidAt: Date };

type Row = {
  registrationId: number;
  isPaid: boolean;
  paidMinor: number;
  way: string | null;
  reference: string;
  paidAt: Date | null;
};

/**
 * Computes "paid" from the ledger, the one place that says so: a registration is paid when it stands on at least one
 * placed order and every such order's money covers its total (zero totals are covered). `paidMinor` is the part of
 * those orders that names this registration.
 */
export async function readStandings(tx: Tx, registrationIds: number[]): Promise<Map<number, Standing>> {
  if (!registrationIds.length) return new Map();
  const rows = await tx.$queryRaw<Row[]>`
    WITH mine AS (
      SELECT l.registration_id, o.id, o.total_minor, o.reference, o.way, o.placed_at, o.settled_at,
             sum(l.gross_minor)::int AS part_minor
        FROM order_line l JOIN "order" o ON o.id = l.order_id AND o.state = 'placed'
       WHERE l.registration_id IN (${Prisma.join(registrationIds)})
       GROUP BY l.registration_id, o.id
    ), covered AS (
      SELECT m.*, coalesce((SELECT sum(e.amount_minor) FROM ledger_entry e WHERE e.order_id = m.id), 0) >= m.total_minor AS is_covered
        FROM mine m
    )
    SELECT registration_id AS "registrationId", bool_and(is_covered) AS "isPaid", sum(part_minor)::int AS "paidMinor",
           (array_agg(way::text ORDER BY id DESC))[1] AS way, (array_agg(reference ORDER BY id DESC))[1] AS reference,
           max(coalesce(settled_at, placed_at)) AS "paidAt"
      FROM covered GROUP BY registration_id`;
  return new Map(
    rows.map(({ registrationId, isPaid, paidMinor, way, reference, paidAt }) => [
      registrationId,
      isPaid && way && paidAt
        ? { isPaid: true, hasPlacedOrder: true, paidMinor, way, reference, paidAt }
        : { isPaid: false, hasPlacedOrder: true },
    ]),
  );
}
