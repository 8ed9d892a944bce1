import "server-only";
import type { Tx } from "@/lib/db/client";
import type { Prisma } from "@/lib/db/generated/client";
import { PROMOTION_CODE, type PromotionView, type Reduction, spellCode } from "@/lib/pricing/promotion";

const WITH_ITEMS = {
  categories: { select: { code: true } },
  services: { select: { code: true } },
} satisfies Prisma.PromotionInclude;

/** A conference's promotion code as the rules need it, by what somebody typed; null where there is none of it. */
export async function findPromotionByCode(
  tx: Tx,
  conferenceId: number,
  typed: string | undefined,
): Promise<PromotionView | null> {
  const code = spellCode(typed);
  // Some of what people can type no database takes, or would look for in vain.
  if (!PROMOTION_CODE.test(code)) return null;
  const row = await tx.promotion.findUnique({
    where: { conferenceId_code: { conferenceId, code } },
    include: WITH_ITEMS,
  });
  return row && viewOf(row);
}

/** The code that lines of an order were sold with; null for none. */
export async function findPromotionOfLines(
  tx: Tx,
  lines: readonly { promotionId: number | null }[],
): Promise<PromotionView | null> {
  const id = lines.find(({ promotionId }) => promotionId !== null)?.promotionId ?? null;
  return id === null ? null : viewOf(await tx.promotion.findUniqueOrThrow({ where: { id }, include: WITH_ITEMS }));
}

function viewOf(row: Prisma.PromotionGetPayload<{ include: typeof WITH_ITEMS }>): PromotionView {
  const { id, code, fromAt: fromUtc, untilAt: untilUtc, isActive, quotaId } = row;
  return {
    ...{ id, code, fromUtc, untilUtc, isActive, quotaId },
    reduction: reductionOf(row),
    categories: row.categories.map((one) => one.code),
    services: row.services.map((one) => one.code),
  };
}

function reductionOf({
  basisPoints,
  amountMinor,
}: {
  basisPoints: number | null;
  amountMinor: number | null;
}): Reduction {
  if (basisPoints !== null) return { kind: "share", basisPoints };
  return amountMinor === null ? { kind: "none" } : { kind: "amount", minor: amountMinor };
}
