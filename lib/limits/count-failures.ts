import "server-only";
import { db } from "@/lib/db/client";
import { hashSecret } from "@/lib/ids/public-id";
import type { Limit } from "@/lib/limits/take-token";

/** How many failures are borne, by what is counted. After them each `perSeconds / burst` allows one more. */
const FAILURES = {
  credentialByAddress: { burst: 10, perSeconds: 300 },
  credentialByName: { burst: 10, perSeconds: 300 },
  /** Codes scanned by one member of staff that are not known here, so that Indico has to be asked. */
  scanByStaff: { burst: 60, perSeconds: 60 },
} as const satisfies Record<string, Limit>;
export type FailureKind = keyof typeof FAILURES;

/**
 * Seconds until `subject` may fail again; 0 when it may now. Costs nothing: only failures count. Ask it after the secret
 * was found wrong, so that a machine with the right one is never slowed down.
 */
export async function waitAfterFailures(kind: FailureKind, subject: string): Promise<number> {
  const { burst, perSeconds } = FAILURES[kind];
  const client = await db();
  const [row] = await client.$queryRaw<{ wait: number }[]>`
    SELECT ceil(extract(epoch FROM used_until - now()) + ${perSeconds / burst} - ${perSeconds})::int AS wait
      FROM rate_limit WHERE key = ${keyOf(kind, subject)}`;
  return Math.max(0, row?.wait ?? 0);
}

/** Counts a failure; a thousand at once do not lock the subject out for longer than one round. */
export async function countFailure(kind: FailureKind, subject: string): Promise<void> {
  const { burst, perSeconds } = FAILURES[kind];
  const cost = perSeconds / burst;
  const client = await db();
  await client.$executeRaw`
    INSERT INTO rate_limit AS used (key, used_until) VALUES (${keyOf(kind, subject)}, now() + ${cost} * interval '1 second')
    ON CONFLICT (key) DO UPDATE
       SET used_until = least(greatest(used.used_until, now()) + ${cost} * interval '1 second', now() + ${perSeconds} * interval '1 second')`;
}

function keyOf(kind: FailureKind, subject: string): string {
  return `${kind}:${hashSecret(subject).slice(0, 32)}`;
}
