import "server-only";
import type { Tx } from "@/lib/db/client";
import { sendJobs } from "@/lib/jobs/queue";
import { giveBackBookingPlaces } from "@/lib/places/places";
import { tellOfSession } from "./tell";

/** Quotas in which registrations have places by what they booked: locked before `endBookings`. */
export async function quotasOfBookings(tx: Tx, registrationIds: readonly number[]): Promise<number[]> {
  const rows = await tx.place.findMany({
    where: { booking: { registrationId: { in: [...registrationIds] } } },
    select: { quotaId: true },
    distinct: ["quotaId"],
  });
  return rows.map(({ quotaId }) => quotaId);
}

/**
 * Ends everything that registrations booked, because they are cancelled or erased. The caller has locked them and the
 * quotas of `quotasOfBookings`, and publishes. Reinstating somebody books nothing again.
 * @returns the sessions whose places changed
 */
export async function endBookings(tx: Tx, registrationIds: readonly number[], now: Date): Promise<number[]> {
  return end(tx, { registrationId: { in: [...registrationIds] } }, now);
}

/** Ends every booking of a session that is cancelled, and tells its people. The caller has locked its quota, and publishes. */
export async function endBookingsOfSession(
  tx: Tx,
  sessionId: number,
  now: Date,
): Promise<{ registrations: number[]; sessions: number[] }> {
  const open = await tx.booking.findMany({
    where: { sessionId, state: { not: "unregistered" } },
    select: { registrationId: true, sessionId: true },
  });
  await tellOfSession(tx, "cancelled", open, now);
  const sessions = await end(tx, { sessionId }, now);
  return { registrations: open.map(({ registrationId }) => registrationId), sessions };
}

async function end(
  tx: Tx,
  of: { registrationId: { in: number[] } } | { sessionId: number },
  now: Date,
): Promise<number[]> {
  const open = await tx.booking.findMany({
    where: { ...of, state: { not: "unregistered" } },
    select: { id: true, sessionId: true },
  });
  if (!open.length) return [];
  const ids = open.map(({ id }) => id);
  await giveBackBookingPlaces(tx, ids);
  const data = { state: "unregistered", stateAt: now, waitingSince: null, offerUntil: null, skippedFor: "" } as const;
  await tx.booking.updateMany({ where: { id: { in: ids } }, data });
  const sessionIds = [...new Set(open.map(({ sessionId }) => sessionId))];
  await sendJobs(
    tx,
    "session.promote",
    sessionIds.map((sessionId) => ({ sessionId })),
  );
  return sessionIds;
}
