import "server-only";
import type Stripe from "stripe";
import type { BookedCharge, CardBooks } from "@/lib/ledger/compare-with-provider";
import { err, ok } from "@/lib/result";
import { callStripe, stripe } from "./stripe-cards";

/** Stripe's most. */
const PAGE = 100;

/** What Stripe's account has of our card payments, by its list of payment intents. */
export const stripeBooks: CardBooks = {
  listCharges: (after) =>
    callStripe("list payment intents", async () => {
      const { data, has_more } = await stripe().paymentIntents.list({
        limit: PAGE,
        expand: ["data.latest_charge"],
        ...(after === null ? {} : { starting_after: after }),
      });
      const charges = data.filter(isTaken).map(bookedCharge);
      return ok({ charges, next: has_more ? (data.at(-1)?.id ?? null) : null });
    }),

  readCharge: (providerId) =>
    callStripe("read payment intent", async () => {
      const intent = await stripe().paymentIntents.retrieve(providerId, { expand: ["latest_charge"] });
      return isTaken(intent) ? ok(bookedCharge(intent)) : err("not-found");
    }),

  findCheckout: (providerId) =>
    callStripe("find checkout", async () => {
      const { data } = await stripe().checkout.sessions.list({ payment_intent: providerId, limit: 1 });
      return data[0] ? ok(data[0].id) : err("not-found");
    }),
};

const isTaken = ({ amount_received }: Stripe.PaymentIntent) => amount_received > 0;

function bookedCharge({ id, amount_received, currency, latest_charge, metadata }: Stripe.PaymentIntent): BookedCharge {
  return {
    providerId: id,
    amountMinor: amount_received,
    refundedMinor: typeof latest_charge === "string" ? 0 : (latest_charge?.amount_refunded ?? 0),
    currency: currency.toUpperCase(),
    paymentId: metadata.payment ?? null,
    conference: metadata.conference ?? null,
  };
}
