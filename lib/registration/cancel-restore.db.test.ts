import { beforeAll, describe, expect, test } from "vitest";
import { verifyChain } from "@/lib/audit/verify-chain";
import { db } from "@/lib/db/client";
import { seedConference, seedRegistration } from "@/lib/db/test-conference";
import { groupOf } from "@/lib/groups/group.fixture";
import { registerGroup } from "@/lib/groups/register-group";
import { queue } from "@/lib/jobs/queue";
import { checkLedger } from "@/lib/ledger/check-ledger";
import { holdOrder } from "@/lib/orders/hold-order";
import { placeOrder } from "@/lib/orders/place-order";
import { confirmTransfer } from "@/lib/payments/confirm-by-staff";
import { cancelRegistration } from "./cancel-registration";
import { restoreRegistration } from "./restore-registration";

const NOW = new Date("2027-03-01T12:00:00Z");
const LATER = new Date("2027-03-02T12:00:00Z");
const STAFF = { kind: "staff", id: "1" } as const;
const ATTENDEE = { kind: "person", id: "1" } as const;
const QUIETLY = { reason: "", tell: false };

beforeAll(async () => {
  await queue();
});

async function ordered(hall = 100) {
  const { conferenceId } = await seedConference({ hall });
  const client = await db();
  const registrationId = (await seedRegistration(conferenceId, 1)).id;
  const held = await holdOrder(registrationId, { categoryCode: "FULL", services: [] }, ATTENDEE, NOW);
  if (!held.ok) throw new Error(JSON.stringify(held.error));
  const { id: orderId } = await client.order.findUniqueOrThrow({ where: { publicId: held.value.publicId } });
  await placeOrder(orderId, { way: "transfer" }, ATTENDEE, NOW);
  const payment = await client.payment.findFirstOrThrow({ where: { orderId } });
  return {
    ...{ conferenceId, client, registrationId, orderId },
    pay: () => confirmTransfer(payment.id, { amountMinor: 30_000, currency: "EUR", at: NOW }, STAFF, NOW),
    order: () => client.order.findUniqueOrThrow({ where: { id: orderId }, include: { payments: true } }),
    taken: async () => (await client.quota.findFirstOrThrow({ where: { conferenceId, name: "hall" } })).taken,
    registration: () => client.registration.findUniqueOrThrow({ where: { id: registrationId } }),
  };
}

test("a cancelled registration gives its places back, awaits nothing and tells the person", async () => {
  const { registrationId, order, taken, client, conferenceId, registration } = await ordered();
  const cancel = () => cancelRegistration(registrationId, { reason: "Visa refused", tell: true }, STAFF, NOW);
  const outcomes = await Promise.all([cancel(), cancel()]);
  expect(outcomes).toContainEqual({ ok: true, value: { receivedMinor: 0 } });
  expect(outcomes).toContainEqual({ ok: false, error: "already-cancelled" });
  expect(await registration()).toMatchObject({ state: "cancelled", cancelledAt: NOW });
  expect(await order()).toMatchObject({ state: "cancelled", payments: [{ state: "cancelled" }] });
  expect(await taken()).toBe(0);
  expect(await client.mail.count({ where: { conferenceId, letter: "registration-cancelled" } })).toBe(1);
  expect(await checkLedger()).toEqual([]);
  expect(await verifyChain(conferenceId)).toMatchObject({ broken: null });
});

test("a cancelled one that was paid keeps its money for a refund, and Indico is told", async () => {
  const { registrationId, pay, client, order } = await ordered();
  await pay();
  const outcome = await cancelRegistration(registrationId, QUIETLY, STAFF, LATER);
  expect(outcome).toEqual({ ok: true, value: { receivedMinor: 30_000 } });
  expect(await order()).toMatchObject({ state: "cancelled", totalMinor: 30_000 });
  expect(await client.mirror.findUnique({ where: { registrationId } })).toMatchObject({ wantPaid: false });
});

test("money that arrives while staff cancel is on the order or in suspense, never gone", async () => {
  for (let round = 0; round < 8; round++) {
    const { registrationId, pay, order, client, orderId, taken } = await ordered();
    const [cancelled] = await Promise.all([cancelRegistration(registrationId, QUIETLY, STAFF, LATER), pay()]);
    if (!cancelled.ok) throw new Error(cancelled.error);
    const { _sum } = await client.ledgerEntry.aggregate({
      where: { payment: { orderId } },
      _sum: { amountMinor: true },
    });
    expect(_sum.amountMinor).toBe(30_000);
    const suspense = await client.suspense.count({ where: { orderId, reason: "order-cancelled" } });
    expect(suspense).toBe(cancelled.value.receivedMinor === 0 ? 1 : 0);
    expect(await order()).toMatchObject({ state: "cancelled" });
    expect(await taken()).toBe(0);
  }
  expect(await checkLedger()).toEqual([]);
});

test("who is here is not cancelled", async () => {
  const { registrationId, client } = await ordered();
  await client.registration.update({ where: { id: registrationId }, data: { checkedInAt: NOW } });
  expect(await cancelRegistration(registrationId, QUIETLY, STAFF, NOW)).toEqual({ ok: false, error: "checked-in" });
});

