import type { NextRequest } from "next/server";
import { seeOther } from "@/app/see-other";
import { askLater } from "@/lib/payments/ask-later";
import { lookUpCardPayment } from "@/lib/payments/look-up-card-payment";
import { stripeCards } from "@/lib/stripe/stripe-cards";
import { findJourney } from "../../journey";

/**
 * GET /r/{id}/pay/return?checkout=…: back from the hosted card page. The provider is asked what became of it, which may
 * be repeated. A browser that may not open the registration learns nothing; a job asks instead.
 */
export async function GET(
  request: NextRequest,
  { params }: RouteContext<"/r/[publicId]/pay/return">,
): Promise<Response> {
  const { publicId } = await params;
  const checkoutId = request.nextUrl.searchParams.get("checkout") ?? "";
  const found = await findJourney(publicId);
  if (!found.open) {
    await askLater(checkoutId);
    return seeOther(found.isStranger ? "/card-page-over" : found.to);
  }
  const { order, registration } = found.journey;
  const page = `/r/${publicId}`;
  if (!order?.payments.some((payment) => payment.checkoutId === checkoutId)) return seeOther(page);
  const actor = { kind: "person", id: String(registration.id) } as const;
  const looked = await lookUpCardPayment(checkoutId, stripeCards, actor, new Date());
  if (looked !== "unreachable" && looked !== "refused") return seeOther(page);
  return seeOther(order.state === "draft" ? `${page}/pay?asking` : `${page}?trouble=asking`);
}
