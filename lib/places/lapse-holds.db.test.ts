import { beforeAll, describe, expect, test } from "vitest";
import { verifyChain } from "@/lib/audit/verify-chain";
import { db } from "@/lib/db/client";
import { seedConference, seedRegistration } from "@/lib/db/test-conference";
import { queue } from "@/lib/jobs/queue";
import { holdOrder } from "@/lib/orders/hold-order";
import { placeOrder } from "@/lib/orders/place-order";
import { beginCardPayment } from "@/lib/payments/begin-card-payment";
import { fakeCards } from "@/lib/payments/card-provider.fixture";
import { receiveMoney } from "@/lib/payments/receive-money";
import { lapseHolds } from "./lapse-holds";

const NOW = new Date("2027-03-01T12:00:00Z");
const JOB = { kind: "job", id: "test" } as const;
const ADDRESSES = { returnUrl: "https://foyer.example.org/return", cancelUrl: "https://foyer.example.org/back" };
const FULL = { categoryCode: "FULL", services: [] };

beforeAll(async () => {
  await queue();
});

/** Draft orders of a fee each, whose holds are over; the first is the longest over. */
async function seedExpired(conferenceId: number, count: number): Promise<void> {
  const client = await db();
  await client.$executeRaw`
    WITH people AS (
      INSERT INTO registration (public_id, conference_id, number, email, indico_db_id, updated_at)
      SELECT 'R' || ${conferenceId} || '-' || n, ${conferenceId}, 10000 + n, 'left' || n || '@example.org', 10000 + n, now()
        FROM generate_series(1, ${count}::int) n RETURNING id, number
    ), held AS (
      INSERT INTO "order" (public_id, conference_id, number, payer_id, currency, total_minor, reference, hold_until, updated_at)
      SELECT 'O' || ${conferenceId} || '-' || number, ${conferenceId}, number, id, 'EUR', 30000,
             'R' || ${conferenceId} || 'X' || number, now() - interval '1 hour' + (number - 10000) * interval '1 second', now()
        FROM people RETURNING id, payer_id
    ), lines AS (
      INSERT INTO order_line (order_id, registration_id, category_id, name, quantity, unit_minor, gross_minor, tax_basis_points, tax_minor)
      SELECT h.id, h.payer_id, c.id, 'Full', 1, 30000, 30000, 0, 0
        FROM held h, category c WHERE c.conference_id = ${conferenceId} RETURNING id
    )
    INSERT INTO place (order_line_id, quota_id, count)
    SELECT l.id, q.id, 1 FROM lines l, quota q WHERE q.conference_id = ${conferenceId} AND q.name = 'hall'`;
  await client.quota.updateMany({ where: { conferenceId, name: "hall" }, data: { taken: count } });
}

const seedBuyer = async (conferenceId: number, number = 1) => (await seedRegistration(conferenceId, number)).id;
const takenOf = async (conferenceId: number, name = "hall") =>
  (await (await db()).quota.findFirstOrThrow({ where: { conferenceId, name } })).taken;
const expire = async (orderId: number) =>
  (await db()).$executeRaw`UPDATE "order" SET hold_until = now() - interval '1 second' WHERE id = ${orderId}`;

/** How often each way of telling told of lapsed holds. */
async function announced(conferenceId: number) {
  const client = await db();
  const [jobs] = await client.$queryRaw<{ count: number }[]>`
    SELECT count(DISTINCT j.data->>'mailId')::int AS count FROM pgboss.job j JOIN mail m ON m.id = (j.data->>'mailId')::int
     WHERE j.name = 'mail.send' AND m.conference_id = ${conferenceId} AND m.letter = 'hold-lapsed'`;
  return {
    mails: await client.mail.count({ where: { conferenceId, letter: "hold-lapsed" } }),
    mailJobs: jobs?.count,
    audit: await client.auditEntry.count({ where: { conferenceId, what: "order.hold-lapsed" } }),
  };
}
const once = (count: number) => ({ mails: count, mailJobs: count, audit: count });

