import { beforeAll, describe, expect, test } from "vitest";
import { db } from "@/lib/db/client";
import { seedConference, seedRegistration } from "@/lib/db/test-conference";
import { queue } from "@/lib/jobs/queue";
import type { Choice } from "@/lib/pricing/catalogue";
import { holdOrder } from "./hold-order";

const NOW = new Date("2027-03-01T12:00:00Z");
const me = (id: number) => ({ kind: "person", id: String(id) }) as const;
const full = (...services: Choice["services"]): Choice => ({ categoryCode: "FULL", services });

async function hold(registrationId: number, choice: Choice, now = NOW) {
  return holdOrder(registrationId, choice, me(registrationId), now);
}

async function held(registrationId: number, choice: Choice, now = NOW) {
  const outcome = await hold(registrationId, choice, now);
  if (!outcome.ok) throw new Error(JSON.stringify(outcome.error));
  return (await db()).order.findUniqueOrThrow({
    where: { publicId: outcome.value.publicId },
    include: { lines: { orderBy: { id: "asc" }, include: { guests: true, places: true } } },
  });
}

async function takenOf(conferenceId: number, name: string) {
  const { taken } = await (await db()).quota.findFirstOrThrow({ where: { conferenceId, name } });
  return taken;
}

beforeAll(async () => {
  await queue();
});

describe("the price of the moment", () => {
  const END = new Date("2027-03-31T23:00:00Z"); // midnight in Lisbon, which is in summer time by then
  test.each([
    { now: "2027-03-31T22:59:59.999Z", price: 30_000, why: "the last second of the early price" },
    { now: "2027-03-31T23:00:00.000Z", price: 35_000, why: "the first second of the regular price" },
  ])("$why", async ({ now, price }) => {
    const { conferenceId } = await seedConference();
    const client = await db();
    const category = await client.category.findFirstOrThrow({ where: { conferenceId } });
    await client.priceWindow.updateMany({ where: { categoryId: category.id }, data: { untilAt: END } });
    await client.priceWindow.create({
      data: { categoryId: category.id, label: "Late", fromAt: END, priceMinor: 35_000 },
    });
    const { id } = await seedRegistration(conferenceId, 1);
    const order = await held(id, full(), new Date(now));
    expect(order).toMatchObject({ totalMinor: price, lines: [{ unitMinor: price, grossMinor: price }] });
  });

  test("is frozen on the line, tax and names in every language with it", async () => {
    const { conferenceId } = await seedConference();
    const client = await db();
    const category = await client.category.findFirstOrThrow({ where: { conferenceId } });
    await client.category.update({ where: { id: category.id }, data: { translations: { it: { name: "Intero" } } } });
    const { id } = await seedRegistration(conferenceId, 1);
    const { id: orderId } = await held(id, full());
    await client.priceWindow.updateMany({ where: { categoryId: category.id }, data: { priceMinor: 99_900 } });
    await client.category.update({ where: { id: category.id }, data: { name: "Renamed", translations: {} } });
    expect(await client.orderLine.findMany({ where: { orderId } })).toMatchObject([
      { name: "Full", translations: { it: { name: "Intero" } }, grossMinor: 30_000, taxMinor: 5_610 },
    ]);
  });
});

