import "server-only";
import type { Tx } from "@/lib/db/client";
import type { PaymentWay } from "@/lib/db/generated/enums";
import { newPublicId } from "@/lib/ids/public-id";

/** Ways whose money is waited for. */
export type AwaitedWay = Exclude<PaymentWay, "card" | "free">;

/**
 * Records the payment that a placed order waits for: what is still missing of its total, by the way that was chosen. An
 * order waits for one: where it does already, that one waits for this amount now, and one of another way no longer.
 */
export async function awaitPayment(
  tx: Tx,
  order: { id: number; conferenceId: number; currency: string },
  way: AwaitedWay,
  amountMinor: number,
): Promise<void> {
  const { count } = await tx.payment.updateMany({
    where: { orderId: order.id, way, state: "pending" },
    data: { amountMinor },
  });
  await stopAwaiting(tx, order.id, way);
  if (count > 0) return;
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

/** Nothing is waited for by transfer, on site or from an institute any more. @param except the way that still is */
export async function stopAwaiting(tx: Tx, orderId: number, except?: AwaitedWay): Promise<void> {
  const ways: AwaitedWay[] = ["transfer", "on_site", "purchase_order"];
  await tx.payment.updateMany({
    where: { orderId, state: "pending", way: { in: ways.filter((way) => way !== except) } },
    data: { state: "cancelled" },
  });
}
