import "server-only";
import { db } from "@/lib/db/client";
import { hashSecret } from "@/lib/ids/public-id";
import { countRefusal } from "@/lib/metrics/refusals";

/** A token bucket: `burst` at once, refilled evenly over `perSeconds`. */
export type Limit = { burst: number; perSeconds: number };

/** Limits of the doors where people knock, by what is counted. */
export const LIMITS = {
  /** Links that are followed from one address; a whole institute may stand behind it. */
  linkByAddress: { burst: 120, perSeconds: 600 },
  /** Links with one registration and one e-mail address. */
  linkByMailbox: { burst: 6, perSeconds: 900 },
  /** Followed links that make a job; keeps a flood out of the queue. Whether the job may ask Indico is decided there. */
  linkByConference: { burst: 1_200, perSeconds: 60 },
  /** How often Indico is asked about one registration, whatever the address. */
  readByRegistration: { burst: 30, perSeconds: 900 },
  /** How often followed links make us ask Indico, for a whole conference. */
  readByConference: { burst: 120, perSeconds: 60 },
  /** So many besides for links that agree with a registration we have. */
  readKnownByConference: { burst: 60, perSeconds: 60 },
  /** Codes mailed to one address while Indico does not answer, whatever registration the links name. */
  unconfirmedByRecipient: { burst: 5, perSeconds: 86_400 },
  /** "Check again", pressed by somebody who came in. */
  checkByRegistration: { burst: 6, perSeconds: 900 },
  codeByAddress: { burst: 30, perSeconds: 600 },
  /** Promotion codes tried on one registration, and from one address; codes that there are give theirs back. */
  promotionByRegistration: { burst: 10, perSeconds: 900 },
  promotionByAddress: { burst: 60, perSeconds: 900 },
  ordersByAddress: { burst: 60, perSeconds: 600 },
  /** Codes asked for at a registration's own address. */
  askedByRegistration: { burst: 6, perSeconds: 900 },
  /** Changes asked for, each of which staff have to look at. */
  changesByRegistration: { burst: 6, perSeconds: 3_600 },
  /** Sessions booked and given back on the agenda page. */
  bookingsByRegistration: { burst: 60, perSeconds: 600 },
  uploadsByRegistration: { burst: 20, perSeconds: 600 },
  signInByAddress: { burst: 30, perSeconds: 600 },
  /** Lock-out of an account, whether or not it exists: then one try each 90 s. */
  signInByAccount: { burst: 10, perSeconds: 900 },
  /** Codes of the second factor: six digits, so guessing takes years. */
  secondFactorByAccount: { burst: 8, perSeconds: 900 },
  /** "Forgot the password", by the address of whoever asks and by the account. */
  resetByAddress: { burst: 10, perSeconds: 3_600 },
  resetByAccount: { burst: 3, perSeconds: 3_600 },
  /** Calls of the Convio client API from one address; the browsers of a whole institute may stand behind it. */
  convioByAddress: { burst: 600, perSeconds: 60 },
  /** Calls of the Convio server API from one address without the right account; right ones give theirs back. */
  convioServerByAddress: { burst: 120, perSeconds: 60 },
  /** Calls of the dialect by nobody we know that its log keeps: from one address, and from all. */
  convioNotedByAddress: { burst: 60, perSeconds: 600 },
  convioNoted: { burst: 1_200, perSeconds: 3_600 },
  /** People registered over the Convio client API from one address, without anybody's link or key. */
  convioPeopleByAddress: { burst: 60, perSeconds: 600 },
  invitationsByStaff: { burst: 60, perSeconds: 3_600 },
} as const satisfies Record<string, Limit>;

/**
 * Takes a token for `subject`, or `count` at once or none, in the database, so that several processes share the limit (generic cell rate
 * algorithm). A refusal costs nothing, so hammering does not prolong it.
 * @param subject what is limited (an address, an id); stored hashed
 */
export async function takeToken(kind: keyof typeof LIMITS, subject: string, count = 1): Promise<"given" | "refused"> {
  const { burst, perSeconds } = LIMITS[kind];
  const cost = (count * perSeconds) / burst;
  const key = `${kind}:${hashSecret(subject).slice(0, 32)}`;
  const client = await db();
  const given = await client.$executeRaw`
    INSERT INTO rate_limit AS used (key, used_until) VALUES (${key}, now() + ${cost} * interval '1 second')
    ON CONFLICT (key) DO UPDATE
       SET used_until = greatest(used.used_until, now()) + ${cost} * interval '1 second'
     WHERE greatest(used.used_until, now()) + ${cost} * interval '1 second' <= now() + ${perSeconds} * interval '1 second'`;
  if (given === 1) return "given";
  countRefusal(kind);
  return "refused";
}

/** Gives a token back: what was done with it was no abuse (a right password). */
export async function giveBackToken(kind: keyof typeof LIMITS, subject: string): Promise<void> {
  const { burst, perSeconds } = LIMITS[kind];
  const key = `${kind}:${hashSecret(subject).slice(0, 32)}`;
  const client = await db();
  await client.$executeRaw`
    UPDATE rate_limit SET used_until = used_until - ${perSeconds / burst} * interval '1 second' WHERE key = ${key}`;
}
