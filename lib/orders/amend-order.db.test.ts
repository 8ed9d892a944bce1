import { beforeAll, describe, expect, test } from "vitest";
import { verifyChain } from "@/lib/audit/verify-chain";
import { db } from "@/lib/db/client";
import { seedConference, seedRegistration } from "@/lib/db/test-conference";
import { queue } from "@/lib/jobs/queue";
import { checkLedger } from "@/lib/ledger/check-ledger";
import { amendOrder } from "@/lib/orders/amend-order";
import { holdOrder } from "@/lib/orders/hold-order";
import { placeOrder } from "@/lib/orders/place-order";
import { beginCardPayment } from "@/lib/payments/begin-card-payment";
import { fakeCards } from "@/lib/payments/card-provider.fixture";
import { confirmTransfer } from "@/lib/payments/confirm-by-staff";
import { readStandings } from "@/lib/registration/read-standings";
import { type Amendment, draftAmendment } from "./draft-amendment";

const NOW = new Date("2027-03-01T12:00:00Z");
const STAFF = { kind: "staff", id: "1" } as const;
const ATTENDEE = { kind: "person", id: "1" } as const;
const ADDRESSES = { returnUrl: "https://foyer.example.org/return", cancelUrl: "https://foyer.example.org/back" };

beforeAll(async () => {
  await queue();
});

type Wanted = Partial<Omit<Amendment, "choice" | "registrationId">> & { dinners?: number; category?: string };

/** A placed order of a fee (300.00) and so many dinners (50.00 each), by transfer. */
async function ordered({ dinners = 0, hall = 100 }: { dinners?: number; hall?: number } = {}) {
  const { conferenceId, conference } = await seedConference({ hall });
  const client = await db();
  const registrationId = (await seedRegistration(conferenceId, 1)).id;
  const services = dinners ? [{ code: "DINNER", quantity: dinners }] : [];
  const held = await holdOrder(registrationId, { categoryCode: "FULL", services }, ATTENDEE, NOW);
  if (!held.ok) throw new Error(JSON.stringify(held.error));
  const { id: orderId } = await client.order.findUniqueOrThrow({ where: { publicId: held.value.publicId } });
  await placeOrder(orderId, { way: "transfer" }, ATTENDEE, NOW);
  const amendment = ({ dinners: count = 0, category = "FULL", ...rest }: Wanted): Amendment => ({
    registrationId,
    choice: { categoryCode: category, services: count ? [{ code: "DINNER", quantity: count }] : [] },
    overrides: [],
    reason: "",
    mayOverbook: false,
    way: "transfer",
    ...rest,
  });
  const draft = async (wanted: Wanted, now = NOW) => {
    const drafted = await draftAmendment(client, orderId, amendment(wanted), now);
    if (!drafted.ok) throw new Error(JSON.stringify(drafted.error));
    return drafted.value;
  };
  const confirm = async (wanted: Wanted, seen: string, now = NOW) =>
    amendOrder(orderId, { ...amendment(wanted), tell: true }, seen, STAFF, now);
  return {
    ...{ conferenceId, conference, client, registrationId, orderId, draft, confirm },
    amend: async (wanted: Wanted, now = NOW) => confirm(wanted, (await draft(wanted, now)).seen, now),
    order: () => client.order.findUniqueOrThrow({ where: { id: orderId }, include: { lines: true } }),
    pending: () => client.payment.findMany({ where: { orderId, state: "pending" } }),
    taken: async (name: string) =>
      (await client.quota.findFirstOrThrow({ where: { conferenceId, name } })) as { taken: number; allowance: number },
    async pay(amountMinor: number) {
      const payment = await client.payment.findFirstOrThrow({ where: { orderId, state: "pending" } });
      return confirmTransfer(payment.id, { amountMinor, currency: "EUR", at: NOW }, STAFF, NOW);
    },
  };
}

