import { beforeAll, describe, expect, test } from "vitest";
import { db, transaction } from "@/lib/db/client";
import { seedConference, seedRegistration } from "@/lib/db/test-conference";
import { groupOf } from "@/lib/groups/group.fixture";
import { registerGroup } from "@/lib/groups/register-group";
import { queue } from "@/lib/jobs/queue";
import { checkLedger } from "@/lib/ledger/check-ledger";
import { lockForRelease, releaseOrder } from "@/lib/orders/release-order";
import { err, ok } from "@/lib/result";
import { beginCardPayment } from "./begin-card-payment";
import type { CardCharger, ChargeReading, RawCard } from "./card-charger";
import { fakeCards } from "./card-provider.fixture";
import { chargeCard, endLostCharge } from "./charge-card";
import { leaveCardPayment } from "./leave-card-payment";

// On the embedded database it would wait for the first transaction.
beforeAll(async () => void (await queue()));

const ACTOR = { kind: "credential", id: "1" } as const;
const NOW = new Date("2027-01-10T10:00:00Z");
const CARD: RawCard = {
  ...{ number: "4242424242424242", expiryMonth: 5, expiryYear: 2031, verificationCode: "123" },
  holder: {
    ...{ name: "Mira Example", email: "mira@example.org", line1: "Riva 1", line2: "", city: "Split" },
    ...{ state: "", postalCode: "21000", country: "HR" },
  },
};

type Faults = Partial<{ declines: boolean; losesAnswer: boolean; isAway: boolean; readsNothing: boolean }>;

/** A provider in memory. `losesAnswer`: it charges, and nobody hears it. */
function fakeCharger(faults: Faults = {}) {
  const charges = new Map<string, ChargeReading & { amountMinor: number }>();
  const charger: CardCharger = {
    async prepare({ idempotencyKey, amountMinor }) {
      if (faults.isAway) return err("unreachable");
      charges.set(idempotencyKey, { status: "open", charge: null, amountMinor });
      return ok({ chargeId: idempotencyKey });
    },
    async charge(chargeId, { number }) {
      const before = charges.get(chargeId);
      if (!before || faults.declines) return err("declined");
      const charge = {
        ...{ providerId: chargeId, amountMinor: before.amountMinor, currency: "EUR", at: NOW },
        ...{ cardLastFour: number.slice(-4), cardBrand: "visa" },
      };
      charges.set(chargeId, { ...before, status: "over", charge });
      return faults.losesAnswer ? err("unreachable") : ok({ status: "over", charge });
    },
    async read(chargeId) {
      const reading = charges.get(chargeId);
      return reading && !faults.readsNothing ? ok(reading) : err("unreachable");
    },
    async cancel(chargeId) {
      const reading = charges.get(chargeId);
      if (!reading || faults.readsNothing) return err("unreachable");
      if (reading.status === "open") charges.set(chargeId, { ...reading, status: "over" });
      return ok(undefined);
    },
  };
  return { charger, charges, faults };
}

async function hold(names: string[], seeded?: { conferenceId: number }) {
  const { conferenceId } = seeded ?? (await seedConference());
  const group = await groupOf(conferenceId, names, { payment: { kind: "charge" }, delegation: null });
  const held = await registerGroup(group, ACTOR, NOW);
  if (!held.ok || held.value.paymentId === null) throw new Error(JSON.stringify(held));
  return { ...held.value, conferenceId, paymentId: held.value.paymentId };
}

async function stateOf(conferenceId: number) {
  const client = await db();
  const [hall, registrations, orders, payments] = await Promise.all([
    client.quota.findFirstOrThrow({ where: { conferenceId, name: "hall" } }),
    client.registration.findMany({ where: { conferenceId }, orderBy: { id: "asc" } }),
    client.order.findMany({ where: { conferenceId }, orderBy: { id: "asc" } }),
    client.payment.findMany({ where: { conferenceId }, orderBy: { id: "asc" } }),
  ]);
  return {
    taken: hall.taken,
    registrations: registrations.map(({ state }) => state),
    orders: orders.map(({ state }) => state),
    payments: payments.map(({ state, cardLastFour }) => [state, cardLastFour]),
  };
}

