import { money, multiply, splitGross } from "@/lib/money/money";
import {
  type CatalogueView,
  type CategoryView,
  type Choice,
  isEligible,
  type ServiceChoice,
  type ServiceView,
} from "@/lib/pricing/catalogue";
import { currentWindow } from "@/lib/pricing/price-window";
import {
  findPromotion,
  isForChoice,
  opens,
  type PromotionRefusal,
  type PromotionView,
  reductionOf,
} from "@/lib/pricing/promotion";
import { type PlaceRefusal, type QuotedPlace, quotePlaces } from "@/lib/pricing/quote-places";
import { clashes } from "@/lib/pricing/time-clash";
import { err, ok, type Result } from "@/lib/result";

/** What is bought, priced at one moment. All amounts in `currency`, tax included; net + tax = gross on every line. */
export type Quote = {
  readonly currency: string;
  readonly lines: readonly QuotedLine[];
  readonly totalMinor: number;
  readonly taxMinor: number;
};

export type QuotedLine = {
  readonly kind: "category" | "service";
  readonly code: string;
  readonly name: string;
  /** Label of the price window that set the price. */
  readonly windowLabel: string;
  readonly quantity: number;
  readonly unitMinor: number;
  readonly grossMinor: number;
  readonly netMinor: number;
  readonly taxMinor: number;
  readonly taxBasisPoints: number;
  /** The code that it is sold with: on the line of the category it is a use of the code. */
  readonly promotionId: number | null;
  /** What the code took off the price of one place; `unitMinor` is without it. */
  readonly promotionMinor: number;
  /** One per place where guests are named or options asked, else none. */
  readonly places: readonly QuotedPlace[];
};

/** Why something cannot be bought; `item` and `with` are codes of the catalogue, `place` counts from 0. */
export type Refusal =
  | { readonly code: "nothing-chosen" | "category-missing" }
  | { readonly code: "category-unknown" | "category-not-eligible" | "category-not-on-sale"; readonly item: string }
  | { readonly code: "category-needs-code"; readonly item: string }
  | { readonly code: "service-unknown" | "service-not-on-sale"; readonly item: string }
  | { readonly code: "too-many"; readonly item: string; readonly most: number }
  | { readonly code: "clash"; readonly item: string; readonly with: string }
  | PromotionRefusal
  | PlaceRefusal;

/**
 * Prices a choice at `now`: the one place where a price is made. Refuses with every reason at once, each naming its item.
 * Places are not looked at: whether something is sold out, the database decides when it takes them.
 * @throws RangeError when a quantity is negative or has a fraction
 */
export function quoteOrder(catalogue: CatalogueView, choice: Choice, now: Date): Result<Quote, readonly Refusal[]> {
  const wanted = mergeServices(choice.services);
  if (choice.categoryCode === null && wanted.length === 0) return err([{ code: "nothing-chosen" }]);

  const found = findPromotion(catalogue, choice, now);
  const promotion = found.ok ? found.value : null;
  const lines = [
    quoteCategory(catalogue, choice.categoryCode, promotion, now),
    ...wanted.map((w) => quoteService(catalogue, w, promotion, now)),
  ];
  const isMisplaced = promotion !== null && choice.categoryCode !== null && !isForChoice(promotion, choice);
  const refusals = [
    ...(found.ok ? [] : [found.error]),
    ...lines.flatMap((line) => (line.ok ? [] : line.error)),
    ...(isMisplaced ? [{ code: "promotion-not-for-this" as const }] : []),
    ...findClashes(catalogue, wanted),
  ];
  if (refusals.length > 0) return err(refusals);

  return ok(
    totalled(
      catalogue,
      lines.flatMap((line) => (line.ok ? [line.value] : [])),
    ),
  );
}

/**
 * Prices what can be priced of a choice that may be unfinished, for the running total beside its form: an item that is
 * not on sale or not open to the registrant is left out, and nothing is refused.
 */
export function previewOrder(catalogue: CatalogueView, choice: Choice, now: Date): Quote {
  const found = findPromotion(catalogue, choice, now);
  const promotion = found.ok && found.value && isForChoice(found.value, choice) ? found.value : null;
  const category = catalogue.categories.find(({ code }) => code === choice.categoryCode);
  const items = [
    ...(category && isEligible(catalogue, category) && isOpened(category, promotion)
      ? [{ kind: "category" as const, item: category, quantity: 1 }]
      : []),
    ...mergeServices(choice.services).flatMap(({ code, quantity }) => {
      const item = catalogue.services.find((service) => service.code === code);
      return item ? [{ kind: "service" as const, item, quantity }] : [];
    }),
  ];
  return totalled(
    catalogue,
    items.flatMap(({ kind, item, quantity }) => {
      const window = currentWindow(item.windows, now);
      return window ? [{ ...priceLine(catalogue, { kind, ...item }, window, quantity, promotion), places: [] }] : [];
    }),
  );
}

