import "server-only";
import { db } from "@/lib/db/client";
import { Prisma } from "@/lib/db/generated/client";
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
  /** And in a whole conference: many addresses guess no faster. */
  promotionByConference: { burst: 1_000, perSeconds: 3_600 },
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
  /** Calls of the event-app feed by nobody we know that its log keeps: from one address, and from all. */
  lenosNotedByAddress: { burst: 60, perSeconds: 600 },
  lenosNoted: { burst: 1_200, perSeconds: 3_600 },
  invitationsByStaff: { burst: 60, perSeconds: 3_600 },
} as const satisfies Record<string, Limit>;

type LimitKind = keyof typeof LIMITS;

/**
 * Takes a token for `subject`, or `count` at once or none, in the database, so that several processes share the limit
 * (generic cell rate algorithm). A refusal costs nothing, so hammering does not prolong it.
 * @param subject what is limited (an address, an id); stored hashed
 */
export async function takeToken(kind: LimitKind, subject: string, count = 1): Promise<"given" | "refused"> {
  const client = await db();
  return sayTaken(kind, await client.$executeRaw(taking(keyOf(kind, subject), LIMITS[kind], count)));
}

/**
 * As `takeToken`, for one who reads something in any case: both in one statement, at a door where each costs.
 * @param rows a query, whose first column is `id` and never null
 */
export async function takeTokenAndRead<Row extends { id: number }>(
  kind: LimitKind,
  subject: string,
  rows: Prisma.Sql,
): Promise<{ token: "given" | "refused"; rows: Row[] }> {
  const client = await db();
  const read = await client.$queryRaw<(Row & { tokens: number })[]>`
    WITH taken AS (${taking(keyOf(kind, subject), LIMITS[kind], 1)} RETURNING 1)
    SELECT (SELECT count(*)::int FROM taken) AS tokens, found.* FROM (VALUES (1)) one LEFT JOIN (${rows}) found ON true`;
  const token = sayTaken(kind, read[0]?.tokens ?? 0);
  return {
    token,
    rows: read.flatMap(({ tokens: _tokens, ...row }) => (row.id === null ? [] : [row as unknown as Row])),
  };
}

function taking(key: string, { burst, perSeconds }: Limit, count: number): Prisma.Sql {
  const cost = (count * perSeconds) / burst;
  return Prisma.sql`
    INSERT INTO rate_limit AS used (key, used_until)
    VALUES (${key}, now() + ${cost} * interval '1 second')
    ON CONFLICT (key) DO UPDATE
       SET used_until = greatest(used.used_until, now()) + ${cost} * interval '1 second'
     WHERE greatest(used.used_until, now()) + ${cost} * interval '1 second' <= now() + ${perSeconds} * interval '1 second'`;
}

function sayTaken(kind: LimitKind, tokens: number): "given" | "refused" {
  if (tokens > 0) return "given";
  countRefusal(kind);
  return "refused";
}

/** What is left of a limit after a call, or when the next one is due. */
export type Taken = {
  readonly isGiven: boolean;
  /** Calls that could come at once now. */
  readonly remaining: number;
  /** Until nothing of the limit is used any more. */
  readonly resetSeconds: number;
  /** Until the next call is let through; 0 when it is now. */
  readonly waitSeconds: number;
};

/** The database keeps milliseconds, rounded up or down. */
const ROUNDING_SECONDS = 0.001;

/** As `takeToken`, for a limit that somebody set, and telling what is left of it. */
export async function takeCounted(kind: string, subject: string, limit: Limit): Promise<Taken> {
  const { burst, perSeconds } = limit;
  const cost = perSeconds / burst;
  const key = keyOf(kind, subject);
  const client = await db();
  const [row] = await client.$queryRaw<{ isGiven: boolean; used: number }[]>`
    WITH taken AS (${taking(key, limit, 1)} RETURNING used_until)
    SELECT EXISTS (SELECT 1 FROM taken) AS "isGiven", coalesce(extract(epoch FROM coalesce(
      (SELECT used_until FROM taken), (SELECT used_until FROM rate_limit WHERE key = ${key})) - now()), 0)::float8 AS used`;
  const { isGiven = false, used = perSeconds } = row ?? {};
  if (!isGiven) countRefusal(kind);
  return {
    isGiven,
    remaining: Math.max(0, Math.floor((perSeconds - used + ROUNDING_SECONDS) / cost)),
    resetSeconds: Math.max(0, Math.ceil(used)),
    waitSeconds: isGiven ? 0 : Math.max(1, Math.ceil(used + cost - perSeconds)),
  };
}

function keyOf(kind: string, subject: string): string {
  return `${kind}:${hashSecret(subject).slice(0, 32)}`;
}

/** Gives a token back: what was done with it was no abuse (a right password). */
export async function giveBackToken(kind: LimitKind, subject: string): Promise<void> {
  const { burst, perSeconds } = LIMITS[kind];
  const client = await db();
  await client.$executeRaw`
    UPDATE rate_limit SET used_until = used_until - ${perSeconds / burst} * interval '1 second'
     WHERE key = ${keyOf(kind, subject)}`;
}
