import "server-only";
import { db } from "@/lib/db/client";
import { Prisma } from "@/lib/db/generated/client";
import { hashSecret } from "@/lib/ids/public-id";
import { type LenosRefusal, refuse } from "@/lib/lenos/errors";
import type { ShownRow } from "@/lib/lenos/show-row";
import { ok, type Result } from "@/lib/result";

export const KEY_HOURS = 24;
/** A call that began longer ago died with its process: nothing of it can still commit. */
const RUNNING_MS = 30_000;

/** What a key stands for: a call that is ours to do, or the answer that one before it was given. */
export type Claimed = { readonly id: number } | { readonly answer: ShownRow };

/**
 * Claims a repeatable call's key for 24 hours. Refused: a key that was used for another request; one whose first call
 * still runs.
 * @param request what was asked, as text
 */
export async function claimKey(
  credentialId: number,
  key: string,
  request: string,
  now: Date,
): Promise<Result<Claimed, LenosRefusal>> {
  const client = await db();
  const [keyHash, requestHash] = [hashSecret(key), hashSecret(request)];
  const over = new Date(now.getTime() - KEY_HOURS * 60 * 60_000);
  const dead = new Date(now.getTime() - RUNNING_MS);
  const [claimed] = await client.$queryRaw<{ id: number }[]>`
    INSERT INTO app_request_key AS known (credential_id, key_hash, request_hash, at)
    VALUES (${credentialId}, ${keyHash}, ${requestHash}, ${now})
    ON CONFLICT (credential_id, key_hash) DO UPDATE
       SET request_hash = excluded.request_hash, at = excluded.at, answer = NULL
     WHERE known.at <= ${over} OR known.answer IS NULL AND known.at <= ${dead}
    RETURNING id`;
  if (claimed) return ok(claimed);
  const known = await client.appRequestKey.findUnique({
    where: { credentialId_keyHash: { credentialId, keyHash } },
  });
  if (known && known.requestHash !== requestHash) {
    return refuse("idempotency_key_reused", "This key was used for another request.");
  }
  if (!known?.answer) {
    return refuse("in_progress", "The first call with this key still runs.", { retryAfterSeconds: 1 });
  }
  return ok({ answer: known.answer as ShownRow });
}

/** Keeps the answer for repetitions; null: there was none, and the next call with the key is a first one again. */
export async function settleKey(id: number, answer: ShownRow | null): Promise<void> {
  const client = await db();
  if (answer) await client.appRequestKey.update({ where: { id }, data: { answer: answer as Prisma.InputJsonObject } });
  else await client.appRequestKey.deleteMany({ where: { id, answer: { equals: Prisma.DbNull } } });
}
