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
/** As long as one may look for the telephone. */
const HALF_OPEN_MINUTES = 15;

const LONGEST_BROWSER = 200;

/**
 * Begins a session of somebody whose password was right, or whom a provider vouches for. Where they have a second
 * factor it opens nothing yet: `passSecondFactor` does. @returns its id
 */
export async function openStaffSession(staffId: number, browser = ""): Promise<string> {
  const client = await db();
  const { totpSealed } = await client.staff.findUniqueOrThrow({ where: { id: staffId }, select: { totpSealed: true } });
  const { id } = await client.staffSession.create({
    data: {
      ...{ id: newPublicId(), staffId, awaitsSecondFactor: totpSealed !== null },
      browser: browser.slice(0, LONGEST_BROWSER).replaceAll("\u0000", ""),
    },
  });
  return id;
}

/** Whether a session waits for its second factor: its browser is led to the page that asks for it. */
export async function awaitsSecondFactor(sessionId: string, now: Date): Promise<boolean> {
  const client = await db();
  const count = await client.staffSession.count({
    where: {
      ...{ id: sessionId, revokedAt: null, awaitsSecondFactor: true, staff: { isDisabled: false } },
      createdAt: { gt: before(now, HALF_OPEN_MINUTES) },
    },
  });
  return count > 0;
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
      awaitsSecondFactor: false,
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

/** The sessions of an account that may still open something, newest first. */
export async function listStaffSessions(staffId: number, now: Date) {
  const client = await db();
  return client.staffSession.findMany({
    where: {
      ...{ staffId, revokedAt: null, awaitsSecondFactor: false },
      lastSeenAt: { gt: before(now, IDLE_HOURS * 60) },
      createdAt: { gt: before(now, SESSION_DAYS * 24 * 60) },
    },
    orderBy: { lastSeenAt: "desc" },
    select: { id: true, createdAt: true, lastSeenAt: true, browser: true },
  });
}

/** Ends one session of an account, or all but one. @returns how many ended */
export async function revokeOwnSessions(
  staffId: number,
  which: { only: string } | { allBut: string },
  now: Date,
): Promise<number> {
  const client = await db();
  const { count } = await client.staffSession.updateMany({
    where: { staffId, revokedAt: null, id: "only" in which ? which.only : { not: which.allBut } },
    data: { revokedAt: now },
  });
  return count;
}

function before(now: Date, minutes: number): Date {
  return new Date(now.getTime() - minutes * 60_000);
}
