import "server-only";
import type { Actor } from "@/lib/audit/chain";
import { attempt, type Tx } from "@/lib/db/client";
import { newPublicId } from "@/lib/ids/public-id";
import { type LockedOrder, lockOrder } from "@/lib/orders/lock-order";
import { publish } from "@/lib/publish/publish";
import { err, ok, type Result } from "@/lib/result";
import type { SeenMoney } from "./confirm-by-staff";
import { NO_ORDER } from "./keep-unclaimed-money";
import { bookReceipt, type Received } from "./receive-money";
import { receivedMinor } from "./settle-order";

/** Money that staff saw and that no awaited payment is chosen for: counted at the desk, or on the bank's statement. */
export type FoundMoney = SeenMoney & {
  /** Made with the form, so that a form sent twice books once. */
  key: string;
  way: "transfer" | "on_site";
  /** Where to find it again: the statement's line, the cash book's page, the card terminal's slip. */
  note: string;
};

/** `"order-not-placed"`: a draft is paid as a whole, or chosen a way for first. */
export type RecordRefusal = "not-found" | "not-an-amount" | "order-not-placed";

/**
 * Staff found money for an order, whatever it waits for: the payment that it awaits in this way is confirmed, or one is
 * made; from there on it is the one fulfilment. Too little leaves the rest awaited, too much is in suspense.
 */
export function recordMoney(
  orderId: number,
  found: FoundMoney,
  actor: Actor,
  now: Date,
): Promise<Result<Exclude<Received, "unknown-payment">, RecordRefusal>> {
  return attempt<Exclude<Received, "unknown-payment">, RecordRefusal>(async (tx) => {
    const { key, amountMinor, currency, at, note } = found;
    if (!isAmount(amountMinor)) return err("not-an-amount");
    const locked = await lockOrder(tx, orderId);
    if (!locked) return err("not-found");
    if (await tx.payment.count({ where: { idempotencyKey: key } })) return ok("already-received");
    if (await leavesDraft(tx, locked, found)) return err("order-not-placed");
    const paymentId = await paymentFor(tx, locked, found);
    await tx.payment.update({ where: { id: paymentId }, data: { idempotencyKey: key, note: note || null } });
    return ok(await bookReceipt(tx, locked, paymentId, { amountMinor, currency, at }, actor, now));
  });
}

/**
 * Staff found money on the statement that fits no order: it is in suspense from the start, until somebody knows whose it
 * is. @returns false where this form was taken before
 */
export function recordUnmatched(
  conferenceId: number,
  found: FoundMoney,
  actor: Actor,
): Promise<Result<"suspense" | "already-received", "not-an-amount">> {
  return attempt<"suspense" | "already-received", "not-an-amount">(async (tx) => {
    const { key, way, amountMinor, currency, at, note } = found;
    if (!isAmount(amountMinor)) return err("not-an-amount");
    const publicId = newPublicId();
    const [payment] = await tx.payment.createManyAndReturn({
      data: [
        {
          ...{ publicId, conferenceId, way, amountMinor, currency, note: note || null, idempotencyKey: key },
          ...{ state: "confirmed", confirmedAt: at },
        },
      ],
      skipDuplicates: true,
      select: { id: true },
    });
    if (!payment) return ok("already-received");
    const money = { conferenceId, paymentId: payment.id, amountMinor, currency };
    await tx.ledgerEntry.create({ data: { ...money, kind: "payment", at } });
    await tx.suspense.create({ data: { ...money, reason: NO_ORDER, suggestion: "assign-or-refund" } });
    const after = { amountMinor, currency, reason: NO_ORDER };
    await publish(tx, {
      conferenceId,
      actor,
      registrations: [],
      audit: [{ what: "money.in-suspense", object: "payment", objectId: publicId, after }],
    });
    return ok("suspense");
  });
}

const isAmount = (minor: number) => Number.isSafeInteger(minor) && minor > 0;

/** A part of a draft's sum would leave it a draft, whose places lapse with money on it. */
async function leavesDraft(tx: Tx, { order }: LockedOrder, { amountMinor, currency }: FoundMoney): Promise<boolean> {
  if (order.state !== "draft" || currency !== order.currency) return false;
  return (await receivedMinor(tx, order.id)) + amountMinor < order.totalMinor;
}

async function paymentFor(tx: Tx, { order }: LockedOrder, { way, amountMinor, currency }: FoundMoney): Promise<number> {
  const ways = way === "transfer" ? (["transfer", "purchase_order"] as const) : (["on_site"] as const);
  const awaited = order.payments.find(
    (payment) => payment.state === "pending" && ways.some((one) => one === payment.way),
  );
  if (awaited) return awaited.id;
  const { id } = await tx.payment.create({
    data: {
      ...{ publicId: newPublicId(), conferenceId: order.conferenceId, orderId: order.id },
      ...{ way, state: "created", amountMinor, currency, idempotencyKey: newPublicId() },
    },
    select: { id: true },
  });
  return id;
}
