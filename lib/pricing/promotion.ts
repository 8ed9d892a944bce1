import { money, share } from "@/lib/money/money";
import type { CatalogueView, Choice } from "@/lib/pricing/catalogue";
import { err, ok, type Result } from "@/lib/result";

/** What a code takes off the price of one place: a share in 1/100 of a percent, or an amount in minor units. */
export type Reduction =
  | { readonly kind: "share"; readonly basisPoints: number }
  | { readonly kind: "amount"; readonly minor: number }
  | { readonly kind: "none" };

/**
 * A promotion code. `categories` and `services` are what it is for: none of both, the fee of every category; categories
 * alone, their fees; services alone, these beside any fee. A category that needs a code is opened by one that names it.
 */
export type PromotionView = {
  readonly id: number;
  /** In capitals. */
  readonly code: string;
  readonly reduction: Reduction;
  readonly categories: readonly string[];
  readonly services: readonly string[];
  /** Half-open, as a price window. */
  readonly fromUtc: Date | null;
  readonly untilUtc: Date | null;
  readonly isActive: boolean;
  /** A registration that uses it takes one place; null: used as often as people like. */
  readonly quotaId: number | null;
};

/** Why a code cannot be used. `"promotion-not-for-this"`: it is for another fee, or for services that are not chosen. */
export type PromotionRefusal =
  | { readonly code: "promotion-unknown" | "promotion-over" | "promotion-not-for-this" }
  | { readonly code: "promotion-not-yet"; readonly from: Date };

/** What a code looks like, in its one spelling. */
export const PROMOTION_CODE = /^(?=.{3,40}$)[A-Z0-9]+(-[A-Z0-9]+)*$/;

/** One spelling of a code: people write it with blanks around it and in any case. */
export function spellCode(typed: string | undefined): string {
  return (typed ?? "").trim().toUpperCase();
}

/**
 * The code that a choice names, if it may be used at `now`; null where it names none. A code that was switched off is
 * not known.
 */
export function findPromotion(
  { promotion }: Pick<CatalogueView, "promotion">,
  { promotionCode }: Choice,
  now: Date,
): Result<PromotionView | null, PromotionRefusal> {
  const code = spellCode(promotionCode);
  if (code === "") return ok(null);
  if (promotion?.code !== code || !promotion.isActive) return err({ code: "promotion-unknown" });
  const { fromUtc, untilUtc } = promotion;
  if (fromUtc && now < fromUtc) return err({ code: "promotion-not-yet", from: fromUtc });
  return untilUtc && now >= untilUtc ? err({ code: "promotion-over" }) : ok(promotion);
}

/** Whether a code is for a choice: for its fee, or for a service in it. */
export function isForChoice(
  { categories, services }: PromotionView,
  { categoryCode, services: chosen }: Choice,
): boolean {
  const isForFee = categories.length > 0 && categoryCode !== null && categories.includes(categoryCode);
  if (isForFee || categories.length + services.length === 0) return true;
  if (categories.length > 0) return false;
  return chosen.some(({ code, quantity }) => quantity > 0 && services.includes(code));
}

/** Whether a code was used as often as it may be, as far as the catalogue's picture of free places goes. */
export function isUsedUp({ quotas }: Pick<CatalogueView, "quotas">, { quotaId }: PromotionView): boolean {
  return quotas.some(({ id, free }) => id === quotaId && free < 1);
}

/** A choice that is made once more: it goes on without a code that cannot be used any more. */
export function dropStaleCode(catalogue: CatalogueView, choice: Choice, now: Date): Choice {
  const found = findPromotion(catalogue, choice, now);
  const promotion = found.ok ? found.value : null;
  if (promotion && isForChoice(promotion, choice) && !isUsedUp(catalogue, promotion)) return choice;
  return { ...choice, promotionCode: undefined };
}

/** Whether a code opens a category that needs one. */
export function opens(promotion: PromotionView | null, categoryCode: string): boolean {
  return promotion?.categories.includes(categoryCode) ?? false;
}

/** What a code takes off the price of one place of an item: never more than the price. Minor units. */
export function reductionOf(
  promotion: PromotionView | null,
  { kind, code }: { kind: "category" | "service"; code: string },
  priceMinor: number,
  currency: string,
): number {
  if (!promotion) return 0;
  const { reduction, categories, services } = promotion;
  const isForEveryFee = categories.length + services.length === 0;
  const isReduced = kind === "category" ? isForEveryFee || categories.includes(code) : services.includes(code);
  if (!isReduced) return 0;
  switch (reduction.kind) {
    case "share":
      return share(money(priceMinor, currency), reduction.basisPoints).minor;
    case "amount":
      return Math.min(priceMinor, reduction.minor);
    case "none":
      return 0;
  }
}

/** A line as far as it is a use of a code: one per registration, on the line of its category. */
type UsingLine = { readonly kind: "category" | "service"; readonly promotionId: number | null };

/** The quotas of which a line takes places: those of its item, and that of the code that it uses. Each once. */
export function quotasOfLine(
  itemQuotaIds: readonly number[],
  line: UsingLine,
  promotion: Pick<PromotionView, "id" | "quotaId"> | null,
): number[] {
  const used = line.kind === "category" && promotion?.id === line.promotionId ? (promotion?.quotaId ?? null) : null;
  return used === null ? [...itemQuotaIds] : [...new Set([...itemQuotaIds, used])];
}
