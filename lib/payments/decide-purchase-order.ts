import "server-only";
import type { Actor } from "@/lib/audit/chain";
import { closeOpenChange } from "@/lib/changes/close-change";
import { attempt, type Tx } from "@/lib/db/client";
import { queueMail } from "@/lib/mail/queue-mail";
import { dueDate } from "@/lib/orders/due-date";
import { type LockedOrder, lockOrder } from "@/lib/orders/lock-order";
import { publish } from "@/lib/publish/publish";
import { err, ok, type Result } from "@/lib/result";

/** Days, after the day of the decision, in which the institute's money may arrive. */
export const APPROVED_DAYS = 14;
/** Days, after the day of the decision, in which the person may choose another way; places and prices stay theirs. */
export const DECLINED_DAYS = 3;

export type DecisionRefusal = "not-found" | "already-decided" | "already-paid";

/** Whether an order waits for staff to say that the institute may pay it. */
export function awaitsApproval(order: {
  state: string;
  way: string | null;
  approvedAt: Date | null;
  settledAt: Date | null;
}): boolean {
  return order.state === "placed" && order.way === "purchase_order" && !order.approvedAt && !order.settledAt;
}

/** The institute may pay: its places stay held until the end of the fourteenth day after today, and it is told. */
export function approvePurchaseOrder(orderId: number, actor: Actor, now: Date): Promise<Result<void, DecisionRefusal>> {
  return decide(orderId, actor, now, async (tx, { order }) => {
    await tx.order.update({
      where: { id: order.id },
      data: { approvedAt: now, ...dueDate(now, APPROVED_DAYS, order.conference.timeZone) },
    });
    return "purchase-order-approved";
  });
}

/**
 * The institute may not pay: nothing is awaited from it any more, and the order is the person's draft again, held until
 * the end of the third day after today so that they can choose another way. A request for a change ends with it.
 * @param reason what the mail tells the person; empty for none
 */
export function declinePurchaseOrder(
  orderId: number,
  reason: string,
  actor: Actor,
  now: Date,
): Promise<Result<void, DecisionRefusal>> {
  return decide(orderId, actor, now, async (tx, { order }) => {
    await tx.payment.updateMany({
      where: { orderId: order.id, way: "purchase_order", state: "pending" },
      data: { state: "cancelled" },
    });
    const { holdUntil, holdLimit } = dueDate(now, DECLINED_DAYS, order.conference.timeZone);
    await tx.order.update({
      where: { id: order.id },
      data: {
        state: "draft",
        way: null,
        placedAt: null,
        purchaseOrder: { ...(order.purchaseOrder as object), reason },
        holdUntil,
        holdLimit,
      },
    });
    return "purchase-order-declined";
  });
}

type Outcome = "purchase-order-approved" | "purchase-order-declined";

/** Of two who decide at once one does, the other hears `"already-decided"`. */
function decide(
  orderId: number,
  actor: Actor,
  now: Date,
  write: (tx: Tx, locked: LockedOrder) => Promise<Outcome>,
): Promise<Result<void, DecisionRefusal>> {
  return attempt<void, DecisionRefusal>(async (tx) => {
    const locked = await lockOrder(tx, orderId);
    if (!locked || locked.order.state === "cancelled") return err("not-found");
    const { order } = locked;
    if (order.settledAt) return err("already-paid");
    if (!awaitsApproval(order)) return err(order.purchaseOrder ? "already-decided" : "not-found");
    const outcome = await write(tx, locked);
    const closing = { answer: "", actor, now };
    const ended =
      outcome === "purchase-order-declined" ? await closeOpenChange(tx, order.payerId, "withdrawn", closing) : [];
    await queueMail(tx, {
      letter: outcome,
      // A declined person may ask once more: each decision is told.
      key: `${outcome}:${orderId}:${order.placedAt?.getTime()}`,
      registrationId: order.payerId,
      facts: { orderId },
    });
    await publish(tx, {
      conferenceId: order.conferenceId,
      actor,
      registrations: locked.registrationIds,
      audit: [{ what: outcome.replace("-order-", "-order."), object: "order", objectId: order.publicId }, ...ended],
    });
    return ok(undefined);
  });
}
