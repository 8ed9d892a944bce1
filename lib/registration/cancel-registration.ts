import "server-only";
import type { Actor, AuditEvent } from "@/lib/audit/chain";
import { endBookings, quotasOfBookings } from "@/lib/bookings/end-bookings";
import { closeChange } from "@/lib/changes/close-change";
import { attempt, type Tx } from "@/lib/db/client";
import { queueMail } from "@/lib/mail/queue-mail";
import { type LockedOrder, lockOrder } from "@/lib/orders/lock-order";
import { awaitedWayOf, settleDifference, wishUnpaid } from "@/lib/orders/settle-difference";
import { stopAwaiting } from "@/lib/payments/await-payment";
import { closeCardPage, receivedMinor } from "@/lib/payments/settle-order";
import { lockQuotas, onlyLocked } from "@/lib/places/lapse-holds";
import { changePlaces, quotasOfOrder } from "@/lib/places/places";
import { publish } from "@/lib/publish/publish";
import { err, ok, type Result } from "@/lib/result";
import { statesBefore } from "@/lib/states/next-states";

export type CancelRefusal =
  | "not-found"
  | "already-cancelled"
  /** Somebody who is here is checked out first. */
  | "checked-in"
  /** An order that others are on changes its sum, and somebody pays the old one just now. */
  | "card-page-open"
  /** The cancellation that the person asked for was declined or withdrawn meanwhile. */
  | "already-decided";

/** What of the money is to be decided: what was received for what is cancelled. */
export type Cancelled = { receivedMinor: number };

/**
 * Staff cancel a registration: its orders are cancelled, its places given back, nothing is awaited any more, and Indico
 * shall not say "paid". Money that was received stays on the order, for a refund; money that arrives later goes to
 * suspense. On an order that others are on as well, its lines go, and the order costs less.
 * @param options.reason for the audit; may be empty
 * @param options.tell whether the person gets the letter; who asked for it always does
 * @param options.changeId the person's own request, which is approved by it; any other that is open ends with it
 */
export function cancelRegistration(
  registrationId: number,
  { reason, tell, changeId }: { reason: string; tell: boolean; changeId?: number | undefined },
  actor: Actor,
  now: Date,
): Promise<Result<Cancelled, CancelRefusal>> {
  return attempt<Cancelled, CancelRefusal>(async (tx) => {
    const orderIds = await lockWithOrders(tx, registrationId, ["draft", "placed"]);
    const registration = await tx.registration.findUnique({ where: { id: registrationId } });
    if (!registration || registration.state === "erased") return err("not-found");
    if (registration.state === "cancelled") return err("already-cancelled");
    if (registration.checkedInAt) return err("checked-in");

    const closed = await closeAsked(tx, registrationId, changeId, actor, now);
    if (!closed.ok) return closed;
    const audit: AuditEvent[] = [...closed.value.audit];
    const bookingQuotas = await quotasOfBookings(tx, [registrationId]);
    const lockedOrders = await lockOrders(tx, orderIds, bookingQuotas);
    const sessions = await endBookings(tx, [registrationId], now);
    let received = 0;
    let toldOf: number | null = null;
    const touched = new Set([registrationId]);
    for (const locked of lockedOrders) {
      const isShared = locked.registrationIds.some((id) => id !== registrationId);
      for (const id of locked.registrationIds) touched.add(id);
      if (isShared) {
        if (hasCardPage(locked)) return err("card-page-open");
        audit.push(...(await leaveOrder(tx, locked, registrationId, now)));
        continue;
      }
      received += await receivedMinor(tx, locked.order.id);
      audit.push(await cancelOrder(tx, locked, now));
      if (locked.order.state === "placed") toldOf = locked.order.id;
    }
    await tx.registration.updateMany({
      where: { id: registrationId, state: { in: statesBefore("registration", "cancelled") } },
      data: { state: "cancelled", cancelledAt: now },
    });
    await wishUnpaid(tx, registrationId);
    const { approvedId } = closed.value;
    if (toldOf !== null && (tell || approvedId !== null)) {
      await queueMail(tx, {
        letter: "registration-cancelled",
        key: `registration-cancelled:${registrationId}:${now.getTime()}`,
        registrationId,
        facts: { orderId: toldOf },
      });
    } else if (approvedId !== null) {
      // The order goes on without them: its letter would be of what others bought.
      await queueMail(tx, {
        letter: "change-decided",
        key: `change-decided:${approvedId}`,
        registrationId,
        facts: { changeId: approvedId },
      });
    }
    await publish(tx, {
      conferenceId: registration.conferenceId,
      actor,
      registrations: [...touched],
      sessions,
      audit: [
        {
          what: "registration.cancelled",
          object: "registration",
          objectId: registrationId,
          before: { state: registration.state },
          after: { state: "cancelled", receivedMinor: received, ...(reason ? { reason } : {}) },
        },
        ...audit,
      ],
    });
    return ok({ receivedMinor: received });
  });
}

