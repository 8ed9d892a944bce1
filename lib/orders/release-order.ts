import "server-only";
import type { AuditEvent } from "@/lib/audit/chain";
import type { Tx } from "@/lib/db/client";
import { leaveDelegations, lockDelegationsOf } from "@/lib/delegations/leave";
import { changePlaces } from "@/lib/places/places";
import { type LockedOrder, lockOrder, lockRegistrationsOf } from "./lock-order";

/** Locks what `releaseOrder` changes: registrations, their delegations, quotas, the order. Null: no such order. */
export async function lockForRelease(tx: Tx, orderId: number): Promise<LockedOrder | null> {
  await lockDelegationsOf(tx, await lockRegistrationsOf(tx, orderId));
  return lockOrder(tx, orderId);
}

/**
 * Cancels a draft order whose payment failed, and gives its places back; its people leave the delegation that they were
 * about to join, and their registrations are drafts, which go on when they are tried again. Does nothing to an order
 * that has money or is placed.
 * @param locked by `lockForRelease`
 */
export async function releaseOrder(
  tx: Tx,
  { order: { id, publicId, state }, registrationIds }: LockedOrder,
  now: Date,
): Promise<AuditEvent[]> {
  if (state !== "draft" || (await tx.ledgerEntry.count({ where: { orderId: id } }))) return [];
  await changePlaces(tx, id, [], false);
  await tx.order.update({ where: { id }, data: { state: "cancelled", cancelledAt: now, holdUntil: null } });
  const left = await leaveDelegations(tx, registrationIds);
  return [
    {
      what: "order.cancelled",
      object: "order",
      objectId: publicId,
      before: { state: "draft" },
      after: { state: "cancelled", because: "payment-failed" },
    },
    ...left,
  ];
}
