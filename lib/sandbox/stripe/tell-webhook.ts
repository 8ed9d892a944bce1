import "server-only";
import type { SandboxCheckout } from "@/lib/db/generated/client";
import { env } from "@/lib/env";
import { log } from "@/lib/log/log";
import { sessionJson } from "@/lib/sandbox/stripe/session-json";
import { stripe } from "@/lib/stripe/stripe-cards";
import { webhookSecret } from "@/lib/stripe/verify-webhook";

/** As long as Checkout waits for the answer before it sends the buyer back. */
const TIMEOUT_MS = 10_000;

/**
 * Sends the signed `checkout.session.completed` to the portal's own webhook, after the payment was committed. A lost one
 * is not repeated: the return page and the sweeper ask for themselves, and the demo shows that they do.
 */
export async function tellWebhook(checkout: SandboxCheckout, now: Date): Promise<void> {
  const payload = JSON.stringify({
    id: checkout.id.replace("cs_test_", "evt_"),
    object: "event",
    type: "checkout.session.completed",
    created: Math.floor(now.getTime() / 1_000),
    livemode: false,
    data: { object: sessionJson(checkout, false) },
  });
  const signature = await stripe().webhooks.generateTestHeaderStringAsync({ payload, secret: webhookSecret() ?? "" });
  try {
    const answer = await fetch(`http://127.0.0.1:${env().PORT}/api/payments/stripe/webhook`, {
      method: "POST",
      headers: { "content-type": "application/json", "stripe-signature": signature },
      body: payload,
      redirect: "error",
      signal: AbortSignal.timeout(TIMEOUT_MS),
    });
    if (!answer.ok) log.warn({ status: answer.status }, "sandbox webhook refused");
  } catch (error) {
    log.warn({ error }, "sandbox webhook not delivered");
  }
}
