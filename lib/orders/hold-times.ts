import "server-only";
import type { Tx } from "@/lib/db/client";
import { Prisma } from "@/lib/db/generated/client";

/** Minutes that an order's places are kept while the person decides how to pay; each change begins them anew. */
export const HOLD_MINUTES = 40;
/** Minutes that they are kept when a hosted card page opens: as long as the page, and some for its money to arrive. */
export const CARD_HOLD_MINUTES = 40;
/** Minutes that they are kept while a card that came straight to us is charged. */
export const CHARGE_HOLD_MINUTES = 15;
/**
 * Nobody keeps places unpaid by renewing for ever while others could want them: no renewal passes this many minutes
 * after they were taken. The last of them are for the card page, so that whoever goes there in time has all of it.
 */
export const HOLD_LIMIT_MINUTES = 180;

const minutes = (count: number) => Prisma.sql`${count} * interval '1 minute'`;
const FROM_NOW = {
  hold: Prisma.sql`now() + ${minutes(HOLD_MINUTES)}`,
  cardHold: Prisma.sql`now() + ${minutes(CARD_HOLD_MINUTES)}`,
  limit: Prisma.sql`now() + ${minutes(HOLD_LIMIT_MINUTES)}`,
};
/** Its time was over: others had their chance, and it is held anew. */
const IS_OVER = Prisma.sql`(lapsed_at IS NOT NULL OR hold_until < now())`;
const LIMIT = Prisma.sql`coalesce(hold_limit, ${FROM_NOW.limit})`;
/** Never shorter than it is: more may have been promised. */
const RENEWED = Prisma.sql`greatest(hold_until, least(${FROM_NOW.hold}, ${LIMIT} - ${minutes(CARD_HOLD_MINUTES)}))`;

/** The person made or changed their draft: it is held for the ordinary time, by the database's clock and to the limit. */
export async function holdDraft(tx: Tx, orderId: number): Promise<void> {
  await tx.$executeRaw`
    UPDATE "order" SET lapsed_at = NULL,
           hold_until = CASE WHEN hold_until IS NULL OR ${IS_OVER} THEN ${FROM_NOW.hold} ELSE ${RENEWED} END,
           hold_limit = CASE WHEN hold_until IS NULL OR ${IS_OVER} THEN ${FROM_NOW.limit} ELSE ${LIMIT} END
     WHERE id = ${orderId}`;
}

/** A draft is charged at once, without a page: it is held for so long as that may take at worst. */
export async function holdForCharge(tx: Tx, orderId: number): Promise<void> {
  await tx.$executeRaw`
    UPDATE "order" SET hold_until = now() + ${minutes(CHARGE_HOLD_MINUTES)}, hold_limit = now() + ${minutes(CHARGE_HOLD_MINUTES)}
     WHERE id = ${orderId}`;
}

/** A draft came back from its card page: it has its ordinary hold again, unless its time is over. */
export async function holdAfterCardPage(tx: Tx, orderId: number): Promise<void> {
  await tx.$executeRaw`
    UPDATE "order" SET hold_until = ${RENEWED}, hold_limit = ${LIMIT}
     WHERE id = ${orderId} AND state = 'draft' AND hold_until > now()`;
}

/**
 * A card page opens for an order whose places are there: they are kept as long as the page, where they have an end at
 * all. One whose time was over is held anew, to a limit of its own.
 * @returns false when that would pass the order's limit: nothing was changed
 */
export async function holdForCardPage(tx: Tx, orderId: number): Promise<boolean> {
  const held = await tx.$executeRaw`
    UPDATE "order" SET lapsed_at = NULL,
           hold_until = CASE WHEN hold_until IS NULL AND lapsed_at IS NULL THEN NULL
                             ELSE greatest(hold_until, ${FROM_NOW.cardHold}) END,
           hold_limit = CASE WHEN ${IS_OVER} THEN ${FROM_NOW.limit} ELSE ${LIMIT} END
     WHERE id = ${orderId} AND (hold_until IS NULL OR ${IS_OVER}
        OR ${FROM_NOW.cardHold} <= greatest(hold_until, ${LIMIT}))`;
  return held > 0;
}
