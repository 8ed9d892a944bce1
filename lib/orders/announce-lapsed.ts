import "server-only";
import type { AuditEvent } from "@/lib/audit/chain";
import type { Tx } from "@/lib/db/client";
import { queueMail } from "@/lib/mail/queue-mail";
import type { LapsedOrder } from "@/lib/places/places";

/**
 * What follows when holds lapse: a mail to each payer, and the audit entries that the caller's `publish` writes with
 * its own.
 */
export async function announceLapsed(
  tx: Tx,
  lapsed: LapsedOrder[],
): Promise<{ registrations: number[]; audit: AuditEvent[] }> {
  for (const { orderId, payerId, lapsedAt } of lapsed) {
    const key = `hold-lapsed:${orderId}:${lapsedAt.getTime()}`;
    await queueMail(tx, { letter: "hold-lapsed", key, registrationId: payerId, facts: { orderId } });
  }
  return {
    registrations: lapsed.map(({ payerId }) => payerId),
    audit: lapsed.map(({ publicId }) => ({
      what: "order.hold-lapsed",
      object: "order",
      objectId: publicId,
      before: { held: true },
      after: { held: false },
    })),
  };
}
