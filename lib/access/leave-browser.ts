import "server-only";
import { transaction } from "@/lib/db/client";
import { hashSecret } from "@/lib/ids/public-id";
import { publish } from "@/lib/publish/publish";

/**
 * Ends a browser's session on every registration that it holds, with what it kept of unfinished forms: somebody leaves
 * a device that is not theirs. A token that opens nothing is left alone.
 */
export async function leaveBrowser(token: string, now: Date): Promise<void> {
  await transaction(async (tx) => {
    const [session] = await tx.accessSession.updateManyAndReturn({
      where: { tokenHash: hashSecret(token), revokedAt: null },
      data: { revokedAt: now },
      select: { id: true },
    });
    if (!session) return;
    await tx.keptForm.deleteMany({ where: { sessionId: session.id } });
    const grants = await tx.accessGrant.findMany({
      where: { sessionId: session.id },
      select: { registrationId: true, registration: { select: { conferenceId: true } } },
      // The counters of several conferences are locked in one order.
      orderBy: [{ registration: { conferenceId: "asc" } }, { registrationId: "asc" }],
    });
    for (const { registrationId, registration } of grants) {
      await publish(tx, {
        conferenceId: registration.conferenceId,
        actor: { kind: "person", id: String(registrationId) },
        registrations: [],
        audit: [{ what: "access.left", object: "registration", objectId: registrationId }],
      });
    }
  });
}
