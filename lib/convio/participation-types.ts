import "server-only";
import { type Catalogue, type CatalogueCategory, loadCatalogue } from "@/lib/catalogue/load-catalogue";
import type { ConvioEvent } from "@/lib/convio/find-event";
import { db } from "@/lib/db/client";
import { currentWindow } from "@/lib/pricing/price-window";

/** A category on sale now to everybody, as the dialect's participation type. */
export type ParticipationType = {
  readonly category: CatalogueCategory;
  readonly priceMinor: number;
  /** Of the quota with the fewest places left; null: no limit. */
  readonly limit: { readonly capacity: number; readonly taken: number } | null;
};

/**
 * What an event offers now through the dialect: categories open to everybody, with the price of now. One that is sold
 * out is offered, and says so.
 */
export async function loadParticipationTypes(
  event: ConvioEvent,
  now: Date,
): Promise<{ types: ParticipationType[]; takesGifts: boolean }> {
  const catalogue = await loadCatalogue(await db(), { conferenceId: event.id, locale: null });
  const types = catalogue.categories.flatMap((category) => {
    const window = category.eligibility === "everyone" ? currentWindow(category.windows, now) : null;
    return window ? [{ category, priceMinor: window.priceMinor, limit: tightestLimit(catalogue, category) }] : [];
  });
  return { types, takesGifts: catalogue.gift !== null };
}

function tightestLimit(catalogue: Catalogue, { quotaIds }: CatalogueCategory): ParticipationType["limit"] {
  const [tightest] = catalogue.quotas
    .filter(({ id }) => quotaIds.includes(id))
    .sort((one, other) => one.free - other.free || one.id - other.id);
  return tightest ? { capacity: tightest.capacity, taken: Math.max(0, tightest.capacity - tightest.free) } : null;
}
