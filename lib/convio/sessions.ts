import "server-only";
import type { ConvioSession } from "@/lib/convio/method";
import { db } from "@/lib/db/client";
import { hashSecret, newSecret } from "@/lib/ids/public-id";

export const SESSION_MINUTES = 60;
/** What clients append as `;jsessionid=`: it names no session, so that an address in a log opens nothing. */
export const ROUTING_ID = "a1.n1";

/** A session by the client's `JSESSIONID`; null where it is over or was never ours. */
export async function findConvioSession(secret: string | null, now: Date): Promise<ConvioSession | null> {
  if (!secret) return null;
  const client = await db();
  const session = await client.convioSession.findUnique({
    where: { secretHash: hashSecret(secret), expiresAt: { gt: now } },
    select: { id: true, personId: true },
  });
  return session && { ...session, secret };
}

/** Begins a session, for somebody who is signed in or for nobody. */
export async function openConvioSession(personId: number | null, now: Date): Promise<ConvioSession> {
  const secret = `${newSecret()}.n1`;
  const client = await db();
  const { id } = await client.convioSession.create({
    data: { secretHash: hashSecret(secret), personId, expiresAt: inMinutes(now) },
    select: { id: true },
  });
  return { id, secret, personId };
}

/**
 * A new token of a session, which lives for another hour with it.
 * @param options.isPortable handed on by a server: it holds without the session's cookie too
 */
export async function issueToken(
  session: ConvioSession,
  { isPortable }: { isPortable: boolean },
  now: Date,
): Promise<string> {
  const token = newSecret();
  const expiresAt = inMinutes(now);
  const client = await db();
  await client.convioToken.create({
    data: { tokenHash: hashSecret(token), sessionId: session.id, personId: session.personId, isPortable, expiresAt },
  });
  await client.convioSession.updateMany({ where: { id: session.id }, data: { expiresAt } });
  return token;
}

/**
 * Whom a token stands for, beside the session it came with; null where it is wrong, over, or another session's. One that
 * a server handed on becomes the first session's that brings it: browsers have one of their own already.
 */
export async function findTokenHolder(
  token: string,
  session: ConvioSession | null,
  now: Date,
): Promise<{ personId: number | null } | null> {
  const client = await db();
  const found = await client.convioToken.findUnique({
    where: { tokenHash: hashSecret(token), expiresAt: { gt: now } },
    select: { id: true, sessionId: true, personId: true, isPortable: true },
  });
  if (!found) return null;
  const { id, sessionId, personId, isPortable } = found;
  const isHere = session ? sessionId === session.id || (await claimToken(id, session.id)) : isPortable;
  return isHere ? { personId } : null;
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
