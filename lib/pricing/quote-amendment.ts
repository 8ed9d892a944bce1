import type { CatalogueView, CategoryView, Choice, ServiceView } from "@/lib/pricing/catalogue";
import { currentWindow } from "@/lib/pricing/price-window";
import { isForChoice, type PromotionView } from "@/lib/pricing/promotion";
import { priceLine, type QuotedLine, quoteOrder, type Refusal } from "@/lib/pricing/quote-order";
import { err, ok, type Result } from "@/lib/result";

type ItemKey = { readonly kind: "category" | "service"; readonly code: string };

/** A line as an order holds it: its price is a promise. */
export type FrozenLine = ItemKey & {
  readonly id: number;
  readonly name: string;
  readonly windowLabel: string;
  readonly quantity: number;
  readonly unitMinor: number;
  readonly taxBasisPoints: number;
  readonly promotionId: number | null;
  readonly promotionMinor: number;
};

/** Another price than the catalogue's for every place of an item, set by staff. */
export type PriceOverride = ItemKey & { readonly unitMinor: number };

/** A line of the amended order: `frozenId` is the line that goes on in it, null for a new one. */
export type AmendedLine = QuotedLine & { readonly frozenId: number | null; readonly isOverridden: boolean };

export type AmendmentQuote = {
  readonly currency: string;
  readonly lines: readonly AmendedLine[];
  readonly totalMinor: number;
};

/**
 * Prices a choice that replaces what one registration has on an order. What stays keeps the price and the words of its
 * line; what is added is sold at the price of `now`, on a line of its own where that is another one. Staff choose: a
 * category is open to everybody, and what was bought may stay although it is sold no longer. The code that it was bought
 * with (`catalogue.promotion`) holds for what is added too, as long as it is for the choice, also when its time is over:
 * it was used in time. Once it is for nothing of it and took nothing off what stays, its use is given back.
 */
export function quoteAmendment(
  catalogue: CatalogueView,
  frozen: readonly FrozenLine[],
  choice: Choice,
  overrides: readonly PriceOverride[],
  now: Date,
): Result<AmendmentQuote, readonly Refusal[]> {
  const checked = quoteOrder(forStaff(catalogue, frozen, overrides), { ...choice, promotionCode: undefined }, now);
  if (!checked.ok) return checked;
  const { promotion } = catalogue;
  const promotionNow = promotion && isForChoice(promotion, choice) ? promotion : null;
  const priced = checked.value.lines.map((line) => {
    const override = overrides.find((one) => isSame(one, line));
    return override
      ? ok([overridden(catalogue, frozen, line, override)])
      : splitLine(
          catalogue,
          frozen.filter((one) => isSame(one, line)),
          line,
          promotionNow,
          now,
        );
  });
  const refusals = priced.flatMap((lines) => (lines.ok ? [] : [lines.error]));
  if (refusals.length > 0) return err(refusals);
  const unused = priced.flatMap((one) => (one.ok ? one.value : []));
  const isUsed = promotionNow !== null || unused.some(({ promotionMinor }) => promotionMinor > 0);
  // Whatever its price, the line of the category is the use of the code.
  const used = isUsed ? (promotion?.id ?? null) : null;
  const lines = unused.map((line) => (line.kind === "category" ? { ...line, promotionId: used } : line));
  return ok({
    currency: catalogue.currency,
    lines,
    totalMinor: lines.reduce((total, { grossMinor }) => total + grossMinor, 0),
  });
}

const isSame = (a: ItemKey, b: ItemKey) => a.kind === b.kind && a.code === b.code;

