import "server-only";
import type { AuditEvent } from "@/lib/audit/chain";
import type { Tx } from "@/lib/db/client";

type Owned = { id: number; conferenceId: number; indicoDbId: number | null; email: string };

/**
 * Ends what was opened by another address than a registration's own: sessions, what they keep, codes that were mailed
 * there.
 * @param registration with the address that it has from now on
 */
export async function shutOutOthers(
  tx: Tx,
  { id, conferenceId, indicoDbId, email }: Owned,
  because: string,
): Promise<AuditEvent> {
  const { count } = await tx.accessGrant.deleteMany({ where: { registrationId: id } });
  await tx.keptForm.deleteMany({ where: { registrationId: id } });
  // A code that was asked for without a link is kept by our own id, negative.
  const asked = indicoDbId === null ? [-id] : [-id, indicoDbId];
  await tx.linkRequest.updateMany({
    where: { conferenceId, indicoDbId: { in: asked }, email: { not: email }, state: { in: ["asked", "sent"] } },
    data: { state: "spent" },
  });
  return {
    what: "access.revoked",
    object: "registration",
    objectId: id,
    before: { grants: count },
    after: { grants: 0, because },
  };
}
