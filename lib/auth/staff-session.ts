import "server-only";
import type { HeldRole } from "@/lib/auth/permissions";
import { db } from "@/lib/db/client";
import { newPublicId } from "@/lib/ids/public-id";

/** Somebody who is signed in, as the guard found them a moment ago. */
export type StaffMember = {
  readonly id: number;
  readonly name: string;
  readonly email: string;
  readonly sessionId: string;
  readonly roles: readonly HeldRole[];
};

/** Unused for so long, a session is over. */
const IDLE_HOURS = 12;
/** However busy, it ends after so many days. */
export const SESSION_DAYS = 30;
const TOUCH_MINUTES = 5;

/** Begins a session of somebody whose password was right. @returns its id */
export async function openStaffSession(staffId: number): Promise<string> {
  const client = await db();
  const { id } = await client.staffSession.create({ data: { id: newPublicId(), staffId } });
  return id;
}

/**
 * Who this session belongs to, with the roles of now: read on every request, so that signing out, disabling somebody
 * and changing a role hold at once. Null for a session that was revoked, lapsed or never was.
 */
export async function findStaff(sessionId: string, now: Date): Promise<StaffMember | null> {
  const client = await db();
  const session = await client.staffSession.findFirst({
    where: {
      id: sessionId,
      revokedAt: null,
      lastSeenAt: { gt: before(now, IDLE_HOURS * 60) },
      createdAt: { gt: before(now, SESSION_DAYS * 24 * 60) },
      staff: { isDisabled: false },
    },
    select: {
      lastSeenAt: true,
      staff: { select: { id: true, name: true, email: true, roles: { select: { conferenceId: true, role: true } } } },
    },
  });
  if (!session) return null;
  if (session.lastSeenAt < before(now, TOUCH_MINUTES)) {
    await client.staffSession.updateMany({ where: { id: sessionId, revokedAt: null }, data: { lastSeenAt: now } });
  }
  return { ...session.staff, sessionId };
}

/** Ends a session, wherever its cookie still is. */
export async function revokeStaffSession(sessionId: string, now: Date): Promise<void> {
  const client = await db();
  await client.staffSession.updateMany({ where: { id: sessionId, revokedAt: null }, data: { revokedAt: now } });
}

function before(now: Date, minutes: number): Date {
  return new Date(now.getTime() - minutes * 60_000);
}
