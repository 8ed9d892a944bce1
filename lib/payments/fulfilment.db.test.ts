import { beforeAll, describe, expect, test } from "vitest";
import { db } from "@/lib/db/client";
import { seedConference, seedRegistration } from "@/lib/db/test-conference";
import { queue } from "@/lib/jobs/queue";
import { holdOrder } from "@/lib/orders/hold-order";
import { placeOrder } from "@/lib/orders/place-order";
import { receiveMoney } from "./receive-money";

const CHOICE = {
  categoryCode: "FULL",
  services: [{ code: "DINNER", quantity: 2, places: [{ options: { diet: "vegan" } }, {}] }],
};
const now = new Date("2027-03-01T12:00:00Z");
const me = (id: number) => ({ kind: "person", id: String(id) }) as const;

async function placedOrder(conferenceId: number, number: number) {
  const registration = await seedRegistration(conferenceId, number);
  const held = await holdOrder(registration.id, CHOICE, me(registration.id), now);
  if (!held.ok) throw new Error(JSON.stringify(held.error));
  const client = await db();
  const order = await client.order.findUniqueOrThrow({ where: { publicId: held.value.publicId } });
  const placed = await placeOrder(order.id, { way: "transfer" }, me(registration.id), now);
  expect(placed).toEqual({ ok: true, value: undefined });
  const payment = await client.payment.findFirstOrThrow({ where: { orderId: order.id } });
  return { registration, order, payment };
}

describe("the one fulfilment", () => {
  let conferenceId: number;
  beforeAll(async () => {
    await queue();
    ({ conferenceId } = await seedConference());
  });

  test("five calls at once book the money once, and everything follows once", async () => {
    const client = await db();
    const { registration, order, payment } = await placedOrder(conferenceId, 1);
    const receipt = { amountMinor: 40_000, currency: "EUR", at: now };
    const calls = await Promise.all(
      Array.from({ length: 5 }, () => receiveMoney(payment.id, receipt, { kind: "job", id: "test" }, now)),
    );
    expect(calls.filter((outcome) => outcome === "accepted")).toHaveLength(1);
    expect(calls.filter((outcome) => outcome === "already-received")).toHaveLength(4);
    expect(await client.ledgerEntry.findMany({ where: { orderId: order.id } })).toMatchObject([
      { amountMinor: 40_000 },
    ]);
    expect(await client.mail.count({ where: { key: `payment-confirmed:${order.id}` } })).toBe(1);
    expect(await client.mirror.findUnique({ where: { registrationId: registration.id } })).toMatchObject({
      wantPaid: true,
      wantCheckedIn: null,
      state: "to_write",
    });
    const row = await client.feedRow.findFirstOrThrow({
      where: { resource: "indico-payment", entityId: registration.publicId },
    });
    expect(row.payload).toMatchObject({ paid: true, amount: "400.00", method: "transfer", registrationDbId: 2001 });
  });

  test("money in another currency goes to suspense, whole", async () => {
    const client = await db();
    const { order, payment } = await placedOrder(conferenceId, 2);
    const receipt = { amountMinor: 40_000, currency: "USD", at: now };
    expect(await receiveMoney(payment.id, receipt, { kind: "job", id: "test" }, now)).toBe("suspense");
    expect(await client.suspense.findMany({ where: { orderId: order.id } })).toMatchObject([
      { reason: "wrong-currency", amountMinor: 40_000 },
    ]);
    expect(await client.ledgerEntry.count({ where: { orderId: order.id } })).toBe(0);
  });

  test("too much pays the order; the rest is in suspense", async () => {
    const client = await db();
    const { order, payment } = await placedOrder(conferenceId, 3);
    const receipt = { amountMinor: 41_000, currency: "EUR", at: now };
    expect(await receiveMoney(payment.id, receipt, { kind: "job", id: "test" }, now)).toBe("accepted");
    expect(await client.suspense.findMany({ where: { orderId: order.id } })).toMatchObject([
      { reason: "overpaid", amountMinor: 1_000 },
    ]);
    expect((await client.order.findUniqueOrThrow({ where: { id: order.id } })).settledAt).toEqual(now);
  });

  test("a sold-out change leaves the order and its places as they were", async () => {
    const client = await db();
    const { conferenceId: small } = await seedConference({ hall: 1 });
    const first = await seedRegistration(small, 1);
    const second = await seedRegistration(small, 2);
    expect((await holdOrder(first.id, CHOICE, me(first.id), now)).ok).toBe(true);
    expect(await holdOrder(second.id, CHOICE, me(second.id), now)).toMatchObject({
      ok: false,
      error: { code: "sold-out", items: ["FULL"] },
    });
    expect(await client.order.count({ where: { payerId: second.id } })).toBe(0);
    expect((await client.quota.findFirstOrThrow({ where: { conferenceId: small, name: "dinner" } })).taken).toBe(2);
  });

  test("an expired hold gives its places to the next one, by the database's clock", async () => {
    const client = await db();
    const { conferenceId: small } = await seedConference({ hall: 1 });
    const first = await seedRegistration(small, 1);
    const second = await seedRegistration(small, 2);
    await holdOrder(first.id, CHOICE, me(first.id), now);
    await client.$executeRaw`UPDATE "order" SET hold_until = now() - interval '1 second' WHERE payer_id = ${first.id}`;
    expect((await holdOrder(second.id, CHOICE, me(second.id), now)).ok).toBe(true);
    const lapsed = await client.order.findFirstOrThrow({ where: { payerId: first.id } });
    expect(lapsed.lapsedAt).not.toBeNull();
    expect(await client.place.count({ where: { orderLine: { orderId: lapsed.id } } })).toBe(0);
    expect((await client.quota.findFirstOrThrow({ where: { conferenceId: small, name: "hall" } })).taken).toBe(1);
    expect(await client.mail.count({ where: { letter: "hold-lapsed", registrationId: first.id } })).toBe(1);
  });
});
