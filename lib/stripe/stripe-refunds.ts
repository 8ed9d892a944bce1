import "server-only";
import Stripe from "stripe";
import type { CardRefunds, RefundFailure, RefundReading } from "@/lib/payments/card-refunds";
import { err, ok } from "@/lib/result";
import { callStripe, stripe } from "./stripe-cards";

/** Stripe's most; a charge has a handful of refunds. */
const PAGE = 100;

/** Refunds by Stripe, to the card that paid. */
export const stripeRefunds: CardRefunds = {
  send: ({ idempotencyKey, refundId, chargeId, amountMinor }) =>
    callStripe<RefundReading, RefundFailure>("refund", async () => {
      try {
        const refund = await stripe().refunds.create(
          { payment_intent: chargeId, amount: amountMinor, metadata: { refund: refundId } },
          { idempotencyKey },
        );
        return ok(readingOf(refund));
      } catch (error) {
        const why = whyRefused(error);
        if (why) return err(why);
        throw error;
      }
    }),

  read: (providerId) =>
    callStripe("read refund", async () => ok(readingOf(await stripe().refunds.retrieve(providerId)))),

  find: (chargeId, refundId) =>
    callStripe("list refunds", async () => {
      let after: string | undefined;
      do {
        const page = await stripe().refunds.list({
          payment_intent: chargeId,
          limit: PAGE,
          ...(after ? { starting_after: after } : {}),
        });
        const found = page.data.find(({ metadata }) => metadata?.refund === refundId);
        if (found) return ok(readingOf(found));
        after = page.has_more ? page.data.at(-1)?.id : undefined;
      } while (after);
      return ok(null);
    }),
};

function readingOf({ id, metadata, status, failure_reason }: Stripe.Refund): RefundReading {
  return {
    providerId: id,
    refundId: metadata?.refund ?? null,
    status: status === "succeeded" ? "done" : status === "failed" || status === "canceled" ? "failed" : "pending",
    failure: failure_reason ?? null,
  };
}

/** What Stripe says of a charge that has not so much to give back; null: anything else. */
function whyRefused(error: unknown): RefundFailure | null {
  if (!(error instanceof Stripe.errors.StripeInvalidRequestError)) return null;
  if (error.code === "charge_already_refunded") return "already-refunded";
  if (error.code === "charge_disputed") return "disputed";
  return error.param === "amount" ? "too-much" : null;
}
