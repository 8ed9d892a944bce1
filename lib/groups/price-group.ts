import "server-only";
import type { Catalogue } from "@/lib/catalogue/load-catalogue";
import type { Tx } from "@/lib/db/client";
import { LARGEST_MINOR } from "@/lib/money/money";
import { itemOf } from "@/lib/orders/items-of-lines";
import type { WantedCount } from "@/lib/places/lapse-holds";
import { findPromotion, isForChoice } from "@/lib/pricing/promotion";
import { type QuotedLine, quoteGift, quoteOrder } from "@/lib/pricing/quote-order";
import { err, ok, type Result } from "@/lib/result";
import type { FoundMember } from "./find-members";
import type { GroupRefusal } from "./group";

export type PricedGroup = { lines: QuotedLine[][]; totalMinor: number };

/** The lines of each member: the category at the price of now, with the code where it is for them, and the gift. */
export async function priceGroup(
  tx: Tx,
  catalogue: Catalogue,
  members: readonly FoundMember[],
  promotionCode: string,
  now: Date,
): Promise<Result<PricedGroup, GroupRefusal>> {
  const found = findPromotion(catalogue, { categoryCode: null, services: [], promotionCode }, now);
  if (!found.ok) return err({ code: "promotion", why: found.error.code });
  const assigned = await findAssigned(tx, members);
  const lines: QuotedLine[][] = [];
  for (const [member, { categoryId, giftMinor, draft }] of members.entries()) {
    const category = catalogue.categories.find(({ id }) => id === categoryId);
    if (!category) return err({ code: "category", member });
    if (category.needsForm) return err({ code: "needs-form", member });
    if (giftMinor > 0 && !catalogue.gift) return err({ code: "no-gifts", member });
    const assignedCategories = assigned.get(draft?.id ?? 0) ?? [];
    const choice = { categoryCode: category.code, services: [] };
    const isFor = found.value !== null && isForChoice(found.value, choice);
    const priced = isFor ? { ...choice, promotionCode } : choice;
    const quote = quoteOrder({ ...catalogue, assignedCategories }, priced, now);
    if (!quote.ok) return err({ code: "price", member, refusals: quote.error });
    const gift = giftMinor > 0 && catalogue.gift ? [quoteGift(catalogue, catalogue.gift, giftMinor)] : [];
    lines.push([...quote.value.lines, ...gift]);
  }
  const isUsed = lines.flat().some(({ promotionId }) => promotionId !== null);
  if (found.value && !isUsed) return err({ code: "promotion", why: "promotion-not-for-this" });
  const totalMinor = lines.flat().reduce((sum, { grossMinor }) => sum + grossMinor, 0);
  return totalMinor > LARGEST_MINOR ? err({ code: "too-expensive" }) : ok({ lines, totalMinor });
}

/** Codes of the categories that Indico's mapping assigns, by registration. */
async function findAssigned(tx: Tx, members: readonly FoundMember[]): Promise<Map<number, string[]>> {
  const ids = members.flatMap(({ draft }) => (draft ? [draft.id] : []));
  const rows = ids.length
    ? await tx.registration.findMany({
        where: { id: { in: ids }, assignedCategoryId: { not: null } },
        select: { id: true, assignedCategory: { select: { code: true } } },
      })
    : [];
  return new Map(rows.map(({ id, assignedCategory }) => [id, assignedCategory ? [assignedCategory.code] : []]));
}

/** Quotas that had too few free places when the catalogue was read: places of lapsed holds count as free in it. */
export function findFull({ quotas }: Catalogue, wanted: readonly WantedCount[]): number[] {
  const sumOf = (id: number) => wanted.reduce((sum, { quotaId, count }) => sum + (quotaId === id ? count : 0), 0);
  return quotas.flatMap(({ id, free }) => (sumOf(id) > free ? [id] : []));
}

/** What a full quota means to a group: who wants it, and whether everybody draws from it, whatever they are. */
export function soldOut(catalogue: Catalogue, { lines }: PricedGroup, quotaIds: readonly number[]): GroupRefusal {
  const isFull = (id: number) => quotaIds.includes(id);
  const { promotion } = catalogue;
  const members = lines.flatMap((of, member) =>
    of.some((line) => itemOf(catalogue, line)?.quotaIds.some(isFull)) ? [member] : [],
  );
  if (members.length === 0 && promotion) return { code: "promotion", why: "used-up" };
  const isForAll = quotaIds.some((id) => catalogue.categories.every(({ quotaIds }) => quotaIds.includes(id)));
  return { code: "sold-out", isForAll: isForAll && catalogue.categories.length > 1, members };
}
