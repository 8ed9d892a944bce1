import "server-only";
import { env } from "@/lib/env";
import { err, ok, type Result } from "@/lib/result";
import { stripe } from "./stripe-cards";

/** What a webhook tells us: the event, and the hosted page or refund it is about. Its content is never believed. */
export type StripeEvent = {
  id: string;
  type: string;
  checkoutId: string | null;
  /** The provider's id of a refund, and ours where it carries one. */
  refund: { providerId: string; publicId: string } | null;
};

const SANDBOX_WEBHOOK_SECRET = "whsec_sandbox";

/** The secret that signs events: the configured one, in the demo that of its own card page; null: none. */
export function webhookSecret(): string | null {
  const { STRIPE_WEBHOOK_SECRET, isDemo } = env();
  return STRIPE_WEBHOOK_SECRET ?? (isDemo ? SANDBOX_WEBHOOK_SECRET : null);
}

/** Checks Stripe's signature over the raw body (five minutes of tolerance). */
export async function verifyWebhook(
  body: string,
  signature: string | null,
): Promise<Result<StripeEvent, "not-configured" | "bad-signature">> {
  const secret = webhookSecret();
  if (!secret) return err("not-configured");
  try {
    const event = await stripe().webhooks.constructEventAsync(body, signature ?? "", secret);
    const { object, id, metadata } = event.data.object as {
      object?: string;
      id?: string;
      metadata?: Record<string, string> | null;
    };
    const checkoutId = object === "checkout.session" && id ? id : null;
    const refund = object === "refund" && id ? { providerId: id, publicId: metadata?.refund ?? "" } : null;
    return ok({ id: event.id, type: event.type, checkoutId, refund });
  } catch {
    return err("bad-signature");
  }
}
