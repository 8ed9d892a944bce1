import "server-only";
import Stripe from "stripe";
import type { CardCharger, ChargeReading, RawCard } from "@/lib/payments/card-charger";
import { err, ok } from "@/lib/result";
import { callStripe, stripe } from "./stripe-cards";

const WITH_CHARGE = { expand: ["latest_charge"] };

/**
 * Cards that came straight to us, by PaymentIntents: made without a card first, then confirmed with one. Stripe takes raw
 * card numbers only of accounts that it allows to send them.
 */
export const stripeCharges: CardCharger = {
  prepare: ({ idempotencyKey, paymentId, conference, amountMinor, currency, title }) =>
    callStripe("prepare charge", async () => {
      const intent = await stripe().paymentIntents.create(
        {
          amount: amountMinor,
          currency: currency.toLowerCase(),
          description: title,
          allowed_payment_method_types: ["card"],
          metadata: { payment: paymentId, conference },
        },
        { idempotencyKey },
      );
      return ok({ chargeId: intent.id });
    }),

  charge: (chargeId, card, idempotencyKey) =>
    callStripe("charge", async () => {
      try {
        const intent = await stripe().paymentIntents.confirm(
          chargeId,
          { ...WITH_CHARGE, payment_method_data: toStripe(card), error_on_requires_action: true },
          { idempotencyKey },
        );
        return ok(readingOf(intent));
      } catch (error) {
        if (error instanceof Stripe.errors.StripeCardError) return err("declined");
        throw error;
      }
    }),

  read: (chargeId) =>
    callStripe("read charge", async () => ok(readingOf(await stripe().paymentIntents.retrieve(chargeId, WITH_CHARGE)))),

  cancel: async (chargeId) => {
    const cancelled = await callStripe("cancel charge", async () => {
      await stripe().paymentIntents.cancel(chargeId);
      return ok(undefined);
    });
    // Refused: it has succeeded or is cancelled already. The reading that follows tells which.
    return cancelled.ok || cancelled.error !== "refused" ? cancelled : ok(undefined);
  },
};

function toStripe({ number, expiryMonth, expiryYear, verificationCode, holder }: RawCard) {
  const { name, email, line1, line2, city, state, postalCode, country } = holder;
  const lines = { line1, line2: line2 || undefined, city, state: state || undefined, postal_code: postalCode, country };
  // Raw cards are not in the SDK's types, since few accounts may send them.
  return {
    type: "card",
    card: { number, exp_month: expiryMonth, exp_year: expiryYear, cvc: verificationCode },
    billing_details: { name, email, address: lines },
  } as unknown as Stripe.PaymentIntentConfirmParams.PaymentMethodData;
}

function readingOf(intent: Stripe.PaymentIntent): ChargeReading {
  const charge = typeof intent.latest_charge === "string" ? null : intent.latest_charge;
  const card = charge?.payment_method_details?.card;
  if (intent.status !== "succeeded") return { status: intent.status === "canceled" ? "over" : "open", charge: null };
  return {
    status: "over",
    charge: {
      providerId: intent.id,
      amountMinor: intent.amount_received,
      currency: intent.currency.toUpperCase(),
      cardLastFour: card?.last4 ?? null,
      cardBrand: card?.brand ?? null,
      at: new Date((charge?.created ?? intent.created) * 1_000),
    },
  };
}
