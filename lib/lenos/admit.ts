import "server-only";
import { readAuthorization, touchCredential } from "@/lib/credentials/check-credential";
import { db } from "@/lib/db/client";
import { isWithin, readRanges } from "@/lib/http/client-address";
import { hashSecret, isSameHash } from "@/lib/ids/public-id";
import type { LenosAccess } from "@/lib/lenos/access";
import { type LenosRefusal, refuse } from "@/lib/lenos/errors";
import { noteNotice } from "@/lib/lenos/notices";
import type { Parameters } from "@/lib/lenos/read-call";
import { countFailure, waitAfterFailures } from "@/lib/limits/count-failures";
import { ok, type Result } from "@/lib/result";

/** Where the password stood. */
export type Carrier = "bearer" | "basic" | "body" | "url";

export type AskedAccess = {
  readonly authorization: string | null;
  readonly parameters: Parameters;
  /** As limits count. */
  readonly address: string;
  /** Exact, for lists of allowed addresses. */
  readonly callerAddress: string | null;
  readonly now: Date;
};

/** What is known of a call, as far as it came before it was refused. */
export type Known = { carrier: Carrier | null; access: LenosAccess | null };

/**
 * Who calls: a bearer token, else Basic, else `username` and `password` in the body, else in the URL where the
 * credential allows it. Unknown, wrong and switched off are one refusal in comparable time, and wrong ones slow down;
 * a right one never waits, so that nobody locks an app out by sending nonsense with its name. One credential sees one
 * event: any other, and none, is refused, never answered by an empty list.
 * @param known filled in on the way, for the log and the headers of a refusal
 */
export async function admit(asked: AskedAccess, known: Known): Promise<Result<LenosAccess, LenosRefusal>> {
  const { parameters, callerAddress, now } = asked;
  const eventId = parameters.get("eventId");
  const found = await findAccess(asked, known);
  if (!found.ok) return found;
  const access = found.value;
  known.access = access.row;
  if (known.carrier === "url") {
    if (!access.row.takesPasswordInUrl) {
      return refuse("password_in_url_not_allowed", "Send the password in the Authorization header or in a POST body.");
    }
    await noteNotice(access.row.credentialId, "password_in_url", now);
  }
  if (access.allowedAddresses.length && !isListed(access.allowedAddresses, callerAddress)) {
    return refuse("address_not_allowed", "This address is not on the credential's list.");
  }
  if (eventId === undefined && known.carrier !== "bearer") return refuse("bad_request", "eventId is missing.");
  if (eventId !== undefined && !access.events.includes(eventId.toLowerCase())) {
    return refuse("event_not_allowed", "This credential has no such event.");
  }
  await touchCredential(access.row.credentialId);
  return ok(access.row);
}

type FoundAccess = {
  readonly row: LenosAccess;
  readonly allowedAddresses: readonly string[];
  /** What a client may call the event: our number, its short name, Indico's number. */
  readonly events: readonly string[];
};

async function findAccess(asked: AskedAccess, known: Known): Promise<Result<FoundAccess, LenosRefusal>> {
  const { authorization, parameters, now } = asked;
  const [username, password] = [parameters.find("username"), parameters.find("password")];
  const header = readAuthorization(authorization);
  if (header && header.name === null) {
    known.carrier = "bearer";
    const token = await findByToken(header.secret);
    if (!token) return refuseWrong(asked, null);
    if (token.expiresAt <= now) {
      return refuse("token_expired", "The token is over. Trade the password for a new one.", WWW_AUTHENTICATE);
    }
    return ok(toAccess(token.credential));
  }
  const presented = header
    ? { name: header.name ?? "", secret: header.secret }
    : { name: username?.value ?? "", secret: password?.value ?? "" };
  known.carrier = header ? "basic" : password ? password.part : null;
  // No name has a NUL, and the database takes no text with one.
  const mayBe = presented.name && presented.secret && !presented.name.includes("\0");
  const found = mayBe ? await findByPassword(presented) : null;
  return found ? ok(toAccess(found)) : refuseWrong(asked, known.carrier === null ? null : presented.name);
}

const FIELDS = {
  ...{ id: true, name: true, secretHash: true, rotationHash: true, allowedAddresses: true, appAccess: true },
  conference: { select: { id: true, slug: true, indicoEventId: true } },
} as const;
const ALIVE = { kind: "lenos", revokedAt: null, appAccess: { isEnabled: true }, conference: { isNot: null } } as const;

async function findByToken(secret: string) {
  const client = await db();
  return client.appToken.findFirst({
    where: { tokenHash: hashSecret(secret), credential: ALIVE },
    select: { expiresAt: true, credential: { select: FIELDS } },
  });
}

/** A name that nobody has costs the same comparison. */
async function findByPassword({ name, secret }: { name: string; secret: string }) {
  const client = await db();
  const credential = await client.credential.findFirst({ where: { ...ALIVE, name }, select: FIELDS });
  const hash = hashSecret(secret);
  const isFirst = isSameHash(credential?.secretHash ?? NO_HASH, hash);
  const isSecond = isSameHash(credential?.rotationHash ?? NO_HASH, hash);
  return isFirst || isSecond ? credential : null;
}

const NO_HASH = "0".repeat(64);

type StoredCredential = NonNullable<Awaited<ReturnType<typeof findByPassword>>>;

function toAccess({ name, allowedAddresses, appAccess, conference }: StoredCredential): FoundAccess {
  if (!appAccess || !conference) throw new Error("An event app's credential without settings or conference");
  const events = [conference.id, conference.slug, conference.indicoEventId].filter((one) => one !== null);
  return {
    row: { ...appAccess, credentialName: name, conferenceId: conference.id },
    allowedAddresses,
    events: events.map((one) => String(one).toLowerCase()),
  };
}

function isListed(allowed: readonly string[], address: string | null): boolean {
  return address !== null && isWithin(address, readRanges(allowed.join(",")));
}

const WWW_AUTHENTICATE = { headers: { "www-authenticate": 'Basic realm="Foyer", charset="UTF-8"' } };

/** @param name the user name that failed; null for a token, and where nothing was sent, which is no guess */
async function refuseWrong({ address }: AskedAccess, name: string | null): Promise<Result<never, LenosRefusal>> {
  const seconds = Math.max(
    await waitAfterFailures("credentialByAddress", address),
    name ? await waitAfterFailures("credentialByName", name) : 0,
  );
  if (seconds > 0) {
    return refuse("too_many_failures", "Too many wrong credentials.", { retryAfterSeconds: seconds });
  }
  await countFailure("credentialByAddress", address);
  if (name) await countFailure("credentialByName", name);
  return refuse(
    "invalid_credentials",
    "username, password or token is wrong, or the access is switched off.",
    WWW_AUTHENTICATE,
  );
}
