import "server-only";
import { NextResponse } from "next/server";
import { seeOther } from "@/app/see-other";
import { beginCardPayment } from "@/lib/payments/begin-card-payment";
import { cardAddresses } from "@/lib/payments/card-addresses";
import type { Journey } from "@/lib/registration/load-journey";
import { canTakeCards, stripeCards } from "@/lib/stripe/stripe-cards";

export type CardTrouble = "card-down" | "places-gone" | "held-too-long" | "way" | "changed" | "waiver" | "elsewhere";

/**
 * Opens the hosted card page for a registration's order, or finds the open one, and sends the person there.
 * @param seen what the page that was left showed of the order (`seenOrder`)
 * @param onTrouble answers when there is no page to go to; nothing was taken, and the order is as it was
 */
export async function goToCardPage(
  { registration, order }: Journey,
  seen: string,
  onTrouble: (trouble: CardTrouble) => Response | Promise<Response>,
): Promise<Response> {
  const own = `/r/${registration.publicId}`;
  if (!order) return seeOther(own);
  if (!canTakeCards()) return onTrouble("way");
  const actor = { kind: "person", id: String(registration.id) } as const;
  const addresses = cardAddresses(registration.publicId);
  const begun = await beginCardPayment(order.id, stripeCards, addresses, actor, new Date(), seen);
  if (begun.ok) {
    const headers = { Location: begun.value.url, "Cache-Control": "no-store" };
    return new NextResponse(null, { status: 303, headers });
  }
  switch (begun.error) {
    case "way-not-offered":
      return onTrouble("way");
    case "changed":
      return onTrouble("changed");
    case "waiver-missing":
      return onTrouble("waiver");
    case "ordered-elsewhere":
      return onTrouble("elsewhere");
    case "sold-out":
      return onTrouble("places-gone");
    case "held-too-long":
      return onTrouble("held-too-long");
    case "unreachable":
    case "refused":
      return onTrouble("card-down");
    case "lapsed":
    case "not-found":
    case "already-paid":
    case "nothing-to-pay":
      return seeOther(own);
  }
}
