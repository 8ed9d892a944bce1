import type { NextRequest } from "next/server";
import { z } from "zod";
import { readForm } from "@/app/read-form";
import { seeOther } from "@/app/see-other";
import { dropKeptForm, keepForm } from "@/lib/access/kept-form";
import { type FormValues, formValues, singleValue } from "@/lib/http/form-values";
import { takeToken } from "@/lib/limits/take-token";
import { checkPurchaseOrder } from "@/lib/orders/check-purchase-order";
import { type PlacingWay, placeOrder } from "@/lib/orders/place-order";
import { seenOrder } from "@/lib/orders/seen-order";
import { leaveCardPayment } from "@/lib/payments/leave-card-payment";
import { acceptWaiver } from "@/lib/registration/accept-waiver";
import { err, ok, type Result } from "@/lib/result";
import { stripeCards } from "@/lib/stripe/stripe-cards";
import { visitorOf } from "../../../../visitor";
import { findStep } from "../../journey";
import { goToCardPage } from "../go-to-card-page";
import type { PayingProblems } from "../load-paying";

const Way = z.enum(["card", "transfer", "on_site", "purchase_order", "free"]);

/** POST /r/{id}/pay/place: orders by the chosen way. A card goes to the hosted page, all others place the order. */
export async function POST(
  request: NextRequest,
  { params }: RouteContext<"/r/[publicId]/pay/place">,
): Promise<Response> {
  const { publicId } = await params;
  const found = await findStep(publicId, "pay");
  if (!found.open) return seeOther(found.to);
  const { access, journey } = found;
  const { order, registration } = journey;
  if (!order) return seeOther(`/r/${publicId}`);
  const values = formValues(await readForm(request));
  const again = async (problems: PayingProblems) => {
    await keepForm(access, "pay", { values, problems });
    return seeOther(`/r/${publicId}/pay`);
  };
  const limited = await takeToken("ordersByAddress", visitorOf(request).address);
  if (limited === "refused") return again({ trouble: "wait" });
  const seen = singleValue(values, "seen");
  if (seen !== seenOrder(order)) return again({ trouble: "changed" }); // before an open card page is closed for nothing
  const way = Way.safeParse(values.way);
  if (!way.success) return again({ trouble: "way" });
  const choice = way.data === "card" ? null : readWay(way.data, values);
  if (choice && !choice.ok) return again({ ...choice.error, ...missingWaiver(values) });
  const waived = await takeWaiver(registration.id, values);
  if (waived !== "taken") return again(waived);
  if (choice === null) {
    await keepForm(access, "pay", { values, problems: {} });
    return goToCardPage(journey, seen, (trouble) => again({ trouble: trouble === "places-gone" ? "way" : trouble }));
  }
  const actor = { kind: "person", id: String(registration.id) } as const;
  const left = await leaveCardPayment(order.id, stripeCards, actor, new Date());
  if (left === "paid" || left === "suspense") return seeOther(`/r/${publicId}`);
  if (left !== "closed") return again({ trouble: "card-page" });
  const placed = await placeOrder(order.id, choice.value, actor, new Date(), seen);
  if (placed.ok || placed.error === "already-placed" || placed.error === "not-found") {
    await dropKeptForm(access, "pay");
    return seeOther(`/r/${publicId}`);
  }
  switch (placed.error) {
    case "lapsed":
      return seeOther(`/r/${publicId}/pay`); // which says so, and offers to take it back
    case "changed":
      return again({ trouble: "changed" });
    case "payment-begun":
      return again({ trouble: "card-page" });
    case "waiver-missing":
      return again({ trouble: "waiver" });
    case "ordered-elsewhere":
      return again({ trouble: "elsewhere" });
    case "way-not-offered":
    case "not-free":
      return again({ trouble: "way" });
  }
}

/** Keeps that what the page showed is accepted; that it had to be and is not is for the core to say. */
async function takeWaiver(registrationId: number, values: FormValues): Promise<"taken" | PayingProblems> {
  const missing = missingWaiver(values);
  if (missing.waiver) return missing;
  const key = singleValue(values, "waiver");
  if (key === "") return "taken";
  const accepted = await acceptWaiver(registrationId, key, { kind: "person", id: String(registrationId) }, new Date());
  return accepted.ok || accepted.error === "not-found" ? "taken" : { trouble: "waiver" };
}

/** The page showed a waiver, and its box was not ticked. */
function missingWaiver(values: FormValues): Pick<PayingProblems, "waiver"> {
  const isTicked = singleValue(values, "acceptsWaiver") === "yes";
  return singleValue(values, "waiver") === "" || isTicked ? {} : { waiver: "required" };
}

function readWay(way: PlacingWay["way"], values: FormValues): Result<PlacingWay, PayingProblems> {
  if (way !== "purchase_order") return ok({ way });
  const checked = checkPurchaseOrder({
    institute: singleValue(values, "institute"),
    address: singleValue(values, "address"),
    contactEmail: singleValue(values, "contactEmail"),
    orderNumber: singleValue(values, "orderNumber"),
  });
  if (checked.ok) return ok({ way, purchaseOrder: checked.value });
  return err({ fields: Object.fromEntries(checked.error.map(({ key, code }) => [key, code])) });
}
