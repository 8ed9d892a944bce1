import { beforeAll, describe, expect, test, vi } from "vitest";
import { findPromotionByCode } from "@/lib/catalogue/load-promotion";
import { db, transaction } from "@/lib/db/client";
import { seedConference, seedRegistration } from "@/lib/db/test-conference";
import { groupOf } from "@/lib/groups/group.fixture";
import { registerGroup } from "@/lib/groups/register-group";
import { queue } from "@/lib/jobs/queue";
import { lapseHolds } from "@/lib/places/lapse-holds";
import { loadJourney } from "@/lib/registration/load-journey";
import { amendOrder } from "./amend-order";
import { draftAmendment } from "./draft-amendment";
import { holdAgain } from "./hold-again";
import { holdOrder } from "./hold-order";
import { lockOrder } from "./lock-order";

const NOW = new Date("2027-03-01T12:00:00Z");
const BY = { kind: "job", id: "test" } as const;
const CHOICE = { categoryCode: "FULL", services: [], promotionCode: "early" };

/** A conference with the code EARLY: a tenth off every fee, `uses` times. */
async function seedCode(uses: number) {
  const { conferenceId } = await seedConference();
  const client = await db();
  const quota = await client.quota.create({ data: { conferenceId, name: "Code EARLY", capacity: uses } });
  const promotion = await client.promotion.create({
    data: { conferenceId, code: "EARLY", label: "Early", position: 0, basisPoints: 1000, quotaId: quota.id },
  });
  const usesOf = async () => (await client.quota.findUniqueOrThrow({ where: { id: quota.id } })).taken;
  return { conferenceId, client, promotion, usesOf };
}

async function orderOf(registrationId: number) {
  const client = await db();
  return client.order.findFirstOrThrow({
    where: { payerId: registrationId },
    orderBy: { id: "desc" },
    include: { lines: { orderBy: { id: "asc" }, include: { places: true } } },
  });
}

beforeAll(async () => {
  await queue();
});

test("the line keeps the price with the code, its tax, the code and what it took off", async () => {
  const { conferenceId, promotion, usesOf, client } = await seedCode(5);
  const { id } = await seedRegistration(conferenceId, 1);
  expect((await holdOrder(id, CHOICE, BY, NOW)).ok).toBe(true);
  const { lines, totalMinor, id: orderId } = await orderOf(id);
  expect(totalMinor).toBe(27_000);
  expect(lines).toMatchObject([
    { unitMinor: 27_000, grossMinor: 27_000, taxMinor: 5_049, promotionId: promotion.id, promotionMinor: 3_000 },
  ]);
  expect(await usesOf()).toBe(1);
  const audit = await client.auditEntry.findFirstOrThrow({ where: { conferenceId, what: "order.held" } });
  expect(audit.after).toMatchObject({ promotion: "EARLY", totalMinor: 27_000 });
  // Held anew without it: the use comes free.
  expect((await holdOrder(id, { ...CHOICE, promotionCode: "" }, BY, NOW)).ok).toBe(true);
  expect((await orderOf(id)).totalMinor).toBe(30_000);
  expect(await usesOf()).toBe(0);
  expect(orderId).toBe((await orderOf(id)).id);
});

test("of six at once who want a code of three uses three get it, and the others are told why", async () => {
  const { conferenceId, usesOf } = await seedCode(3);
  const people = await Promise.all([1, 2, 3, 4, 5, 6].map((number) => seedRegistration(conferenceId, number)));
  const outcomes = await Promise.all(people.map(({ id }) => holdOrder(id, CHOICE, BY, NOW)));
  expect(outcomes.filter(({ ok }) => ok)).toHaveLength(3);
  for (const outcome of outcomes) {
    if (!outcome.ok) expect(outcome.error).toEqual({ code: "promotion-used-up" });
  }
  expect(await usesOf()).toBe(3);
});

test.each([
  { typed: "EAR\0LY", why: "what no database takes" },
  { typed: "E".repeat(100_000), why: "longer than any" },
  { typed: "EARLY'", why: "a character that no code has" },
])("$why is no code, and nothing is looked up", async ({ typed }) => {
  const { conferenceId, client } = await seedCode(1);
  const statements = vi.spyOn(client.promotion, "findUnique");
  expect(await findPromotionByCode(client, conferenceId, typed)).toBeNull();
  expect(statements).not.toHaveBeenCalled();
  vi.restoreAllMocks();
});

