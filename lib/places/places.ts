import "server-only";
import type { Tx } from "@/lib/db/client";
import { Prisma } from "@/lib/db/generated/client";
import { err, ok, type Result } from "@/lib/result";

/** Places that one order line wants of one quota. */
export type WantedPlaces = { orderLineId: number; quotaId: number; count: number };

/** Places of one quota. */
export type QuotaCount = { quotaId: number; count: number };

type SoldOut = { code: "sold-out"; quotaIds: number[] };

/**
 * The one door to a place. Takes everything wanted or nothing: each quota by a conditional update, so that it can never
 * pass its capacity; the caller has locked the quotas, and rolls back on a refusal.
 * @returns `"sold-out"` with the quotas that lacked places
 */
export async function takePlaces(tx: Tx, wanted: WantedPlaces[]): Promise<Result<void, SoldOut>> {
  if (!wanted.length) return ok(undefined);
  const rows = wanted.map(
    ({ orderLineId, quotaId, count }) => Prisma.sql`(${orderLineId}::int, ${quotaId}::int, ${count}::int)`,
  );
  // One statement: everybody else who wants these quotas waits for it.
  const taken = await tx.$queryRaw<{ id: number }[]>`
    WITH wanted (order_line_id, quota_id, count) AS (VALUES ${Prisma.join(rows)}),
         taken AS (
           UPDATE quota SET taken = taken + total.count
             FROM (SELECT quota_id, sum(count)::int AS count FROM wanted GROUP BY quota_id) total
            WHERE id = total.quota_id AND taken + total.count <= capacity
           RETURNING id
         ), placed AS (INSERT INTO place (order_line_id, quota_id, count) SELECT order_line_id, quota_id, count FROM wanted)
    SELECT id FROM taken`;
  const isShort = (quotaId: number) => !taken.some(({ id }) => id === quotaId);
  const short = sumByQuota(wanted).flatMap(({ quotaId }) => (isShort(quotaId) ? [quotaId] : []));
  return short.length ? err({ code: "sold-out", quotaIds: short }) : ok(undefined);
}

/**
 * Changes what an order holds to exactly `wanted`: of each quota only the difference is taken or given back, so that it
 * competes for no place that is its own, not even one beyond the capacity. Everything or nothing, as `takePlaces`; the
 * caller has locked the quotas of both.
 * @param mayOverbook staff said, with a reason, that full quotas are no obstacle: their allowance rises by what lacks
 * @returns how many places went beyond the capacity, by quota
 */
export async function changePlaces(
  tx: Tx,
  orderId: number,
  wanted: WantedPlaces[],
  mayOverbook: boolean,
): Promise<Result<QuotaCount[], SoldOut>> {
  const held = await tx.place.findMany({ where: { orderLine: { orderId } }, select: { quotaId: true, count: true } });
  const difference = sumByQuota([...wanted, ...held.map(({ quotaId, count }) => ({ quotaId, count: -count }))]);
  const taken = await count(tx, difference, mayOverbook);
  if (!taken.ok) return taken;
  await tx.place.deleteMany({ where: { orderLine: { orderId } } });
  if (wanted.length) await tx.place.createMany({ data: wanted });
  return taken;
}

/** Counts each quota up or down, in the order of ids. @returns what went beyond the capacity */
async function count(tx: Tx, difference: QuotaCount[], mayOverbook: boolean): Promise<Result<QuotaCount[], SoldOut>> {
  const short: number[] = [];
  const overbooked: QuotaCount[] = [];
  for (const { quotaId, count } of difference) {
    if (count < 0) await giveBack(tx, quotaId, -count);
    if (count <= 0 || (await take(tx, quotaId, count))) continue;
    if (mayOverbook) overbooked.push({ quotaId, count: await takeBeyond(tx, quotaId, count) });
    else short.push(quotaId);
  }
  return short.length ? err({ code: "sold-out", quotaIds: short }) : ok(overbooked);
}

/** @returns whether so many were free */
async function take(tx: Tx, quotaId: number, count: number): Promise<boolean> {
  const taken = await tx.$executeRaw`
    UPDATE quota SET taken = taken + ${count} WHERE id = ${quotaId} AND taken + ${count} <= capacity`;
  return taken > 0;
}

/** @returns by how much the allowance rose */
async function takeBeyond(tx: Tx, quotaId: number, count: number): Promise<number> {
  const [before] = await tx.$queryRaw<{ allowance: number }[]>`SELECT allowance FROM quota WHERE id = ${quotaId}`;
  const [after] = await tx.$queryRaw<{ allowance: number }[]>`
    UPDATE quota SET taken = taken + ${count}, allowance = greatest(allowance, taken + ${count} - capacity)
     WHERE id = ${quotaId} RETURNING allowance`;
  return (after?.allowance ?? 0) - (before?.allowance ?? 0);
}

/** An allowance shrinks with what it covered. */
async function giveBack(tx: Tx, quotaId: number, count: number): Promise<void> {
  await tx.$executeRaw`
    UPDATE quota SET taken = taken - ${count}, allowance = greatest(0, least(allowance, taken - ${count} - capacity))
     WHERE id = ${quotaId}`;
}

function sumByQuota(counts: readonly QuotaCount[]): QuotaCount[] {
  const sums = new Map<number, number>();
  for (const { quotaId, count } of counts) sums.set(quotaId, (sums.get(quotaId) ?? 0) + count);
  return [...sums].map(([quotaId, count]) => ({ quotaId, count })).sort((a, b) => a.quotaId - b.quotaId);
}

/** Gives back every place of orders; the caller has locked the quotas. An allowance shrinks with what it covered. */
export async function giveBackPlaces(tx: Tx, orderIds: number[]): Promise<void> {
  const ofOrders = Prisma.sql`SELECT id FROM order_line WHERE order_id = ANY(${orderIds})`;
  await giveBackWhere(tx, Prisma.sql`place.order_line_id IN (${ofOrders})`);
}

async function giveBackWhere(tx: Tx, which: Prisma.Sql): Promise<void> {
  await tx.$executeRaw`
    WITH gone AS (
      DELETE FROM place WHERE ${which} RETURNING place.quota_id, place.count
    ), back AS (SELECT quota_id, sum(count)::int AS count FROM gone GROUP BY quota_id)
    UPDATE quota SET taken = taken - back.count,
           allowance = greatest(0, least(allowance, taken - back.count - capacity))
      FROM back WHERE quota.id = back.quota_id`;
}

/**
 * Takes one place for a booking, by the same conditional update as any other; the caller has locked the quota.
 * @param mayOverbook staff said, with a reason, that a full quota is no obstacle: its allowance rises
 * @returns how many places went beyond the capacity
 */
export async function takeBookingPlace(
  tx: Tx,
  { bookingId, quotaId }: { bookingId: number; quotaId: number },
  mayOverbook: boolean,
): Promise<Result<number, SoldOut>> {
  const taken = await count(tx, [{ quotaId, count: 1 }], mayOverbook);
  if (!taken.ok) return taken;
  await tx.place.create({ data: { bookingId, quotaId, count: 1 } });
  return ok(taken.value[0]?.count ?? 0);
}

/** Gives back every place of bookings; the caller has locked the quotas. An allowance shrinks with what it covered. */
export async function giveBackBookingPlaces(tx: Tx, bookingIds: number[]): Promise<void> {
  await giveBackWhere(tx, Prisma.sql`place.booking_id = ANY(${bookingIds})`);
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
