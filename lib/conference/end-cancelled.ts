import "server-only";
import type { AuditEvent } from "@/lib/audit/chain";
import { endBookingsOfSession } from "@/lib/bookings/end-bookings";
import type { Setup } from "@/lib/conference/conference-file";
import type { StoredConference } from "@/lib/conference/describe-setup";
import type { Tx } from "@/lib/db/client";

export type Ended = { registrations: number[]; sessions: number[]; audit: AuditEvent[] };

/**
 * Ends every booking of the sessions that a set-up cancels, and every wait for them; called under the locks of the
 * conference, its quotas and these sessions.
 * @returns whose rows changed, and what the audit says of each
 */
export async function endBookingsOfCancelled(tx: Tx, stored: StoredConference, setup: Setup): Promise<Ended> {
  const cancelled = new Set(setup.sessions.filter(({ isCancelled }) => isCancelled).map(({ code }) => code));
  const ending = stored.sessions.filter(({ code, isCancelled }) => !isCancelled && cancelled.has(code));
  const ended: Ended = { registrations: [], sessions: [], audit: [] };
  if (!ending.length) return ended;
  // A set-up has no moment of its own: its bookings end when it is written.
  const [clock] = await tx.$queryRaw<{ now: Date }[]>`SELECT now()`;
  for (const { id, publicId } of ending) {
    const { registrations, sessions } = await endBookingsOfSession(tx, id, clock?.now as Date);
    ended.registrations.push(...registrations);
    ended.sessions.push(...sessions);
    ended.audit.push(
      ...registrations.map((registrationId) => ({
        ...{ what: "booking.ended", object: "registration", objectId: registrationId },
        after: { session: publicId },
      })),
    );
  }
  return ended;
}
