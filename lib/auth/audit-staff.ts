import "server-only";
import type { Json } from "@/lib/audit/canonical-json";
import type { Actor } from "@/lib/audit/chain";
import type { Tx } from "@/lib/db/client";
import { publish } from "@/lib/publish/publish";

type StaffEvent = { what: string; before?: Json; after?: Json };

/**
 * Writes a change of somebody's access to the log of each conference in which they have a role: a role in all is in the
 * log of each. Before the first conference there is no log to write to. Ends the transaction, as `publish` does.
 */
export async function auditStaff(tx: Tx, staffId: number, actor: Actor, event: StaffEvent): Promise<void> {
  const roles = await tx.staffRole.findMany({ where: { staffId }, select: { conferenceId: true } });
  const isEverywhere = roles.some(({ conferenceId }) => conferenceId === null);
  await auditIn(tx, isEverywhere ? null : roles.map(({ conferenceId }) => Number(conferenceId)), staffId, actor, event);
}

/** The same for the logs of some conferences; null: of all. */
export async function auditIn(
  tx: Tx,
  conferenceIds: number[] | null,
  staffId: number,
  actor: Actor,
  event: StaffEvent,
): Promise<void> {
  const conferences = await tx.conference.findMany({
    where: conferenceIds ? { id: { in: conferenceIds } } : {},
    orderBy: { id: "asc" },
    select: { id: true },
  });
  const audit = [{ ...event, object: "staff", objectId: staffId }];
  for (const { id } of conferences) await publish(tx, { conferenceId: id, actor, registrations: [], audit });
}
