import type { NextRequest } from "next/server";
import { seeOther } from "@/app/see-other";
import { lookUpCardPayment } from "@/lib/payments/look-up-card-payment";
import { stripeCards } from "@/lib/stripe/stripe-cards";
import { findJourney } from "../../journey";
import { cardPageOf } from "../load-paying";

/**
 * GET /r/{id}/pay/back: the person pressed Cancel on the hosted card page. Only looks, since a browser may fetch a link
 * that nobody pressed: the card page is closed when the order changes or another way is chosen, by POST.
 */
export async function GET(
  _request: NextRequest,
  { params }: RouteContext<"/r/[publicId]/pay/back">,
): Promise<Response> {
  const { publicId } = await params;
  const found = await findJourney(publicId);
  if (!found.open) return seeOther(found.isStranger ? "/card-page-over" : found.to);
  const { order, registration } = found.journey;
  const page = `/r/${publicId}`;
  const open = order && cardPageOf(order);
  if (!order || !open) return seeOther(page);
  const actor = { kind: "person", id: String(registration.id) } as const;
  const looked = await lookUpCardPayment(open.checkoutId, stripeCards, actor, new Date());
  return seeOther(looked === "paid" || order.state === "placed" ? page : `${page}/pay?left`);
}
