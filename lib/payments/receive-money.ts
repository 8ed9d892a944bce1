import "server-only";
import type { Actor, AuditEvent } from "@/lib/audit/chain";
import { type Tx, transaction } from "@/lib/db/client";
import type { PaymentWay } from "@/lib/db/generated/enums";
import { crashPoint } from "@/lib/faults/crash-point";
import { queueMail } from "@/lib/mail/queue-mail";
import { type LockedOrder, lockOrder } from "@/lib/orders/lock-order";
import { changePlaces } from "@/lib/places/places";
import { publish } from "@/lib/publish/publish";
import { statesBefore } from "@/lib/states/next-states";
import { awaitPayment } from "./await-payment";
import { receivedMinor, settleIfPaid } from "./settle-order";

/** Money that arrived for a payment, as the provider, the bank or staff say. */
export type Receipt = {
  amountMinor: number;
  currency: string;
  /** When it arrived. */
  at: Date;
  /** The provider's id of the charge. */
  providerId?: string;
  cardLastFour?: string;
  cardBrand?: string;
  /** "2031-05" */
  cardExpiry?: string;
};

/** Why money went to no order, and what staff should do about it. */
type Misfit = {
  reason: "already-paid" | "overpaid" | "wrong-currency" | "order-cancelled" | "places-gone";
  suggestion: string;
};
const MISFITS: Record<Misfit["reason"], Misfit> = {
  "already-paid": { reason: "already-paid", suggestion: "refund" },
  overpaid: { reason: "overpaid", suggestion: "refund" },
  "wrong-currency": { reason: "wrong-currency", suggestion: "refund" },
  "order-cancelled": { reason: "order-cancelled", suggestion: "refund" },
  "places-gone": { reason: "places-gone", suggestion: "accept-or-refund" },
};

export type Received = "accepted" | "suspense" | "already-received" | "unknown-payment";

/**
 * The one fulfilment: books money on its payment and settles the order. Called by the return page, the webhook's job,
 * the sweeper, the bank import and staff alike; any number of times, at once, in any order: the first call books, the
 * others say `"already-received"`. Money is never dropped: what the order cannot take (paid already, too much, other
 * currency, places given to others meanwhile) goes to suspense with a suggestion, and the person is told.
 */
export function receiveMoney(paymentId: number, receipt: Receipt, actor: Actor, now: Date): Promise<Received> {
  return transaction(async (tx) => {
    const payment = await tx.payment.findUnique({ where: { id: paymentId }, select: { orderId: true } });
    if (!payment?.orderId) return "unknown-payment";
    const locked = await lockOrder(tx, payment.orderId);
    return locked ? bookReceipt(tx, locked, paymentId, receipt, actor, now) : "unknown-payment";
  });
}

/** The steps of `receiveMoney` for an order that the caller has locked: they end its transaction. */
export async function bookReceipt(
  tx: Tx,
  locked: LockedOrder,
  paymentId: number,
  receipt: Receipt,
  actor: Actor,
  now: Date,
): Promise<Exclude<Received, "unknown-payment">> {
  const before = await tx.payment.findUniqueOrThrow({ where: { id: paymentId } });
  const { count } = await tx.payment.updateMany({
    where: { id: paymentId, state: { in: statesBefore("payment", "confirmed") } },
    data: {
      state: "confirmed",
      confirmedAt: now,
      failure: null,
      providerId: receipt.providerId ?? null,
      cardLastFour: receipt.cardLastFour ?? null,
      cardBrand: receipt.cardBrand ?? null,
      cardExpiry: receipt.cardExpiry ?? null,
    },
  });
  if (count === 0) return "already-received";

  const { misfit, acceptedMinor } = await judge(tx, locked, receipt);
  const excessMinor = receipt.amountMinor - acceptedMinor;
  if (acceptedMinor > 0) await enterLedger(tx, locked, paymentId, receipt, acceptedMinor, locked.order.id);
  if (excessMinor > 0) await enterLedger(tx, locked, paymentId, receipt, excessMinor, null);
  const suspense = misfit ? await keepInSuspense(tx, locked, paymentId, receipt, excessMinor, misfit) : [];
  const settled = acceptedMinor > 0 ? await settleIfPaid(tx, locked, before.way, now) : { audit: [] };
  if (misfit?.reason !== "places-gone") await awaitRest(tx, locked, before.way);
  await publish(tx, {
    conferenceId: locked.order.conferenceId,
    actor,
    registrations: locked.registrationIds,
    audit: [
      {
        what: "payment.confirmed",
        object: "payment",
        objectId: before.publicId,
        before: { state: before.state },
        after: { state: "confirmed", amountMinor: receipt.amountMinor, currency: receipt.currency, acceptedMinor },
      },
      ...suspense,
      ...settled.audit,
    ],
  });
  crashPoint("after-charge-before-commit");
  return misfit && acceptedMinor === 0 ? "suspense" : "accepted";
}

