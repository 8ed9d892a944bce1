import { beforeAll, expect, test } from "vitest";
import { db } from "@/lib/db/client";
import { seedConference, seedRegistration } from "@/lib/db/test-conference";
import { queue } from "@/lib/jobs/queue";
import { beginCardPayment } from "@/lib/payments/begin-card-payment";
import { fakeCards } from "@/lib/payments/card-provider.fixture";
import { holdOrder } from "./hold-order";
import { placeOrder } from "./place-order";
import { seenOrder } from "./seen-order";

const NOW = new Date();
const JOB = { kind: "job", id: "test" } as const;
const ADDRESSES = { returnUrl: "http://127.0.0.1/return", cancelUrl: "http://127.0.0.1/back" };
const CHANGED = { ok: false, error: "changed" };

beforeAll(async () => {
  await queue();
});

/** A draft of fee and dinners, with a way to change it and to see it as a page does. */
async function drafted(dinners: number) {
  const { conferenceId } = await seedConference();
  const { id } = await seedRegistration(conferenceId, 1);
  const client = await db();
  const hold = async (quantity: number) => {
    const held = await holdOrder(id, { categoryCode: "FULL", services: [{ code: "DINNER", quantity }] }, JOB, NOW);
    if (!held.ok) throw new Error(JSON.stringify(held.error));
  };
  const read = () => client.order.findFirstOrThrow({ where: { payerId: id }, include: { lines: true } });
  await hold(dinners);
  return { hold, read, see: async () => seenOrder(await read()) };
}

test.each([
  { before: 1, after: 3, why: "dearer than what the page showed" },
  { before: 3, after: 1, why: "cheaper than what the page showed" },
])("an order that became $why is neither placed nor paid by card", async ({ before, after }) => {
  const { hold, read, see } = await drafted(before);
  const { id } = await read();
  const seen = await see();
  await hold(after);
  expect(await placeOrder(id, { way: "transfer" }, JOB, NOW, seen)).toEqual(CHANGED);
  expect(await beginCardPayment(id, fakeCards().provider, ADDRESSES, JOB, NOW, seen)).toEqual(CHANGED);
  expect(await read()).toMatchObject({ state: "draft", way: null });
  expect((await placeOrder(id, { way: "transfer" }, JOB, NOW, await see())).ok).toBe(true);
});

test("held anew as it was, it is the same", async () => {
  const { hold, read, see } = await drafted(2);
  const seen = await see();
  await hold(2);
  expect((await placeOrder((await read()).id, { way: "on_site" }, JOB, NOW, seen)).ok).toBe(true);
});
