import "server-only";
import type { Actor } from "@/lib/audit/chain";
import { db, transaction } from "@/lib/db/client";
import { crashPoint } from "@/lib/faults/crash-point";
import { holdAfterCardPage } from "@/lib/orders/hold-times";
import { publish } from "@/lib/publish/publish";
import type { CardProvider, CheckoutReading, ProviderFailure } from "./card-provider";
import { receiveMoney } from "./receive-money";

export type LookedUp = "paid" | "suspense" | "open" | "closed" | "unknown" | ProviderFailure;

/**
 * Reads a hosted card page from the provider and lets its state decide: money taken goes to the one fulfilment, an
 * expired page closes the attempt. Called by return page, webhook job, sweeper and "go back" alike, in any order.
 */
export async function lookUpCardPayment(
  checkoutId: string,
  provider: CardProvider,
  actor: Actor,
  now: Date,
): Promise<LookedUp> {
  const reading = await provider.readCheckout(checkoutId);
  if (!reading.ok) return reading.error;
  const payment = await findPayment(reading.value);
  if (!payment) return "unknown";
  const { charge, status, wasDeclined } = reading.value;
  if (charge) {
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
  if (status === "expired") {
    await closeAttempt(payment.id, "cancelled", actor);
    return "closed";
  }
  if (wasDeclined) await noteDecline(payment.id);
  return "open";
}

async function findPayment({ checkoutId, paymentId }: CheckoutReading) {
  const client = await db();
  return client.payment.findFirst({
    where: { OR: [{ checkoutId }, ...(paymentId ? [{ publicId: paymentId }] : [])] },
    select: { id: true },
  });
}

/** The page stays open for another card; the order's own page says what happened. */
async function noteDecline(paymentId: number): Promise<void> {
  const client = await db();
  await client.payment.updateMany({ where: { id: paymentId, state: "pending" }, data: { failure: "declined" } });
}

/** The page can no longer be paid: the attempt ends, and a draft order has its ordinary hold again. */
export async function closeAttempt(paymentId: number, end: "cancelled" | "failed", actor: Actor): Promise<void> {
  await transaction(async (tx) => {
    const payment = await tx.payment.findUniqueOrThrow({ where: { id: paymentId }, include: { order: true } });
    if (payment.order) await tx.$queryRaw`SELECT id FROM "order" WHERE id = ${payment.order.id} FOR UPDATE`;
    const { count } = await tx.payment.updateMany({
      where: { id: paymentId, state: { in: ["created", "pending"] } },
      data: { state: end },
    });
    if (count === 0 || !payment.order) return;
    await holdAfterCardPage(tx, payment.order.id);
    await publish(tx, {
      conferenceId: payment.conferenceId,
      actor,
      registrations: [],
      audit: [
        {
          what: `payment.${end}`,
          object: "payment",
          objectId: payment.publicId,
          before: { state: payment.state },
          after: { state: end },
        },
      ],
    });
  });
}