async function draft(conferenceId: number, registrationId: number): Promise<number> {
  const held = await holdOrder(registrationId, FULL, JOB, NOW);
  if (!held.ok) throw new Error(JSON.stringify(held.error));
  return (await (await db()).order.findUniqueOrThrow({ where: { publicId: held.value.publicId, conferenceId } })).id;
}

test("of a quiet order nobody is told, and the audit says it all the same", async () => {
  const { conferenceId } = await seedConference();
  const registrationId = await seedBuyer(conferenceId);
  const orderId = await draft(conferenceId, registrationId);
  await (await db()).order.update({ where: { id: orderId }, data: { isQuiet: true } });
  await expire(orderId);
  await lapseHolds();
  expect(await announced(conferenceId)).toEqual({ mails: 0, mailJobs: 0, audit: 1 });
  expect(await takenOf(conferenceId)).toBe(0);
});

describe("a thousand holds that ended at once", () => {
  test("a buyer is served beside the sweeper, and everybody is told once", async () => {
    const { conferenceId } = await seedConference({ hall: 1_000 });
    await seedExpired(conferenceId, 1_000);
    const buyer = await seedBuyer(conferenceId);
    const [bought] = await Promise.all([holdOrder(buyer, FULL, JOB, NOW), lapseHolds(), lapseHolds()]);
    expect(bought).toMatchObject({ ok: true });
    expect(await announced(conferenceId)).toEqual(once(1_000));
    expect(await takenOf(conferenceId)).toBe(1);
    const client = await db();
    expect(
      await client.feedRow.count({
        where: { conferenceId, resource: "indico-payment", payload: { path: ["email"], string_starts_with: "left" } },
      }),
    ).toBe(1_000);
    expect(await client.order.count({ where: { conferenceId, lapsedAt: null } })).toBe(1);
    expect(await verifyChain(conferenceId)).toMatchObject({ broken: null });
  });

  test("the buyer's own transaction lapses a portion, the oldest, not all", async () => {
    const { conferenceId } = await seedConference({ hall: 200 });
    await seedExpired(conferenceId, 200);
    expect(await holdOrder(await seedBuyer(conferenceId), FULL, JOB, NOW)).toMatchObject({ ok: true });
    const client = await db();
    const lapsed = await client.order.findMany({ where: { conferenceId, lapsedAt: { not: null } } });
    expect(lapsed.map(({ number }) => number).sort()).toEqual(Array.from({ length: 50 }, (_, index) => 10_001 + index));
    expect(await announced(conferenceId)).toEqual(once(50));
    await lapseHolds();
    expect(await announced(conferenceId)).toEqual(once(200));
  });

  test("of a rare quota the holds lapse although older ones of others are over too", async () => {
    const { conferenceId } = await seedConference({ hall: 1_000 });
    const [first, second] = [await seedBuyer(conferenceId, 1), await seedBuyer(conferenceId, 2)];
    const dinner = { categoryCode: "FULL", services: [{ code: "DINNER", quantity: 4 }] };
    await holdOrder(first, dinner, JOB, NOW);
    const client = await db();
    await client.quota.updateMany({ where: { conferenceId, name: "dinner" }, data: { capacity: 4 } });
    await expire((await client.order.findFirstOrThrow({ where: { payerId: first } })).id);
    await seedExpired(conferenceId, 100);
    await client.quota.updateMany({ where: { conferenceId, name: "hall" }, data: { taken: 101 } });
    expect(await holdOrder(second, dinner, JOB, NOW)).toMatchObject({ ok: true });
    expect(await takenOf(conferenceId, "dinner")).toBe(4);
  });

  test("who wants more places than a portion frees has them all", async () => {
    const { conferenceId, conference } = await seedConference({ hall: 80 });
    await seedExpired(conferenceId, 80);
    const client = await db();
    const hall = conference.quotas.find(({ name }) => name === "hall");
    const quotas = { set: [{ id: hall?.id ?? 0 }] };
    const service = await client.service.findFirstOrThrow({ where: { conferenceId, code: "DINNER" } });
    await client.service.update({ where: { id: service.id }, data: { maxPerPerson: 100, asksDiet: false, quotas } });
    const order = (quantity: number) => ({ categoryCode: "FULL", services: [{ code: "DINNER", quantity }] });
    expect(await holdOrder(await seedBuyer(conferenceId, 1), order(80), JOB, NOW)).toMatchObject({ ok: false });
    expect(await holdOrder(await seedBuyer(conferenceId, 2), order(79), JOB, NOW)).toMatchObject({ ok: true });
    expect(await takenOf(conferenceId)).toBe(80);
  });
});

