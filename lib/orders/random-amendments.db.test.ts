import fc from "fast-check";
import { beforeAll, expect, test } from "vitest";
import { verifyChain } from "@/lib/audit/verify-chain";
import { db } from "@/lib/db/client";
import { seedConference, seedRegistration } from "@/lib/db/test-conference";
import { queue } from "@/lib/jobs/queue";
import { checkLedger } from "@/lib/ledger/check-ledger";
import { amendOrder } from "@/lib/orders/amend-order";
import { confirmTransfer } from "@/lib/payments/confirm-by-staff";
import { cancelRegistration } from "@/lib/registration/cancel-registration";
import { restoreRegistration } from "@/lib/registration/restore-registration";
import { type Amendment, draftAmendment } from "./draft-amendment";

const NOW = new Date("2027-03-01T12:00:00Z");
const STAFF = { kind: "staff", id: "1" } as const;
const PEOPLE = 3;

beforeAll(async () => {
  await queue();
});

const amendment = fc.record({
  do: fc.constant("amend" as const),
  who: fc.nat(PEOPLE - 1),
  dinners: fc.nat(4),
  guests: fc.nat(2),
  activity: fc.constantFrom("TOUR", "TALK", null),
  price: fc.option(fc.nat(40_000)),
  mayOverbook: fc.boolean(),
  way: fc.constantFrom("transfer" as const, "on_site" as const),
});
const step = fc.oneof(
  { arbitrary: amendment, weight: 5 },
  {
    arbitrary: fc.record({
      do: fc.constant("pay" as const),
      who: fc.nat(PEOPLE - 1),
      amount: fc.integer({ min: 1, max: 60_000 }),
    }),
    weight: 2,
  },
  { arbitrary: fc.record({ do: fc.constant("cancel" as const), who: fc.nat(PEOPLE - 1) }), weight: 1 },
  {
    arbitrary: fc.record({ do: fc.constant("restore" as const), who: fc.nat(PEOPLE - 1), mayOverbook: fc.boolean() }),
    weight: 1,
  },
  {
    arbitrary: fc.record({ do: fc.constant("reprice" as const), minor: fc.integer({ min: 1, max: 20_000 }) }),
    weight: 1,
  },
);
type Step = typeof step extends fc.Arbitrary<infer S> ? S : never;

/** A hall of two places and a dinner of five, for three people: quotas are full more often than not. */
async function stage() {
  const { conferenceId } = await seedConference({ hall: 2 });
  const client = await db();
  await client.quota.updateMany({ where: { conferenceId, name: "dinner" }, data: { capacity: 5 } });
  const people: number[] = [];
  for (let number = 1; number <= PEOPLE; number++) people.push((await seedRegistration(conferenceId, number)).id);
  return { conferenceId, client, people };
}
type Stage = Awaited<ReturnType<typeof stage>>;

const liveOrder = ({ client }: Stage, payerId: number) =>
  client.order.findFirst({ where: { payerId, state: { in: ["draft", "placed"] } }, orderBy: { id: "desc" } });

async function perform(on: Stage, one: Step): Promise<void> {
  const { client, conferenceId, people } = on;
  if (one.do === "reprice") {
    const where = { service: { conferenceId, code: "DINNER" } };
    await client.priceWindow.updateMany({ where, data: { priceMinor: one.minor, label: `Of ${one.minor}` } });
    return;
  }
  const registrationId = people[one.who] as number;
  if (one.do === "cancel") {
    await cancelRegistration(registrationId, { reason: "", tell: true }, STAFF, NOW);
  } else if (one.do === "restore") {
    await restoreRegistration(registrationId, { mayOverbook: one.mayOverbook, reason: "Because" }, STAFF, NOW);
  } else if (one.do === "pay") {
    const order = await liveOrder(on, registrationId);
    const payment = order && (await client.payment.findFirst({ where: { orderId: order.id, state: "pending" } }));
    if (payment?.way === "transfer") {
      await confirmTransfer(payment.id, { amountMinor: one.amount, currency: "EUR", at: NOW }, STAFF, NOW);
    }
  } else {
    await amend(on, registrationId, one);
  }
}