describe("an order that is not paid", () => {
  test("costs more with a service, takes its place, and the same payment waits for the new sum", async () => {
    const { amend, order, pending, taken, conferenceId } = await ordered();
    const before = await pending();
    expect(await amend({ dinners: 2 })).toMatchObject({ ok: true, value: { dueMinor: 40_000, excessMinor: 0 } });
    expect(await order()).toMatchObject({ totalMinor: 40_000, state: "placed", way: "transfer" });
    expect(await pending()).toEqual([{ ...before[0], amountMinor: 40_000, updatedAt: expect.any(Date) }]);
    expect(await taken("dinner")).toMatchObject({ taken: 2 });
    expect(await checkLedger()).toEqual([]);
    expect(await verifyChain(conferenceId)).toMatchObject({ broken: null });
  });

  test("keeps the price of what stays, and sells what is added at the price of now", async () => {
    const { amend, order, client, conferenceId } = await ordered({ dinners: 1 });
    await client.priceWindow.updateMany({
      where: { service: { conferenceId, code: "DINNER" } },
      data: { priceMinor: 8_000, label: "Late" },
    });
    await client.priceWindow.updateMany({ where: { category: { conferenceId } }, data: { priceMinor: 50_000 } });
    await amend({ dinners: 3 });
    const { lines, totalMinor } = await order();
    expect(totalMinor).toBe(30_000 + 5_000 + 2 * 8_000);
    expect(lines.map(({ name, windowLabel, quantity, unitMinor }) => [name, windowLabel, quantity, unitMinor])).toEqual(
      [
        ["Full", "Regular", 1, 30_000],
        ["Dinner", "Regular", 1, 5_000],
        ["Dinner", "Late", 2, 8_000],
      ],
    );
    // What goes first is what came last.
    await amend({ dinners: 1 });
    expect((await order()).totalMinor).toBe(35_000);
  });

  test("keeps what is sold no longer", async () => {
    const { amend, order, client, conferenceId } = await ordered({ dinners: 1 });
    await client.service.updateMany({ where: { conferenceId, code: "DINNER" }, data: { isActive: false } });
    await client.priceWindow.deleteMany({ where: { service: { conferenceId, code: "DINNER" } } });
    const services = [
      { code: "DINNER", quantity: 1 },
      { code: "TALK", quantity: 1 },
    ];
    const { registrationId, orderId } = { registrationId: (await order()).payerId, orderId: (await order()).id };
    const amendment: Amendment = {
      ...{ registrationId, choice: { categoryCode: "FULL", services }, overrides: [], reason: "" },
      ...{ mayOverbook: false, way: "transfer" },
    };
    const drafted = await draftAmendment(client, orderId, amendment, NOW);
    expect(drafted).toMatchObject({ ok: true, value: { totalMinor: 35_000 } });
    expect(await amend({ dinners: 1 })).toMatchObject({ ok: true });
  });

  test("of the total 0 it is settled, and nothing is awaited", async () => {
    const { amend, order, pending } = await ordered();
    const overrides = [{ kind: "category", code: "FULL", unitMinor: 0 }] as const;
    expect(await amend({ overrides, reason: "Invited speaker" })).toMatchObject({ ok: true });
    expect(await order()).toMatchObject({ totalMinor: 0, way: "free", settledAt: NOW, receiptNumber: 1 });
    expect((await order()).lines[0]).toMatchObject({ priceReason: "Invited speaker", unitMinor: 0 });
    expect(await pending()).toEqual([]);
  });
});

