import "server-only";
import type { Actor, AuditEvent } from "@/lib/audit/chain";
import { transaction } from "@/lib/db/client";
import { holdAfterCardPage } from "@/lib/orders/hold-times";
import { publish } from "@/lib/publish/publish";

type End = "cancelled" | "failed";

/**
 * A card page can no longer be paid: the attempt ends, and a draft order has its ordinary hold again. Does nothing when
 * it has ended already.
 * @param why a code for the audit, where the page's own end does not say it
 */
export async function closeAttempt(paymentId: number, end: End, actor: Actor, why?: string): Promise<void> {
  await transaction(async (tx) => {
    const payment = await tx.payment.findUniqueOrThrow({ where: { id: paymentId } });
    const { orderId, conferenceId } = payment;
    if (orderId) await tx.$queryRaw`SELECT id FROM "order" WHERE id = ${orderId} FOR UPDATE`;
    const { count } = await tx.payment.updateMany({
      where: { id: paymentId, state: { in: ["created", "pending"] } },
      data: { state: end },
    });
    if (count === 0) return;
    if (orderId) await holdAfterCardPage(tx, orderId);
    await publish(tx, { conferenceId, actor, registrations: [], audit: [movedEvent(payment, end, why)] });
  });
}

/** The audit's entry of an attempt that ended without money. */
export function movedEvent(payment: { publicId: string; state: string }, end: End, why?: string): AuditEvent {
  return {
    what: `payment.${end}`,
    object: "payment",
    objectId: payment.publicId,
    before: { state: payment.state },
    after: { state: end, ...(why ? { why } : {}) },
  };
}
