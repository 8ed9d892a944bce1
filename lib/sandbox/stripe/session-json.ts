import type { SandboxCheckout } from "@/lib/db/generated/client";
import { env } from "@/lib/env";

const seconds = (at: Date) => Math.floor(at.getTime() / 1_000);

/** The address of the hosted page. */
export function sandboxCheckoutUrl(id: string): string {
  return `${env().publicUrl}/sandbox/stripe/pay/${id}`;
}

/** Where the hosted page leads once it is paid. */
export function successUrlOf({ id, successUrl }: SandboxCheckout): string {
  return successUrl.replaceAll("{CHECKOUT_SESSION_ID}", id);
}

/** A Checkout Session as Stripe's API shows it, in the fields that the portal reads. Amounts in minor units. */
export function sessionJson(checkout: SandboxCheckout, isExpanded: boolean) {
  const { id, status, amountMinor, currency, paymentIntentId, refusal } = checkout;
  return {
    id,
    object: "checkout.session",
    amount_total: amountMinor,
    cancel_url: checkout.cancelUrl,
    client_reference_id: checkout.clientReferenceId,
    created: seconds(checkout.createdAt),
    currency: currency.toLowerCase(),
    customer_email: checkout.customerEmail,
    expires_at: seconds(checkout.expiresAt),
    livemode: false,
    locale: checkout.locale,
    metadata: checkout.metadata,
    mode: "payment",
    // There is none before the first card was tried.
    payment_intent: status !== "complete" && !refusal ? null : isExpanded ? intentJson(checkout) : paymentIntentId,
    payment_status: status === "complete" ? "paid" : "unpaid",
    status,
    success_url: checkout.successUrl,
    url: status === "open" ? sandboxCheckoutUrl(id) : null,
  };
}

/** A PaymentIntent with its charge, as Stripe's API shows it. */
export function intentJson(checkout: SandboxCheckout, refundedMinor = 0) {
  const { paymentIntentId, amountMinor, currency, metadata, refusal, status } = checkout;
  const isPaid = status === "complete";
  return {
    id: paymentIntentId,
    object: "payment_intent",
    amount: amountMinor,
    amount_received: isPaid ? amountMinor : 0,
    created: seconds(checkout.paidAt ?? checkout.createdAt),
    currency: currency.toLowerCase(),
    last_payment_error: refusal === null ? null : { type: "card_error", code: "card_declined", message: refusal },
    latest_charge: isPaid ? chargeJson(checkout, refundedMinor) : null,
    livemode: false,
    metadata,
    status: isPaid ? "succeeded" : "requires_payment_method",
  };
}

function chargeJson(checkout: SandboxCheckout, refundedMinor: number) {
  const { paymentIntentId, amountMinor, currency, cardLastFour, paidAt, createdAt } = checkout;
  return {
    id: paymentIntentId.replace("pi_", "ch_"),
    object: "charge",
    amount: amountMinor,
    amount_refunded: refundedMinor,
    created: seconds(paidAt ?? createdAt),
    currency: currency.toLowerCase(),
    paid: true,
    payment_method_details: { card: { last4: cardLastFour }, type: "card" },
    status: "succeeded",
  };
}
