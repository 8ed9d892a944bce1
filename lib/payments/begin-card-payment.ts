import "server-only";
import type { Actor } from "@/lib/audit/chain";
import { attempt, db, type Tx } from "@/lib/db/client";
import { newPublicId } from "@/lib/ids/public-id";
import { isBoundElsewhere } from "@/lib/orders/binding";
import { CARD_HOLD_MINUTES, holdForCardPage } from "@/lib/orders/hold-times";
import { lockOrder } from "@/lib/orders/lock-order";
import { isAsSeen } from "@/lib/orders/seen-order";
import { takePlaces } from "@/lib/places/places";
import { publish } from "@/lib/publish/publish";
import { isWaived } from "@/lib/registration/accept-waiver";
import { err, ok, type Result } from "@/lib/result";
import type { CardProvider, ProviderFailure } from "./card-provider";
import { closeAttempt, movedEvent } from "./close-attempt";
import { isDirectCharge } from "./direct-charge";
import { lookUpCardPayment } from "./look-up-card-payment";
import { offeredWays } from "./offered-ways";
import { receivedMinor } from "./settle-order";

/** The hosted page stays open this long; the places five minutes longer. */
const CHECKOUT_MINUTES = CARD_HOLD_MINUTES - 5;
/** A page that would be open for less than this is refused by the provider (Stripe: 30 minutes). */
const LEAST_CHECKOUT_MINUTES = 31;

export type CardRefusal =
  | "not-found"
  | "already-paid"
  | "way-not-offered"
  /** A draft's time is over: the places and the price of now come from `holdOrder`. */
  | "lapsed"
  /** A placed order's places were given back and are taken by others. */
  | "sold-out"
  /** The page would keep the places beyond the order's limit: another way, or anew when they are free again. */
  | "held-too-long"
  /** It is not what the page showed: it was changed in between, in another tab. */
  | "changed"
  /** Somebody on a draft has not accepted what their category demands. */
  | "waiver-missing"
  /** Somebody on a draft is on another order, which is placed or being paid. */
  | "ordered-elsewhere"
  | "nothing-to-pay"
  /** `"unreachable"` also while a card that came straight to us is charged for the order. */
  | ProviderFailure;

/** Where the hosted page sends the person back to. */
export type CardAddresses = { returnUrl: string; cancelUrl: string };

/**
 * Opens the hosted card page for an order, or finds the one that is open: the attempt is recorded first, then the
 * provider is called with the attempt's own key, then the page's address is stored. A call whose answer was lost is
 * repeated with the same key by the next press of the button or by the sweeper.
 * @param seen what the person's page showed of the order (`seenOrder`); null: nobody looked at a page
 * @returns the address to send the person to
 */
export async function beginCardPayment(
  orderId: number,
  provider: CardProvider,
  addresses: CardAddresses,
  actor: Actor,
  now: Date,
  seen: string | null = null,
): Promise<Result<{ url: string }, CardRefusal>> {
  const ended = await findEndedPage(orderId, now);
  if (ended) {
    const found = await lookUpCardPayment(ended, provider, actor, now);
    if (found === "paid" || found === "suspense") return err("already-paid");
    if (found !== "closed") return err("unreachable");
  }
  const begun = await attempt((tx) => recordAttempt(tx, orderId, actor, now, seen));
  if (!begun.ok) return begun;
  return openPage(begun.value, provider, addresses, actor);
}

/** The hosted page of an attempt whose time is over, but whose end nobody has told us yet. */
async function findEndedPage(orderId: number, now: Date): Promise<string | null> {
  const client = await db();
  const ended = await client.payment.findFirst({
    where: { orderId, way: "card", state: "pending", checkoutId: { not: null }, expiresAt: { lte: now } },
    select: { checkoutId: true },
  });
  return ended?.checkoutId ?? null;
}

/**
 * Calls the provider for a recorded attempt and stores the page. Safe to repeat. An attempt that the provider refuses
 * has failed; one that was given up while the provider was asked has its page closed again.
 */