describe("a draft whose time is over", () => {
  async function lapsed(uses: number) {
    const seeded = await seedCode(uses);
    const { id } = await seedRegistration(seeded.conferenceId, 1);
    await holdOrder(id, CHOICE, BY, NOW);
    const order = await orderOf(id);
    await seeded.client.order.update({ where: { id: order.id }, data: { holdUntil: new Date(Date.now() - 1_000) } });
    await lapseHolds();
    expect(await seeded.usesOf()).toBe(0);
    const { registration, order: draft } = await loadJourney(id);
    if (!draft) throw new Error("No draft");
    return { ...seeded, id, again: () => holdAgain(registration, draft, BY, NOW) };
  }

  test("has the code still where it holds", async () => {
    const { id, again, usesOf } = await lapsed(1);
    expect((await again()).ok).toBe(true);
    expect((await orderOf(id)).totalMinor).toBe(27_000);
    expect(await usesOf()).toBe(1);
  });

  test.each(["over", "used up", "switched off"])("is priced without one that is %s", async (why) => {
    const { id, again, client, promotion, conferenceId } = await lapsed(1);
    if (why === "over") await client.promotion.update({ where: { id: promotion.id }, data: { untilAt: NOW } });
    else if (why === "switched off")
      await client.promotion.update({ where: { id: promotion.id }, data: { isActive: false } });
    else {
      const other = await seedRegistration(conferenceId, 2);
      expect((await holdOrder(other.id, CHOICE, BY, NOW)).ok).toBe(true);
    }
    expect((await again()).ok).toBe(true);
    expect(await orderOf(id)).toMatchObject({ totalMinor: 30_000, lines: [{ promotionId: null }] });
  });

  test("wants its use back where money comes late", async () => {
    const { id, promotion } = await lapsed(1);
    const { id: orderId, lines } = await orderOf(id);
    const wanted = await transaction(async (tx) => (await lockOrder(tx, orderId))?.wanted ?? []);
    const quotaIds = wanted.filter(({ orderLineId }) => orderLineId === lines[0]?.id).map(({ quotaId }) => quotaId);
    expect(quotaIds).toContain(promotion.quotaId);
    expect(quotaIds).toHaveLength(2);
  });
});

test("an amendment keeps the code, its use and what it took off; what is added has it too, in its time or not", async () => {
  const { conferenceId, client, promotion, usesOf } = await seedCode(1);
  const dinner = await client.service.findFirstOrThrow({ where: { conferenceId, code: "DINNER" } });
  const full = await client.category.findFirstOrThrow({ where: { conferenceId, code: "FULL" } });
  const services = { services: { connect: { id: dinner.id } }, categories: { connect: { id: full.id } } };
  await client.promotion.update({ where: { id: promotion.id }, data: services });
  const { id: registrationId } = await seedRegistration(conferenceId, 1);
  await holdOrder(registrationId, CHOICE, BY, NOW);
  const { id: orderId } = await orderOf(registrationId);
  await client.promotion.update({ where: { id: promotion.id }, data: { untilAt: NOW, isActive: false } });
  const amendment = {
    ...{ registrationId, overrides: [], reason: "", mayOverbook: false, way: "on_site" as const, tell: false },
    choice: { categoryCode: "FULL", services: [{ code: "DINNER", quantity: 2 }] },
  };
  const draft = await draftAmendment(client, orderId, amendment, NOW);
  if (!draft.ok) throw new Error(JSON.stringify(draft.error));
  const amended = await amendOrder(orderId, amendment, draft.value.seen, BY, NOW);
  expect(amended).toMatchObject({ ok: true });
  const order = await orderOf(registrationId);
  expect(order.lines).toMatchObject([
    { grossMinor: 27_000, promotionId: promotion.id, promotionMinor: 3_000 },
    { quantity: 2, unitMinor: 4_500, grossMinor: 9_000, promotionId: promotion.id, promotionMinor: 500 },
  ]);
  expect(order.totalMinor).toBe(36_000);
  expect(await usesOf()).toBe(1);
  const audit = await client.auditEntry.findFirstOrThrow({ where: { conferenceId, what: "order.amended" } });
  expect(audit.before).toMatchObject({ promotion: "EARLY", lines: [{ code: "FULL", promotionMinor: 3_000 }] });
  const lines = [{ promotionMinor: 3_000 }, { code: "DINNER", promotionMinor: 500 }];
  expect(audit.after).toMatchObject({ promotion: "EARLY", lines });
});

