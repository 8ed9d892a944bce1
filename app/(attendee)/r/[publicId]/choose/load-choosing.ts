import "server-only";
import { findKeptForm } from "@/lib/access/kept-form";
import { type Catalogue, loadCatalogue } from "@/lib/catalogue/load-catalogue";
import { db } from "@/lib/db/client";
import { singleValue } from "@/lib/http/form-values";
import type { Locale } from "@/lib/i18n/locales";
import { choiceOfOrder } from "@/lib/orders/choice-of-order";
import type { Choice } from "@/lib/pricing/catalogue";
import { describeChoices } from "@/lib/pricing/describe-choices";
import { findPromotion, isForChoice, isUsedUp, type PromotionRefusal } from "@/lib/pricing/promotion";
import { previewOrder, quoteOrder, type Refusal } from "@/lib/pricing/quote-order";
import type { OpenJourney } from "../journey";
import { findBadQuantities, readChoice } from "./choice-form";

/** How the last try to order ended; nothing of it while the person only counts. */
export type ChoosingProblems = {
  /** The form was sent to be ordered: what is wrong with it is said, and goes away as it is mended. */
  wasSent?: boolean;
  /** Codes of what had too few places a moment ago. */
  soldOut?: string[];
  /** `"wait"`: too many orders from this network; `"card-page"`: the open card page could not be closed. */
  trouble?: "wait" | "card-page";
  /** The promotion code that was tried last, in its one spelling; absent: that of the order. */
  applied?: string;
  /** Too many codes were tried: the one in the form was not looked at. */
  codeTrouble?: "wait";
};

/** The code of a form: as it was typed, whether it is applied, what it takes off the total, or why it cannot be used. */
export type ChoosingCode = {
  typed: string;
  applied: string;
  lessMinor: number;
  refusal: PromotionRefusal | { code: "promotion-used-up" | "promotion-wait" } | null;
};

/** All that the page of fees and services shows, at one moment. */
export async function loadChoosing({ access, journey }: OpenJourney, locale: Locale, now: Date) {
  const { conferenceId, id: registrationId } = journey.registration;
  const kept = await findKeptForm<ChoosingProblems>(access, "choose");
  const problems = kept?.problems ?? {};
  const promotionCode = appliedCode(problems, journey);
  const catalogue = await loadCatalogue(await db(), { conferenceId, registrationId, locale, promotionCode });
  const choice = kept
    ? readChoice(kept.values, catalogue, promotionCode)
    : (orderedChoice(journey) ?? firstChoice(catalogue));
  const quote = quoteOrder(catalogue, choice, now);
  const preview = previewOrder(catalogue, choice, now);
  const described = describeChoices(catalogue, choice, now);
  return {
    catalogue,
    choice,
    problems,
    described,
    preview,
    code: {
      typed: kept ? singleValue(kept.values, "promotionCode") : (promotionCode ?? ""),
      applied: promotionCode ?? "",
      lessMinor: preview.lines.reduce((sum, { promotionMinor, quantity }) => sum + promotionMinor * quantity, 0),
      refusal: problems.codeTrouble ? { code: "promotion-wait" } : refuseCode(catalogue, choice, now),
    } satisfies ChoosingCode as ChoosingCode,
    /** Typed as a number of places and none, by the service's code. */
    badQuantities: problems.wasSent && kept ? findBadQuantities(kept.values, catalogue) : new Map<string, string>(),
    refusals: problems.wasSent && !quote.ok ? quote.error.filter((one) => !isOfCode(one)) : ([] as readonly Refusal[]),
    soldOut: (problems.soldOut ?? []).flatMap((code) => {
      const item = [...described.categories, ...described.services].find((one) => one.code === code);
      const wanted = choice.services.find((service) => service.code === code)?.quantity ?? 1;
      const isChosen = choice.categoryCode === code || choice.services.some((one) => one.code === code && one.quantity);
      const left = item?.left?.places ?? 0;
      return isChosen && left < wanted ? [{ code, left }] : [];
    }),
  };
}

export type Choosing = Awaited<ReturnType<typeof loadChoosing>>;

/** The code that a page or its order counts with. */
export function appliedCode({ applied }: ChoosingProblems, { order }: OpenJourney["journey"]): string | undefined {
  return applied ?? (order ? choiceOfOrder(order).promotionCode : undefined);
}

/** What stands in a code's way, said as soon as it is applied; of a fee that is not chosen yet nothing. */
function refuseCode(catalogue: Catalogue, choice: Choice, now: Date): ChoosingCode["refusal"] {
  const found = findPromotion(catalogue, choice, now);
  if (!found.ok) return found.error;
  if (!found.value) return null;
  if (isUsedUp(catalogue, found.value)) return { code: "promotion-used-up" };
  const isMisplaced = choice.categoryCode !== null && !isForChoice(found.value, choice);
  return isMisplaced ? { code: "promotion-not-for-this" } : null;
}

/** Said beside the code, whatever else is wrong. */
function isOfCode({ code }: Refusal): boolean {
  return code.startsWith("promotion-");
}

function orderedChoice({ order }: OpenJourney["journey"]): Choice | null {
  return order && choiceOfOrder(order);
}

/** Before anything was chosen: the category that Indico assigns, or the only one there is. */
function firstChoice({ assignedCategories, categories }: Catalogue): Choice {
  const [assigned] = assignedCategories;
  const [only, ...others] = categories.filter(({ needsCode }) => !needsCode);
  return { categoryCode: assigned ?? (others.length === 0 ? only?.code : undefined) ?? null, services: [] };
}
