import "server-only";
import { db } from "@/lib/db/client";
import { hashSecret } from "@/lib/ids/public-id";

/** A token bucket: `burst` at once, refilled evenly over `perSeconds`. */
export type Limit = { burst: number; perSeconds: number };

/** Limits of the doors where people knock, by what is counted. */
export const LIMITS = {
  /** A whole institute may stand behind one address; the other two limits protect Indico and the mailbox. */
  linkByAddress: { burst: 120, perSeconds: 600 },
  linkByRegistration: { burst: 6, perSeconds: 900 },
  /** How often followed links make us ask Indico, for a whole conference. */
  linkByConference: { burst: 120, perSeconds: 60 },
  codeByAddress: { burst: 30, perSeconds: 600 },
  ordersByAddress: { burst: 60, perSeconds: 600 },
  /** Codes asked for at a registration's own address. */
  askedByRegistration: { burst: 6, perSeconds: 900 },
  uploadsByRegistration: { burst: 20, perSeconds: 600 },
  signInByAddress: { burst: 30, perSeconds: 600 },
  /** Lock-out of an account, whether or not it exists: then one try each 90 s. */
  signInByAccount: { burst: 10, perSeconds: 900 },
} as const satisfies Record<string, Limit>;

/**
 * Takes one token for `subject` in the database, so that several processes share the limit (generic cell rate
 * algorithm). A refusal costs nothing, so hammering does not prolong it.
 * @param subject what is limited (an address, an id); stored hashed
 */
export async function takeToken(kind: keyof typeof LIMITS, subject: string): Promise<"given" | "refused"> {
  const { burst, perSeconds } = LIMITS[kind];
  const cost = perSeconds / burst;
  const key = `${kind}:${hashSecret(subject).slice(0, 32)}`;
  const client = await db();
  const given = await client.$executeRaw`
    INSERT INTO rate_limit AS used (key, used_until) VALUES (${key}, now() + ${cost} * interval '1 second')
    ON CONFLICT (key) DO UPDATE
       SET used_until = greatest(used.used_until, now()) + ${cost} * interval '1 second'
     WHERE greatest(used.used_until, now()) + ${cost} * interval '1 second' <= now() + ${perSeconds} * interval '1 second'`;
  return given === 1 ? "given" : "refused";
}

/** Gives a token back: what was done with it was no abuse (a right password). */
export async function giveBackToken(kind: keyof typeof LIMITS, subject: string): Promise<void> {
  const { burst, perSeconds } = LIMITS[kind];
  const key = `${kind}:${hashSecret(subject).slice(0, 32)}`;
  const client = await db();
  await client.$executeRaw`
    UPDATE rate_limit SET used_until = used_until - ${perSeconds / burst} * interval '1 second' WHERE key = ${key}`;
}
