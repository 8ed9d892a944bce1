import "server-only";
import type { Actor, AuditEvent } from "@/lib/audit/chain";
import { attempt, type Tx } from "@/lib/db/client";
import type { Registration } from "@/lib/db/generated/client";
import { wishPaid } from "@/lib/mirror/wish";
import { activateRegistrations } from "@/lib/orders/activate-registrations";
import type { LockedOrder } from "@/lib/orders/lock-order";
import { awaitedWayOf, settleDifference } from "@/lib/orders/settle-difference";
import { receivedMinor } from "@/lib/payments/settle-order";
import { changePlaces } from "@/lib/places/places";
import { publish } from "@/lib/publish/publish";
import { err, ok, type Result } from "@/lib/result";
import { statesBefore } from "@/lib/states/next-states";
import { lockOrders, lockWithOrders } from "./cancel-registration";
import { isSameName } from "./match-person";

export type RestoreRefusal =
  | { code: "not-found" | "not-cancelled" | "reason-missing" }
  /** The same person registered once more meanwhile. */
  | { code: "registered-again" }
  /** Names of the quotas that lack places. */
  | { code: "sold-out"; quotas: string[] };

type Restored = "active" | "draft";

/**
 * Takes a cancellation back: the order that was cancelled with the registration is placed again, at its prices, with all
 * its places or not at all. Money that is still on it counts; what is missing is awaited. Whose order went on for others,
 * or who had none, is a draft and orders again.
 * @param options.mayOverbook staff said, with a reason, that full quotas are no obstacle
 * @returns the state that the registration has then
 */
export function restoreRegistration(
  registrationId: number,
  { mayOverbook, reason }: { mayOverbook: boolean; reason: string },
  actor: Actor,
  now: Date,
): Promise<Result<Restored, RestoreRefusal>> {
  return attempt<Restored, RestoreRefusal>(async (tx) => {
    if (mayOverbook && reason === "") return err({ code: "reason-missing" });
    const orderIds = await lockWithOrders(tx, registrationId, ["cancelled"]);
    const registration = await tx.registration.findUnique({ where: { id: registrationId } });
    if (!registration) return err({ code: "not-found" });
    if (registration.state !== "cancelled") return err({ code: "not-cancelled" });
    if (await isRegisteredAgain(tx, registration)) return err({ code: "registered-again" });
    const orders = (await lockOrders(tx, orderIds)).filter(({ order: { cancelledAt, placedAt } }) => {
      return cancelledAt?.getTime() === registration.cancelledAt?.getTime() && placedAt !== null;
    });
    const state = orders.length > 0 ? "active" : "draft";
    await tx.registration.updateMany({
      where: { id: registrationId, state: { in: statesBefore("registration", state) } },
      data: { state, cancelledAt: null },
    });
    const audit: AuditEvent[] = [];
    for (const locked of orders) {
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
          after: { state, ...(reason ? { reason } : {}) },
        },
        ...audit,
      ],
    });
    return ok(state);
  });
}

/** Whether the person takes part in the conference by another registration. Locks the person, as whoever registers them does. */
async function isRegisteredAgain(tx: Tx, registration: Registration): Promise<boolean> {
  const { id, personId, conferenceId } = registration;
  if (personId === null) return false;
  await tx.$queryRaw`SELECT id FROM person WHERE id = ${personId} FOR UPDATE`;
  const others = await tx.registration.findMany({
    where: { personId, conferenceId, id: { not: id }, state: "active" },
    select: { firstName: true, lastName: true },
  });
  // Several people may have one mailbox.
  return others.some((other) => isSameName(other, registration));
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
