import { money, multiply, splitGross } from "@/lib/money/money";
import {
  type CatalogueView,
  type Choice,
  isEligible,
  type ServiceChoice,
  type ServiceView,
} from "@/lib/pricing/catalogue";
import { currentWindow } from "@/lib/pricing/price-window";
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
  /** One per place where guests are named or options asked, else none. */
  readonly places: readonly QuotedPlace[];
};

/** Why something cannot be bought; `item` and `with` are codes of the catalogue, `place` counts from 0. */
export type Refusal =
  | { readonly code: "nothing-chosen" | "category-missing" }
  | { readonly code: "category-unknown" | "category-not-eligible" | "category-not-on-sale"; readonly item: string }
  | { readonly code: "service-unknown" | "service-not-on-sale"; readonly item: string }
  | { readonly code: "too-many"; readonly item: string; readonly most: number }
  | { readonly code: "clash"; readonly item: string; readonly with: string }
  | PlaceRefusal;

/**
 * Prices a choice at `now`: the one place where a price is made. Refuses with every reason at once, each naming its item.
 * Places are not looked at: whether something is sold out, the database decides when it takes them.
 * @throws RangeError when a quantity is negative or has a fraction
 */
export function quoteOrder(catalogue: CatalogueView, choice: Choice, now: Date): Result<Quote, readonly Refusal[]> {
  const wanted = mergeServices(choice.services);
  if (choice.categoryCode === null && wanted.length === 0) return err([{ code: "nothing-chosen" }]);

  const lines = [
    quoteCategory(catalogue, choice.categoryCode, now),
    ...wanted.map((w) => quoteService(catalogue, w, now)),
  ];
  const refusals = [...lines.flatMap((line) => (line.ok ? [] : line.error)), ...findClashes(catalogue, wanted)];
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
  const category = catalogue.categories.find(({ code }) => code === choice.categoryCode);
  const items = [
    ...(category && isEligible(catalogue, category)
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
      return window ? [{ kind, ...priceLine(catalogue, item, window, quantity), places: [] }] : [];
    }),
  );
}

/** The line of a gift: no price of ours, the giver says how much. Minor units, tax as its service says. */
export function quoteGift(catalogue: CatalogueView, gift: ServiceView, giftMinor: number): QuotedLine {
  const window = { label: "", priceMinor: giftMinor };
  return { kind: "service", ...priceLine(catalogue, gift, window, 1), places: [] };
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

function quoteCategory(catalogue: CatalogueView, code: string | null, now: Date): Line {
  if (code === null) return err([{ code: "category-missing" }]);
  const category = catalogue.categories.find((candidate) => candidate.code === code);
  if (!category) return err([{ code: "category-unknown", item: code }]);
  if (!isEligible(catalogue, category)) return err([{ code: "category-not-eligible", item: code }]);
  const window = currentWindow(category.windows, now);
  if (!window) return err([{ code: "category-not-on-sale", item: code }]);
  return ok({ kind: "category", ...priceLine(catalogue, category, window, 1), places: [] });
}

function quoteService(catalogue: CatalogueView, wanted: Required<ServiceChoice>, now: Date): Line {
  const { code, quantity } = wanted;
  const service = catalogue.services.find((candidate) => candidate.code === code);
  if (!service) return err([{ code: "service-unknown", item: code }]);
  const window = currentWindow(service.windows, now);
  if (!window) return err([{ code: "service-not-on-sale", item: code }]);
  if (quantity > service.maxPerPerson) return err([{ code: "too-many", item: code, most: service.maxPerPerson }]);
  const places = quotePlaces(service, wanted);
  if (!places.ok) return places;
  return ok({ kind: "service", ...priceLine(catalogue, service, window, quantity), places: places.value });
}

/** One line of an item: its window's price, so many times. */
export function priceLine(
  { currency }: CatalogueView,
  item: { code: string; name: string; taxBasisPoints: number },
  window: { label: string; priceMinor: number },
  quantity: number,
) {
  const gross = multiply(money(window.priceMinor, currency), quantity);
  const { net, tax } = splitGross(gross, item.taxBasisPoints);
  return {
    code: item.code,
    name: item.name,
    windowLabel: window.label,
    quantity,
    unitMinor: window.priceMinor,
    grossMinor: gross.minor,
    netMinor: net.minor,
    taxMinor: tax.minor,
    taxBasisPoints: item.taxBasisPoints,
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
