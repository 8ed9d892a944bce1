import "server-only";
import { db } from "@/lib/db/client";
import { hashSecret } from "@/lib/ids/public-id";

/** So many cards that did not work, within so long, and nobody at that address tries another for so long. */
const MOST_TRIES = 10;
const WITHIN_MINUTES = 10;
const BLOCKED_MINUTES = 30;

const keyOf = (address: string) => hashSecret(`card-try:${address}`).slice(0, 32);

/** Whether so many tries from an address failed that no other is taken now. */
export async function areTriesSpent(address: string): Promise<boolean> {
  const client = await db();
  const [row] = await client.$queryRaw<{ isSpent: boolean }[]>`
    SELECT EXISTS (
      SELECT 1 FROM (
        SELECT at, lag(at, ${MOST_TRIES - 1}::int) OVER (ORDER BY at, id) AS first FROM card_try
         WHERE address_hash = ${keyOf(address)} AND at > now() - ${BLOCKED_MINUTES + WITHIN_MINUTES} * interval '1 minute'
      ) tries
       WHERE at > now() - ${BLOCKED_MINUTES} * interval '1 minute' AND at - first < ${WITHIN_MINUTES} * interval '1 minute'
    ) AS "isSpent"`;
  return row?.isSpent ?? false;
}

/**
 * Notes a try before the card is charged: it counts as failed until it is forgotten, so that many at once are no way
 * around the limit.
 */
export async function noteTry(address: string): Promise<number> {
  const client = await db();
  const { id } = await client.cardTry.create({ data: { addressHash: keyOf(address) }, select: { id: true } });
  return id;
}

/** The card worked, or it was not the card that failed. */
export async function forgetTry(id: number): Promise<void> {
  const client = await db();
  await client.cardTry.deleteMany({ where: { id } });
}
