import type { NextRequest } from "next/server";
import { readForm } from "@/app/read-form";
import { seeOther } from "@/app/see-other";
import { dropKeptForm, findKeptForm, keepForm } from "@/lib/access/kept-form";
import type { Access } from "@/lib/access/sessions";
import { loadCatalogue } from "@/lib/catalogue/load-catalogue";
import { db } from "@/lib/db/client";
import { type FormValues, formValues, singleValue } from "@/lib/http/form-values";
import { takeToken } from "@/lib/limits/take-token";
import { type HoldRefusal, holdOrder } from "@/lib/orders/hold-order";
import { leaveCardPayment } from "@/lib/payments/leave-card-payment";
import type { Journey } from "@/lib/registration/load-journey";
import { stripeCards } from "@/lib/stripe/stripe-cards";
import { visitorOf } from "../../../../visitor";
import { findStep } from "../../journey";
import { findBadQuantities, readChoice } from "../choice-form";
import type { ChoosingProblems } from "../load-choosing";

/**
 * POST /r/{id}/choose/save: the form of fees and services. `recount` and `add` only keep it, so that the page shows the
 * new total or one more person to name; else it is ordered and its places are held.
 */
export async function POST(
  request: NextRequest,
  { params }: RouteContext<"/r/[publicId]/choose/save">,
): Promise<Response> {
  const { publicId } = await params;
  const found = await findStep(publicId, "choose");
  const values = formValues(await readForm(request));
  if (!found.open) {
    if (found.ended) await keepForm(found.ended, "choose", { values, problems: {} });
    return seeOther(found.to);
  }
  const { access, journey } = found;
  const page = `/r/${publicId}/choose`;
  const add = singleValue(values, "add");
  if (add) {
    await keepOnly(access, values);
    return seeOther(`${page}?more=${encodeURIComponent(add)}#place.${encodeURIComponent(add)}.0.guestName`);
  }
  if (singleValue(values, "recount")) {
    await keepOnly(access, values);
    return seeOther(page);
  }
  const again = async (problems: ChoosingProblems) => {
    await keepForm(access, "choose", { values, problems });
    return seeOther(page);
  };
  if ((await takeToken("ordersByAddress", visitorOf(request).address)) === "refused") return again({ trouble: "wait" });

  const outcome = await order(journey, values);
  if (outcome === "held") {
    await dropKeptForm(access, "choose");
    return seeOther(`/r/${publicId}/pay`);
  }
  if (outcome === "elsewhere") return seeOther(`/r/${publicId}`);
  return again(outcome);
}

/** What was wrong with the last order stays said until it is mended. */
async function keepOnly(access: Access, values: FormValues): Promise<void> {
  const kept = await findKeptForm<ChoosingProblems>(access, "choose");
  const { trouble: _over, ...problems } = kept?.problems ?? {};
  await keepForm(access, "choose", { values, problems });
}

/** Holds the order that the form says. An open card page is closed first, so that it cannot be paid while it changes. */
async function order(
  { registration, order: before }: Journey,
  values: FormValues,
): Promise<"held" | "elsewhere" | ChoosingProblems> {
  const { id, conferenceId, locale } = registration;
  const actor = { kind: "person", id: String(id) } as const;
  const now = new Date();
  const catalogue = await loadCatalogue(await db(), { conferenceId, registrationId: id, locale });
  if (findBadQuantities(values, catalogue).size > 0) return { wasSent: true };
  if (before) {
    const left = await leaveCardPayment(before.id, stripeCards, actor, now);
    if (left === "paid" || left === "suspense") return "elsewhere";
    if (left !== "closed") return { trouble: "card-page" };
  }
  const held = await holdOrder(id, readChoice(values, catalogue), actor, now);
  return held.ok ? "held" : problemsOf(held.error);
}

function problemsOf(refusal: HoldRefusal): "elsewhere" | ChoosingProblems {
  switch (refusal.code) {
    case "refused":
      return { wasSent: true };
    case "sold-out":
      return { wasSent: true, soldOut: refusal.items };
    case "payment-begun":
    case "not-found":
      return "elsewhere";
    case "closed":
      return {};
  }
}
