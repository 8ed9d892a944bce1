import "server-only";
import type { Actor, AuditEvent } from "@/lib/audit/chain";
import { attempt, type Tx } from "@/lib/db/client";
import type { Payment, Suspense } from "@/lib/db/generated/client";
import { type LockedOrder, lockOrder } from "@/lib/orders/lock-order";
import { publish } from "@/lib/publish/publish";
import { err, ok, type Result } from "@/lib/result";
import { takeOutOfSuspense } from "./book-refund";
import { awaitRest, keepPlaces } from "./receive-money";
import { lockPayment, underWay } from "./refundable";
import { receivedMinor, settleIfPaid } from "./settle-order";

/** `"refund-under-way"`: some of it is on its way back, and its end has to be known first. */
type Busy = "not-found" | "already-resolved" | "refund-under-way";

export type AssignRefusal =
  | Busy
  | "other-currency"
  | "order-cancelled"
  | "nothing-missing"
  /** A draft is paid as a whole. */
  | "order-not-placed"
  /** The order gave its places back, and they are taken. */
  | "places-gone";

export type Assigned = { assignedMinor: number; restMinor: number };

/**
 * Money in suspense goes to an order, the one that it came for or another: as much as is missing there, the rest stays
 * in suspense. Of two who resolve it at once one does, the other hears that it is resolved.
 * @param options.mayOverbook staff said that an order which gave its places back has them again, beyond the quota
 */
export function assignSuspense(
  suspenseId: number,
  orderId: number,
  { mayOverbook }: { mayOverbook: boolean },
  actor: Actor,
  now: Date,
): Promise<Result<Assigned, AssignRefusal>> {
  return attempt<Assigned, AssignRefusal>(async (tx) => {
    const locked = await lockOrder(tx, orderId);
    if (!locked) return err("not-found");
    const found = await lockOpen(tx, suspenseId);
    if (!found.ok) return found;
    const { suspense, payment } = found.value;
    const { order } = locked;
    if (suspense.conferenceId !== order.conferenceId) return err("not-found");
    const missingMinor = order.totalMinor - (await receivedMinor(tx, order.id));
    const refused = whyNot(suspense, order, missingMinor);
    if (refused) return err(refused);
    if (locked.isOver && !(await keepPlaces(tx, order, locked.wanted, mayOverbook))) return err("places-gone");

    const assignedMinor = Math.min(missingMinor, suspense.amountMinor);
    await move(tx, suspense, order.id, assignedMinor, now);
    if (payment.orderId === null) await tx.payment.update({ where: { id: payment.id }, data: { orderId: order.id } });
    await takeOutOfSuspense(tx, suspense.id, assignedMinor, now, "assigned");
    const settled = await settleIfPaid(tx, locked, payment.way, now);
    await awaitRest(tx, locked, payment.way === "card" ? "transfer" : payment.way);
    const restMinor = suspense.amountMinor - assignedMinor;
    await publish(tx, {
      conferenceId: order.conferenceId,
      actor,
      registrations: locked.registrationIds,
      audit: [assignedEvent(suspense, payment, locked, { assignedMinor, restMinor }, mayOverbook), ...settled.audit],
    });
    return ok({ assignedMinor, restMinor });
  });
}

function whyNot(
  suspense: Suspense,
  order: LockedOrder["order"],
  missingMinor: number,
): Exclude<AssignRefusal, Busy> | null {
  if (suspense.currency !== order.currency) return "other-currency";
  if (order.state === "cancelled") return "order-cancelled";
  if (missingMinor <= 0) return "nothing-missing";
  return order.state === "draft" && missingMinor > suspense.amountMinor ? "order-not-placed" : null;
}

/** The conference keeps the money, on no order: given, owed for something else, or settled with the person by hand. */
export function keepSuspense(
  suspenseId: number,
  reason: string,
  actor: Actor,
  now: Date,
): Promise<Result<void, Busy | "reason-missing">> {
  return attempt<void, Busy | "reason-missing">(async (tx) => {
    if (reason === "") return err("reason-missing");
    const found = await lockOpen(tx, suspenseId);
    if (!found.ok) return found;
    const { suspense, payment } = found.value;
    await tx.suspense.update({
      where: { id: suspense.id },
      data: { state: "resolved", resolution: "kept", resolvedReason: reason, resolvedAt: now },
    });
    await publishSuspense(tx, suspense, payment, actor, "money.kept", { reason });
    return ok(undefined);
  });
}

/** Money that was kept is looked at once more. */
export function reopenSuspense(suspenseId: number, actor: Actor): Promise<Result<void, "not-found">> {
  return attempt<void, "not-found">(async (tx) => {
    const { count } = await tx.suspense.updateMany({
      where: { id: suspenseId, state: "resolved", resolution: "kept" },
      data: { state: "open", resolution: null, resolvedReason: "", resolvedAt: null },
    });
    if (count === 0) return err("not-found");
    const suspense = await tx.suspense.findUniqueOrThrow({ where: { id: suspenseId }, include: { payment: true } });
    await publishSuspense(tx, suspense, suspense.payment, actor, "money.reopened", {});
    return ok(undefined);
  });
}

/** Locks the payment, then the money in suspense, and finds it free to be resolved. */
async function lockOpen(tx: Tx, suspenseId: number): Promise<Result<{ suspense: Suspense; payment: Payment }, Busy>> {
  const known = await tx.suspense.findUnique({ where: { id: suspenseId }, select: { paymentId: true } });
  if (!known) return err("not-found");
  await lockPayment(tx, known.paymentId);
  await tx.$queryRaw`SELECT id FROM suspense WHERE id = ${suspenseId} FOR UPDATE`;
  const { payment, ...suspense } = await tx.suspense.findUniqueOrThrow({
    where: { id: suspenseId },
    include: { payment: true },
  });
  if (suspense.state !== "open") return err("already-resolved");
  if ((await underWay(tx, { suspenseId })) > 0) return err("refund-under-way");
  return ok({ suspense, payment });
}

/** Two entries that add up to nothing: off no order, on to the order. */
async function move(tx: Tx, suspense: Suspense, orderId: number, amountMinor: number, at: Date): Promise<void> {
  const { conferenceId, paymentId, currency } = suspense;
  const entry = { conferenceId, paymentId, currency, kind: "assignment" as const, at };
  await tx.ledgerEntry.createMany({
    data: [
      { ...entry, orderId: null, amountMinor: -amountMinor },
      { ...entry, orderId, amountMinor },
    ],
  });
}

function assignedEvent(
  { id, currency, amountMinor }: Suspense,
  { publicId }: Payment,
  { order }: LockedOrder,
  assigned: Assigned,
  mayOverbook: boolean,
): AuditEvent {
  return {
    what: "money.assigned",
    object: "order",
    objectId: order.publicId,
    before: { suspenseId: id, amountMinor },
    after: { payment: publicId, currency, ...assigned, ...(mayOverbook ? { mayOverbook } : {}) },
  };
}

async function publishSuspense(
  tx: Tx,
  { id, conferenceId, amountMinor, currency }: Suspense,
  { publicId }: Payment,
  actor: Actor,
  what: string,
  after: { reason?: string },
): Promise<void> {
  const audit = [
    { what, object: "payment", objectId: publicId, after: { suspenseId: id, amountMinor, currency, ...after } },
  ];
  await publish(tx, { conferenceId, actor, registrations: [], audit });
}
