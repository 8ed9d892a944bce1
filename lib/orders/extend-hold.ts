import "server-only";
import type { Actor } from "@/lib/audit/chain";
import { attempt } from "@/lib/db/client";
import { dueDate } from "@/lib/orders/due-date";
import { lockOrder } from "@/lib/orders/lock-order";
import { publish } from "@/lib/publish/publish";
import { err, ok, type Result } from "@/lib/result";

/** `"places-gone"`: its time was over and its places were given back; the person orders again. */
export type ExtendRefusal = "not-found" | "already-paid" | "no-end" | "places-gone";

/** Days that staff keep the places longer, from the day on which they decide. */
export const EXTENDED_DAYS = 7;

/** Keeps the places of a placed order that waits for money until the end of the seventh day after today. */
export function extendHold(orderId: number, actor: Actor, now: Date): Promise<Result<{ dueOn: Date }, ExtendRefusal>> {
  return attempt<{ dueOn: Date }, ExtendRefusal>(async (tx) => {
    const locked = await lockOrder(tx, orderId);
    if (locked?.order.state !== "placed") return err("not-found");
    const { order } = locked;
    if (order.settledAt) return err("already-paid");
    if (order.lapsedAt) return err("places-gone");
    if (!order.holdUntil) return err("no-end");
    const due = dueDate(now, EXTENDED_DAYS, order.conference.timeZone);
    if (due.holdUntil <= order.holdUntil) return ok({ dueOn: order.dueOn ?? due.dueOn });
    await tx.order.update({ where: { id: orderId }, data: due });
    await publish(tx, {
      conferenceId: order.conferenceId,
      actor,
      registrations: locked.registrationIds,
      audit: [
        {
          what: "order.hold-extended",
          object: "order",
          objectId: order.publicId,
          before: { holdUntil: order.holdUntil.toISOString() },
          after: { holdUntil: due.holdUntil.toISOString() },
        },
      ],
    });
    return ok({ dueOn: due.dueOn });
  });
}
