import "server-only";
import type { AuditEvent } from "@/lib/audit/chain";
import type { Tx } from "@/lib/db/client";

/** Locks the delegations of registrations, by id: after the registrations, before the quotas (`takeUpDelegation`). */
export async function lockDelegationsOf(tx: Tx, registrationIds: readonly number[]): Promise<void> {
  await tx.$queryRaw`
    SELECT id FROM delegation
     WHERE id IN (SELECT delegation_id FROM registration WHERE id = ANY(${[...registrationIds]}::int[]))
     ORDER BY id FOR UPDATE`;
}

/** Drafts leave their delegations; one that nobody is left in, and that nobody but them led, is gone. Locked by the caller. */
export async function leaveDelegations(tx: Tx, registrationIds: readonly number[]): Promise<AuditEvent[]> {
  const left = await tx.$queryRaw<{ delegationId: number }[]>`
    WITH before AS (SELECT id, delegation_id FROM registration
                     WHERE id = ANY(${[...registrationIds]}::int[]) AND state = 'draft' AND delegation_id IS NOT NULL),
         gone AS (UPDATE registration r SET delegation_id = NULL FROM before b WHERE b.id = r.id)
    SELECT DISTINCT delegation_id AS "delegationId" FROM before`;
  const ids = left.map(({ delegationId }) => delegationId);
  if (!ids.length) return [];
  const delegations = await tx.delegation.findMany({ where: { id: { in: ids } } });
  await tx.delegation.deleteMany({
    where: {
      id: { in: ids },
      members: { none: {} },
      OR: [{ leaderId: null }, { leaderId: { in: [...registrationIds] } }],
    },
  });
  return delegations.map(({ publicId }) => ({
    what: "delegation.left",
    object: "delegation",
    objectId: publicId,
    after: { registrations: [...registrationIds] },
  }));
}
