import "server-only";
import type { Tx } from "@/lib/db/client";
import type { PaymentWay } from "@/lib/db/generated/enums";
import { newPublicId } from "@/lib/ids/public-id";

/** Records the payment that a placed order waits for: what is still missing of its total, by the way that was chosen. */
export async function awaitPayment(
  tx: Tx,
  order: { id: number; conferenceId: number; currency: string },
  way: Exclude<PaymentWay, "card" | "free">,
  amountMinor: number,
): Promise<void> {
  await tx.payment.create({
    data: {
      publicId: newPublicId(),
      conferenceId: order.conferenceId,
      orderId: order.id,
      way,
      state: "pending",
      amountMinor,
      currency: order.currency,
      idempotencyKey: newPublicId(),
    },
  });
}
