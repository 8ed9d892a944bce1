import "server-only";
import type { Tx } from "@/lib/db/client";

/** Where money of a payment lies that may go back: on an order, or in suspense. */
export type RefundSource = { orderId: number } | { suspenseId: number };

/** Refunds that have not failed yet, and are not in the ledger either. */
export const UNDER_WAY = ["requested", "pending"] as const;

/**
 * How much of a payment may still go back from there: its money in that place less what is on its way back, and never
 * more than the payment's money less all its refunds that did not fail. The caller holds the payment's row, so that of
 * two refunds at once the second sees the first.
 */
export async function refundableMinor(tx: Tx, paymentId: number, from: RefundSource): Promise<number> {
  const [row] = await tx.$queryRaw<{ received: number; notFailed: number }[]>`
    SELECT coalesce((SELECT sum(amount_minor) FROM ledger_entry WHERE payment_id = ${paymentId} AND kind = 'payment'), 0)::int AS received,
           coalesce((SELECT sum(amount_minor) FROM refund WHERE payment_id = ${paymentId} AND state <> 'failed'), 0)::int AS "notFailed"`;
  const ofPayment = (row?.received ?? 0) - (row?.notFailed ?? 0);
  const there = (await moneyAt(tx, paymentId, from)) - (await underWay(tx, { ...from, paymentId }));
  return Math.max(0, Math.min(ofPayment, there));
}

async function moneyAt(tx: Tx, paymentId: number, from: RefundSource): Promise<number> {
  if ("orderId" in from) {
    const { _sum } = await tx.ledgerEntry.aggregate({
      where: { paymentId, orderId: from.orderId },
      _sum: { amountMinor: true },
    });
    return _sum.amountMinor ?? 0;
  }
  const suspense = await tx.suspense.findUnique({ where: { id: from.suspenseId, paymentId, state: "open" } });
  return suspense?.amountMinor ?? 0;
}

/** Money that is on its way back, in minor units. */
export async function underWay(
  tx: Tx,
  where: { orderId?: number; suspenseId?: number; paymentId?: number },
): Promise<number> {
  const { _sum } = await tx.refund.aggregate({
    where: { ...where, state: { in: [...UNDER_WAY] } },
    _sum: { amountMinor: true },
  });
  return _sum.amountMinor ?? 0;
}

/** Locks a payment's row: after an order's, before its suspense. */
export async function lockPayment(tx: Tx, paymentId: number): Promise<void> {
  await tx.$queryRaw`SELECT id FROM payment WHERE id = ${paymentId} FOR UPDATE`;
}