/** Until a transaction of this database waits for another one's lock. */
async function untilSomebodyWaits(): Promise<void> {
  const client = await db();
  for (;;) {
    const [row] = await client.$queryRaw<{ count: number }[]>`
      SELECT count(*)::int AS count FROM pg_stat_activity
       WHERE datname = current_database() AND wait_event_type = 'Lock'`;
    if (row?.count) return;
  }
}

test("the places are held first, for a quarter of an hour; the card that is charged settles them", async () => {
  const { conferenceId, paymentId, orderId } = await hold(["Mira", "Ivo"]);
  const client = await db();
  const [hold_] = await client.$queryRaw<{ minutes: number }[]>`
    SELECT round(extract(epoch FROM hold_until - now()) / 60)::int AS minutes FROM "order" WHERE id = ${orderId}`;
  expect(hold_?.minutes).toBe(15);
  expect(await stateOf(conferenceId)).toMatchObject({ taken: 2, registrations: ["draft", "draft"], orders: ["draft"] });
  expect(await chargeCard(paymentId, CARD, fakeCharger().charger, ACTOR, NOW)).toEqual({ ok: true, value: undefined });
  expect(await stateOf(conferenceId)).toEqual({
    taken: 2,
    registrations: ["active", "active"],
    orders: ["placed"],
    payments: [["confirmed", "4242"]],
  });
});

test("declined: the places are free, nobody takes part, and the same people try again as the same registrations", async () => {
  const { conferenceId, paymentId, members } = await hold(["Nina"]);
  const { charger, charges } = fakeCharger({ declines: true });
  expect(await chargeCard(paymentId, CARD, charger, ACTOR, NOW)).toEqual({ ok: false, error: "declined" });
  expect([...charges.values()].map(({ status }) => status)).toEqual(["over"]);
  expect(await stateOf(conferenceId)).toMatchObject({ taken: 0, registrations: ["draft"], orders: ["cancelled"] });
  const again = await hold(["Nina"], { conferenceId });
  expect(again.members).toEqual(members);
  expect(await chargeCard(again.paymentId, CARD, fakeCharger().charger, ACTOR, NOW)).toMatchObject({ ok: true });
  expect(await stateOf(conferenceId)).toMatchObject({
    taken: 1,
    registrations: ["active"],
    orders: ["cancelled", "placed"],
  });
});

test("the provider is away: nothing is kept of it", async () => {
  const { conferenceId, paymentId } = await hold(["Omar"]);
  const { charger } = fakeCharger({ isAway: true });
  expect(await chargeCard(paymentId, CARD, charger, ACTOR, NOW)).toEqual({ ok: false, error: "unreachable" });
  expect(await stateOf(conferenceId)).toMatchObject({ taken: 0, orders: ["cancelled"], payments: [["failed", null]] });
});

test("an answer that is lost is asked for, and the charge counts", async () => {
  const { conferenceId, paymentId } = await hold(["Pia"]);
  const { charger } = fakeCharger({ losesAnswer: true });
  expect(await chargeCard(paymentId, CARD, charger, ACTOR, NOW)).toMatchObject({ ok: true });
  expect(await stateOf(conferenceId)).toMatchObject({ taken: 1, registrations: ["active"], orders: ["placed"] });
});

test("a charge of which nothing can be heard is given up, and its money is in suspense once it is found", async () => {
  const { conferenceId, paymentId } = await hold(["Quim"]);
  const { charger, faults } = fakeCharger({ losesAnswer: true, readsNothing: true });
  expect(await chargeCard(paymentId, CARD, charger, ACTOR, NOW)).toEqual({ ok: false, error: "unknown" });
  expect(await stateOf(conferenceId)).toMatchObject({ taken: 0, orders: ["cancelled"], payments: [["pending", null]] });
  faults.readsNothing = false;
  await endLostCharge(paymentId, charger, ACTOR, NOW);
  const client = await db();
  expect(await client.suspense.findMany({ where: { conferenceId } })).toMatchObject([
    { reason: "order-cancelled", amountMinor: 30_000, suggestion: "refund" },
  ]);
});

