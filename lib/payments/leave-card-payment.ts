import "server-only";
import type { Actor } from "@/lib/audit/chain";
import { db } from "@/lib/db/client";
import type { CardProvider } from "./card-provider";
import { closeAttempt } from "./close-attempt";
import { isDirectCharge } from "./direct-charge";
import { type LookedUp, lookUpCardPayment } from "./look-up-card-payment";

/**
 * Takes an order back from the card page, so that it can change or be paid another way: the page is expired at the
 * provider first, and if it turns out to be paid, the order is paid. A card that is being charged just now cannot be
 * taken back: whoever charges it ends it.
 * @returns "closed" when the order is free again, "paid" or "suspense" when money was taken, "unreachable" while a card
 * is charged
 */
export async function leaveCardPayment(
  orderId: number,
  provider: CardProvider,
  actor: Actor,
  now: Date,
): Promise<LookedUp> {
  const client = await db();
  const payment = await client.payment.findFirst({
    where: { orderId, way: "card", state: { in: ["created", "pending"] } },
    select: { id: true, checkoutId: true, expiresAt: true },
  });
  if (!payment) return "closed";
  if (isDirectCharge(payment)) return "unreachable";
  if (!payment.checkoutId) {
    // Nobody was ever sent to this page. Should it exist, it expires by itself, and money would still find the order.
    await closeAttempt(payment.id, "cancelled", actor);
    return "closed";
  }
  const expired = await provider.expireCheckout(payment.checkoutId);
  if (!expired.ok && expired.error !== "not-found") return expired.error;
  return lookUpCardPayment(payment.checkoutId, provider, actor, now);
}
