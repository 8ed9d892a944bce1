import "server-only";
import type { AuditedObject } from "@/lib/audit/search-audit";
import { db, type Tx } from "@/lib/db/client";
import { type RefundSource, refundableMinor, underWay } from "./refundable";
import { receivedMinor } from "./settle-order";

const PAYER = { publicId: true, firstName: true, lastName: true, email: true, number: true } as const;

/** One payment of a conference as staff see it; null when there is none. */
export async function loadPayment(conferenceId: number, publicId: string) {
  const client = await db();
  const payment = await client.payment.findFirst({
    where: { conferenceId, publicId: publicId.replaceAll("\u0000", "") },
    include: {
      order: { include: { payer: { select: PAYER } } },
      ledger: { orderBy: { id: "asc" }, include: { order: { select: { number: true, publicId: true } } } },
      refunds: { orderBy: { id: "desc" } },
      suspense: { orderBy: { id: "desc" } },
    },
  });
  if (!payment) return null;
  const orders = [
    ...new Map(payment.ledger.flatMap(({ order, orderId }) => (order && orderId ? [[orderId, order]] : []))),
  ];
  const sources: RefundableSource[] = [];
  for (const [orderId, { number }] of orders) sources.push(await orderSource(client, payment.id, orderId, number));
  for (const { id, state } of payment.suspense) {
    if (state !== "open") continue;
    const refundable = await refundableMinor(client, payment.id, { suspenseId: id });
    sources.push({
      from: { suspenseId: id },
      orderNumber: null,
      refundableMinor: refundable,
      excessMinor: refundable,
      isPlaced: false,
    });
  }
  return { ...payment, sources: sources.filter((source) => source.refundableMinor > 0) };
}

export type DeskPayment = NonNullable<Awaited<ReturnType<typeof loadPayment>>>;

/** Where money of a payment lies that may go back. */
export type RefundableSource = {
  from: RefundSource;
  /** Null: it is in suspense. */
  orderNumber: number | null;
  refundableMinor: number;
  /** So much may go back and leave the order covered. */
  excessMinor: number;
  isPlaced: boolean;
};

async function orderSource(tx: Tx, paymentId: number, orderId: number, number: number): Promise<RefundableSource> {
  const order = await tx.order.findUniqueOrThrow({ where: { id: orderId }, select: { state: true, totalMinor: true } });
  const excess = (await receivedMinor(tx, orderId)) - (await underWay(tx, { orderId })) - order.totalMinor;
  const refundable = await refundableMinor(tx, paymentId, { orderId });
  const isPlaced = order.state === "placed";
  return {
    from: { orderId },
    orderNumber: number,
    refundableMinor: refundable,
    excessMinor: isPlaced ? Math.max(0, Math.min(excess, refundable)) : refundable,
    isPlaced,
  };
}

/** Money in suspense, oldest first; what was resolved, newest first. */
export async function listSuspense(conferenceId: number, state: "open" | "resolved") {
  const client = await db();
  const rows = await client.suspense.findMany({
    where: { conferenceId, state },
    orderBy: state === "open" ? { createdAt: "asc" } : { resolvedAt: "desc" },
    take: MOST_IN_SUSPENSE,
    include: {
      payment: { select: { publicId: true, way: true, providerId: true, note: true } },
      order: { include: { payer: { select: PAYER }, ledger: { select: { amountMinor: true } } } },
      refunds: { where: { state: { in: ["requested", "pending"] } }, select: { amountMinor: true } },
    },
  });
  return rows.map(({ order, ...row }) => {
    const missingMinor = order && order.totalMinor - order.ledger.reduce((sum, entry) => sum + entry.amountMinor, 0);
    const canAccept =
      order !== null && order.state !== "cancelled" && order.currency === row.currency && Number(missingMinor) > 0;
    return { ...row, order, canAccept, isUnderWay: row.refunds.length > 0 };
  });
}

const MOST_IN_SUSPENSE = 100;

export type DeskSuspense = Awaited<ReturnType<typeof listSuspense>>[number];

/** Purchase orders that wait for staff to say whether the institute may pay, oldest first. */
export async function listApprovals(conferenceId: number) {
  const client = await db();
  return client.order.findMany({
    where: { conferenceId, state: "placed", way: "purchase_order", approvedAt: null, settledAt: null },
    orderBy: { placedAt: "asc" },
    take: MOST_IN_SUSPENSE,
    include: { payer: { select: PAYER } },
  });
}

/** "Ingibjörg Árnadóttir", or the address of somebody who gave no name. */
export function nameOf({ firstName, lastName, email }: { firstName: string; lastName: string; email: string }): string {
  return `${firstName} ${lastName}`.trim() || email;
}

/** One piece of money in suspense, by the id out of an address. */
export async function findSuspense(conferenceId: number, id: string) {
  if (!/^\d{1,9}$/.test(id)) return null;
  return (await db()).suspense.findFirst({
    where: { id: Number(id), conferenceId },
    include: { payment: { select: { publicId: true, order: { select: { publicId: true } } } } },
  });
}

/** What the history of a payment is about: itself, and the order that it is for. */
export function historyOfPayment(payment: {
  publicId: string;
  order: { publicId: string } | null;
}): [AuditedObject, ...AuditedObject[]] {
  const order = payment.order ? [{ object: "order", objectId: payment.order.publicId }] : [];
  return [{ object: "payment", objectId: payment.publicId }, ...order];
}