describe("places", () => {
  test("guests are named, diets kept per place, and every place is counted", async () => {
    const { conferenceId } = await seedConference();
    const { id } = await seedRegistration(conferenceId, 1);
    const order = await held(
      id,
      full(
        { code: "DINNER", quantity: 2, places: [{ options: { diet: "vegan" } }] },
        { code: "GUEST", quantity: 1, places: [{ guestName: " Þorsteinn Árnason " }] },
      ),
    );
    expect(order.totalMinor).toBe(30_000 + 10_000 + 12_000);
    expect(order.lines[1]).toMatchObject({ diets: ["vegan", ""], places: [{ count: 2 }] });
    expect(order.lines[2]).toMatchObject({ guests: [{ name: "Þorsteinn Árnason" }] });
    expect(await takenOf(conferenceId, "dinner")).toBe(2);
  });

  test("items that share a quota are counted together", async () => {
    const { conferenceId, conference } = await seedConference({ hall: 3 });
    const client = await db();
    const hall = conference.quotas.find(({ name }) => name === "hall");
    const dinner = await client.service.findFirstOrThrow({ where: { conferenceId, code: "DINNER" } });
    await client.service.update({ where: { id: dinner.id }, data: { quotas: { connect: { id: hall?.id ?? 0 } } } });
    const { id } = await seedRegistration(conferenceId, 1);
    expect(await hold(id, full({ code: "DINNER", quantity: 3 }))).toEqual({
      ok: false,
      error: { code: "sold-out", items: ["FULL", "DINNER"] },
    });
    await held(id, full({ code: "DINNER", quantity: 2 }));
    expect(await takenOf(conferenceId, "hall")).toBe(3);
  });

  test("a change gives back what is no longer wanted and takes what is new", async () => {
    const { conferenceId } = await seedConference();
    const { id } = await seedRegistration(conferenceId, 1);
    const before = await held(id, full({ code: "DINNER", quantity: 4 }));
    const after = await held(id, full({ code: "DINNER", quantity: 1 }, { code: "TOUR", quantity: 1 }));
    expect(after.id).toBe(before.id);
    expect(after.number).toBe(before.number);
    expect(after.totalMinor).toBe(41_000);
    expect(await takenOf(conferenceId, "dinner")).toBe(1);
    expect(await takenOf(conferenceId, "hall")).toBe(1);
  });

  test.each([
    {
      change: full({ code: "DINNER", quantity: 3 }),
      refusal: { code: "sold-out", items: ["DINNER"] },
      why: "the last places are gone",
    },
    {
      change: full({ code: "TOUR", quantity: 1 }, { code: "TALK", quantity: 1 }),
      refusal: { code: "refused", refusals: [{ code: "clash", item: "TALK", with: "TOUR" }] },
      why: "two at the same hours",
    },
  ])("a refused change keeps the order and its places: $why", async ({ change, refusal }) => {
    const { conferenceId } = await seedConference();
    const { id } = await seedRegistration(conferenceId, 1);
    await held(id, full({ code: "DINNER", quantity: 2 }));
    for (const number of [2, 3]) {
      const other = await seedRegistration(conferenceId, number);
      await held(other.id, full({ code: "DINNER", quantity: 4 }));
    }
    expect(await hold(id, change)).toEqual({ ok: false, error: refusal });
    expect(await takenOf(conferenceId, "dinner")).toBe(10);
    const order = await (await db()).order.findFirstOrThrow({ where: { payerId: id }, include: { lines: true } });
    expect(order).toMatchObject({ state: "draft", totalMinor: 40_000, lines: [{ quantity: 1 }, { quantity: 2 }] });
  });

  test("of buyers at once exactly as many are sold as there are places", async () => {
    const { conferenceId } = await seedConference({ hall: 5 });
    const buyers = await Promise.all(
      Array.from({ length: 20 }, (_, number) => seedRegistration(conferenceId, number + 1)),
    );
    const outcomes = await Promise.all(buyers.map(({ id }) => hold(id, full({ code: "DINNER", quantity: 2 }))));
    expect(outcomes.filter((outcome) => outcome.ok)).toHaveLength(5);
    const refused = outcomes.filter((outcome) => !outcome.ok);
    expect(refused).toHaveLength(15);
    for (const outcome of refused) expect(outcome).toMatchObject({ error: { code: "sold-out" } });
    expect(await takenOf(conferenceId, "hall")).toBe(5);
    expect(await takenOf(conferenceId, "dinner")).toBe(10);
    expect(await (await db()).order.count({ where: { conferenceId } })).toBe(5);
  });

  test("one person in two tabs has one order", async () => {
    const { conferenceId } = await seedConference();
    const { id } = await seedRegistration(conferenceId, 1);
    const outcomes = await Promise.all([
      hold(id, full({ code: "DINNER", quantity: 1 })),
      hold(id, full({ code: "DINNER", quantity: 2 })),
    ]);
    expect(outcomes.every((outcome) => outcome.ok)).toBe(true);
    expect(await (await db()).order.count({ where: { payerId: id } })).toBe(1);
    expect(await takenOf(conferenceId, "hall")).toBe(1);
  });

  test("an own lapsed order is taken again at the price of now", async () => {
    const { conferenceId } = await seedConference({ hall: 1 });
    const client = await db();
    const { id } = await seedRegistration(conferenceId, 1);
    const { id: orderId } = await held(id, full());
    await client.$executeRaw`UPDATE "order" SET hold_until = now() - interval '1 second' WHERE id = ${orderId}`;
    await client.priceWindow.updateMany({ where: { category: { conferenceId } }, data: { priceMinor: 33_000 } });
    const again = await held(id, full());
    expect(again).toMatchObject({ id: orderId, lapsedAt: null, totalMinor: 33_000 });
    expect(again.holdUntil).not.toBeNull();
    expect(await client.mail.count({ where: { letter: "hold-lapsed", registrationId: id } })).toBe(0);
  });
});

test("a hold ends 40 minutes on by the database's clock, whatever ours says", async () => {
  const { conferenceId } = await seedConference();
  const { id } = await seedRegistration(conferenceId, 1);
  const order = await held(id, full());
  const [row] = await (await db()).$queryRaw<{ minutes: number }[]>`
    SELECT extract(epoch FROM hold_until - updated_at)::int / 60 AS minutes FROM "order" WHERE id = ${order.id}`;
  expect(row?.minutes).toBe(40);
});

test("a closed conference sells nothing", async () => {
  const { conferenceId } = await seedConference();
  await (await db()).conference.update({ where: { id: conferenceId }, data: { isOpen: false } });
  const { id } = await seedRegistration(conferenceId, 1);
  expect(await hold(id, full())).toEqual({ ok: false, error: { code: "closed" } });
});