test("a process that died before it charged: the sweeper gives the places back", async () => {
  const { conferenceId, paymentId } = await hold(["Rosa"]);
  await endLostCharge(paymentId, fakeCharger().charger, ACTOR, NOW);
  expect(await stateOf(conferenceId)).toMatchObject({ taken: 0, orders: ["cancelled"], payments: [["failed", null]] });
});

test("a delegation that was formed for a card that is declined is gone with it", async () => {
  const { conferenceId } = await seedConference();
  const client = await db();
  await client.conference.update({ where: { id: conferenceId }, data: { takesDelegations: true } });
  const delegation = { kind: "named", name: "Team Tide" } as const;
  const group = await groupOf(conferenceId, ["Sven"], { payment: { kind: "charge" }, delegation });
  const held = await registerGroup(group, ACTOR, NOW);
  expect(await client.delegation.count({ where: { conferenceId } })).toBe(1);
  if (held.ok && held.value.paymentId) {
    await chargeCard(held.value.paymentId, CARD, fakeCharger({ declines: true }).charger, ACTOR, NOW);
  }
  expect(await client.delegation.count({ where: { conferenceId } })).toBe(0);
});

test("money that the order cannot take is told as such", async () => {
  const { conferenceId, paymentId, orderId } = await hold(["Tove"]);
  const client = await db();
  const { charger } = fakeCharger();
  const charge: CardCharger["charge"] = async (...args) => {
    await transaction(async (tx) => {
      const locked = await lockForRelease(tx, orderId);
      if (locked) await releaseOrder(tx, locked, NOW);
    });
    return charger.charge(...args);
  };
  const charged = await chargeCard(paymentId, CARD, { ...charger, charge }, ACTOR, NOW);
  expect(charged).toEqual({ ok: false, error: "suspense" });
  expect(await client.suspense.count({ where: { conferenceId } })).toBe(1);
});

test("what breaks after the charge is no word that nothing was charged", async () => {
  const { conferenceId, paymentId } = await hold(["Ugo"]);
  const { charger } = fakeCharger();
  const charge: CardCharger["charge"] = async (...args) => {
    await charger.charge(...args);
    throw new Error("The answer could not be read");
  };
  const charged = await chargeCard(paymentId, CARD, { ...charger, charge }, ACTOR, NOW);
  expect(charged).toEqual({ ok: false, error: "unknown" });
  await endLostCharge(paymentId, charger, ACTOR, NOW);
  expect(await stateOf(conferenceId)).toMatchObject({ orders: ["placed"], payments: [["confirmed", "4242"]] });
});