test("restored, the same order stands again with its money, its receipt and its places", async () => {
  const { registrationId, pay, order, taken, registration, client } = await ordered();
  await pay();
  await cancelRegistration(registrationId, QUIETLY, STAFF, LATER);
  const restore = () => restoreRegistration(registrationId, { mayOverbook: false, reason: "" }, STAFF, LATER);
  const outcomes = await Promise.all([restore(), restore()]);
  expect(outcomes).toContainEqual({ ok: true, value: "active" });
  expect(outcomes).toContainEqual({ ok: false, error: { code: "not-cancelled" } });
  expect(await registration()).toMatchObject({ state: "active", cancelledAt: null });
  expect(await order()).toMatchObject({ state: "placed", receiptNumber: 1, settledAt: NOW, cancelledAt: null });
  expect(await taken()).toBe(1);
  expect(await client.mirror.findUnique({ where: { registrationId } })).toMatchObject({ wantPaid: true });
  expect(await checkLedger()).toEqual([]);
});

test("restored unpaid, it waits for its money again", async () => {
  const { registrationId, order } = await ordered();
  await cancelRegistration(registrationId, QUIETLY, STAFF, NOW);
  await restoreRegistration(registrationId, { mayOverbook: false, reason: "" }, STAFF, LATER);
  const { payments, holdUntil } = await order();
  expect(payments.filter(({ state }) => state === "pending")).toMatchObject([{ way: "transfer", amountMinor: 30_000 }]);
  expect(holdUntil?.getTime()).toBeGreaterThan(LATER.getTime());
});

test("its places are gone meanwhile: it stays cancelled, unless staff go beyond the quota with a reason", async () => {
  const { registrationId, conferenceId, taken, registration, order } = await ordered(1);
  await cancelRegistration(registrationId, QUIETLY, STAFF, NOW);
  const other = (await seedRegistration(conferenceId, 2)).id;
  await holdOrder(other, { categoryCode: "FULL", services: [] }, ATTENDEE, NOW);
  const restore = (mayOverbook: boolean, reason: string) =>
    restoreRegistration(registrationId, { mayOverbook, reason }, STAFF, LATER);
  expect(await restore(false, "")).toEqual({ ok: false, error: { code: "sold-out", quotas: ["hall"] } });
  expect(await registration()).toMatchObject({ state: "cancelled" });
  expect(await restore(true, "")).toEqual({ ok: false, error: { code: "reason-missing" } });
  expect(await restore(true, "Our mistake")).toEqual({ ok: true, value: "active" });
  expect(await taken()).toBe(2);
  expect(await order()).toMatchObject({ state: "placed" });
  expect(await checkLedger()).toEqual([]);
});

test("on an order that another is on, only its lines go", async () => {
  const { registrationId, conferenceId, orderId, pay, order, client, taken } = await ordered();
  const other = (await seedRegistration(conferenceId, 2)).id;
  const line = await client.orderLine.findFirstOrThrow({ where: { orderId }, include: { places: true } });
  const { id: _id, places, translations: _translations, ...same } = line;
  const added = await client.orderLine.create({ data: { ...same, registrationId: other } });
  const quotaId = places[0]?.quotaId ?? 0;
  await client.place.create({ data: { orderLineId: added.id, quotaId, count: 1 } });
  await client.quota.update({ where: { id: quotaId }, data: { taken: 2 } });
  await client.order.update({ where: { id: orderId }, data: { totalMinor: 60_000 } });
  await pay();
  expect(await cancelRegistration(registrationId, QUIETLY, STAFF, LATER)).toMatchObject({ ok: true });
  expect(await order()).toMatchObject({ state: "placed", totalMinor: 30_000, settledAt: LATER });
  expect(await taken()).toBe(1);
  expect(await checkLedger()).toEqual([]);
});

const restored = (id: number) => restoreRegistration(id, { mayOverbook: false, reason: "" }, STAFF, LATER);

test("whose order went on for others is a draft when restored, and orders again", async () => {
  const { conferenceId } = await seedConference();
  const done = await registerGroup(await groupOf(conferenceId, ["Mira", "Ivo"]), STAFF, NOW);
  if (!done.ok) throw new Error(JSON.stringify(done.error));
  const second = done.value.members[1]?.registrationId ?? 0;
  await cancelRegistration(second, QUIETLY, STAFF, NOW);
  expect(await restored(second)).toEqual({ ok: true, value: "draft" });
  const client = await db();
  expect(await client.registration.findUnique({ where: { id: second } })).toMatchObject({ state: "draft" });
  const audit = await client.auditEntry.findFirstOrThrow({ where: { conferenceId, what: "registration.restored" } });
  expect(audit.after).toEqual({ state: "draft" });
  expect(await holdOrder(second, { categoryCode: "FULL", services: [] }, ATTENDEE, LATER)).toMatchObject({ ok: true });
});

describe("who registered once more meanwhile", () => {
  async function again(name: string) {
    const { conferenceId } = await seedConference();
    const group = await groupOf(conferenceId, ["Mira"]);
    const first = await registerGroup(group, STAFF, NOW);
    if (!first.ok) throw new Error(JSON.stringify(first.error));
    const [{ registrationId = 0, personId = 0 } = {}] = first.value.members;
    await cancelRegistration(registrationId, QUIETLY, STAFF, NOW);
    const second = await registerGroup(await groupOf(conferenceId, [name]), STAFF, NOW);
    const otherId = (second.ok && second.value.members[0]?.registrationId) || 0;
    await (await db()).registration.update({ where: { id: otherId }, data: { personId } });
    return { registrationId, otherId };
  }

  test("is not restored beside it", async () => {
    const { registrationId, otherId } = await again("Mira");
    expect(await restored(registrationId)).toEqual({ ok: false, error: { code: "registered-again" } });
    await cancelRegistration(otherId, QUIETLY, STAFF, NOW);
    expect(await restored(registrationId)).toEqual({ ok: true, value: "active" });
  });

  test("somebody else with the same mailbox is no obstacle", async () => {
    expect(await restored((await again("Noor")).registrationId)).toEqual({ ok: true, value: "active" });
  });
});
