import "server-only";
import type { Actor } from "@/lib/audit/chain";
import { attempt } from "@/lib/db/client";
import { lockOrder } from "@/lib/orders/lock-order";
import { publish } from "@/lib/publish/publish";
import { err, ok, type Result } from "@/lib/result";
import { awaitPayment } from "./await-payment";
import { type Confirmed, type ConfirmRefusal, confirmOnSite, type SeenMoney } from "./confirm-by-staff";
import { receivedMinor } from "./settle-order";

/** `"nothing-owed"`: it was paid meanwhile, or is no order to pay; `"amount-changed"`: something else is missing now. */
export type TakeRefusal = ConfirmRefusal | "nothing-owed" | "amount-changed";

/**
 * Staff took at the desk all that is missing of a placed order, whatever way was chosen before: a transfer that did not
 * come is awaited no longer. Two desks at once book it once.
 * @param money what was counted: has to be all that is missing
 */
export async function takeOnSite(
  orderId: number,
  money: SeenMoney,
  actor: Actor,
  now: Date,
): Promise<Result<Confirmed, TakeRefusal>> {
  const awaited = await attempt<number, TakeRefusal>(async (tx) => {
    const locked = await lockOrder(tx, orderId);
    if (!locked) return err("not-found");
    const { order, registrationIds } = locked;
    const missingMinor = order.totalMinor - (await receivedMinor(tx, orderId));
    if (order.state !== "placed" || missingMinor <= 0) return err("nothing-owed");
    if (money.amountMinor !== missingMinor || money.currency !== order.currency) return err("amount-changed");
    const isAwaited = ({ way, state }: (typeof order.payments)[number]) => way === "on_site" && state === "pending";
    const waiting = order.payments.find(isAwaited);
    if (waiting) return ok(waiting.id);
    await awaitPayment(tx, order, "on_site");
    const made = await tx.payment.findFirstOrThrow({
      where: { orderId, way: "on_site", state: "pending" },
      orderBy: { id: "desc" },
    });
    const event = { what: "payment.awaited", object: "payment", objectId: made.publicId };
    await publish(tx, {
      conferenceId: order.conferenceId,
      actor,
      registrations: registrationIds,
      audit: [{ ...event, after: { way: "on_site", amountMinor: missingMinor, currency: order.currency } }],
    });
    return ok(made.id);
  });
  return awaited.ok ? confirmOnSite(awaited.value, money, actor, now) : awaited;
}
