import "server-only";
import type { Actor } from "@/lib/audit/chain";
import { transaction } from "@/lib/db/client";
import { leaveDelegations } from "@/lib/delegations/leave";
import { changePlaces } from "@/lib/places/places";
import { publish } from "@/lib/publish/publish";
import { lockOrder } from "./lock-order";

/**
 * Cancels a draft order whose payment failed, and gives its places back; its people leave the delegation that they were
 * about to join, and their registrations are drafts, which go on when they are tried again. Does nothing to an order
 * that has money or is placed.
 */
export async function releaseOrder(orderId: number, actor: Actor, now: Date): Promise<void> {
  await transaction(async (tx) => {
    const locked = await lockOrder(tx, orderId);
    if (locked?.order.state !== "draft") return;
    const { order, registrationIds } = locked;
    if (await tx.ledgerEntry.count({ where: { orderId } })) return;
    await changePlaces(tx, orderId, [], false);
    await tx.order.update({
      where: { id: orderId },
      data: { state: "cancelled", cancelledAt: now, holdUntil: null },
    });
    const left = await leaveDelegations(tx, registrationIds);
    await publish(tx, {
      conferenceId: order.conferenceId,
      actor,
      registrations: registrationIds,
      audit: [
        {
          what: "order.cancelled",
          object: "order",
          objectId: order.publicId,
          before: { state: "draft" },
          after: { state: "cancelled", because: "payment-failed" },
        },
        ...left,
      ],
    });
  });
}