async function amend(on: Stage, registrationId: number, one: Extract<Step, { do: "amend" }>): Promise<void> {
  const order = await liveOrder(on, registrationId);
  const places = (count: number) => Array.from({ length: count }, (_, index) => ({ guestName: `Guest ${index}` }));
  const wanted: Amendment = {
    registrationId,
    choice: {
      categoryCode: "FULL",
      services: [
        { code: "DINNER", quantity: one.dinners },
        { code: "GUEST", quantity: one.guests, places: places(one.guests) },
        ...(one.activity ? [{ code: one.activity, quantity: 1 }] : []),
      ],
    },
    overrides: one.price === null ? [] : [{ kind: "category", code: "FULL", unitMinor: one.price }],
    reason: "Because",
    mayOverbook: one.mayOverbook,
    way: one.way,
  };
  const drafted = await draftAmendment(on.client, order?.id ?? null, wanted, NOW);
  if (!drafted.ok) return;
  const { seen, shortages, totalMinor } = drafted.value;
  const done = await amendOrder(order?.id ?? null, { ...wanted, tell: true }, seen, STAFF, NOW);
  // The preview promises what is done: it says what is short, and what it will cost.
  expect(done.ok).toBe(shortages.length === 0 || one.mayOverbook);
  if (done.ok) expect((await liveOrder(on, registrationId))?.totalMinor).toBe(totalMinor);
}

async function hasOnlyWholeOrders({ client, conferenceId }: Stage): Promise<void> {
  const orders = await client.order.findMany({
    where: { conferenceId },
    include: { lines: { include: { places: true, guests: true } }, payments: true, ledger: true },
  });
  for (const order of orders) {
    const sum = order.lines.reduce((total, { grossMinor }) => total + grossMinor, 0);
    expect(sum, "the lines are the order's total").toBe(order.totalMinor);
    const received = order.ledger.reduce((total, { amountMinor }) => total + amountMinor, 0);
    const awaited = order.payments.filter(({ state }) => state === "pending").map(({ amountMinor }) => amountMinor);
    const missing = order.state === "placed" ? Math.max(0, order.totalMinor - received) : 0;
    expect(awaited, "exactly what is missing is awaited, once").toEqual(missing > 0 ? [missing] : []);
    if (order.state === "placed")
      expect(order.settledAt !== null, "settled is paid").toBe(received >= order.totalMinor);
    for (const { quantity, unitMinor, grossMinor, places, guests } of order.lines) {
      expect(grossMinor).toBe(quantity * unitMinor);
      expect(guests.length === 0 || guests.length === quantity).toBe(true);
      for (const { count } of places) expect(count, "a place for each").toBe(quantity);
    }
  }
  for (const quota of await client.quota.findMany({ where: { conferenceId }, include: { places: true } })) {
    const held = quota.places.reduce((total, { count }) => total + count, 0);
    expect(quota.taken, "taken is the sum of the places").toBe(held);
    expect(quota.allowance, "no more was granted than is used").toBe(Math.max(0, quota.taken - quota.capacity));
  }
}

test("after any amendments, payments, cancellations and restorations, money and places are whole", async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 3, maxLength: 12 }), async (steps) => {
      const on = await stage();
      for (const one of steps) await perform(on, one);
      await hasOnlyWholeOrders(on);
      expect(await verifyChain(on.conferenceId)).toMatchObject({ broken: null });
    }),
    { numRuns: 25 },
  );
  expect(await checkLedger()).toEqual([]);
}, 120_000);

test("the same by three staff at once", async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.tuple(amendment, amendment, amendment), { minLength: 2, maxLength: 4 }),
      async (rounds) => {
        const on = await stage();
        for (const round of rounds) {
          // Each on another person's order: they meet at the quotas.
          await Promise.all(
            round.map(async (one, who) => {
              const order = await liveOrder(on, on.people[who] as number);
              const wanted: Amendment = {
                registrationId: on.people[who] as number,
                choice: { categoryCode: "FULL", services: [{ code: "DINNER", quantity: one.dinners }] },
                ...{ overrides: [], reason: "Because", mayOverbook: one.mayOverbook, way: one.way },
              };
              const drafted = await draftAmendment(on.client, order?.id ?? null, wanted, NOW);
              if (!drafted.ok) return;
              await amendOrder(order?.id ?? null, { ...wanted, tell: false }, drafted.value.seen, STAFF, NOW);
            }),
          );
        }
        await hasOnlyWholeOrders(on);
      },
    ),
    { numRuns: 10 },
  );
}, 120_000);
