import { db } from "@/lib/db/client";
import { seedConference, seedRegistration } from "@/lib/db/test-conference";
import { newPublicId } from "@/lib/ids/public-id";
import { holdOrder } from "@/lib/orders/hold-order";
import { type PlacingWay, placeOrder } from "@/lib/orders/place-order";
import { receiveMoney } from "./receive-money";
import { type RefundRequest, requestRefund } from "./request-refund";

export const NOW = new Date("2027-03-01T12:00:00Z");
export const JOB = { kind: "job", id: "test" } as const;
export const STAFF = { kind: "staff", id: "7" } as const;

/** An order of 300.00 that is placed and awaits its money. */
export async function placedOrder(choice: PlacingWay = { way: "transfer" }, conferenceId?: number, number = 1) {
  const conference = conferenceId ?? (await seedConference()).conferenceId;
  const { id: registrationId } = await seedRegistration(conference, number);
  const held = await holdOrder(registrationId, { categoryCode: "FULL", services: [] }, JOB, NOW);
  if (!held.ok) throw new Error(JSON.stringify(held.error));
  const client = await db();
  const { id: orderId } = await client.order.findUniqueOrThrow({ where: { publicId: held.value.publicId } });
  await placeOrder(orderId, choice, JOB, NOW);
  const { id: paymentId } = await client.payment.findFirstOrThrow({ where: { orderId, state: "pending" } });
  return { conferenceId: conference, registrationId, orderId, paymentId };
}

/** The same with money on it, as if a card had paid. */
export async function paidByCard(amountMinor = 30_000, conferenceId?: number, number = 1) {
  const placed = await placedOrder({ way: "transfer" }, conferenceId, number);
  const client = await db();
  await client.payment.update({ where: { id: placed.paymentId }, data: { way: "card" } });
  const providerId = `pi_${newPublicId()}`;
  await receiveMoney(
    placed.paymentId,
    { amountMinor, currency: "EUR", at: NOW, providerId, cardLastFour: "4242" },
    JOB,
    NOW,
  );
  return { ...placed, providerId };
}

/** Staff ask for money of a payment on its order to go back. */
export function askBack(
  { orderId, paymentId }: { orderId: number; paymentId: number },
  amountMinor: number,
  more: Partial<RefundRequest> = {},
) {
  const request = {
    publicId: newPublicId(),
    from: { orderId },
    way: "card",
    amountMinor,
    leaves: "owes",
    reason: "Test",
    ...more,
  } as const;
  return requestRefund(paymentId, request, STAFF, NOW);
}

export const refundsOf = async (paymentId: number) =>
  (await db()).refund.findMany({ where: { paymentId }, orderBy: { id: "asc" } });

export const orderOf = async (id: number) =>
  (await db()).order.findUniqueOrThrow({
    where: { id },
    include: { payments: { orderBy: { id: "asc" } }, ledger: { orderBy: { id: "asc" } }, suspense: true, lines: true },
  });

export const ledgerSum = async (paymentId: number) => {
  const { _sum } = await (await db()).ledgerEntry.aggregate({ where: { paymentId }, _sum: { amountMinor: true } });
  return _sum.amountMinor ?? 0;
};