describe("an order that is paid", () => {
  test("owes the difference again, keeps its places, and Indico is told", async () => {
    const { pay, amend, order, pending, client, registrationId, conferenceId } = await ordered();
    await pay(30_000);
    expect(await order()).toMatchObject({ receiptNumber: 1, settledAt: NOW });
    expect(await amend({ dinners: 1 })).toMatchObject({ ok: true, value: { dueMinor: 5_000 } });
    expect(await order()).toMatchObject({ settledAt: null, receiptNumber: null, holdUntil: null, totalMinor: 35_000 });
    expect((await order()).dueOn).not.toBeNull();
    expect(await pending()).toMatchObject([{ way: "transfer", amountMinor: 5_000 }]);
    expect((await readStandings(client, [registrationId])).get(registrationId)).toMatchObject({ isPaid: false });
    expect(await client.mirror.findUnique({ where: { registrationId } })).toMatchObject({ wantPaid: false });
    await pay(5_000);
    // A receipt is never written twice.
    expect(await order()).toMatchObject({ settledAt: NOW, receiptNumber: 2 });
    expect(await client.mirror.findUnique({ where: { registrationId } })).toMatchObject({ wantPaid: true });
    expect(await client.mail.count({ where: { conferenceId, letter: "payment-confirmed" } })).toBe(2);
    expect(await client.mail.count({ where: { conferenceId, letter: "order-amended" } })).toBe(1);
    expect(await checkLedger()).toEqual([]);
  });

  test("is overpaid when it costs less, stays settled, and its receipt is another", async () => {
    const { pay, amend, order, pending, taken } = await ordered({ dinners: 2 });
    await pay(40_000);
    expect(await amend({ dinners: 1 })).toMatchObject({ ok: true, value: { dueMinor: 0, excessMinor: 5_000 } });
    expect(await order()).toMatchObject({ settledAt: NOW, receiptNumber: 2, totalMinor: 35_000 });
    expect(await pending()).toEqual([]);
    expect(await taken("dinner")).toMatchObject({ taken: 1 });
    expect(await checkLedger()).toEqual([]);
  });
});

describe("places", () => {
  test("a full quota refuses, names itself and changes nothing; staff may go beyond it with a reason", async () => {
    const { amend, order, taken, client, conferenceId, draft } = await ordered();
    await client.quota.updateMany({ where: { conferenceId, name: "dinner" }, data: { capacity: 1 } });
    expect((await draft({ dinners: 2 })).shortages).toMatchObject([{ name: "dinner", free: 1, wanted: 2 }]);
    expect(await amend({ dinners: 2 })).toEqual({ ok: false, error: { code: "sold-out", quotas: ["dinner"] } });
    expect(await order()).toMatchObject({ totalMinor: 30_000 });
    expect(await amend({ dinners: 2, mayOverbook: true, reason: "Agreed with the restaurant" })).toMatchObject({
      ok: true,
    });
    expect(await taken("dinner")).toMatchObject({ taken: 2, allowance: 1 });
    const entry = await client.auditEntry.findFirstOrThrow({ where: { conferenceId, what: "order.amended" } });
    expect(entry.after).toMatchObject({ reason: "Agreed with the restaurant", overbooked: [{ count: 1 }] });
    // It competes for none of its own, and what goes back lowers the allowance.
    expect(
      await amend({ dinners: 2, overrides: [{ kind: "service", code: "DINNER", unitMinor: 1 }], reason: "x" }),
    ).toMatchObject({ ok: true });
    expect(await taken("dinner")).toMatchObject({ taken: 2, allowance: 1 });
    await amend({});
    expect(await taken("dinner")).toMatchObject({ taken: 0, allowance: 0 });
    expect(await checkLedger()).toEqual([]);
  });

  test("without a reason nothing is overbooked and no price is set", async () => {
    const { client, registrationId, orderId } = await ordered();
    const base = {
      registrationId,
      choice: { categoryCode: "FULL", services: [] },
      way: "transfer",
      reason: "",
    } as const;
    const overrides = [{ kind: "category", code: "FULL", unitMinor: 1 }] as const;
    for (const bad of [
      { ...base, overrides, mayOverbook: false },
      { ...base, overrides: [], mayOverbook: true },
    ]) {
      expect(await draftAmendment(client, orderId, bad, NOW)).toEqual({ ok: false, error: { code: "reason-missing" } });
    }
  });

  test("an order whose places were given back takes them all again", async () => {
    const { amend, client, orderId, taken, order } = await ordered({ dinners: 1 });
    await client.$executeRaw`UPDATE "order" SET hold_until = now() - interval '1 second' WHERE id = ${orderId}`;
    const { lapseHolds } = await import("@/lib/places/lapse-holds");
    await lapseHolds();
    expect(await taken("dinner")).toMatchObject({ taken: 0 });
    expect(await amend({ dinners: 2 })).toMatchObject({ ok: true });
    expect(await taken("dinner")).toMatchObject({ taken: 2 });
    expect(await taken("hall")).toMatchObject({ taken: 1 });
    expect((await order()).lapsedAt).toBeNull();
    expect((await order()).holdUntil).not.toBeNull();
    expect(await checkLedger()).toEqual([]);
  });
});

