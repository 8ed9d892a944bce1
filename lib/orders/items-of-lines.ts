import type { Catalogue, CatalogueCategory, CatalogueService } from "@/lib/catalogue/load-catalogue";
import { quotasOfLine } from "@/lib/pricing/promotion";
import type { QuotedLine } from "@/lib/pricing/quote-order";

export type CatalogueItem = CatalogueCategory | CatalogueService;

/** What a line sells, from the catalogue. */
export function itemOf(
  catalogue: Catalogue,
  { kind, code }: { kind: "category" | "service"; code: string },
): CatalogueItem | undefined {
  const items: readonly CatalogueItem[] = kind === "category" ? catalogue.categories : catalogue.services;
  const item = items.find((item) => item.code === code);
  return item ?? (kind === "service" && catalogue.gift?.code === code ? catalogue.gift : undefined);
}

/** The quotas of which a line takes places, those of the promotion code that it uses among them. */
export function quotaIdsOf(catalogue: Catalogue, line: Pick<QuotedLine, "kind" | "code" | "promotionId">): number[] {
  return quotasOfLine(itemOf(catalogue, line)?.quotaIds ?? [], line, catalogue.promotion);
}

/** The line's texts in the other languages, as they are now: `{ "it": { "name": …, "windowLabel": … } }`. */
export function translationsOf(item: CatalogueItem | undefined, windowLabel: string) {
  const labels = item?.windows.find(({ label }) => label === windowLabel)?.translations ?? {};
  const names = item?.translations ?? {};
  const locales = new Set([...Object.keys(names), ...Object.keys(labels)]);
  return Object.fromEntries(
    [...locales].map((locale) => [locale, { name: names[locale]?.name, windowLabel: labels[locale]?.label }]),
  );
}
