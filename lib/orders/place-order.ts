import "server-only";
import type { Actor, AuditEvent } from "@/lib/audit/chain";
import { attempt, type Tx } from "@/lib/db/client";
import { Prisma } from "@/lib/db/generated/client";
import { type Letter, queueMail } from "@/lib/mail/queue-mail";
import { awaiting } from "@/lib/payments/await-payment";
import { offeredWays } from "@/lib/payments/offered-ways";
import { settleIfPaid } from "@/lib/payments/settle-order";
import { publish } from "@/lib/publish/publish";
import { isWaived } from "@/lib/registration/accept-waiver";
import { err, ok, type Result } from "@/lib/result";
import { activation } from "./activate-registrations";
import { isBoundElsewhere } from "./binding";
import { dueDate } from "./due-date";
import { type LockedOrder, lockOrder } from "./lock-order";
import { isAsSeen } from "./seen-order";

/** The institute that a purchase order is for, as the person gave it. */
export type PurchaseOrder = { institute: string; address: string; contactEmail: string; orderNumber: string };

/** Ways in which the order is placed at once and the money comes later, or never has to. */
export type PlacingWay =
  | { way: "transfer" }
  | { way: "on_site" }
  | { way: "purchase_order"; purchaseOrder: PurchaseOrder }
  | { way: "free" };

export type PlaceRefusal =
  | "not-found"
  | "already-placed"
  | "payment-begun"
  | "way-not-offered"
  /** Its time is over: the places and the price of now come from `holdOrder`. */
  | "lapsed"
  /** It is not what the page showed: it was changed in between, in another tab. */
  | "changed"
  /** Somebody on it has not accepted what their category demands. */
  | "waiver-missing"
  /** Somebody on it is on another order, which is placed or being paid. */
  | "ordered-elsewhere"
  | "not-free";

const LETTERS: Record<Exclude<PlacingWay["way"], "free">, Letter> = {
  transfer: "order-by-transfer",
  on_site: "order-on-site",
  purchase_order: "purchase-order-received",
};

/**
 * Places a draft order by a way that needs no hosted page. Its places stay held: by transfer until the due date's end,
 * on site and by purchase order until staff decide. An order of total 0 is settled at once.
 * @param seen what the person's page showed of it (`seenOrder`); null: nobody looked at a page
 */
export function placeOrder(
  orderId: number,
  choice: PlacingWay,
  actor: Actor,
  now: Date,
  seen: string | null = null,
): Promise<Result<void, PlaceRefusal>> {
  return attempt<void, PlaceRefusal>(async (tx) => {
    const locked = await lockOrder(tx, orderId);
    if (!locked || locked.order.state === "cancelled") return err("not-found");
    const { order } = locked;
    if (order.state === "placed") return err("already-placed");
    if (order.payments.some((payment) => payment.state === "created" || payment.state === "pending")) {
      return err("payment-begun");
    }
    if ((choice.way === "free") !== (order.totalMinor === 0)) return err("not-free");
    const isOffered = choice.way === "free" || offeredWays(order.conference, true).includes(choice.way);
    if (!isOffered) return err("way-not-offered");
    if (locked.isOver) return err("lapsed");
    if (!(await isAsSeen(tx, orderId, seen))) return err("changed");
    if (!(await isWaived(tx, orderId))) return err("waiver-missing");
    if (await isBoundElsewhere(tx, orderId, locked.registrationIds)) return err("ordered-elsewhere");

    const audit = await placeLocked(tx, locked, choice, now);
    await publish(tx, { conferenceId: order.conferenceId, actor, registrations: locked.registrationIds, audit });
    return ok(undefined);
  });
}

/**
 * The steps of `placeOrder` for an order that the caller has locked and found fit; the caller publishes.
 * @param note of the payment that is awaited, for staff
 */
export async function placeLocked(
  tx: Tx,
  locked: LockedOrder,
  choice: PlacingWay,
  now: Date,
  note: string | null = null,
): Promise<AuditEvent[]> {
  const { order } = locked;
  const placed = await markPlaced(tx, locked, choice, now, note);
  if (choice.way === "free") return [placed, ...(await settleIfPaid(tx, locked, "free", now)).audit];
  if (order.isQuiet) return [placed];
  await queueMail(tx, {
    letter: LETTERS[choice.way],
    key: `${LETTERS[choice.way]}:${order.id}:${now.getTime()}`,
    registrationId: order.payerId,
    facts: { orderId: order.id },
  });
  return [placed];
}

/**
 * Writes that the order is placed: its people take part, its places are kept as its way says, and its money is awaited.
 * One statement.
 */
async function markPlaced(
  tx: Tx,
  { order }: LockedOrder,
  choice: PlacingWay,
  now: Date,
  note: string | null,
): Promise<AuditEvent> {
  const { timeZone, transferDays } = order.conference;
  const due = choice.way === "transfer" ? dueDate(now, transferDays, timeZone) : null;
  const purchaseOrder = choice.way === "purchase_order" ? JSON.stringify(choice.purchaseOrder) : null;
  const awaited = choice.way === "free" ? Prisma.empty : Prisma.sql`, ${awaiting(order, choice.way, note)}`;
  await tx.$executeRaw`
    WITH placed AS (
      UPDATE "order"
         SET state = 'placed', way = ${choice.way}::payment_way, placed_at = ${now}::timestamptz, lapsed_at = NULL,
             approved_at = NULL, hold_until = ${due?.holdUntil ?? null}::timestamptz,
             hold_limit = ${due?.holdLimit ?? null}::timestamptz, due_on = ${due?.dueOn ?? null}::date,
             purchase_order = coalesce(${purchaseOrder}::jsonb, purchase_order), updated_at = now()
       WHERE id = ${order.id}
    )${awaited} ${activation(order.id)}`;
  return {
    what: "order.placed",
    object: "order",
    objectId: order.publicId,
    before: { state: "draft" },
    after: { state: "placed", way: choice.way },
  };
}
