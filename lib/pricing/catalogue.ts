import type { PriceWindow } from "@/lib/pricing/price-window";
import type { PromotionView } from "@/lib/pricing/promotion";

/**
 * What a conference sells, as one registrant sees it: plain data that the database layer fills in.
 * Codes are unique among the categories and among the services.
 */
export type CatalogueView = {
  readonly currency: string;
  readonly timeZone: string;
  readonly categories: readonly CategoryView[];
  readonly services: readonly ServiceView[];
  readonly quotas: readonly QuotaView[];
  /** Codes of the categories that Indico's mapping assigns to this registrant, and that staff invited them to. */
  readonly assignedCategories: readonly string[];
  readonly invitedCategories: readonly string[];
  /** The promotion code that the choice names; null: none, or there is none of that name. */
  readonly promotion: PromotionView | null;
};

/** Whom a category is open to: everyone, only those whom Indico's mapping assigns, only those whom staff invited. */
export type Eligibility = "everyone" | "assigned" | "invited";

type ItemView = {
  readonly code: string;
  readonly name: string;
  /** No window: never on sale. Free of charge: a window of price 0. */
  readonly windows: readonly PriceWindow[];
  /** Tax included in the price, in 1/100 of a percent. */
  readonly taxBasisPoints: number;
  /** Every place takes one from each of these; none: no limit. */
  readonly quotaIds: readonly number[];
};

export type CategoryView = ItemView & {
  readonly eligibility: Eligibility;
  /** Only with a promotion code that names it. */
  readonly needsCode: boolean;
};

export type ServiceView = ItemView & {
  readonly maxPerPerson: number;
  /** Both or neither. */
  readonly startsAt: Date | null;
  readonly endsAt: Date | null;
  /** False for what may be taken beside other things of the same hours: an exhibition, an open bar. */
  readonly blocksTime: boolean;
  /** Each place is for an accompanying person, named on a badge of their own. */
  readonly namesGuests: boolean;
  /** Asked once per place: diet, shirt size. */
  readonly options: readonly ServiceOption[];
};

/** `choices` null: free text. */
export type ServiceOption = {
  readonly key: string;
  readonly label: string;
  readonly required: boolean;
  readonly choices: readonly string[] | null;
};

/**
 * `free` is what this registrant could still have, never below 0: the places that nobody holds and those that their own
 * order holds already, so that changing an order does not compete with itself.
 */
export type QuotaView = { readonly id: number; readonly capacity: number; readonly free: number };

/** What the registrant wants. Places may be fewer than the quantity: what is missing in them is then refused by name. */
export type Choice = {
  readonly categoryCode: string | null;
  readonly services: readonly ServiceChoice[];
  /** As it was typed; blank or left out: none. */
  readonly promotionCode?: string | undefined;
};

export type ServiceChoice = {
  readonly code: string;
  readonly quantity: number;
  readonly places?: readonly PlaceChoice[];
};

export type PlaceChoice = {
  readonly guestName?: string;
  readonly options?: Readonly<Record<string, string | undefined>>;
};

/** May this registrant choose the category? A category assigned by Indico does not close those open to everyone. */
export function isEligible(catalogue: CatalogueView, category: CategoryView): boolean {
  switch (category.eligibility) {
    case "everyone":
      return true;
    case "assigned":
      return catalogue.assignedCategories.includes(category.code);
    case "invited":
      return catalogue.invitedCategories.includes(category.code);
  }
}
