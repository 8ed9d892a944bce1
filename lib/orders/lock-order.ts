import "server-only";
import type { Tx } from "@/lib/db/client";
import { lockQuotas, onlyLocked, type WantedCount } from "@/lib/places/lapse-holds";
import { quotasOfOrder } from "@/lib/places/places";
import { quotasOfLine } from "@/lib/pricing/promotion";

/**
 * The first locks of a move of an order: the registrations that its lines name, by id. Lines change under them only.
 * @returns their ids
 */
export async function lockRegistrationsOf(tx: Tx, orderId: number): Promise<number[]> {
  const rows = await tx.$queryRaw<{ id: number }[]>`
    SELECT id FROM registration WHERE id IN (SELECT registration_id FROM order_line WHERE order_id = ${orderId})
     ORDER BY id FOR UPDATE`;
  return rows.map(({ id }) => id);
}

/** What a stored line sells, as far as its places go. */
type StoredLine = {
  category: { quotas: { id: number }[] } | null;
  service: { quotas: { id: number }[] } | null;
  promotion: { id: number; quotaId: number | null } | null;
};

/** The quotas of which a stored line takes places as things stand now. */
export function quotasOfStored({ category, service, promotion }: StoredLine): number[] {
  const itemQuotaIds = [...(category?.quotas ?? []), ...(service?.quotas ?? [])].map(({ id }) => id);
  const line = { kind: category ? ("category" as const) : ("service" as const), promotionId: promotion?.id ?? null };
  return quotasOfLine(itemQuotaIds, line, promotion);
}

/**
 * Locks all that a move of an order touches, in the order of locks (docs/decisions): the registrations it names by id,
 * the quotas of its items and places by id (lapsing what has expired in them), then the order's row. The order itself
 * is not lapsed: its places are its own until somebody else or the sweeper needs them.
 * @param besides what the move wants of other quotas
 * @returns null when there is no such order; `isOver`: its hold has ended by the database's clock, so its price is
 * promised no longer, and `order.lapsedAt` tells whether its places were given back
 */
export async function lockOrder(tx: Tx, orderId: number, besides: readonly WantedCount[] = []) {
  const registrationIds = await lockRegistrationsOf(tx, orderId);
  const lines = await tx.orderLine.findMany({
    where: { orderId },
    select: {
      id: true,
      quantity: true,
      category: { select: { quotas: { select: { id: true } } } },
      service: { select: { quotas: { select: { id: true } } } },
      promotion: { select: { id: true, quotaId: true } },
    },
  });
  const wanted = lines.flatMap(({ id, quantity, ...line }) =>
    quotasOfStored(line).map((quotaId) => ({ orderLineId: id, quotaId, count: quantity })),
  );
  const held = onlyLocked(await quotasOfOrder(tx, orderId));
  await lockQuotas(tx, [...held, ...wanted, ...besides], orderId);
  const [state] = await tx.$queryRaw<{ isOver: boolean }[]>`
    SELECT lapsed_at IS NOT NULL OR coalesce(hold_until < now(), false) AS "isOver"
      FROM "order" WHERE id = ${orderId} FOR UPDATE`;
  const order = await tx.order.findUnique({
    where: { id: orderId },
    include: { payments: true, conference: true },
  });
  return order && state ? { order, registrationIds, wanted, isOver: state.isOver } : null;
}

export type LockedOrder = NonNullable<Awaited<ReturnType<typeof lockOrder>>>;
