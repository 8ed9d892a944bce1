import "server-only";
import { type Catalogue, type CatalogueCategory, loadCatalogue } from "@/lib/catalogue/load-catalogue";
import { tryPromotion } from "@/lib/catalogue/try-promotion";
import { type ConvioRefusal, refuse } from "@/lib/convio/errors";
import type { ConvioEvent } from "@/lib/convio/find-event";
import type { ConvioCall } from "@/lib/convio/method";
import { db } from "@/lib/db/client";
import { currentWindow } from "@/lib/pricing/price-window";
import { findPromotion, isUsedUp } from "@/lib/pricing/promotion";
import { isOpened } from "@/lib/pricing/quote-order";
import { ok, type Result } from "@/lib/result";

/** A category on sale now to everybody, or to who has its code, as the dialect's participation type. */
export type ParticipationType = {
  readonly category: CatalogueCategory;
  readonly priceMinor: number;
  /** False: it needs a promotion code, and the right one was not given. */
  readonly isOpened: boolean;
  /** Of the quota with the fewest places left; null: no limit. */
  readonly limit: { readonly capacity: number; readonly taken: number } | null;
};

/** The code that a call names, once it may be looked at: who guesses codes over the client API waits (4). */
export async function readPromotionCode(
  { parameters, caller, address }: Pick<ConvioCall, "parameters" | "caller" | "address">,
  event: ConvioEvent,
): Promise<Result<string | undefined, ConvioRefusal>> {
  const code = parameters.get("promotion_code");
  if (code === undefined || caller.kind !== "client") return ok(code);
  const tried = await tryPromotion(event.id, code, { address, registrationId: null });
  return tried === "spent" ? refuse(4, "Too many promotion codes were tried from this address.") : ok(code);
}

/**
 * What an event offers now through the dialect: categories open to everybody, with the price of now. One that is sold
 * out is offered, and says so.
 * @param promotionCode opens the types that need one, unless it was used as often as it may be
 */
export async function loadParticipationTypes(
  event: ConvioEvent,
  promotionCode: string | undefined,
  now: Date,
): Promise<{ types: ParticipationType[]; takesGifts: boolean }> {
  const catalogue = await loadCatalogue(await db(), { conferenceId: event.id, locale: null, promotionCode });
  const found = findPromotion(catalogue, { categoryCode: null, services: [], promotionCode }, now);
  const promotion = found.ok && found.value && !isUsedUp(catalogue, found.value) ? found.value : null;
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
