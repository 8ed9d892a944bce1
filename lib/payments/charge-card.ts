import "server-only";
import type { Actor } from "@/lib/audit/chain";
import { db, transaction } from "@/lib/db/client";
import { log } from "@/lib/log/log";
import { lockForRelease, releaseOrder } from "@/lib/orders/release-order";
import { publish } from "@/lib/publish/publish";
import { err, ok, type Result } from "@/lib/result";
import type { CardCharger, ChargeReading, RawCard } from "./card-charger";
import { movedEvent } from "./close-attempt";
import { receiveMoney } from "./receive-money";

/**
 * With `"declined"` and `"unreachable"` nothing was charged, and nothing will be. `"suspense"`: money came and the order
 * could not take it; it goes back. `"unknown"`: nobody could be asked; the sweeper asks on.
 */
export type ChargeRefusal = "declined" | "unreachable" | "suspense" | "unknown";

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
    if (prepared.error !== "ended") await giveUp(paymentId, "failed", actor, now);
    return err("unreachable");
  }
  try {
    return await chargePrepared(paymentId, prepared.value, card, charger, { actor, now });
  } catch (error) {
    // A bug or a database that is away says nothing of the money.
    log.error({ paymentId, error }, "a charge was left without its end");
    return err("unknown");
  }
}

async function chargePrepared(
  paymentId: number,
  { chargeId, idempotencyKey }: { chargeId: string; idempotencyKey: string },
  card: RawCard,
  charger: CardCharger,
  { actor, now }: { actor: Actor; now: Date },
): Promise<Result<void, ChargeRefusal>> {
  const charged = await charger.charge(chargeId, card, `${idempotencyKey}-charge`);
  if (charged.ok && charged.value.charge) return take(paymentId, charged.value.charge, actor, now);
  const settled = await endCharge(paymentId, chargeId, charger, actor, now);
  if (settled === "paid") return ok(undefined);
  if (settled === "suspense") return err("suspense");
  if (settled === "unreachable") return err("unknown");
  const isDeclined = charged.ok || charged.error === "declined";
  return err(isDeclined ? "declined" : "unreachable");
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
  const { count } = await client.payment.updateMany({
    where: { id: paymentId, state: "created" },
    data: { state: "pending", providerId: chargeId },
  });
  if (count === 0) {
    await charger.cancel(chargeId);
    return err("ended" as const);
  }
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

/**
 * The order gives its places back, and the payment ends with it: in one transaction, since nobody would look for a draft
 * whose charge has failed.
 * @param end null: the payment stays open, its end is not known
 */
async function giveUp(paymentId: number, end: "failed" | null, actor: Actor, now: Date): Promise<void> {
  await transaction(async (tx) => {
    const { orderId } = await tx.payment.findUniqueOrThrow({ where: { id: paymentId }, select: { orderId: true } });
    const locked = orderId === null ? null : await lockForRelease(tx, orderId);
    const payment = locked?.order.payments.find(({ id }) => id === paymentId);
    if (!locked || !payment) return;
    // Money came meanwhile, or somebody else has ended it and what it was for.
    if (payment.state !== "created" && payment.state !== "pending") return;
    if (end) await tx.payment.update({ where: { id: paymentId }, data: { state: end } });
    const audit = [...(end ? [movedEvent(payment, end)] : []), ...(await releaseOrder(tx, locked, now))];
    if (!audit.length) return;
    const { conferenceId } = payment;
    await publish(tx, { conferenceId, actor, registrations: locked.registrationIds, audit });
  });
}
