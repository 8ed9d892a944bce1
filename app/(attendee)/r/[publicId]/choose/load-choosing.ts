import "server-only";
import { findKeptForm } from "@/lib/access/kept-form";
import { type Catalogue, loadCatalogue } from "@/lib/catalogue/load-catalogue";
import { db } from "@/lib/db/client";
import type { Locale } from "@/lib/i18n/locales";
import { choiceOfOrder } from "@/lib/orders/choice-of-order";
import type { Choice } from "@/lib/pricing/catalogue";
import { describeChoices } from "@/lib/pricing/describe-choices";
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
};

/** All that the page of fees and services shows, at one moment. */
export async function loadChoosing({ access, journey }: OpenJourney, locale: Locale, now: Date) {
  const { conferenceId, id: registrationId } = journey.registration;
  const [catalogue, kept] = await Promise.all([
    db().then((client) => loadCatalogue(client, { conferenceId, registrationId, locale })),
    findKeptForm<ChoosingProblems>(access, "choose"),
  ]);
  const choice = kept ? readChoice(kept.values, catalogue) : (orderedChoice(journey) ?? firstChoice(catalogue));
  const problems = kept?.problems ?? {};
  const quote = quoteOrder(catalogue, choice, now);
  const described = describeChoices(catalogue, choice, now);
  return {
    catalogue,
    choice,
    problems,
    described,
    preview: previewOrder(catalogue, choice, now),
    /** Typed as a number of places and none, by the service's code. */
    badQuantities: problems.wasSent && kept ? findBadQuantities(kept.values, catalogue) : new Map<string, string>(),
    refusals: problems.wasSent && !quote.ok ? quote.error : ([] as readonly Refusal[]),
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

function orderedChoice({ order }: OpenJourney["journey"]): Choice | null {
  return order && choiceOfOrder(order);
}

/** Before anything was chosen: the category that Indico assigns, or the only one there is. */
function firstChoice({ assignedCategories, categories }: Catalogue): Choice {
  const [assigned] = assignedCategories;
  const [only, ...others] = categories;
  return { categoryCode: assigned ?? (others.length === 0 ? only?.code : undefined) ?? null, services: [] };
}
