import "server-only";
import type { AuditEvent } from "@/lib/audit/chain";
import type { Tx } from "@/lib/db/client";
import type { PaymentWay } from "@/lib/db/generated/enums";
import { nextNumber } from "@/lib/ids/next-number";
import { sendJob } from "@/lib/jobs/queue";
import { queueMail } from "@/lib/mail/queue-mail";
import { wishPaid } from "@/lib/mirror/wish";
import { activateRegistrations } from "@/lib/orders/activate-registrations";
import type { LockedOrder } from "@/lib/orders/lock-order";
import { stopAwaiting } from "./await-payment";

/**
 * What follows when an order's money covers its total, once: it is placed and settled, its hold has no end, the receipt
 * has its number, Indico shall say "paid", and the person is told, unless the order is quiet; a transfer that was awaited besides is awaited no
 * longer, and a card page that is open besides is closed by a job. Does nothing while money is missing, and nothing a
 * second time. The caller has locked the order and publishes.
 * @param way by which the last of the money came
 */
export async function settleIfPaid(
  tx: Tx,
  { order, registrationIds }: LockedOrder,
  way: PaymentWay,
  now: Date,
): Promise<{ audit: AuditEvent[] }> {
  const received = await receivedMinor(tx, order.id);
  if (received < order.totalMinor) return { audit: [] };
  const { count } = await tx.order.updateMany({
    where: { id: order.id, settledAt: null, state: { in: ["draft", "placed"] } },
    data: { state: "placed", settledAt: now, holdUntil: null, lapsedAt: null },
  });
  if (count === 0) return { audit: [] };

  const receiptNumber = await nextNumber(tx, order.conferenceId, "receipt");
  await tx.order.update({
    where: { id: order.id },
    data: { receiptNumber, placedAt: order.placedAt ?? now, way },
  });
  await stopAwaiting(tx, order.id);
  await closeCardPage(tx, order.id);
  await activateRegistrations(tx, order.id);
  for (const registrationId of registrationIds) await wishPaid(tx, registrationId, true);
  await tellSettled(tx, order, receiptNumber);
  return {
    audit: [
      {
        what: "order.settled",
        object: "order",
        objectId: order.publicId,
        before: { state: order.state },
        after: { state: "placed", receivedMinor: received, receiptNumber },
      },
    ],
  };
}

async function tellSettled(tx: Tx, order: LockedOrder["order"], receiptNumber: number): Promise<void> {
  if (order.isQuiet) return;
  const letter = order.totalMinor === 0 ? "registration-confirmed" : "payment-confirmed";
  const key = `${letter}:${order.id}`;
  // An order that owed again after it was amended is settled once more, and has another receipt.
  const isTold = (await tx.mail.count({ where: { key } })) > 0;
  await queueMail(tx, {
    letter,
    key: isTold ? `${key}:${receiptNumber}` : key,
    registrationId: order.payerId,
    facts: { orderId: order.id },
  });
}

/** Nobody shall pay twice. Should they do so before the job has run, that money goes to suspense. */
export async function closeCardPage(tx: Tx, orderId: number): Promise<void> {
  const open = await tx.payment.count({ where: { orderId, way: "card", state: { in: ["created", "pending"] } } });
  if (open) await sendJob(tx, "payment.close", { orderId });
}

/** Money on an order now: what arrived less what went back, in minor units. */
export async function receivedMinor(tx: Tx, orderId: number): Promise<number> {
  const { _sum } = await tx.ledgerEntry.aggregate({ where: { orderId }, _sum: { amountMinor: true } });
  return _sum.amountMinor ?? 0;
}