/** The request that this answers, or whichever is open: a cancellation is done, anything else is not any more. */
async function closeAsked(
  tx: Tx,
  registrationId: number,
  changeId: number | undefined,
  actor: Actor,
  now: Date,
): Promise<Result<{ audit: AuditEvent[]; approvedId: number | null }, "already-decided">> {
  const open = await tx.changeRequest.findFirst({ where: { registrationId, state: "asked" } });
  if (changeId !== undefined && (open?.id !== changeId || open.kind !== "cancel")) return err("already-decided");
  if (!open) return ok({ audit: [], approvedId: null });
  const to = open.kind === "cancel" ? "approved" : "declined";
  const closed = await closeChange(tx, { id: open.id, registrationId }, to, { answer: "", actor, now });
  return closed.ok ? ok({ audit: [closed.value], approvedId: to === "approved" ? open.id : null }) : closed;
}

/**
 * Locks a registration with all others on its orders, by id.
 * @returns the ids of its orders in these states, as payer or on a line
 */
export async function lockWithOrders(
  tx: Tx,
  registrationId: number,
  states: ("draft" | "placed" | "cancelled")[],
): Promise<number[]> {
  const where = { state: { in: states }, OR: [{ payerId: registrationId }, { lines: { some: { registrationId } } }] };
  const orders = await tx.order.findMany({ where, select: { lines: { select: { registrationId: true } } } });
  const ids = [
    ...new Set([registrationId, ...orders.flatMap(({ lines }) => lines.map((line) => line.registrationId))]),
  ];
  await tx.$queryRaw`SELECT id FROM registration WHERE id = ANY(${ids}) ORDER BY id FOR UPDATE`;
  const found = await tx.order.findMany({ where, orderBy: { id: "asc" }, select: { id: true } });
  return found.map(({ id }) => id);
}

/**
 * Locks several orders: with the first the quotas of all, so that the order of locks holds.
 * @param besides quotas that the caller needs locked too, whether or not there is an order
 */
export async function lockOrders(tx: Tx, orderIds: number[], besides: number[] = []): Promise<LockedOrder[]> {
  const ofOrders = await Promise.all(orderIds.map((id) => quotasOfOrder(tx, id)));
  const quotas = onlyLocked([...ofOrders.flat(), ...besides]);
  const locked: LockedOrder[] = [];
  if (!orderIds.length) await lockQuotas(tx, quotas, null);
  for (const id of orderIds) {
    const one = await lockOrder(tx, id, quotas);
    if (one) locked.push(one);
  }
  return locked;
}

function hasCardPage({ order }: LockedOrder): boolean {
  return order.payments.some(({ way, state }) => way === "card" && (state === "created" || state === "pending"));
}

async function cancelOrder(tx: Tx, { order }: LockedOrder, now: Date): Promise<AuditEvent> {
  await tx.order.updateMany({
    where: { id: order.id, state: { in: statesBefore("order", "cancelled") } },
    data: { state: "cancelled", cancelledAt: now, holdUntil: null },
  });
  await changePlaces(tx, order.id, [], false);
  await stopAwaiting(tx, order.id);
  await closeCardPage(tx, order.id);
  return {
    what: "order.cancelled",
    object: "order",
    objectId: order.publicId,
    before: { state: order.state },
    after: { state: "cancelled", totalMinor: order.totalMinor, receivedMinor: await receivedMinor(tx, order.id) },
  };
}

/** Takes a registration off an order that goes on for others. */
async function leaveOrder(tx: Tx, locked: LockedOrder, registrationId: number, now: Date): Promise<AuditEvent[]> {
  const { order } = locked;
  const lines = await tx.orderLine.findMany({
    where: { orderId: order.id, registrationId: { not: registrationId } },
    select: { id: true, places: { select: { quotaId: true, count: true } } },
  });
  const places = lines.flatMap(({ id, places }) => places.map((place) => ({ orderLineId: id, ...place })));
  await changePlaces(tx, order.id, places, false);
  await tx.orderLine.deleteMany({ where: { orderId: order.id, registrationId } });
  const { _sum } = await tx.orderLine.aggregate({ where: { orderId: order.id }, _sum: { grossMinor: true } });
  const totalMinor = _sum.grossMinor ?? 0;
  await tx.order.update({ where: { id: order.id }, data: { totalMinor } });
  const event: AuditEvent = {
    what: "order.amended",
    object: "order",
    objectId: order.publicId,
    before: { totalMinor: order.totalMinor },
    after: { totalMinor, registrationId, because: "registration-cancelled" },
  };
  if (order.state === "draft") return [event];
  const others = locked.registrationIds.filter((id) => id !== registrationId);
  const left = { ...locked, order: { ...order, totalMinor }, registrationIds: others };
  const { audit } = await settleDifference(tx, left, awaitedWayOf(order), now);
  return [event, ...audit];
}