/** How much of the money the order takes; where its hold is over, places have to be had first. */
async function judge(
  tx: Tx,
  { order, wanted, isOver }: LockedOrder,
  receipt: Receipt,
): Promise<{ acceptedMinor: number; misfit?: Misfit }> {
  if (receipt.currency !== order.currency) return { acceptedMinor: 0, misfit: MISFITS["wrong-currency"] };
  if (order.state === "cancelled") return { acceptedMinor: 0, misfit: MISFITS["order-cancelled"] };
  const missing = order.totalMinor - (await receivedMinor(tx, order.id));
  if (missing <= 0) return { acceptedMinor: 0, misfit: MISFITS["already-paid"] };
  if (isOver) {
    if (!(await keepPlaces(tx, order, wanted, false))) return { acceptedMinor: 0, misfit: MISFITS["places-gone"] };
  }
  const acceptedMinor = Math.min(missing, receipt.amountMinor);
  return receipt.amountMinor > missing ? { acceptedMinor, misfit: MISFITS.overpaid } : { acceptedMinor };
}

/**
 * The order keeps its places, or takes those that it gave back again: all or none. Money on it keeps them from now on.
 * @param mayOverbook staff said that full quotas are no obstacle
 */
export async function keepPlaces(
  tx: Tx,
  order: Pick<LockedOrder["order"], "id" | "lapsedAt">,
  wanted: LockedOrder["wanted"],
  mayOverbook: boolean,
): Promise<boolean> {
  if (order.lapsedAt && !mayOverbook && !(await hasRoom(tx, wanted))) return false;
  if (order.lapsedAt) {
    const taken = await changePlaces(tx, order.id, wanted, mayOverbook);
    if (!taken.ok) throw new Error("Places vanished under their lock");
  }
  await tx.order.update({ where: { id: order.id }, data: { lapsedAt: null, holdUntil: null } });
  return true;
}

/** Asked before taking: a refusal of `changePlaces` would spoil the transaction that books the money. */
async function hasRoom(tx: Tx, wanted: LockedOrder["wanted"]): Promise<boolean> {
  const counts = new Map<number, number>();
  for (const { quotaId, count } of wanted) counts.set(quotaId, (counts.get(quotaId) ?? 0) + count);
  const quotas = await tx.quota.findMany({ where: { id: { in: [...counts.keys()] } } });
  return quotas.every((quota) => quota.taken + (counts.get(quota.id) ?? 0) <= quota.capacity);
}

/**
 * What is missing of a placed order after some of it came other than by card is waited for, in the order's own way
 * where it has one.
 */
export async function awaitRest(tx: Tx, { order }: LockedOrder, way: PaymentWay): Promise<void> {
  if (way === "card" || way === "free" || order.state !== "placed") return;
  const missingMinor = order.totalMinor - (await receivedMinor(tx, order.id));
  const awaited = order.way === "card" || order.way === "free" ? null : order.way;
  if (missingMinor > 0) await awaitPayment(tx, order, awaited ?? way);
}

async function enterLedger(
  tx: Tx,
  { order }: LockedOrder,
  paymentId: number,
  receipt: Receipt,
  amountMinor: number,
  orderId: number | null,
) {
  await tx.ledgerEntry.create({
    data: {
      conferenceId: order.conferenceId,
      orderId,
      paymentId,
      kind: "payment",
      amountMinor,
      currency: receipt.currency,
      at: receipt.at,
    },
  });
}

async function keepInSuspense(
  tx: Tx,
  { order }: LockedOrder,
  paymentId: number,
  { currency }: Receipt,
  amountMinor: number,
  { reason, suggestion }: Misfit,
): Promise<AuditEvent[]> {
  const { id } = await tx.suspense.create({
    data: { conferenceId: order.conferenceId, paymentId, orderId: order.id, amountMinor, currency, reason, suggestion },
  });
  await queueMail(tx, {
    letter: "money-unmatched",
    key: `money-unmatched:${id}`,
    registrationId: order.payerId,
    facts: { suspenseId: id },
  });
  return [
    { what: "money.in-suspense", object: "order", objectId: order.publicId, after: { amountMinor, currency, reason } },
  ];
}
