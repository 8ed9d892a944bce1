import "server-only";
import type { Actor } from "@/lib/audit/chain";
import { db, type Tx, transaction } from "@/lib/db/client";
import { newPublicId } from "@/lib/ids/public-id";
import { countIncident } from "@/lib/incidents/count-incident";
import { log } from "@/lib/log/log";
import { publish } from "@/lib/publish/publish";
import type { Charge, CheckoutReading } from "./card-provider";

/** Why it is in suspense: no order of ours asked for it. */
export const NO_ORDER = "no-order";

/**
 * Books money that the provider took on a page of ours that no payment knows, as after an older backup was restored: a
 * payment and a ledger entry without an order, in suspense, in the conference that the page itself names. Safe to
 * repeat: it is booked once. A page that names no conference of ours may be somebody else's who shares the provider's
 * account: it is logged and counted.
 */
export async function keepUnclaimedMoney(
  reading: CheckoutReading & { charge: Charge },
  actor: Actor,
  now: Date,
): Promise<"suspense" | "unknown"> {
  const { checkoutId, conference: slug, charge } = reading;
  const client = await db();
  const conference = slug ? await client.conference.findUnique({ where: { slug }, select: { id: true } }) : null;
  if (!conference) {
    log.error({ checkoutId, providerId: charge.providerId }, "money on a card page that is nobody's");
    await countIncident("money-of-nobody");
    return "unknown";
  }
  await transaction((tx) => book(tx, conference.id, reading, actor, now));
  return "suspense";
}

async function book(
  tx: Tx,
  conferenceId: number,
  { checkoutId, paymentId, charge }: CheckoutReading & { charge: Charge },
  actor: Actor,
  now: Date,
): Promise<void> {
  const { providerId, amountMinor, currency, cardLastFour, at } = charge;
  const publicId = paymentId ?? newPublicId();
  const [payment] = await tx.payment.createManyAndReturn({
    data: [
      {
        ...{ publicId, conferenceId, checkoutId, providerId, amountMinor, currency, cardLastFour },
        ...{ way: "card", state: "confirmed", confirmedAt: now, idempotencyKey: newPublicId() },
      },
    ],
    skipDuplicates: true,
    select: { id: true },
  });
  if (!payment) return;
  const money = { conferenceId, paymentId: payment.id, amountMinor, currency };
  await tx.ledgerEntry.create({ data: { ...money, kind: "payment", at } });
  await tx.suspense.create({ data: { ...money, reason: NO_ORDER, suggestion: "assign-or-refund" } });
  await publish(tx, {
    conferenceId,
    actor,
    registrations: [],
    audit: [
      {
        what: "money.in-suspense",
        object: "payment",
        objectId: publicId,
        after: { amountMinor, currency, reason: NO_ORDER },
      },
    ],
  });
}
