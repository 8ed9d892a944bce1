import "server-only";
import { db, type Tx, transaction } from "@/lib/db/client";
import { hashSecret } from "@/lib/ids/public-id";

/** So many cards that did not work, within so long, and nobody at that address tries another for so long. */
const MOST_TRIES = 10;
const WITHIN_MINUTES = 10;
const BLOCKED_MINUTES = 30;

const keyOf = (address: string) => hashSecret(`card-try:${address}`).slice(0, 32);

/**
 * Tries a card, unless so many failed from this address that no other is taken now ("spent"). The try counts before the
 * card is charged, so that many at once are no way around the limit; it is forgotten unless the card failed.
 */
export async function withCardTry<Outcome>(
  address: string,
  attempt: () => Promise<Outcome>,
  hasFailed: (outcome: Outcome) => boolean,
): Promise<Outcome | "spent"> {
  const id = await takeTry(address);
  if (id === null) return "spent";
  let isForgotten = true;
  try {
    const outcome = await attempt();
    isForgotten = !hasFailed(outcome);
    return outcome;
  } finally {
    if (isForgotten) await (await db()).cardTry.deleteMany({ where: { id } });
  }
}

/** Of calls from one address at once one after the other looks and counts. */
async function takeTry(address: string): Promise<number | null> {
  return transaction(async (tx) => {
    await tx.$queryRaw`SELECT pg_advisory_xact_lock(hashtextextended(${keyOf(address)}, 0))::text`;
    if (await areTriesSpent(tx, address)) return null;
    return (await tx.cardTry.create({ data: { addressHash: keyOf(address) }, select: { id: true } })).id;
  });
}

async function areTriesSpent(tx: Tx, address: string): Promise<boolean> {
  const [row] = await tx.$queryRaw<{ isSpent: boolean }[]>`
    SELECT EXISTS (
      SELECT 1 FROM (
        SELECT at, lag(at, ${MOST_TRIES - 1}::int) OVER (ORDER BY at, id) AS first FROM card_try
         WHERE address_hash = ${keyOf(address)} AND at > now() - ${BLOCKED_MINUTES + WITHIN_MINUTES} * interval '1 minute'
      ) tries
       WHERE at > now() - ${BLOCKED_MINUTES} * interval '1 minute' AND at - first < ${WITHIN_MINUTES} * interval '1 minute'
    ) AS "isSpent"`;
  return row?.isSpent ?? false;
}
