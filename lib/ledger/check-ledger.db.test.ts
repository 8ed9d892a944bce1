import { beforeAll, expect, test } from "vitest";
import { db } from "@/lib/db/client";
import { seedConference, seedRegistration } from "@/lib/db/test-conference";
import { queue } from "@/lib/jobs/queue";
import { checkLedger } from "@/lib/ledger/check-ledger";
import { holdOrder } from "@/lib/orders/hold-order";
import { placeOrder } from "@/lib/orders/place-order";
import { receiveMoney } from "@/lib/payments/receive-money";

const NOW = new Date("2027-03-01T12:00:00Z");
const BY = { kind: "job", id: "test" } as const;
let conferenceId = 0;

beforeAll(async () => {
  await queue();
  ({ conferenceId } = await seedConference());
});

let number = 0;
/** One order of a regular fee and a dinner, 350.00, placed by transfer. */
async function placed() {
  number += 1;
  const registration = await seedRegistration(conferenceId, number);
  const held = await holdOrder(
    registration.id,
    { categoryCode: "FULL", services: [{ code: "DINNER", quantity: 1 }] },
    BY,
    NOW,
  );
  if (!held.ok) throw new Error(JSON.stringify(held.error));
  const client = await db();
  const order = await client.order.findUniqueOrThrow({ where: { publicId: held.value.publicId } });
  await placeOrder(order.id, { way: "transfer" }, BY, NOW);
  const payment = await client.payment.findFirstOrThrow({ where: { orderId: order.id } });
  const receive = (amountMinor: number) => receiveMoney(payment.id, { amountMinor, currency: "EUR", at: NOW }, BY, NOW);
  return { order, payment, receive };
}

/** Runs a statement by hand, checks, and takes it back. */
async function codesAfter(doIt: string, undoIt: string): Promise<string[]> {
  const client = await db();
  await client.$executeRawUnsafe(doIt);
  const findings = await checkLedger();
  await client.$executeRawUnsafe(undoIt);
  return findings.map(({ code }) => code);
}

test("what the portal itself does adds up: unpaid, paid, paid too much", async () => {
  await placed();
  await (await placed()).receive(35_000);
  await (await placed()).receive(36_000);
  expect(await checkLedger()).toEqual([]);
});

test("a hand in the database is seen, each kind by its name", async () => {
  const { order, payment } = await placed();
  const paid = await placed();
  await paid.receive(35_000);
  const changed = (table: string, set: string, back: string, where: string) =>
    codesAfter(`UPDATE "${table}" SET ${set} WHERE ${where}`, `UPDATE "${table}" SET ${back} WHERE ${where}`);
  const mine = `id = ${order.id}`;
  expect(await changed("order", "total_minor = 1", "total_minor = 35000", mine)).toEqual(["lines-and-total"]);
  expect(await changed("quota", "taken = taken + 1", "taken = taken - 1", "name = 'hall'")).toEqual([
    "quota-and-places",
  ]);
  expect(await changed("order", "state = 'cancelled'", "state = 'placed'", mine)).toEqual(["places-of-nobody"]);
  expect(await changed("payment", "state = 'confirmed'", "state = 'pending'", `id = ${payment.id}`)).toEqual([
    "payment-and-ledger",
  ]);
  expect(await changed("order", "settled_at = now()", "settled_at = NULL", mine)).toEqual(["settled-not-paid"]);
  expect(await changed("order", "settled_at = NULL", "settled_at = now()", `id = ${paid.order.id}`)).toEqual([
    "paid-not-settled",
  ]);
  const suspense = `INSERT INTO suspense (conference_id, payment_id, amount_minor, currency, reason, suggestion)
    VALUES (${conferenceId}, ${paid.payment.id}, 5, 'EUR', 'test', 'refund')`;
  expect(await codesAfter(suspense, "DELETE FROM suspense WHERE reason = 'test'")).toEqual(["suspense-and-ledger"]);
  const refund = `INSERT INTO refund (public_id, payment_id, state, amount_minor, currency, reason, idempotency_key, updated_at)
    VALUES ('TEST', ${paid.payment.id}, 'done', 100, 'EUR', 'test', 'test', now())`;
  expect(await codesAfter(refund, "DELETE FROM refund WHERE reason = 'test'")).toEqual(["refund-and-ledger"]);
  expect(await checkLedger()).toEqual([]);
});
