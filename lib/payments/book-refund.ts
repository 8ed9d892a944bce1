import "server-only";
import type { AuditEvent } from "@/lib/audit/chain";
import type { Tx } from "@/lib/db/client";
import type { Refund } from "@/lib/db/generated/client";
import { queueMail } from "@/lib/mail/queue-mail";
import type { LockedOrder } from "@/lib/orders/lock-order";
import { awaitedWayOf, settleDifference } from "@/lib/orders/settle-difference";
import { statesBefore } from "@/lib/states/next-states";
import { receivedMinor } from "./settle-order";

/**
 * The one way out of the ledger: the refund is done, its money is off the order or out of suspense, and the person is
 * told. What the order is without it is computed anew. Does nothing a second time. The caller has locked order and
 * payment, and publishes.
 * @param providerId the provider's id of it; null: it was done by hand
 */
export async function bookRefund(
  tx: Tx,
  locked: LockedOrder | null,
  refund: Refund,
  providerId: string | null,
  now: Date,
): Promise<AuditEvent[]> {
  const { count } = await tx.refund.updateMany({
    where: {
      id: refund.id,
      state: { in: statesBefore("refund", "done") },
      ledger: { none: {} }, // what the bank gave back once does not go out by itself again
    },
    data: { state: "done", doneAt: now, failure: null, ...(providerId ? { providerId } : {}) },
  });
  if (count === 0) return [];
  await enter(tx, refund, locked, -refund.amountMinor, now);
  if (refund.suspenseId) await takeOutOfSuspense(tx, refund.suspenseId, refund.amountMinor, now);
  const settled = locked ? await settleAgain(tx, locked, now) : [];
  const registrationId = locked?.order.payerId ?? (await payerOf(tx, refund));
  if (registrationId !== null) {
    const key = `refund-done:${refund.id}`;
    await queueMail(tx, { letter: "refund-done", key, registrationId, facts: { refundId: refund.id } });
  }
  return [await movedEvent(tx, refund, "refund.done"), ...settled];
}

/**
 * The bank did not take it, or gave it back after it was done: the money is where it was before, and staff have a task.
 * Does nothing a second time. The caller has locked order and payment, and publishes.
 */
export async function bookFailure(
  tx: Tx,
  locked: LockedOrder | null,
  refund: Refund,
  failure: string,
  providerId: string | null,
  now: Date,
): Promise<AuditEvent[]> {
  const before = await tx.refund.findUniqueOrThrow({ where: { id: refund.id } });
  const { count } = await tx.refund.updateMany({
    where: { id: refund.id, state: before.state === "done" ? "done" : { in: ["requested", "pending"] } },
    data: { state: "failed", failure, dismissedAt: null, ...(providerId ? { providerId } : {}) },
  });
  if (count === 0) return [];
  const settled = before.state === "done" ? await takeBack(tx, locked, refund, now) : [];
  return [await movedEvent(tx, before, "refund.failed", failure), ...settled];
}

async function takeBack(tx: Tx, locked: LockedOrder | null, refund: Refund, now: Date): Promise<AuditEvent[]> {
  await enter(tx, refund, locked, refund.amountMinor, now);
  if (refund.suspenseId) await putInSuspense(tx, refund.suspenseId, refund.amountMinor);
  return locked ? settleAgain(tx, locked, now) : [];
}

async function enter(tx: Tx, refund: Refund, locked: LockedOrder | null, amountMinor: number, at: Date): Promise<void> {
  const { id: refundId, paymentId, orderId, currency } = refund;
  const { conferenceId } =
    locked?.order ?? (await tx.payment.findUniqueOrThrow({ where: { id: paymentId }, select: { conferenceId: true } }));
  const kind = amountMinor < 0 ? "refund" : "refund_returned";
  await tx.ledgerEntry.create({
    data: { conferenceId, orderId, paymentId, refundId, kind, amountMinor, currency, at },
  });
}

/** What an order is after its money changed: one that is covered no longer owes, one that is again is settled again. */
async function settleAgain(tx: Tx, locked: LockedOrder, now: Date): Promise<AuditEvent[]> {
  const { order } = locked;
  // An order that gave its places back owes nothing that it could be paid for; one that is cancelled owes nothing.
  if (order.state !== "placed" || order.lapsedAt) return [];
  const isCovered = (await receivedMinor(tx, order.id)) >= order.totalMinor;
  if (isCovered && order.settledAt) return [];
  return (await settleDifference(tx, locked, awaitedWayOf(order), now)).audit;
}

/** `amount_minor` of a row in suspense is what is left in it; of one that is resolved, the last that was. */
export async function takeOutOfSuspense(
  tx: Tx,
  id: number,
  amountMinor: number,
  now: Date,
  resolution: "refunded" | "assigned" = "refunded",
): Promise<void> {
  const { count } = await tx.suspense.updateMany({
    where: { id, state: "open", amountMinor: { gt: amountMinor } },
    data: { amountMinor: { decrement: amountMinor } },
  });
  if (count > 0) return;
  const { count: resolved } = await tx.suspense.updateMany({
    where: { id, state: "open", amountMinor },
    data: { state: "resolved", resolution, resolvedAt: now },
  });
  if (resolved === 0) throw new Error(`Suspense ${id} has not so much`);
}

async function putInSuspense(tx: Tx, id: number, amountMinor: number): Promise<void> {
  await tx.$executeRaw`
    UPDATE suspense
       SET amount_minor = ${amountMinor} + CASE WHEN state = 'open' OR resolution = 'kept' THEN amount_minor ELSE 0 END,
           state = 'open', resolution = NULL, resolved_at = NULL, resolved_reason = ''
     WHERE id = ${id}`;
}

/** Whom money in suspense came from, where an order says so. */
async function payerOf(tx: Tx, { paymentId, suspenseId }: Refund): Promise<number | null> {
  const [suspense, payment] = await Promise.all([
    suspenseId === null
      ? null
      : tx.suspense.findUnique({ where: { id: suspenseId }, select: { order: { select: { payerId: true } } } }),
    tx.payment.findUnique({ where: { id: paymentId }, select: { order: { select: { payerId: true } } } }),
  ]);
  return suspense?.order?.payerId ?? payment?.order?.payerId ?? null;
}

/** The audit's entry of a refund that ended. */
export async function movedEvent(tx: Tx, refund: Refund, what: string, failure?: string): Promise<AuditEvent> {
  const { publicId, amountMinor, currency, state, paymentId } = refund;
  const payment = await tx.payment.findUniqueOrThrow({ where: { id: paymentId }, select: { publicId: true } });
  return {
    what,
    object: "payment",
    objectId: payment.publicId,
    before: { state },
    after: { refund: publicId, amountMinor, currency, ...(failure ? { failure } : {}) },
  };
}
