import "server-only";
import type { Tx } from "@/lib/db/client";
import { isPublicId } from "@/lib/ids/public-id";

/** A code that was mailed and can still be used, with what it opens. */
export type MailedCode = {
  id: number;
  conferenceId: number;
  indicoDbId: number;
  friendlyId: number;
  email: string;
  locale: string;
  isUnconfirmed: boolean;
  codeHash: string;
};

/** `triesLeft` is the page's own. */
export type SpentTry = { triesLeft: number; mailed: MailedCode | null };

const PAGE_HOURS = 1;

/**
 * Spends a try of the page's own request, and one of the code that was mailed for the same link, whichever request
 * mailed it: guesses from many pages have the code's five tries together. The page knows and shows its own tries only,
 * and the statements, rows written and locks are the same where no code was mailed, so that neither the page nor the
 * time of its answer tells whether anybody is registered.
 * @returns null where there is no such page, its tries are over, or it is older than an hour
 */
export async function spendTry(tx: Tx, requestId: string): Promise<SpentTry | null> {
  if (!isPublicId(requestId)) return null;
  await lockMailbox(tx, requestId);
  const [page] = await tx.linkRequest.updateManyAndReturn({
    where: {
      publicId: requestId,
      triesLeft: { gt: 0 },
      createdAt: { gt: new Date(Date.now() - PAGE_HOURS * 3_600_000) },
    },
    data: { triesLeft: { decrement: 1 } },
    select: { id: true, triesLeft: true },
  });
  if (!page) return null;
  const [code] = await tx.$queryRaw<(MailedCode & { isMailed: boolean })[]>`
    WITH mailed AS (
      SELECT code.id FROM link_request code JOIN link_request page USING (conference_id, indico_db_id, email)
       WHERE page.id = ${page.id} AND code.state = 'sent' AND code.code_tries_left > 0 AND code.expires_at > now()
       ORDER BY code.id DESC LIMIT 1)
    UPDATE link_request
       -- Where no code can be used, the page's own row is written as it is.
       SET code_tries_left = code_tries_left - CASE WHEN EXISTS (SELECT FROM mailed) THEN 1 ELSE 0 END
     WHERE id = coalesce((SELECT id FROM mailed), ${page.id})
       AND (code_tries_left > 0 OR NOT EXISTS (SELECT FROM mailed))
    RETURNING EXISTS (SELECT FROM mailed) AS "isMailed", id, conference_id AS "conferenceId",
              indico_db_id AS "indicoDbId", friendly_id AS "friendlyId", email, locale,
              is_unconfirmed AS "isUnconfirmed", code_hash AS "codeHash"`;
  return { triesLeft: page.triesLeft, mailed: code?.isMailed ? code : null };
}

/**
 * Whoever tries or mails a code for the same link waits here for the one before. The lock is the oldest row of all that
 * followed the link, so it is there whether or not a code was mailed.
 */
export async function lockMailbox(tx: Tx, requestId: string): Promise<void> {
  await tx.$queryRaw`
    SELECT id FROM link_request
     WHERE (conference_id, indico_db_id, email) =
           (SELECT conference_id, indico_db_id, email FROM link_request WHERE public_id = ${requestId})
     ORDER BY id LIMIT 1 FOR UPDATE`;
}
