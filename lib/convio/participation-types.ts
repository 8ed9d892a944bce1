import "server-only";
import { type Catalogue, type CatalogueCategory, loadCatalogue } from "@/lib/catalogue/load-catalogue";
import type { ConvioEvent } from "@/lib/convio/find-event";
import { db } from "@/lib/db/client";
import { currentWindow } from "@/lib/pricing/price-window";
import { findPromotion } from "@/lib/pricing/promotion";
import { isOpened } from "@/lib/pricing/quote-order";

/** A category on sale now to everybody, or to who has its code, as the dialect's participation type. */
export type ParticipationType = {
  readonly category: CatalogueCategory;
  readonly priceMinor: number;
  /** False: it needs a promotion code, and the right one was not given. */
  readonly isOpened: boolean;
  /** Of the quota with the fewest places left; null: no limit. */
  readonly limit: { readonly capacity: number; readonly taken: number } | null;
};

/**
 * What an event offers now through the dialect: categories open to everybody, with the price of now. One that is sold
 * out is offered, and says so.
 * @param promotionCode opens the types that need one
 */
export async function loadParticipationTypes(
  event: ConvioEvent,
  promotionCode: string | undefined,
  now: Date,
): Promise<{ types: ParticipationType[]; takesGifts: boolean }> {
  const catalogue = await loadCatalogue(await db(), { conferenceId: event.id, locale: null, promotionCode });
  const found = findPromotion(catalogue, { categoryCode: null, services: [], promotionCode }, now);
  const promotion = found.ok ? found.value : null;
  const types = catalogue.categories.flatMap((category) => {
    const window = category.eligibility === "everyone" ? currentWindow(category.windows, now) : null;
    if (!window) return [];
    const { priceMinor } = window;
    const limit = tightestLimit(catalogue, category);
    return [{ category, priceMinor, isOpened: isOpened(category, promotion), limit }];
  });
  return { types, takesGifts: catalogue.gift !== null };
}

function tightestLimit(catalogue: Catalogue, { quotaIds }: CatalogueCategory): ParticipationType["limit"] {
  const [tightest] = catalogue.quotas
    .filter(({ id }) => quotaIds.includes(id))
    .sort((one, other) => one.free - other.free || one.id - other.id);
  return tightest ? { capacity: tightest.capacity, taken: Math.max(0, tightest.capacity - tightest.free) } : null;
}
