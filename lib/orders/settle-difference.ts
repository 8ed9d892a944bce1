import "server-only";
import type { AuditEvent } from "@/lib/audit/chain";
import type { Tx } from "@/lib/db/client";
import { nextNumber } from "@/lib/ids/next-number";
import { wishPaid } from "@/lib/mirror/wish";
import { type AwaitedWay, awaitPayment, stopAwaiting } from "@/lib/payments/await-payment";
import { offeredWays } from "@/lib/payments/offered-ways";
import { receivedMinor, settleIfPaid } from "@/lib/payments/settle-order";
import { activateRegistrations } from "./activate-registrations";
import { dueDate } from "./due-date";
import type { LockedOrder } from "./lock-order";

/**
 * What an order's money means after its total changed or it came back: covered, it is settled, or has another receipt
 * where it was (a receipt is never rewritten); not covered, it owes. What is missing is awaited by `way`. Once money is
 * on it, its places are kept without an end: nobody loses what they paid for a difference that is late. The order is
 * placed then, if it was not. The caller has locked it, wrote its new total, and publishes.
 * @returns `isTold`: the person gets the letter of a paid order
 */
export async function settleDifference(
  tx: Tx,
  locked: LockedOrder,
  way: AwaitedWay,
  now: Date,
): Promise<{ audit: AuditEvent[]; isTold: boolean }> {
  const { order } = locked;
  const received = await receivedMinor(tx, order.id);
  const placed = { state: "placed" as const, placedAt: order.placedAt ?? now, lapsedAt: null, cancelledAt: null };
  if (received >= order.totalMinor && order.settledAt) {
    const receiptNumber = await nextNumber(tx, order.conferenceId, "receipt");
    await tx.order.update({ where: { id: order.id }, data: { ...placed, receiptNumber } });
    await stopAwaiting(tx, order.id);
    await activateRegistrations(tx, order.id);
    const audit = receiptEvent(order, { receiptNumber });
    return { audit: [audit], isTold: false };
  }
  if (received >= order.totalMinor) {
    await tx.order.update({ where: { id: order.id }, data: placed });
    const { audit } = await settleIfPaid(tx, locked, received > 0 ? (order.way ?? way) : "free", now);
    return { audit, isTold: true };
  }
  await tx.order.update({
    where: { id: order.id },
    data: { ...placed, way, settledAt: null, receiptNumber: null, ...holdOf(locked, way, received, now) },
  });
  await awaitPayment(tx, order, way);
  await activateRegistrations(tx, order.id);
  if (!order.settledAt) return { audit: [], isTold: false };
  for (const registrationId of locked.registrationIds) await wishUnpaid(tx, registrationId);
  return {
    audit: [receiptEvent(order, { receiptNumber: null, owesMinor: order.totalMinor - received })],
    isTold: false,
  };
}

/** Until when the places are kept, and the day that the person is told. */
function holdOf({ order, isOver }: LockedOrder, way: AwaitedWay, received: number, now: Date) {
  const { conference, holdUntil, holdLimit, dueOn } = order;
  const open = { holdUntil: null, holdLimit: null };
  if (way === "on_site") return { ...open, dueOn: null };
  if (way === "purchase_order") return { holdUntil: isOver ? null : holdUntil, holdLimit, dueOn };
  const isAwaited = order.way === "transfer" && dueOn !== null && !isOver && !order.settledAt;
  const due = isAwaited ? { holdUntil, holdLimit, dueOn } : dueDate(now, conference.transferDays, conference.timeZone);
  return received > 0 ? { ...due, ...open } : due;
}

/** The way in which what is missing of an order is awaited when nobody chose one: its own, else whatever is offered. */
export function awaitedWayOf({ way, conference }: Pick<LockedOrder["order"], "way" | "conference">): AwaitedWay {
  if (way === "transfer" || way === "on_site" || way === "purchase_order") return way;
  return offeredWays(conference, false).includes("transfer") ? "transfer" : "on_site";
}

/** Indico shall not go on to say "paid", where we had it say so. */
export async function wishUnpaid(tx: Tx, registrationId: number): Promise<void> {
  const mirror = await tx.mirror.findUnique({ where: { registrationId }, select: { wantPaid: true } });
  if (mirror?.wantPaid) await wishPaid(tx, registrationId, false);
}

function receiptEvent(
  { publicId, receiptNumber }: { publicId: string; receiptNumber: number | null },
  after: { receiptNumber: number | null; owesMinor?: number },
): AuditEvent {
  const what = after.receiptNumber === null ? "order.owes-again" : "order.receipt-renewed";
  return { what, object: "order", objectId: publicId, before: { receiptNumber }, after };
}