export async function openPage(
  paymentId: number,
  provider: CardProvider,
  addresses: CardAddresses,
  actor: Actor,
): Promise<Result<{ url: string }, ProviderFailure | "not-found">> {
  const client = await db();
  const payment = await client.payment.findUnique({
    where: { id: paymentId },
    include: { order: { include: { conference: true, payer: { select: { email: true, locale: true } } } } },
  });
  if (!payment?.order || !payment.expiresAt) return err("not-found");
  if (payment.checkoutUrl) return ok({ url: payment.checkoutUrl });
  const opened = await provider.openCheckout({
    idempotencyKey: payment.idempotencyKey,
    paymentId: payment.publicId,
    conference: payment.order.conference.slug,
    amountMinor: payment.amountMinor,
    currency: payment.currency,
    title: `${payment.order.conference.name}, ${payment.order.reference}`,
    email: payment.order.payer.email,
    locale: payment.order.payer.locale,
    expiresAt: payment.expiresAt,
    ...addresses,
  });
  if (!opened.ok) {
    if (opened.error === "refused") await closeAttempt(paymentId, "failed", actor);
    return opened;
  }
  const { checkoutId, url } = opened.value;
  const { count } = await client.payment.updateMany({
    where: { id: paymentId, state: "created" },
    data: { state: "pending", checkoutId, checkoutUrl: url },
  });
  if (count === 0) {
    const { state } = await client.payment.findUniqueOrThrow({ where: { id: paymentId }, select: { state: true } });
    if (state === "cancelled" || state === "failed") {
      await provider.expireCheckout(checkoutId);
      return err("refused");
    }
  }
  return ok({ url });
}

async function recordAttempt(
  tx: Tx,
  orderId: number,
  actor: Actor,
  now: Date,
  seen: string | null,
): Promise<Result<number, CardRefusal>> {
  const locked = await lockOrder(tx, orderId);
  if (!locked || locked.order.state === "cancelled") return err("not-found");
  const { order, registrationIds } = locked;
  if (order.settledAt) return err("already-paid");
  if (!offeredWays(order.conference, true).includes("card")) return err("way-not-offered");
  if (!(await isAsSeen(tx, orderId, seen))) return err("changed");
  if (order.state === "draft") {
    if (!(await isWaived(tx, orderId))) return err("waiver-missing");
    if (await isBoundElsewhere(tx, orderId, registrationIds)) return err("ordered-elsewhere");
  }
  const amountMinor = order.totalMinor - (await receivedMinor(tx, orderId));
  if (amountMinor <= 0) return err("nothing-to-pay");
  const open = order.payments.find(({ way, state }) => way === "card" && (state === "created" || state === "pending"));
  // A second payment beside it would be paid twice.
  if (open && isDirectCharge(open)) return err("unreachable");
  if (open && !isTooLate(open, now)) return ok(open.id);
  // The late call may have come through meanwhile, by the sweeper: then that page is the one.
  if (open && !(await giveUp(tx, open.id))) return ok(open.id);
  if (locked.isOver && order.state === "draft") return err("lapsed");
  if (order.lapsedAt) {
    const taken = await takePlaces(tx, locked.wanted);
    if (!taken.ok) return err("sold-out");
  }
  if (!(await holdForCardPage(tx, orderId))) return err("held-too-long");
  const expiresAt = new Date(now.getTime() + CHECKOUT_MINUTES * 60_000);
  const payment = await tx.payment.create({
    data: {
      publicId: newPublicId(),
      conferenceId: order.conferenceId,
      orderId,
      way: "card",
      amountMinor,
      currency: order.currency,
      idempotencyKey: newPublicId(),
      expiresAt,
    },
  });
  await publish(tx, {
    conferenceId: order.conferenceId,
    actor,
    registrations: [],
    audit: [
      ...(open ? [movedEvent(open, "cancelled")] : []),
      {
        what: "payment.begun",
        object: "payment",
        objectId: payment.publicId,
        after: { way: "card", order: order.publicId, amountMinor },
      },
    ],
  });
  return ok(payment.id);
}

/** @returns whether nobody had opened its page */
async function giveUp(tx: Tx, paymentId: number): Promise<boolean> {
  const { count } = await tx.payment.updateMany({
    where: { id: paymentId, state: "created" },
    data: { state: "cancelled" },
  });
  return count > 0;
}

/** The call that should have opened the page was lost, and repeated it would be refused. Nobody was sent there. */
function isTooLate({ state, expiresAt }: { state: string; expiresAt: Date | null }, now: Date): boolean {
  return state === "created" && (expiresAt?.getTime() ?? 0) < now.getTime() + LEAST_CHECKOUT_MINUTES * 60_000;
}
