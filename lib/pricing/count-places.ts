import type { CatalogueView } from "@/lib/pricing/catalogue";

/** Places to take from one quota. */
export type PlacesWanted = { readonly quotaId: number; readonly places: number };

/**
 * The places that lines take, by quota in the order of ids: the order in which quotas are locked.
 * An item may draw from several quotas, and several items from one.
 */
export function countPlaces(
  catalogue: Pick<CatalogueView, "categories" | "services">,
  lines: readonly { kind: "category" | "service"; code: string; quantity: number }[],
): PlacesWanted[] {
  const places = new Map<number, number>();
  for (const { kind, code, quantity } of lines) {
    const items = kind === "category" ? catalogue.categories : catalogue.services;
    for (const quotaId of items.find((item) => item.code === code)?.quotaIds ?? []) {
      places.set(quotaId, (places.get(quotaId) ?? 0) + quantity);
    }
  }
  return [...places].map(([quotaId, wanted]) => ({ quotaId, places: wanted })).sort((a, b) => a.quotaId - b.quotaId);
}
