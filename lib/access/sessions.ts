import "server-only";
import { db, type Tx } from "@/lib/db/client";
import type { AccessLevel } from "@/lib/db/generated/enums";
import { hashSecret, newSecret } from "@/lib/ids/public-id";

/** A session ends this long after it was last used. */
export const SESSION_HOURS = 12;
const TOUCH_MINUTES = 5;

export type Access = { registrationId: number; sessionId: number; level: AccessLevel };

/**
 * Lets a browser open a registration. One session may hold several: somebody registers five colleagues. The session
 * goes on under a new token, and the presented one opens nothing from now on: somebody else may have put it into this
 * browser, and waits for what is added to it.
 * @param token of the browser's cookie, if it has one
 * @returns the new token for the cookie
 */
export async function grantAccess(
  tx: Tx,
  token: string | undefined,
  registrationId: number,
  level: AccessLevel,
): Promise<string> {
  const secret = newSecret();
  const tokenHash = hashSecret(secret);
  const known = token ? await renewSession(tx, token, tokenHash) : null;
  const session = known ?? (await tx.accessSession.create({ data: { tokenHash }, select: { id: true } }));
  const id = { sessionId: session.id, registrationId };
  await tx.accessGrant.upsert({
    where: { sessionId_registrationId: id },
    create: { ...id, level },
    update: level === "verified" ? { level, grantedAt: new Date() } : {},
  });
  if (token && !known && level === "verified") await takeOverKeptForms(tx, token, id);
  return secret;
}

/** What the same browser sent when its session had ended comes back to it, once the mailbox is proved again. */
async function takeOverKeptForms(tx: Tx, token: string, { sessionId, registrationId }: Omit<Access, "level">) {
  await tx.keptForm.updateMany({
    where: { registrationId, session: { tokenHash: hashSecret(token), revokedAt: null } },
    data: { sessionId },
  });
}

/** Of two that renew the same session at once, one does. */
async function renewSession(tx: Tx, token: string, tokenHash: string) {
  const [session] = await tx.accessSession.updateManyAndReturn({
    where: { tokenHash: hashSecret(token), revokedAt: null, lastSeenAt: { gt: oldest() } },
    data: { tokenHash, lastSeenAt: new Date() },
    select: { id: true },
  });
  return session ?? null;
}

/** Whether the browser with this token may open the registration; keeps the session alive. */
export async function findAccess(token: string | undefined, publicId: string): Promise<Access | null> {
  const grant = token ? await findGrant(token, publicId, { gt: oldest() }) : null;
  if (!grant) return null;
  const { lastSeenAt, ...access } = grant;
  if (lastSeenAt.getTime() < Date.now() - TOUCH_MINUTES * 60_000) {
    const client = await db();
    await client.accessSession.update({ where: { id: access.sessionId }, data: { lastSeenAt: new Date() } });
  }
  return access;
}

/**
 * What this browser could open until its session ended by itself. It opens nothing any more: it tells where a form that
 * was sent too late is kept (`keepForm`) until the same browser has proved the mailbox again.
 */
export async function findEndedAccess(token: string | undefined, publicId: string): Promise<Access | null> {
  const grant = token ? await findGrant(token, publicId, { lte: oldest() }) : null;
  return grant && { level: grant.level, registrationId: grant.registrationId, sessionId: grant.sessionId };
}

async function findGrant(token: string, publicId: string, lastSeenAt: { gt: Date } | { lte: Date }) {
  const client = await db();
  const grant = await client.accessGrant.findFirst({
    where: {
      registration: { publicId, state: { not: "erased" } },
      session: { tokenHash: hashSecret(token), revokedAt: null, lastSeenAt },
    },
    select: { level: true, registrationId: true, sessionId: true, session: { select: { lastSeenAt: true } } },
  });
  if (!grant) return null;
  const { session, ...access } = grant;
  return { ...access, lastSeenAt: session.lastSeenAt };
}

const oldest = () => new Date(Date.now() - SESSION_HOURS * 3_600_000);
