import "server-only";
import { transaction } from "@/lib/db/client";
import { sendJob } from "@/lib/jobs/queue";

/** Has a job ask the provider about a hosted card page of ours whose end is not known; does nothing for any other. */
export async function askLater(checkoutId: string): Promise<void> {
  if (checkoutId.includes("\u0000")) return; // PostgreSQL takes it in no text
  await transaction(async (tx) => {
    const open = await tx.payment.findUnique({ where: { checkoutId, state: "pending" }, select: { id: true } });
    if (open) await sendJob(tx, "payment.look-up", { checkoutId });
  });
}
