import { beforeAll, beforeEach, describe, expect, test } from "vitest";
import { db } from "@/lib/db/client";
import { seedConference, seedRegistration } from "@/lib/db/test-conference";
import { queue } from "@/lib/jobs/queue";
import { beginCardPayment } from "@/lib/payments/begin-card-payment";
import { fakeCards } from "@/lib/payments/card-provider.fixture";
import { approvePurchaseOrder, declinePurchaseOrder } from "@/lib/payments/decide-purchase-order";
import { leaveCardPayment } from "@/lib/payments/leave-card-payment";
import { lapseHolds } from "@/lib/places/lapse-holds";
import { holdOrder } from "./hold-order";
import { placeOrder } from "./place-order";

const JOB = { kind: "job", id: "test" } as const;
const ADDRESSES = { returnUrl: "https://foyer.example.org/return", cancelUrl: "https://foyer.example.org/back" };
const FULL = { categoryCode: "FULL", services: [] };
const BY_INSTITUTE = {
  way: "purchase_order",
  purchaseOrder: { institute: "Institute", address: "Street 1", contactEmail: "office@example.org", orderNumber: "" },
} as const;

let cards: ReturnType<typeof fakeCards>;
beforeAll(async () => {
  await queue();
});
beforeEach(() => {
  cards = fakeCards();
});

async function draft() {
  const { conferenceId } = await seedConference();
  const { id } = await seedRegistration(conferenceId, 1);
  const change = () => holdOrder(id, FULL, JOB, new Date());
  expect(await change()).toMatchObject({ ok: true });
  const { id: orderId } = await (await db()).order.findFirstOrThrow({ where: { payerId: id } });
  const begin = () => beginCardPayment(orderId, cards.provider, ADDRESSES, JOB, new Date());
  const leave = () => leaveCardPayment(orderId, cards.provider, JOB, new Date());
  return { orderId, change, begin, leave };
}

/** Lets time pass for an order: all its moments move into the past. */
async function wait(orderId: number, minutes: number): Promise<void> {
  await (await db()).$executeRaw`
    UPDATE "order" SET hold_until = hold_until - ${minutes} * interval '1 minute',
           hold_limit = hold_limit - ${minutes} * interval '1 minute' WHERE id = ${orderId}`;
}

/** Minutes that an order is still held by the database's clock; null: without an end. */
async function heldMinutes(orderId: number): Promise<number | null | undefined> {
  const [row] = await (await db()).$queryRaw<{ minutes: number | null }[]>`
    SELECT round(extract(epoch FROM hold_until - now()) / 60)::int AS minutes FROM "order" WHERE id = ${orderId}`;
  return row?.minutes;
}
const orderOf = async (id: number) =>
  (await db()).order.findUniqueOrThrow({ where: { id }, include: { payments: { orderBy: { id: "asc" } } } });

describe("a draft that is renewed again and again", () => {
  test("is held 40 minutes more each time, to its limit and no further", async () => {
    const { orderId, change } = await draft();
    const held: unknown[] = [];
    for (const passed of [0, 30, 30, 30, 30, 15]) {
      await wait(orderId, passed);
      expect(await change()).toMatchObject({ ok: true });
      held.push(await heldMinutes(orderId));
    }
    // 2 hours 20 after the first hold is the last that is renewed; 40 more are for a card page.
    expect(held).toEqual([40, 40, 40, 40, 20, 5]);
  });

  test("goes to the card page up to its last minute, and has all of it", async () => {
    const { orderId, change, begin } = await draft();
    for (let renewals = 0; renewals < 4; renewals++) {
      await wait(orderId, 34);
      await change();
    }
    await wait(orderId, 3);
    expect(await heldMinutes(orderId)).toBe(1);
    expect((await begin()).ok).toBe(true);
    expect(await heldMinutes(orderId)).toBe(40);
  });

  test("is refused another card page that would pass its limit; other ways stay open, and so does the open page", async () => {
    const { orderId, change, begin, leave } = await draft();
    for (let renewals = 0; renewals < 4; renewals++) {
      await wait(orderId, 34);
      await change();
    }
    await begin();
    await wait(orderId, 10);
    expect((await begin()).ok, "the page that is open").toBe(true);
    expect(await leave()).toBe("closed");
    expect(await heldMinutes(orderId), "as it was").toBe(30);
    expect(await begin()).toEqual({ ok: false, error: "held-too-long" });
    expect((await orderOf(orderId)).payments).toMatchObject([{ state: "cancelled" }]);
    expect((await placeOrder(orderId, { way: "transfer" }, JOB, new Date())).ok).toBe(true);
  });

  test("begins a time of its own when it is taken anew", async () => {
    const { orderId, change, begin } = await draft();
    await wait(orderId, 170);
    await lapseHolds();
    expect(await begin()).toEqual({ ok: false, error: "lapsed" });
    await change();
    await wait(orderId, 30);
    await change();
    expect(await heldMinutes(orderId)).toBe(40);
  });
});

describe("what was promised is never cut", () => {
  const promised = async (orderId: number) => (await orderOf(orderId)).holdUntil;

  test("a declined purchase order keeps its days through the card page and back, and through a change", async () => {
    const { orderId, change, begin, leave } = await draft();
    await placeOrder(orderId, BY_INSTITUTE, JOB, new Date());
    await declinePurchaseOrder(orderId, "", JOB, new Date());
    const until = await promised(orderId);
    expect((await begin()).ok).toBe(true);
    expect(await promised(orderId)).toEqual(until);
    expect(await leave()).toBe("closed");
    expect(await promised(orderId)).toEqual(until);
    await change();
    expect(await promised(orderId)).toEqual(until);
  });

  test.each([
    { why: "a declined purchase order", decide: (id: number) => declinePurchaseOrder(id, "", JOB, new Date()) },
    { why: "an approved one", decide: (id: number) => approvePurchaseOrder(id, JOB, new Date()) },
  ])("$why in its last minute: the card page that is opened then can be paid to its end, once", async ({ decide }) => {
    const { orderId, begin, leave } = await draft();
    await placeOrder(orderId, BY_INSTITUTE, JOB, new Date());
    await decide(orderId);
    await wait(orderId, ((await heldMinutes(orderId)) ?? 0) - 1);
    expect((await begin()).ok).toBe(true);
    expect(await heldMinutes(orderId)).toBe(40);
    await wait(orderId, 10);
    await leave();
    expect(await begin()).toEqual({ ok: false, error: "held-too-long" });
  });

  test("an order that is held until staff decide stays without an end", async () => {
    const { orderId, begin, leave } = await draft();
    await placeOrder(orderId, { way: "on_site" }, JOB, new Date());
    expect((await begin()).ok).toBe(true);
    expect(await heldMinutes(orderId)).toBeNull();
    await leave();
    expect(await heldMinutes(orderId)).toBeNull();
  });
});
