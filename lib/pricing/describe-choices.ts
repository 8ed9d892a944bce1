import { type CatalogueView, type Choice, isEligible, type QuotaView } from "@/lib/pricing/catalogue";
import { countPlaces } from "@/lib/pricing/count-places";
import { currentWindow, nextWindow, type PriceWindow } from "@/lib/pricing/price-window";
import { findPromotion } from "@/lib/pricing/promotion";
import { isOpened } from "@/lib/pricing/quote-order";
import { clashes } from "@/lib/pricing/time-clash";

/** Whether an item can be chosen, and if not, why: the first reason that unticking something else would not lift. */
export type Availability =
  | { readonly state: "on-sale" | "few-left" }
  | { readonly state: "not-eligible" | "needs-code" | "closed" | "full" }
  | { readonly state: "not-yet"; readonly from: Date }
  | { readonly state: "clash"; readonly with: readonly string[] };

export type DescribedItem = {
  readonly code: string;
  readonly availability: Availability;
  /** On sale or few left. A chosen item stays untickable whatever this says. */
  readonly canChoose: boolean;
  readonly price: PriceWindow | null;
  readonly nextPrice: PriceWindow | null;
  /** Places left beside what else is chosen, of the tightest of the item's quotas; null: no limit. */
  readonly left: { readonly places: number; readonly capacity: number } | null;
  /** The largest quantity that can be chosen: 0 where it cannot. */
  readonly most: number;
};

/**
 * Every item of the catalogue with its price and whether it can be chosen beside what is chosen already.
 * Free places are a picture of a moment: the database decides when it takes them.
 */
export function describeChoices(
  catalogue: CatalogueView,
  choice: Choice,
  now: Date,
): { categories: DescribedItem[]; services: DescribedItem[] } {
  const chosen = choice.services.filter(({ quantity }) => quantity > 0);
  const chosenServices = catalogue.services.filter(({ code }) => chosen.some((service) => service.code === code));
  const lines = [
    ...(choice.categoryCode === null ? [] : [{ kind: "category" as const, code: choice.categoryCode, quantity: 1 }]),
    ...chosen.map(({ code, quantity }) => ({ kind: "service" as const, code, quantity })),
  ];
  const leftBeside = (item: { quotaIds: readonly number[] }, others: typeof lines) =>
    tightest(
      catalogue.quotas,
      item.quotaIds,
      new Map(countPlaces(catalogue, others).map((p) => [p.quotaId, p.places])),
    );

  const found = findPromotion(catalogue, choice, now);
  const promotion = found.ok ? found.value : null;
  return {
    categories: catalogue.categories.map((category) => {
      const others = lines.filter(({ kind }) => kind !== "category"); // choosing one gives the other's place back
      const left = leftBeside(category, others);
      const availability: Availability = !isEligible(catalogue, category)
        ? { state: "not-eligible" }
        : isOpened(category, promotion)
          ? availabilityOf(category.windows, now, left, [])
          : { state: "needs-code" };
      return describeItem(category, now, left, availability, 1);
    }),
    services: catalogue.services.map((service) => {
      const others = lines.filter(({ kind, code }) => kind !== "service" || code !== service.code);
      const left = leftBeside(service, others);
      const inTheWay = chosenServices.filter((other) => clashes(other, service)).map(({ code }) => code);
      const availability = availabilityOf(service.windows, now, left, inTheWay);
      return describeItem(service, now, left, availability, service.maxPerPerson);
    }),
  };
}

function availabilityOf(
  windows: readonly PriceWindow[],
  now: Date,
  left: DescribedItem["left"],
  inTheWay: readonly string[],
): Availability {
  if (!currentWindow(windows, now)) {
    const from = nextWindow(windows, now)?.fromUtc;
    return from ? { state: "not-yet", from } : { state: "closed" };
  }
  if (left && left.places === 0) return { state: "full" };
  if (inTheWay.length > 0) return { state: "clash", with: inTheWay };
  return { state: left && left.places * 10 <= left.capacity ? "few-left" : "on-sale" };
}

function describeItem(
  item: { code: string; windows: readonly PriceWindow[] },
  now: Date,
  left: DescribedItem["left"],
  availability: Availability,
  maxPerPerson: number,
): DescribedItem {
  const canChoose = availability.state === "on-sale" || availability.state === "few-left";
  return {
    code: item.code,
    availability,
    canChoose,
    price: currentWindow(item.windows, now),
    nextPrice: nextWindow(item.windows, now),
    left,
    most: canChoose ? Math.min(maxPerPerson, left?.places ?? maxPerPerson) : 0,
  };
}

function tightest(
  quotas: readonly QuotaView[],
  quotaIds: readonly number[],
  takenByOthers: ReadonlyMap<number, number>,
): DescribedItem["left"] {
  const left = quotas
    .filter(({ id }) => quotaIds.includes(id))
    .map(({ id, free, capacity }) => ({ places: Math.max(0, free - (takenByOthers.get(id) ?? 0)), capacity }));
  return left.sort((a, b) => a.places - b.places)[0] ?? null;
}