describe("somebody at the order's own page meanwhile", () => {
  const PAGES = { returnUrl: "https://foyer.example.org/return", cancelUrl: "https://foyer.example.org/back" };
  const PERSON = { kind: "person", id: "1" } as const;
  const leave = (orderId: number) => leaveCardPayment(orderId, fakeCards().provider, PERSON, NOW);

  test("cannot take back a card that is being charged, nor pay beside it", async () => {
    const { conferenceId, paymentId, orderId } = await hold(["Vera"]);
    const cards = fakeCards();
    const pay = () => beginCardPayment(orderId, cards.provider, PAGES, PERSON, NOW);
    expect(await leave(orderId)).toBe("unreachable");
    expect(await pay()).toEqual(err("unreachable"));
    const { charger } = fakeCharger();
    const charge: CardCharger["charge"] = async (...args) => {
      expect(await leave(orderId)).toBe("unreachable");
      expect(await pay()).toEqual(err("unreachable"));
      return charger.charge(...args);
    };
    expect(await chargeCard(paymentId, CARD, { ...charger, charge }, ACTOR, NOW)).toEqual(ok(undefined));
    expect(cards.requests).toEqual([]);
    expect(await stateOf(conferenceId)).toMatchObject({ payments: [["confirmed", "4242"]], orders: ["placed"] });
  });

  test("a payment that has ended is not charged", async () => {
    const { conferenceId, paymentId } = await hold(["Wim"]);
    const { charger, charges } = fakeCharger();
    await endLostCharge(paymentId, charger, ACTOR, NOW);
    expect(await chargeCard(paymentId, CARD, charger, ACTOR, NOW)).toEqual({ ok: false, error: "unreachable" });
    expect([...charges.values()]).toMatchObject([{ status: "over", charge: null }]);
    expect(await stateOf(conferenceId)).toMatchObject({ payments: [["failed", null]], orders: ["cancelled"] });
  });
});

describe.skipIf(!process.env.DATABASE_URL)("beside others", () => {
  test("the payment ends with its order, or not at all", async () => {
    const { conferenceId, paymentId } = await hold(["Xenia"]);
    const { promise: isDone, resolve: done } = Promise.withResolvers<void>();
    const { promise: isHeld, resolve: held } = Promise.withResolvers<void>();
    const other = transaction(async (tx) => {
      await tx.$queryRaw`SELECT id FROM quota WHERE conference_id = ${conferenceId} FOR UPDATE`;
      held();
      await isDone;
    });
    await isHeld;
    const ending = endLostCharge(paymentId, fakeCharger().charger, ACTOR, NOW);
    await untilSomebodyWaits();
    expect(await stateOf(conferenceId)).toMatchObject({ payments: [["created", null]], orders: ["draft"] });
    done();
    await Promise.all([other, ending]);
    expect(await stateOf(conferenceId)).toMatchObject({ payments: [["failed", null]], orders: ["cancelled"] });
  });

  test("a delegation that is given up waits for whoever joins it, and stays", async () => {
    const { conferenceId } = await seedConference();
    const client = await db();
    await client.conference.update({ where: { id: conferenceId }, data: { takesDelegations: true } });
    const delegation = { kind: "named", name: "Team Ebb" } as const;
    const group = await groupOf(conferenceId, ["Yara"], { payment: { kind: "charge" }, delegation });
    const begun = await registerGroup(group, ACTOR, NOW);
    if (!begun.ok || begun.value.paymentId === null) throw new Error(JSON.stringify(begun));
    const { paymentId } = begun.value;
    const { id } = await seedRegistration(conferenceId, 900);
    const { promise: isDone, resolve: done } = Promise.withResolvers<void>();
    const { promise: isHeld, resolve: held } = Promise.withResolvers<void>();
    // As `takeUpDelegation` does: locked first, then the quotas; its member is written last.
    const joining = transaction(async (tx) => {
      const [row] = await tx.$queryRaw<{ id: number }[]>`
        SELECT id FROM delegation WHERE conference_id = ${conferenceId} FOR UPDATE`;
      held();
      await isDone;
      await tx.$queryRaw`SELECT id FROM quota WHERE conference_id = ${conferenceId} FOR UPDATE`;
      await tx.registration.update({ where: { id }, data: { delegationId: row?.id ?? null } });
    });
    await isHeld;
    const ending = endLostCharge(paymentId, fakeCharger().charger, ACTOR, NOW);
    await untilSomebodyWaits();
    const free = await client.$queryRaw`
      SELECT id FROM quota WHERE conference_id = ${conferenceId} FOR UPDATE SKIP LOCKED`;
    expect(free).toHaveLength(2);
    done();
    await Promise.all([joining, ending]);
    expect(await client.delegation.count({ where: { conferenceId } })).toBe(1);
  });
});

test("all of it adds up", async () => expect(await checkLedger()).toEqual([]));
