import "server-only";
import type { Actor, AuditEvent } from "@/lib/audit/chain";
import { attempt, type Tx } from "@/lib/db/client";
import { wishPaid } from "@/lib/mirror/wish";
import { activateRegistrations } from "@/lib/orders/activate-registrations";
import type { LockedOrder } from "@/lib/orders/lock-order";
import { awaitedWayOf, settleDifference } from "@/lib/orders/settle-difference";
import { receivedMinor } from "@/lib/payments/settle-order";
import { changePlaces } from "@/lib/places/places";
import { publish } from "@/lib/publish/publish";
import { err, ok, type Result } from "@/lib/result";
import { lockOrders, lockWithOrders } from "./cancel-registration";

export type RestoreRefusal =
  | { code: "not-found" | "not-cancelled" | "reason-missing" }
  /** Names of the quotas that lack places. */
  | { code: "sold-out"; quotas: string[] };

/**
 * Takes a cancellation back: the order that was cancelled with the registration is placed again, at its prices, with all
 * its places or not at all. Money that is still on it counts; what is missing is awaited.
 * @param options.mayOverbook staff said, with a reason, that full quotas are no obstacle
 */
export function restoreRegistration(
  registrationId: number,
  { mayOverbook, reason }: { mayOverbook: boolean; reason: string },
  actor: Actor,
  now: Date,
): Promise<Result<void, RestoreRefusal>> {
  return attempt<void, RestoreRefusal>(async (tx) => {
    if (mayOverbook && reason === "") return err({ code: "reason-missing" });
    const orderIds = await lockWithOrders(tx, registrationId, ["cancelled"]);
    const registration = await tx.registration.findUnique({ where: { id: registrationId } });
    if (!registration) return err({ code: "not-found" });
    if (registration.state !== "cancelled") return err({ code: "not-cancelled" });
    await tx.registration.updateMany({
      where: { id: registrationId, state: "cancelled" },
      data: { state: "active", cancelledAt: null },
    });
    const audit: AuditEvent[] = [];
    for (const locked of await lockOrders(tx, orderIds)) {
      const { cancelledAt, placedAt } = locked.order;
      const isOfThis = cancelledAt?.getTime() === registration.cancelledAt?.getTime() && placedAt !== null;
      if (!isOfThis) continue;
      const restored = await restoreOrder(tx, locked, mayOverbook, now);
      if (!restored.ok) return restored;
      audit.push(...restored.value);
    }
    await publish(tx, {
      conferenceId: registration.conferenceId,
      actor,
      registrations: [registrationId],
      audit: [
        {
          what: "registration.restored",
          object: "registration",
          objectId: registrationId,
          before: { state: "cancelled" },
          after: { state: "active", ...(reason ? { reason } : {}) },
        },
        ...audit,
      ],
    });
    return ok(undefined);
  });
}

async function restoreOrder(
  tx: Tx,
  locked: LockedOrder,
  mayOverbook: boolean,
  now: Date,
): Promise<Result<AuditEvent[], RestoreRefusal>> {
  const { order, wanted, registrationIds } = locked;
  const taken = await changePlaces(tx, order.id, wanted, mayOverbook);
  if (!taken.ok) {
    const quotas = await tx.quota.findMany({ where: { id: { in: taken.error.quotaIds } }, orderBy: { id: "asc" } });
    return err({ code: "sold-out", quotas: quotas.map(({ name }) => name) });
  }
  const event: AuditEvent = {
    what: "order.restored",
    object: "order",
    objectId: order.publicId,
    before: { state: "cancelled" },
    after: {
      state: "placed",
      ...(taken.value.length ? { overbooked: taken.value.map(({ quotaId, count }) => ({ quotaId, count })) } : {}),
    },
  };
  const isPaid = order.settledAt !== null && (await receivedMinor(tx, order.id)) >= order.totalMinor;
  if (!isPaid) {
    const { audit } = await settleDifference(tx, { ...locked, isOver: true }, awaitedWayOf(order), now);
    return ok([event, ...audit]);
  }
  // Nothing on it changed: its receipt stays its receipt.
  await tx.order.updateMany({
    where: { id: order.id, state: "cancelled" },
    data: { state: "placed", cancelledAt: null, lapsedAt: null },
  });
  await activateRegistrations(tx, order.id);
  for (const registrationId of registrationIds) await wishPaid(tx, registrationId, true);
  return ok([event]);
}