/** The catalogue with what the order has always on sale, and every category open. */
function forStaff(
  catalogue: CatalogueView,
  frozen: readonly FrozenLine[],
  overrides: readonly PriceOverride[],
): CatalogueView {
  const windowsOf = <Item extends CategoryView | ServiceView>(kind: ItemKey["kind"], item: Item): Item => {
    const key = { kind, code: item.code };
    const priceMinor =
      overrides.find((one) => isSame(one, key))?.unitMinor ?? frozen.find((one) => isSame(one, key))?.unitMinor;
    if (priceMinor === undefined) return item;
    return { ...item, windows: [{ label: "", fromUtc: null, untilUtc: null, priceMinor }] };
  };
  const held = (code: string) =>
    frozen.reduce((sum, one) => sum + (isSame(one, { kind: "service", code }) ? one.quantity : 0), 0);
  return {
    ...catalogue,
    categories: catalogue.categories.map((category) => ({
      ...windowsOf("category", category),
      eligibility: "everyone",
      needsCode: false,
    })),
    services: catalogue.services.map((service) => ({
      ...windowsOf("service", service),
      maxPerPerson: Math.max(service.maxPerPerson, held(service.code)),
    })),
  };
}

/** All places of the item at the price that staff set, on the first line that it has. */
function overridden(
  catalogue: CatalogueView,
  frozen: readonly FrozenLine[],
  line: QuotedLine,
  { unitMinor }: PriceOverride,
): AmendedLine {
  const kept = frozen.find((one) => isSame(one, line));
  const item = itemOf(catalogue, line);
  const label = kept?.windowLabel ?? "";
  const priced = priceLine(
    catalogue,
    {
      ...{ kind: line.kind, code: line.code, name: kept?.name ?? line.name },
      taxBasisPoints: kept?.taxBasisPoints ?? item.taxBasisPoints,
    },
    { label, priceMinor: unitMinor },
    line.quantity,
    null,
  );
  return { ...priced, places: line.places, frozenId: kept?.id ?? null, isOverridden: true };
}

/** The places of one item: those that the order has at their own prices, oldest first, the others at the price of now. */
function splitLine(
  catalogue: CatalogueView,
  frozen: readonly FrozenLine[],
  line: QuotedLine,
  promotion: PromotionView | null,
  now: Date,
): Result<AmendedLine[], Refusal> {
  const lines: AmendedLine[] = [];
  let placed = 0;
  const add = (from: FrozenLine | null, priced: Priced) => {
    const places = line.places.slice(placed, placed + priced.quantity);
    lines.push({ ...priced, places, frozenId: from?.id ?? null, isOverridden: false });
    placed += priced.quantity;
  };
  const item = { ...itemOf(catalogue, line), kind: line.kind };
  const current = currentWindow(item.windows, now);
  const priceNow = (quantity: number) => current && priceLine(catalogue, item, current, quantity, promotion);
  const single = priceNow(1);
  for (const one of frozen) {
    const isLast = one === frozen.at(-1);
    // More at the same price and in the same words is one line.
    const joins = isLast && single?.unitMinor === one.unitMinor && single.windowLabel === one.windowLabel;
    const rest = line.quantity - placed;
    const quantity = joins && one.taxBasisPoints === item.taxBasisPoints ? rest : Math.min(rest, one.quantity);
    if (quantity > 0) add(one, priceFrozen(catalogue, one, quantity));
  }
  const rest = line.quantity - placed;
  if (rest === 0) return ok(lines);
  const added = priceNow(rest);
  if (!added) return err({ code: `${line.kind}-not-on-sale`, item: line.code });
  add(null, added);
  return ok(lines);
}

type Priced = ReturnType<typeof priceLine>;

/** So many places at the price of a line that an order has, the code's part in it as it was. */
function priceFrozen(catalogue: CatalogueView, one: FrozenLine, quantity: number): Priced {
  const priced = priceLine(catalogue, one, { label: one.windowLabel, priceMinor: one.unitMinor }, quantity, null);
  return { ...priced, promotionId: one.promotionId, promotionMinor: one.promotionMinor };
}

/** @throws when there is none: `quoteOrder` has found it before */
function itemOf(catalogue: CatalogueView, { kind, code }: ItemKey): CategoryView | ServiceView {
  const items: readonly (CategoryView | ServiceView)[] =
    kind === "category" ? catalogue.categories : catalogue.services;
  const item = items.find((one) => one.code === code);
  if (!item) throw new Error(`No ${kind} ${code}`);
  return item;
}
