import type { NextRequest } from "next/server";
import { readForm } from "@/app/read-form";
import { seeOther } from "@/app/see-other";
import { dropKeptForm, findKeptForm, keepForm } from "@/lib/access/kept-form";
import type { Access } from "@/lib/access/sessions";
import { loadCatalogue } from "@/lib/catalogue/load-catalogue";
import { tryPromotion } from "@/lib/catalogue/try-promotion";
import { db } from "@/lib/db/client";
import { type FormValues, formValues, singleValue } from "@/lib/http/form-values";
import { takeToken } from "@/lib/limits/take-token";
import { type HoldRefusal, holdOrder } from "@/lib/orders/hold-order";
import { leaveCardPayment } from "@/lib/payments/leave-card-payment";
import { spellCode } from "@/lib/pricing/promotion";
import type { Journey } from "@/lib/registration/load-journey";
import { stripeCards } from "@/lib/stripe/stripe-cards";
import { visitorOf } from "../../../../visitor";
import { findStep } from "../../journey";
import { findBadQuantities, readChoice } from "../choice-form";
import { appliedCode, type ChoosingProblems } from "../load-choosing";

/**
 * POST /r/{id}/choose/save: the form of fees and services. `recount` and `add` only keep it, so that the page shows the
 * new total, what a promotion code does, or one more person to name; else it is ordered and its places are held.
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
  const { address } = visitorOf(request);
  const kept = (await findKeptForm<ChoosingProblems>(access, "choose"))?.problems ?? {};
  const before = appliedCode(kept, journey) ?? "";
  const add = singleValue(values, "add");
  const recount = singleValue(values, "recount");
  // While somebody types, what stands in the field is half a code.
  const code = add || recount === "live" ? keepCode(kept, before) : await tryCode(journey, values, before, address);
  if (add) {
    await keepOnly(access, values, kept, code);
    return seeOther(`${page}?more=${encodeURIComponent(add)}#place.${encodeURIComponent(add)}.0.guestName`);
  }
  if (recount) {
    await keepOnly(access, values, kept, code);
    return seeOther(recount === "code" ? `${page}#code` : page);
  }
  const again = async (problems: ChoosingProblems) => {
    await keepForm(access, "choose", { values, problems: { ...problems, ...code } });
    return seeOther(page);
  };
  if (code.codeTrouble) return again({ wasSent: true });
  if ((await takeToken("ordersByAddress", address)) === "refused") return again({ trouble: "wait" });

  const outcome = await order(journey, values, code.applied);
  if (outcome === "held") {
    await dropKeptForm(access, "choose");
    return seeOther(`/r/${publicId}/pay`);
  }
  if (outcome === "elsewhere") return seeOther(`/r/${publicId}`);
  return again(outcome);
}

/** What was wrong with the last order stays said until it is mended. */
async function keepOnly(access: Access, values: FormValues, kept: ChoosingProblems, code: Code): Promise<void> {
  const { trouble: _over, codeTrouble: _tried, ...problems } = kept;
  await keepForm(access, "choose", { values, problems: { ...problems, ...code } });
}

type Code = Required<Pick<ChoosingProblems, "applied">> & Pick<ChoosingProblems, "codeTrouble">;

function keepCode({ codeTrouble }: ChoosingProblems, applied: string): Code {
  return { applied, ...(codeTrouble ? { codeTrouble } : {}) };
}

/** The code that the form says, unless too many were tried. */
async function tryCode({ registration }: Journey, values: FormValues, before: string, address: string): Promise<Code> {
  const applied = spellCode(singleValue(values, "promotionCode"));
  if (applied === "" || applied === before) return { applied };
  const by = { address, registrationId: registration.id };
  const isSpent = (await tryPromotion(registration.conferenceId, applied, by)) === "spent";
  return isSpent ? { applied: "", codeTrouble: "wait" } : { applied };
}

/** Holds the order that the form says. An open card page is closed first, so that it cannot be paid while it changes. */
async function order(
  { registration, order: before }: Journey,
  values: FormValues,
  promotionCode: string,
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
  const held = await holdOrder(id, readChoice(values, catalogue, promotionCode), actor, now);
  return held.ok ? "held" : problemsOf(held.error);
}

function problemsOf(refusal: HoldRefusal): "elsewhere" | ChoosingProblems {
  switch (refusal.code) {
    case "refused":
    case "promotion-used-up": // which the page sees too
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
