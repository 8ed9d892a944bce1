import type { NextRequest } from "next/server";
import { seeOther } from "@/app/see-other";
import { takeToken } from "@/lib/limits/take-token";
import { holdAgain } from "@/lib/orders/hold-again";
import { visitorOf } from "../../../../visitor";
import { findStep } from "../../journey";

/** POST /r/{id}/pay/again: takes the places of an order whose time is over once more, at the prices of now. */
export async function POST(
  request: NextRequest,
  { params }: RouteContext<"/r/[publicId]/pay/again">,
): Promise<Response> {
  const { publicId } = await params;
  const found = await findStep(publicId, "pay");
  if (!found.open) return seeOther(found.to);
  const { order, registration } = found.journey;
  const limited = await takeToken("ordersByAddress", visitorOf(request).address);
  if (order && limited === "given") {
    await holdAgain(registration, order, { kind: "person", id: String(registration.id) }, new Date());
  }
  return seeOther(`/r/${publicId}/pay`); // held again, or what is gone is named there
}
