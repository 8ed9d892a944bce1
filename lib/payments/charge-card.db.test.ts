import { beforeAll, expect, test } from "vitest";
import { db } from "@/lib/db/client";
import { seedConference } from "@/lib/db/test-conference";
import { groupOf } from "@/lib/groups/group.fixture";
import { registerGroup } from "@/lib/groups/register-group";
import { queue } from "@/lib/jobs/queue";
import { checkLedger } from "@/lib/ledger/check-ledger";
import { err, ok } from "@/lib/result";
import type { CardCharger, ChargeReading, RawCard } from "./card-charger";
import { chargeCard, endLostCharge } from "./charge-card";

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
  expect(await chargeCard(paymentId, CARD, charger, ACTOR, NOW)).toEqual({ ok: false, error: "unreachable" });
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

test("all of it adds up", async () => expect(await checkLedger()).toEqual([]));
