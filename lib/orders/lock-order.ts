import "server-only";
import type { Tx } from "@/lib/db/client";
import { Prisma } from "@/lib/db/generated/client";
import { type LapsedOrder, lockQuotas, quotasOfOrder } from "@/lib/places/places";

/**
 * Locks all that a move of an order touches, in the order of locks (docs/decisions): the registrations it names by id,
 * the quotas of its items and places by id (lapsing what has expired in them), then the order's row.
 * @returns null when there is no such order
 */
export async function lockOrder(tx: Tx, orderId: number) {
  const lines = await tx.orderLine.findMany({
    where: { orderId },
    select: {
      id: true,
      quantity: true,
      registrationId: true,
      category: { select: { quotas: { select: { id: true } } } },
      service: { select: { quotas: { select: { id: true } } } },
    },
  });
  const registrationIds = [...new Set(lines.map((line) => line.registrationId))].sort((a, b) => a - b);
  if (registrationIds.length) {
    await tx.$queryRaw`
      SELECT id FROM registration WHERE id IN (${Prisma.join(registrationIds)}) ORDER BY id FOR UPDATE`;
  }
  const wanted = lines.flatMap(({ id, quantity, category, service }) =>
    [...(category?.quotas ?? []), ...(service?.quotas ?? [])].map((quota) => ({
      orderLineId: id,
      quotaId: quota.id,
      count: quantity,
    })),
  );
  const quotaIds = new Set([...(await quotasOfOrder(tx, orderId)), ...wanted.map(({ quotaId }) => quotaId)]);
  const lapsed: LapsedOrder[] = await lockQuotas(tx, [...quotaIds]);
  await tx.$queryRaw`SELECT id FROM "order" WHERE id = ${orderId} FOR UPDATE`;
  // One that draws from no quota has nothing to give back, but its price is promised no longer either.
  await tx.$executeRaw`
    UPDATE "order" SET lapsed_at = now(), hold_until = NULL
     WHERE id = ${orderId} AND hold_until < now() AND settled_at IS NULL`;
  const order = await tx.order.findUnique({
    where: { id: orderId },
    include: { payments: true, conference: true },
  });
  return order && { order, registrationIds, wanted, lapsed };
}

export type LockedOrder = NonNullable<Awaited<ReturnType<typeof lockOrder>>>;

/** Whether the order's hold has lapsed: its places were given back, its price is promised no longer. */
export function hasLapsed(order: { lapsedAt: Date | null }): boolean {
  return order.lapsedAt !== null;
}
