import "server-only";
import type { Actor } from "@/lib/audit/chain";
import { db } from "@/lib/db/client";
import { releaseOrder } from "@/lib/orders/release-order";
import { err, ok, type Result } from "@/lib/result";
import type { CardCharger, ChargeReading, RawCard } from "./card-charger";
import { closeAttempt } from "./close-attempt";
import { receiveMoney } from "./receive-money";

/** `"suspense"`: money came and the order could not take it; it goes back. */
export type ChargeRefusal = "declined" | "unreachable" | "suspense";

/**
 * Charges a card for the payment that an order waits for, its places being held: the money goes to the one fulfilment;
 * a refusal gives the places back. Where the provider's answer is lost it is asked once more; does it not tell, the
 * charge is closed if that can be had, and the order is given up: money that was taken all the same is found by the
 * sweeper, and is in suspense then.
 */
export async function chargeCard(
  paymentId: number,
  card: RawCard,
  charger: CardCharger,
  actor: Actor,
  now: Date,
): Promise<Result<void, ChargeRefusal>> {
  const prepared = await prepare(paymentId, charger);
  if (!prepared.ok) {
    await giveUp(paymentId, "failed", actor, now);
    return err("unreachable");
  }
  const { chargeId, idempotencyKey } = prepared.value;
  const charged = await charger.charge(chargeId, card, `${idempotencyKey}-charge`);
  if (charged.ok && charged.value.charge) return take(paymentId, charged.value.charge, actor, now);
  const settled = await endCharge(paymentId, chargeId, charger, actor, now);
  if (settled === "paid") return ok(undefined);
  if (settled === "suspense") return err("suspense");
  const isDeclined = charged.ok || charged.error === "declined";
  return err(settled === "closed" && isDeclined ? "declined" : "unreachable");
}

/**
 * Ends a charge of which nobody waits any more, whatever became of it: closes it at the provider, so that its state is
 * the last word, and reads that. The sweeper's part too, for a process that died meanwhile.
 */
export async function endCharge(
  paymentId: number,
  chargeId: string,
  charger: CardCharger,
  actor: Actor,
  now: Date,
): Promise<"paid" | "suspense" | "closed" | "unreachable"> {
  const cancelled = await charger.cancel(chargeId);
  const reading = await charger.read(chargeId);
  if (reading.ok && reading.value.charge) {
    const taken = await take(paymentId, reading.value.charge, actor, now);
    return taken.ok ? "paid" : "suspense";
  }
  const isOver = cancelled.ok && reading.ok && reading.value.status === "over";
  // Not over: the payment stays open, so that the sweeper asks again.
  await giveUp(paymentId, isOver || isUnknown(reading) ? "failed" : null, actor, now);
  return isOver ? "closed" : "unreachable";
}

/** The sweeper's part: a charge that nobody ended. One that was not even prepared has taken nothing. */
export async function endLostCharge(paymentId: number, charger: CardCharger, actor: Actor, now: Date): Promise<void> {
  const client = await db();
  const payment = await client.payment.findUnique({ where: { id: paymentId, state: { in: ["created", "pending"] } } });
  if (!payment) return;
  if (payment.providerId) await endCharge(paymentId, payment.providerId, charger, actor, now);
  else await giveUp(paymentId, "failed", actor, now);
}

function isUnknown(reading: Result<ChargeReading, string>): boolean {
  return !reading.ok && reading.error === "not-found";
}

async function prepare(paymentId: number, charger: CardCharger) {
  const client = await db();
  const payment = await client.payment.findUniqueOrThrow({
    where: { id: paymentId },
    include: { order: true, conference: { select: { slug: true, name: true } } },
  });
  const { idempotencyKey, amountMinor, currency, conference, order } = payment;
  const prepared = await charger.prepare({
    ...{ idempotencyKey, paymentId: payment.publicId, conference: conference.slug, amountMinor, currency },
    title: `${conference.name}, ${order?.reference ?? ""}`,
  });
  if (!prepared.ok) return prepared;
  const { chargeId } = prepared.value;
  // Before any money can move: whoever finds this payment later knows whom to ask.
  await client.payment.update({ where: { id: paymentId }, data: { state: "pending", providerId: chargeId } });
  return ok({ chargeId, idempotencyKey });
}

async function take(
  paymentId: number,
  { cardLastFour, cardBrand, ...receipt }: NonNullable<ChargeReading["charge"]>,
  actor: Actor,
  now: Date,
): Promise<Result<void, "suspense">> {
  const facts = { ...(cardLastFour ? { cardLastFour } : {}), ...(cardBrand ? { cardBrand } : {}) };
  const received = await receiveMoney(paymentId, { ...receipt, ...facts }, actor, now);
  return received === "suspense" ? err("suspense") : ok(undefined);
}

/** The order gives its places back. @param end null: the payment stays open, its end is not known */
async function giveUp(paymentId: number, end: "failed" | null, actor: Actor, now: Date): Promise<void> {
  const client = await db();
  if (end) await closeAttempt(paymentId, end, actor);
  const { orderId } = await client.payment.findUniqueOrThrow({ where: { id: paymentId }, select: { orderId: true } });
  if (orderId) await releaseOrder(orderId, actor, now);
}