describe("a hold that ends is told, whoever noticed it and whatever they came for", () => {
  async function withExpiredNeighbour() {
    const { conferenceId } = await seedConference();
    const orderId = await draft(conferenceId, await seedBuyer(conferenceId));
    const pay = (at: typeof NOW) => beginCardPayment(orderId, fakeCards().provider, ADDRESSES, JOB, at);
    const neighbour = async () => seedExpired(conferenceId, 1);
    return { conferenceId, orderId, pay, neighbour };
  }

  test("money that was booked already", async () => {
    const { conferenceId, orderId, neighbour } = await withExpiredNeighbour();
    await placeOrder(orderId, { way: "transfer" }, JOB, NOW);
    const payment = await (await db()).payment.findFirstOrThrow({ where: { orderId } });
    const receive = () => receiveMoney(payment.id, { amountMinor: 30_000, currency: "EUR", at: NOW }, JOB, NOW);
    expect(await receive()).toBe("accepted");
    await neighbour();
    expect(await receive()).toBe("already-received");
    expect(await announced(conferenceId)).toEqual(once(1));
  });

  test("a card page that is open already", async () => {
    const { conferenceId, pay, neighbour } = await withExpiredNeighbour();
    await pay(NOW);
    await neighbour();
    expect((await pay(NOW)).ok).toBe(true);
    expect(await announced(conferenceId)).toEqual(once(1));
  });

  test("an order that is placed; a refusal takes everything back, and the sweeper tells", async () => {
    const { conferenceId, orderId, neighbour } = await withExpiredNeighbour();
    await neighbour();
    expect(await placeOrder(orderId, { way: "free" }, JOB, NOW)).toEqual({ ok: false, error: "not-free" });
    expect(await announced(conferenceId)).toEqual(once(0));
    expect((await placeOrder(orderId, { way: "transfer" }, JOB, NOW)).ok).toBe(true);
    expect(await announced(conferenceId)).toEqual(once(1));
  });

  test("an own hold that is over stays whole on a path that ends early, until the sweeper lapses and tells it", async () => {
    const { conferenceId, orderId } = await withExpiredNeighbour();
    await placeOrder(orderId, { way: "transfer" }, JOB, NOW);
    const payment = await (await db()).payment.findFirstOrThrow({ where: { orderId } });
    const receive = () => receiveMoney(payment.id, { amountMinor: 10_000, currency: "EUR", at: NOW }, JOB, NOW);
    await receive();
    await expire(orderId);
    expect(await receive()).toBe("already-received");
    expect(await takenOf(conferenceId)).toBe(1);
    await lapseHolds();
    expect(await takenOf(conferenceId)).toBe(0);
    expect(await announced(conferenceId)).toEqual(once(1));
  });

  test("an order that draws from no quota", async () => {
    const { conferenceId, orderId } = await withExpiredNeighbour();
    const client = await db();
    await client.place.deleteMany({ where: { orderLine: { orderId } } });
    await client.quota.updateMany({ where: { conferenceId }, data: { taken: 0 } });
    await expire(orderId);
    await lapseHolds();
    expect((await client.order.findUniqueOrThrow({ where: { id: orderId } })).lapsedAt).not.toBeNull();
    expect(await announced(conferenceId)).toEqual(once(1));
    await lapseHolds();
    expect(await announced(conferenceId)).toEqual(once(1));
  });
});
