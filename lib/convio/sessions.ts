import "server-only";
import type { EventLookup } from "@/lib/convio/find-event";
import type { ConvioCaller, ConvioSession, SessionHolder } from "@/lib/convio/method";
import { db } from "@/lib/db/client";
import { hashSecret, newSecret } from "@/lib/ids/public-id";

export const SESSION_MINUTES = 60;
/** What clients append as `;jsessionid=`: it names no session, so that an address in a log opens nothing. */
export const ROUTING_ID = "a1.n1";

/** What a server account gave ends when it is revoked, at once: it is looked at with each call. */
const OF_WHOM_IS_ALIVE = { OR: [{ accountId: null }, { account: { revokedAt: null } }] };

/**
 * A session by the client's `JSESSIONID`; null where it is over, was never ours, or was given to another key or by an
 * account that is revoked.
 */
export async function findConvioSession(
  secret: string | null,
  keyId: number,
  now: Date,
): Promise<ConvioSession | null> {
  if (!secret) return null;
  const client = await db();
  const session = await client.convioSession.findUnique({
    where: { secretHash: hashSecret(secret), keyId, expiresAt: { gt: now }, ...OF_WHOM_IS_ALIVE },
    select: { id: true, personId: true, keyId: true, conferenceId: true, accountId: true },
  });
  return session && { ...session, secret };
}

/** Begins a session, for somebody who is signed in or for nobody: for one key, and one conference where it is tied. */
export async function openConvioSession(holder: SessionHolder, now: Date): Promise<ConvioSession> {
  const secret = `${newSecret()}.n1`;
  const client = await db();
  const { id } = await client.convioSession.create({
    data: { secretHash: hashSecret(secret), ...holder, expiresAt: inMinutes(now) },
    select: { id: true },
  });
  return { id, secret, ...holder };
}

/** A session of this call: for its key, and for the conference that the call is tied to. */
export function holderOf(
  personId: number | null,
  caller: ConvioCaller,
  { tiedTo }: Pick<EventLookup, "tiedTo">,
): SessionHolder {
  const [keyId, accountId] =
    caller.kind === "server" ? [caller.keyId, caller.credentialId] : [caller.credentialId, caller.accountId];
  return { personId, keyId, conferenceId: tiedTo[0] ?? null, accountId };
}

/**
 * A new token of a session, which lives for another hour with it.
 * @param options.isPortable handed on by a server: it holds without the session's cookie too
 */
export async function issueToken(
  { id: sessionId, personId, keyId, conferenceId, accountId }: ConvioSession,
  { isPortable }: { isPortable: boolean },
  now: Date,
): Promise<string> {
  const token = newSecret();
  const expiresAt = inMinutes(now);
  const client = await db();
  await client.convioToken.create({
    data: { tokenHash: hashSecret(token), sessionId, personId, keyId, conferenceId, accountId, isPortable, expiresAt },
  });
  await client.convioSession.updateMany({ where: { id: sessionId }, data: { expiresAt } });
  return token;
}

/**
 * Whom a token stands for, beside the session it came with; null where it is wrong, over, another session's, or was
 * given to another key or by an account that is revoked. One that a server handed on becomes the first session's that brings it: browsers have one of
 * their own already.
 */
export async function findTokenHolder(
  token: string,
  session: ConvioSession | null,
  callingKeyId: number,
  now: Date,
): Promise<SessionHolder | null> {
  const client = await db();
  const found = await client.convioToken.findUnique({
    where: { tokenHash: hashSecret(token), keyId: callingKeyId, expiresAt: { gt: now }, ...OF_WHOM_IS_ALIVE },
    select: {
      ...{ id: true, sessionId: true, isPortable: true },
      ...{ personId: true, keyId: true, conferenceId: true, accountId: true },
    },
  });
  if (!found) return null;
  const { id, sessionId, isPortable, ...holder } = found;
  const isHere = session ? sessionId === session.id || (await claimToken(id, session.id)) : isPortable;
  return isHere ? holder : null;
}

/** Of two sessions that bring it at once one gets it. */
async function claimToken(id: number, sessionId: number): Promise<boolean> {
  const client = await db();
  const claimed = await client.convioToken.updateMany({
    where: { id, isPortable: true },
    data: { sessionId, isPortable: false },
  });
  return claimed.count === 1;
}

/** Ends a session with all its tokens. */
export async function endConvioSession(id: number): Promise<void> {
  const client = await db();
  await client.convioSession.deleteMany({ where: { id } });
}

function inMinutes(now: Date): Date {
  return new Date(now.getTime() + SESSION_MINUTES * 60_000);
}
