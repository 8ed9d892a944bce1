import "server-only";
import type { Tx } from "@/lib/db/client";
import { Prisma } from "@/lib/db/generated/client";
import { err, ok, type Result } from "@/lib/result";

/** Places that one order line wants of one quota. */
export type WantedPlaces = { orderLineId: number; quotaId: number; count: number };

/** An order whose hold had lapsed and which gave its places back. */
export type LapsedOrder = { orderId: number; publicId: string; conferenceId: number; payerId: number; lapsedAt: Date };

/**
 * Locks quotas in the order of their ids and lapses the expired holds in them, by the database's clock. The first step
 * of every transaction that takes places or gives them back. Quotas that an expired order holds besides are locked too,
 * so that it lapses as a whole.
 * @returns the orders that lapsed now: the caller audits and announces them
 */
export async function lockQuotas(tx: Tx, quotaIds: number[]): Promise<LapsedOrder[]> {
  if (!quotaIds.length) return [];
  const expired = await tx.$queryRaw<{ quotaId: number }[]>`
    SELECT DISTINCT other.quota_id AS "quotaId"
      FROM "order" o JOIN order_line l ON l.order_id = o.id JOIN place p ON p.order_line_id = l.id
      JOIN order_line ol ON ol.order_id = o.id JOIN place other ON other.order_line_id = ol.id
     WHERE o.hold_until < now() AND p.quota_id IN (${Prisma.join(quotaIds)})`;
  const ids = [...new Set([...quotaIds, ...expired.map((row) => row.quotaId)])].sort((a, b) => a - b);
  await tx.$queryRaw`SELECT id FROM quota WHERE id IN (${Prisma.join(ids)}) ORDER BY id FOR UPDATE`;
  return expired.length ? lapseWithin(tx, ids) : [];
}

/** Lapses the expired orders all of whose places lie in locked quotas. */
async function lapseWithin(tx: Tx, lockedIds: number[]): Promise<LapsedOrder[]> {
  const lapsed = await tx.$queryRaw<LapsedOrder[]>`
    UPDATE "order" o SET lapsed_at = now(), hold_until = NULL
     WHERE o.hold_until < now() AND o.settled_at IS NULL
       AND EXISTS (SELECT 1 FROM order_line l JOIN place p ON p.order_line_id = l.id WHERE l.order_id = o.id)
       AND NOT EXISTS (SELECT 1 FROM order_line l JOIN place p ON p.order_line_id = l.id
                        WHERE l.order_id = o.id AND p.quota_id NOT IN (${Prisma.join(lockedIds)}))
    RETURNING id AS "orderId", public_id AS "publicId", conference_id AS "conferenceId", payer_id AS "payerId",
              lapsed_at AS "lapsedAt"`;
  for (const { orderId } of lapsed) await giveBackPlaces(tx, orderId);
  return lapsed;
}

/**
 * The one door to a place. Takes everything wanted or nothing: each quota by a conditional update, so that it can never
 * pass its capacity; the caller has locked the quotas, and rolls back on a refusal.
 * @returns `"sold-out"` with the quotas that lacked places
 */
export async function takePlaces(
  tx: Tx,
  wanted: WantedPlaces[],
): Promise<Result<void, { code: "sold-out"; quotaIds: number[] }>> {
  const counts = new Map<number, number>();
  for (const { quotaId, count } of wanted) counts.set(quotaId, (counts.get(quotaId) ?? 0) + count);
  const short: number[] = [];
  for (const [quotaId, count] of [...counts].sort(([a], [b]) => a - b)) {
    const taken = await tx.$executeRaw`
      UPDATE quota SET taken = taken + ${count} WHERE id = ${quotaId} AND taken + ${count} <= capacity`;
    if (taken === 0) short.push(quotaId);
  }
  if (short.length) return err({ code: "sold-out", quotaIds: short });
  if (wanted.length) await tx.place.createMany({ data: wanted });
  return ok(undefined);
}

/** Gives back every place of an order; the caller has locked the quotas. An allowance shrinks with what it covered. */
export async function giveBackPlaces(tx: Tx, orderId: number): Promise<void> {
  await tx.$executeRaw`
    WITH gone AS (
      DELETE FROM place USING order_line l WHERE l.id = place.order_line_id AND l.order_id = ${orderId}
      RETURNING place.quota_id, place.count
    ), back AS (SELECT quota_id, sum(count)::int AS count FROM gone GROUP BY quota_id)
    UPDATE quota SET taken = taken - back.count,
           allowance = greatest(0, least(allowance, taken - back.count - capacity))
      FROM back WHERE quota.id = back.quota_id`;
}

/** Ids of the quotas in which an order holds places now. */
export async function quotasOfOrder(tx: Tx, orderId: number): Promise<number[]> {
  const rows = await tx.place.findMany({
    where: { orderLine: { orderId } },
    select: { quotaId: true },
    distinct: ["quotaId"],
  });
  return rows.map((row) => row.quotaId);
}
