import "server-only";
import type { Actor, AuditEvent } from "@/lib/audit/chain";
import { attempt, type Tx } from "@/lib/db/client";
import type { Payment, Refund } from "@/lib/db/generated/client";
import type { RefundWay } from "@/lib/db/generated/enums";
import { newPublicId } from "@/lib/ids/public-id";
import { sendJob } from "@/lib/jobs/queue";
import { type LockedOrder, lockOrder } from "@/lib/orders/lock-order";
import { type ReductionRefusal, reducePrices } from "@/lib/orders/reduce-prices";
import { publish } from "@/lib/publish/publish";
import { err, ok, type Result } from "@/lib/result";
import { bookRefund } from "./book-refund";
import { lockPayment, type RefundSource, refundableMinor, underWay } from "./refundable";
import { receivedMinor } from "./settle-order";

/**
 * What becomes of a placed order whose money does not cover it any more: it owes the sum again, or it costs so much less
 * (goodwill) and stays as paid as it was.
 */
export type RefundLeaves = "owes" | "costs-less";

export type RefundRequest = {
  /** Made with the form, so that a form sent twice asks once. */
  publicId: string;
  from: RefundSource;
  /** By the provider to the card, or recorded: staff have given it back already. */
  way: RefundWay;
  amountMinor: number;
  /** Null: whoever asked did not say; refused where it has to be said. */
  leaves: RefundLeaves | null;
  reason: string;
};

export type RefundRefusal =
  | "not-found"
  | "not-an-amount"
  | "reason-missing"
  /** Less is left of the payment there. */
  | "over-the-cap"
  /** Only money that the card provider took goes back by it. */
  | "wrong-way"
  /** The order would not be covered: `leaves` has to say what becomes of it. */
  | "leaves-missing"
  | ReductionRefusal;

/** `"requested"`: a job asks the provider; `"done"`: recorded; `"repeated"`: this form was taken before. */
export type Refunded = "requested" | "done" | "repeated";

/**
 * Money of a payment shall go back, or went back by hand. The cap is checked under the locks of order and payment, so
 * that refunds at once never exceed what came. To a card the provider is asked by a job, with a key of the refund's own;
 * what staff gave back themselves is in the ledger at once.
 */
export function requestRefund(
  paymentId: number,
  request: RefundRequest,
  actor: Actor,
  now: Date,
): Promise<Result<Refunded, RefundRefusal>> {
  return attempt<Refunded, RefundRefusal>(async (tx) => {
    const { from, amountMinor, way, reason, publicId } = request;
    if (!Number.isSafeInteger(amountMinor) || amountMinor <= 0) return err("not-an-amount");
    if (reason === "") return err("reason-missing");
    const locked = "orderId" in from ? await lockOrder(tx, from.orderId) : null;
    await lockPayment(tx, paymentId);
    const payment = await tx.payment.findUnique({ where: { id: paymentId, state: "confirmed" } });
    if (!payment || ("orderId" in from && !locked)) return err("not-found");
    if (await tx.refund.count({ where: { publicId } })) return ok("repeated");
    if (way === "card" && !payment.providerId) return err("wrong-way");
    if (amountMinor > (await refundableMinor(tx, paymentId, from))) return err("over-the-cap");

    const kept = locked ? await keepCovered(tx, locked, request) : ok([]);
    if (!kept.ok) return kept;
    const refund = await create(tx, payment, request, now);
    const booked = way === "card" ? [] : await bookRefund(tx, locked, refund, null, now);
    if (way === "card") await sendJob(tx, "refund.send", { refundId: refund.id });
    await publish(tx, {
      conferenceId: payment.conferenceId,
      actor,
      registrations: locked?.registrationIds ?? [],
      audit: [requestedEvent(refund, payment, locked), ...kept.value, ...booked],
    });
    return ok(way === "card" ? "requested" : "done");
  });
}

async function create(tx: Tx, payment: Payment, { from, ...request }: RefundRequest, now: Date): Promise<Refund> {
  const { publicId, way, amountMinor, reason } = request;
  // A failed one that is asked for again waits for nobody any more.
  await tx.refund.updateMany({
    where: { paymentId: payment.id, ...from, state: "failed", dismissedAt: null },
    data: { dismissedAt: now },
  });
  const ledger = await tx.ledgerEntry.findFirst({ where: { paymentId: payment.id, kind: "payment" } });
  return tx.refund.create({
    data: {
      ...{ publicId, paymentId: payment.id, ...from, way, amountMinor, reason },
      currency: ledger?.currency ?? payment.currency,
      idempotencyKey: newPublicId(),
    },
  });
}

/** Where the order would not be covered without the money: what was said becomes of it. */
async function keepCovered(
  tx: Tx,
  { order }: LockedOrder,
  { amountMinor, leaves, reason }: RefundRequest,
): Promise<Result<AuditEvent[], RefundRefusal>> {
  if (order.state !== "placed") return ok([]);
  const shortMinor = amountMinor - Math.max(0, await excessMinor(tx, order));
  if (shortMinor <= 0) return ok([]);
  if (leaves === null) return err("leaves-missing");
  if (leaves === "owes") return ok([]);
  const reduced = await reducePrices(tx, order.id, shortMinor, reason);
  if (!reduced.ok) return reduced;
  const { totalMinor } = reduced.value;
  order.totalMinor = totalMinor;
  return ok([
    {
      what: "order.price-reduced",
      object: "order",
      objectId: order.publicId,
      before: { totalMinor: totalMinor + shortMinor },
      after: { totalMinor, reason },
    },
  ]);
}

/** What an order has more than it costs, apart from what is on its way back; negative where money is missing. */
export async function excessMinor(tx: Tx, order: { id: number; totalMinor: number }): Promise<number> {
  return (await receivedMinor(tx, order.id)) - (await underWay(tx, { orderId: order.id })) - order.totalMinor;
}

function requestedEvent(refund: Refund, payment: Payment, locked: LockedOrder | null): AuditEvent {
  const { amountMinor, currency, way, reason } = refund;
  return {
    what: "refund.requested",
    object: "payment",
    objectId: payment.publicId,
    after: {
      ...{ refund: refund.publicId, amountMinor, currency, way, reason },
      ...(locked ? { order: locked.order.publicId } : { suspenseId: refund.suspenseId }),
    },
  };
}
