import "server-only";
import type { Tx } from "@/lib/db/client";
import { sendJob } from "@/lib/jobs/queue";

/** Has a job ask the provider about a refund of ours that it spoke of; does nothing for any other. */
export async function lookUpRefund(tx: Tx, { providerId, publicId }: { providerId: string; publicId: string }) {
  const refund = await tx.refund.findFirst({ where: { OR: [{ providerId }, { publicId }] }, select: { id: true } });
  if (refund) await sendJob(tx, "refund.send", { refundId: refund.id });
}