/** The line of a gift: no price of ours, the giver says how much. Minor units, tax as its service says. */
export function quoteGift(catalogue: CatalogueView, gift: ServiceView, giftMinor: number): QuotedLine {
  const window = { label: "", priceMinor: giftMinor };
  return { ...priceLine(catalogue, { kind: "service", ...gift }, window, 1, null), places: [] };
}

function totalled({ currency }: CatalogueView, lines: readonly QuotedLine[]): Quote {
  return {
    currency,
    lines,
    totalMinor: lines.reduce((total, line) => total + line.grossMinor, 0),
    taxMinor: lines.reduce((total, line) => total + line.taxMinor, 0),
  };
}

type Line = Result<QuotedLine, readonly Refusal[]>;

/** Whether a category may be chosen with this code, or with none. */
export function isOpened({ code, needsCode }: CategoryView, promotion: PromotionView | null): boolean {
  return !needsCode || opens(promotion, code);
}

function quoteCategory(
  catalogue: CatalogueView,
  code: string | null,
  promotion: PromotionView | null,
  now: Date,
): Line {
  if (code === null) return err([{ code: "category-missing" }]);
  const category = catalogue.categories.find((candidate) => candidate.code === code);
  if (!category) return err([{ code: "category-unknown", item: code }]);
  if (!isEligible(catalogue, category)) return err([{ code: "category-not-eligible", item: code }]);
  if (!isOpened(category, promotion)) return err([{ code: "category-needs-code", item: code }]);
  const window = currentWindow(category.windows, now);
  if (!window) return err([{ code: "category-not-on-sale", item: code }]);
  return ok({ ...priceLine(catalogue, { kind: "category", ...category }, window, 1, promotion), places: [] });
}

function quoteService(
  catalogue: CatalogueView,
  wanted: Required<ServiceChoice>,
  promotion: PromotionView | null,
  now: Date,
): Line {
  const { code, quantity } = wanted;
  const service = catalogue.services.find((candidate) => candidate.code === code);
  if (!service) return err([{ code: "service-unknown", item: code }]);
  const window = currentWindow(service.windows, now);
  if (!window) return err([{ code: "service-not-on-sale", item: code }]);
  if (quantity > service.maxPerPerson) return err([{ code: "too-many", item: code, most: service.maxPerPerson }]);
  const places = quotePlaces(service, wanted);
  if (!places.ok) return places;
  const line = priceLine(catalogue, { kind: "service", ...service }, window, quantity, promotion);
  return ok({ ...line, places: places.value });
}

type PricedItem = { kind: "category" | "service"; code: string; name: string; taxBasisPoints: number };

/** One line of an item: its window's price, less what a code takes off each place, so many times. */
export function priceLine(
  { currency }: CatalogueView,
  item: PricedItem,
  window: { label: string; priceMinor: number },
  quantity: number,
  promotion: PromotionView | null,
): Omit<QuotedLine, "places"> {
  const promotionMinor = reductionOf(promotion, item, window.priceMinor, currency);
  const unitMinor = window.priceMinor - promotionMinor;
  const gross = multiply(money(unitMinor, currency), quantity);
  const { net, tax } = splitGross(gross, item.taxBasisPoints);
  const isSoldWith = promotion !== null && (item.kind === "category" || promotionMinor > 0);
  return {
    kind: item.kind,
    code: item.code,
    name: item.name,
    windowLabel: window.label,
    quantity,
    unitMinor,
    grossMinor: gross.minor,
    netMinor: net.minor,
    taxMinor: tax.minor,
    taxBasisPoints: item.taxBasisPoints,
    promotionId: isSoldWith ? promotion.id : null,
    promotionMinor,
  };
}

/** Each pair once, named at the later of the two in the catalogue's order. */
function findClashes(catalogue: CatalogueView, wanted: readonly ServiceChoice[]): Refusal[] {
  const chosen = catalogue.services.filter((service) => wanted.some(({ code }) => code === service.code));
  return chosen.flatMap((service: ServiceView, index) =>
    chosen
      .slice(0, index)
      .filter((earlier) => clashes(earlier, service))
      .map((earlier) => ({ code: "clash" as const, item: service.code, with: earlier.code })),
  );
}

/** What is really wanted: quantity 0 is not chosen, a service named twice is one with both quantities. */
function mergeServices(services: readonly ServiceChoice[]): Required<ServiceChoice>[] {
  const merged = new Map<string, Required<ServiceChoice>>();
  for (const { code, quantity, places = [] } of services) {
    if (!Number.isSafeInteger(quantity) || quantity < 0) throw new RangeError(`Not a quantity: ${quantity}`);
    if (quantity === 0) continue;
    const before = merged.get(code) ?? { code, quantity: 0, places: [] };
    merged.set(code, { code, quantity: before.quantity + quantity, places: [...before.places, ...places] });
  }
  return [...merged.values()];
}
