import "server-only";
import type { Actor } from "@/lib/audit/chain";
import { attempt } from "@/lib/db/client";
import { publish } from "@/lib/publish/publish";
import { err, ok, type Result } from "@/lib/result";

/** Staff dealt with a refund that failed: it waits for nobody any more. */
export function dismissRefund(
  conferenceId: number,
  publicId: string,
  actor: Actor,
  now: Date,
): Promise<Result<void, "not-found">> {
  return attempt<void, "not-found">(async (tx) => {
    const [refund] = await tx.refund.updateManyAndReturn({
      where: { publicId, payment: { conferenceId }, state: "failed", dismissedAt: null },
      data: { dismissedAt: now },
    });
    if (!refund) return err("not-found");
    const payment = await tx.payment.findUniqueOrThrow({ where: { id: refund.paymentId } });
    await publish(tx, {
      conferenceId,
      actor,
      registrations: [],
      audit: [{ what: "refund.dismissed", object: "payment", objectId: payment.publicId, after: { refund: publicId } }],
    });
    return ok(undefined);
  });
}