describe("another category, which the code is not for,", () => {
  async function amendedTo(dinners: number) {
    const seeded = await seedCode(1);
    const { client, conferenceId, promotion } = seeded;
    const dinner = await client.service.findFirstOrThrow({ where: { conferenceId, code: "DINNER" } });
    const full = await client.category.findFirstOrThrow({ where: { conferenceId, code: "FULL" } });
    const named = { services: { connect: { id: dinner.id } }, categories: { connect: { id: full.id } } };
    await client.promotion.update({ where: { id: promotion.id }, data: named });
    const other = { conferenceId, code: "OTHER", name: "Other", position: 9 };
    await client.category.create({ data: { ...other, windows: { create: { label: "", priceMinor: 20_000 } } } });
    const { id: registrationId } = await seedRegistration(conferenceId, 1);
    await holdOrder(registrationId, { ...CHOICE, services: [{ code: "DINNER", quantity: dinners }] }, BY, NOW);
    const { id: orderId } = await orderOf(registrationId);
    const amendment = {
      ...{ registrationId, overrides: [], reason: "", mayOverbook: false, way: "on_site" as const, tell: false },
      choice: { categoryCode: "OTHER", services: [{ code: "DINNER", quantity: 2 }] },
    };
    const draft = await draftAmendment(client, orderId, amendment, NOW);
    if (!draft.ok) throw new Error(JSON.stringify(draft.error));
    expect(await amendOrder(orderId, amendment, draft.value.seen, BY, NOW)).toMatchObject({ ok: true });
    return { ...seeded, lines: (await orderOf(registrationId)).lines };
  }

  test("gives the use back, and nothing that is added is reduced", async () => {
    const { usesOf, lines } = await amendedTo(0);
    expect(lines).toMatchObject([
      { grossMinor: 20_000, promotionId: null },
      { quantity: 2, unitMinor: 5_000, promotionId: null, promotionMinor: 0 },
    ]);
    expect(await usesOf()).toBe(0);
  });

  test("keeps it while the code takes something off what stays", async () => {
    const { usesOf, lines, promotion } = await amendedTo(1);
    const sold = lines.map(({ unitMinor, quantity, promotionId }) => ({ unitMinor, quantity, promotionId }));
    expect(sold).toHaveLength(3);
    expect(sold).toContainEqual({ unitMinor: 20_000, quantity: 1, promotionId: promotion.id });
    expect(sold).toContainEqual({ unitMinor: 4_500, quantity: 1, promotionId: promotion.id });
    expect(sold).toContainEqual({ unitMinor: 5_000, quantity: 1, promotionId: null });
    expect(await usesOf()).toBe(1);
  });
});

describe("a group", () => {
  const register = async (uses: number, promotionCode: string) => {
    const seeded = await seedCode(uses);
    const group = await groupOf(seeded.conferenceId, ["Ada", "Ben"], { promotionCode });
    return { ...seeded, outcome: await registerGroup(group, BY, NOW) };
  };

  test("uses a code once for each who is in it", async () => {
    const { outcome, usesOf } = await register(2, "early");
    expect(outcome).toMatchObject({ ok: true, value: { totalMinor: 54_000 } });
    expect(await usesOf()).toBe(2);
  });

  test.each([
    { uses: 1, code: "EARLY", why: "used-up" },
    { uses: 2, code: "LATE", why: "promotion-unknown" },
  ])("is refused as a whole: $why", async ({ uses, code, why }) => {
    const { outcome, usesOf, client, conferenceId } = await register(uses, code);
    expect(outcome).toEqual({ ok: false, error: { code: "promotion", why } });
    expect(await usesOf()).toBe(0);
    expect(await client.registration.count({ where: { conferenceId } })).toBe(0);
  });
});
