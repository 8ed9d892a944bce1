import "server-only";
import type { Tx } from "@/lib/db/client";
import { Prisma } from "@/lib/db/generated/client";
import type { PaymentWay } from "@/lib/db/generated/enums";
import { newPublicId } from "@/lib/ids/public-id";

/** Ways whose money is waited for. */
export type AwaitedWay = Exclude<PaymentWay, "card" | "free">;
const AWAITED_WAYS: AwaitedWay[] = ["transfer", "on_site", "purchase_order"];

type AwaitingOrder = { id: number; conferenceId: number; currency: string; totalMinor: number };

/**
 * Records the payment that a placed order waits for: what is still missing of its total, by the way that was chosen. An
 * order waits for one: where it does already, that one waits for this amount now, and one of another way no longer.
 */
export async function awaitPayment(tx: Tx, order: AwaitingOrder, way: AwaitedWay): Promise<void> {
  await tx.$executeRaw`WITH ${awaiting(order, way)} SELECT 1`;
}

/**
 * The same as steps of a statement, for a caller that has others to run in it: whoever wants the order's places waits
 * meanwhile.
 * @param note of a new payment, for staff
 */
export function awaiting(order: AwaitingOrder, way: AwaitedWay, note: string | null = null): Prisma.Sql {
  return Prisma.sql`
    missing AS (
      SELECT ${order.totalMinor}::int - coalesce(sum(amount_minor), 0)::int AS minor
        FROM ledger_entry WHERE order_id = ${order.id}
    ), awaited AS (
      UPDATE payment SET amount_minor = missing.minor, updated_at = now() FROM missing
       WHERE order_id = ${order.id} AND way = ${way}::payment_way AND state = 'pending' RETURNING id
    ), stopped AS (
      UPDATE payment SET state = 'cancelled', updated_at = now()
       WHERE order_id = ${order.id} AND state = 'pending' AND way <> ${way}::payment_way
         AND way = ANY(${AWAITED_WAYS}::text[]::payment_way[])
    ), begun AS (
      INSERT INTO payment (public_id, conference_id, order_id, way, state, amount_minor, currency, idempotency_key, note, updated_at)
      SELECT ${newPublicId()}, ${order.conferenceId}::int, ${order.id}::int, ${way}::payment_way, 'pending',
             missing.minor, ${order.currency}, ${newPublicId()}, ${note}, now()
        FROM missing WHERE NOT EXISTS (SELECT 1 FROM awaited)
    )`;
}

/** Nothing is waited for by transfer, on site or from an institute any more. */
export async function stopAwaiting(tx: Tx, orderId: number): Promise<void> {
  await tx.payment.updateMany({
    where: { orderId, state: "pending", way: { in: AWAITED_WAYS } },
    data: { state: "cancelled" },
  });
}
