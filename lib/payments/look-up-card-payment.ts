import "server-only";
import type { Actor } from "@/lib/audit/chain";
import { db } from "@/lib/db/client";
import { crashPoint } from "@/lib/faults/crash-point";
import type { CardProvider, CheckoutReading, ProviderFailure } from "./card-provider";
import { closeAttempt } from "./close-attempt";
import { keepUnclaimedMoney } from "./keep-unclaimed-money";
import { receiveMoney } from "./receive-money";

export type LookedUp = "paid" | "suspense" | "open" | "closed" | "unknown" | ProviderFailure;

/**
 * Reads a hosted card page from the provider and lets its state decide: money taken goes to the one fulfilment, or to
 * suspense where no order of ours asked for it; an expired page, or one that the provider does not know, closes the attempt. Called by return page, webhook job, sweeper and "go back" alike, in any order.
 */
export async function lookUpCardPayment(
  checkoutId: string,
  provider: CardProvider,
  actor: Actor,
  now: Date,
): Promise<LookedUp> {
  const reading = await provider.readCheckout(checkoutId);
  if (!reading.ok) return reading.error === "not-found" ? closeUnknown(checkoutId, actor) : reading.error;
  const payment = await findPayment(reading.value);
  const { charge, status, wasDeclined } = reading.value;
  if (charge) {
    if (!payment?.orderId) return keepUnclaimedMoney({ ...reading.value, charge }, actor, now);
    const { cardLastFour, ...receipt } = charge;
    const received = await receiveMoney(
      payment.id,
      { ...receipt, ...(cardLastFour ? { cardLastFour } : {}) },
      actor,
      now,
    );
    crashPoint("after-commit-before-job");
    if (received === "unknown-payment") return "unknown";
    return received === "suspense" ? "suspense" : "paid";
  }
  if (!payment) return "unknown";
  if (status === "expired") {
    await closeAttempt(payment.id, "cancelled", actor);
    return "closed";
  }
  if (wasDeclined) await noteDecline(payment.id);
  return "open";
}

/** The provider knows no such page, perhaps since the account changed: nobody can pay on it, and the person goes on. */
async function closeUnknown(checkoutId: string, actor: Actor): Promise<"closed" | "not-found"> {
  const client = await db();
  const payment = await client.payment.findUnique({ where: { checkoutId }, select: { id: true, state: true } });
  if (!payment || payment.state === "confirmed") return "not-found";
  await closeAttempt(payment.id, "cancelled", actor, "unknown-to-provider");
  return "closed";
}

async function findPayment({ checkoutId, paymentId }: CheckoutReading) {
  const client = await db();
  return client.payment.findFirst({
    where: { OR: [{ checkoutId }, ...(paymentId ? [{ publicId: paymentId }] : [])] },
    select: { id: true, orderId: true },
  });
}

/** The page stays open for another card; the order's own page says what happened. */
async function noteDecline(paymentId: number): Promise<void> {
  const client = await db();
  await client.payment.updateMany({ where: { id: paymentId, state: "pending" }, data: { failure: "declined" } });
}