describe("at once", () => {
  test("two staff amend: one does, the other is told that it changed", async () => {
    const { draft, confirm, order } = await ordered();
    const [a, b] = [await draft({ dinners: 1 }), await draft({ dinners: 2 })];
    const outcomes = await Promise.all([confirm({ dinners: 1 }, a.seen), confirm({ dinners: 2 }, b.seen)]);
    expect(outcomes.filter(({ ok }) => ok)).toHaveLength(1);
    expect(outcomes.filter(({ ok }) => !ok)).toEqual([{ ok: false, error: { code: "changed" } }]);
    expect((await order()).totalMinor).toBe(outcomes[0]?.ok ? 35_000 : 40_000);
  });

  test("money arrives while staff amend: never lost, never awaited twice", async () => {
    for (let round = 0; round < 8; round++) {
      const { draft, confirm, pay, order, pending, client, orderId } = await ordered();
      const { seen } = await draft({ dinners: 1 });
      const [amended] = await Promise.all([confirm({ dinners: 1 }, seen), pay(30_000)]);
      const { _sum } = await client.ledgerEntry.aggregate({ where: { orderId }, _sum: { amountMinor: true } });
      expect(_sum.amountMinor).toBe(30_000);
      if (amended.ok) {
        expect(await order()).toMatchObject({ totalMinor: 35_000, settledAt: null });
        expect(await pending()).toMatchObject([{ amountMinor: 5_000 }]);
      } else {
        expect(amended.error).toEqual({ code: "changed" });
        expect((await order()).settledAt).not.toBeNull();
        expect(await pending()).toEqual([]);
      }
    }
    expect(await checkLedger()).toEqual([]);
  });

  test("the person is on the card page: staff are told, nothing changes", async () => {
    const { amend, orderId, order } = await ordered();
    await beginCardPayment(orderId, fakeCards().provider, ADDRESSES, ATTENDEE, NOW);
    expect(await amend({ dinners: 1 })).toEqual({ ok: false, error: { code: "card-page-open" } });
    expect((await order()).totalMinor).toBe(30_000);
  });

  test("a price that changed since the preview refuses the old sum", async () => {
    const { draft, confirm, client, conferenceId } = await ordered();
    const { seen } = await draft({ dinners: 1 });
    await client.priceWindow.updateMany({ where: { service: { conferenceId } }, data: { priceMinor: 9_000 } });
    expect(await confirm({ dinners: 1 }, seen)).toEqual({ ok: false, error: { code: "changed" } });
  });
});

test("a registration without an order gets one, placed at once, and never two", async () => {
  const { conferenceId } = await seedConference();
  const client = await db();
  await client.conference.update({ where: { id: conferenceId }, data: { isOpen: false } });
  const { id: registrationId } = await seedRegistration(conferenceId, 1);
  const amendment: Amendment = {
    ...{ registrationId, choice: { categoryCode: "FULL", services: [] }, overrides: [], reason: "" },
    ...{ mayOverbook: false, way: "on_site" },
  };
  const drafted = await draftAmendment(client, null, amendment, NOW);
  if (!drafted.ok) throw new Error(drafted.error.code);
  const enter = () => amendOrder(null, { ...amendment, tell: true }, drafted.value.seen, STAFF, NOW);
  const outcomes = await Promise.all([enter(), enter()]);
  expect(outcomes.filter(({ ok }) => ok)).toMatchObject([{ value: { dueMinor: 30_000 } }]);
  expect(outcomes.filter(({ ok }) => !ok)).toEqual([{ ok: false, error: { code: "has-order" } }]);
  const order = await client.order.findFirstOrThrow({
    where: { payerId: registrationId },
    include: { payments: true },
  });
  expect(order).toMatchObject({ state: "placed", way: "on_site", holdUntil: null, payments: [{ state: "pending" }] });
  expect(await client.registration.findUnique({ where: { id: registrationId } })).toMatchObject({ state: "active" });
  expect(await client.mail.count({ where: { conferenceId, letter: "order-on-site" } })).toBe(1);
  expect(await checkLedger()).toEqual([]);
});
