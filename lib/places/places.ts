import "server-only";
import type { Tx } from "@/lib/db/client";
import { err, ok, type Result } from "@/lib/result";

/** Places that one order line wants of one quota. */
export type WantedPlaces = { orderLineId: number; quotaId: number; count: number };

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

/** Gives back every place of orders; the caller has locked the quotas. An allowance shrinks with what it covered. */
export async function giveBackPlaces(tx: Tx, orderIds: number[]): Promise<void> {
  await tx.$executeRaw`
    WITH gone AS (
      DELETE FROM place USING order_line l WHERE l.id = place.order_line_id AND l.order_id = ANY(${orderIds})
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
