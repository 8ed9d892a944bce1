import { afterAll, beforeAll, expect, test } from "vitest";
import { type } from "@/lib/console/terminal.fixture";
import { db } from "@/lib/db/client";
import { seedConference, seedRegistration } from "@/lib/db/test-conference";
import { queue } from "@/lib/jobs/queue";
import { checkLedger } from "@/lib/ledger/check-ledger";
import { type CardBooks, compareWithProvider } from "@/lib/ledger/compare-with-provider";
import { log } from "@/lib/log/log";
import { holdOrder } from "@/lib/orders/hold-order";
import { beginCardPayment } from "@/lib/payments/begin-card-payment";
import { lookUpCardPayment } from "@/lib/payments/look-up-card-payment";
import { paySandboxCheckout } from "@/lib/sandbox/stripe/checkout";
import { startStripe } from "@/lib/sandbox/stripe/local-stripe.fixture";
import { stripeCards } from "@/lib/stripe/stripe-cards";

const JOB = { kind: "job", id: "test" } as const;
const ADDRESSES = { returnUrl: "http://127.0.0.1:3999/return", cancelUrl: "http://127.0.0.1:3999/back" };
const FULL = { categoryCode: "FULL", services: [] };

let stop = () => {};
let conferenceId = 0;
let slug = "";
let number = 0;

beforeAll(async () => {
  stop = await startStripe();
  await queue();
  log.level = "silent";
  const seeded = await seedConference();
  conferenceId = seeded.conferenceId;
  slug = seeded.conference.slug;
});
afterAll(() => stop());

/** A person paid 300.00 on the sandbox's page; whether we know depends. */
async function paid({ isBooked }: { isBooked: boolean }) {
  number += 1;
  const { id } = await seedRegistration(conferenceId, number);
  await holdOrder(id, FULL, JOB, new Date());
  const client = await db();
  const order = await client.order.findFirstOrThrow({ where: { payerId: id } });
  await beginCardPayment(order.id, stripeCards, ADDRESSES, JOB, new Date());
  const { checkoutId } = await client.payment.findFirstOrThrow({ where: { orderId: order.id } });
  const page = await paySandboxCheckout(checkoutId ?? "", "4242424242424242", new Date());
  if (!page.ok) throw new Error(page.error);
  if (isBooked) await lookUpCardPayment(page.value.id, stripeCards, JOB, new Date());
  return { orderId: order.id, providerId: page.value.paymentIntentId, checkoutId: page.value.id };
}

const settledAt = async (id: number) => (await (await db()).order.findUniqueOrThrow({ where: { id } })).settledAt;
const check = (more = "") => type(`ledger check --provider ${more}`);

test("books that agree say so, in both directions", async () => {
  await paid({ isBooked: true });
  await paid({ isBooked: true });
  expect(await check()).toEqual({
    code: 0,
    out: "Both agree; 2 charges and 2 card payments compared.",
    notes: "2 charges of the provider, 0 card payments here\n2 charges of the provider, 2 card payments here",
    files: {},
  });
});

test("money that nobody told us of is named, and taken in when asked for", async () => {
  const { orderId, providerId } = await paid({ isBooked: false });
  const named = `${slug}\t${providerId}\tthe provider took it and the ledger has none of it: 0 here, 30000 there`;
  expect(await check()).toMatchObject({ code: 1, out: expect.stringContaining(named) });
  expect(await settledAt(orderId)).toBeNull();
  const booked = await check("--book");
  expect(booked).toMatchObject({ code: 0, out: expect.stringContaining(`${providerId}\tbooked on its order`) });
  expect(await settledAt(orderId)).not.toBeNull();
  expect((await check()).code).toBe(0);
});

test("money of after a backup, whose payment the database never had, goes to suspense", async () => {
  const { orderId, providerId } = await paid({ isBooked: false });
  await (await db()).payment.deleteMany({ where: { orderId } });
  expect((await check()).out).toContain(`${slug}\t${providerId}\tthe provider took it`);
  expect((await check("--book")).out).toContain(`${providerId}\tkept in suspense`);
  expect((await check()).code).toBe(0);
  expect(await checkLedger()).toEqual([]);
});

test.each([
  { change: { amountMinor: 29_999 }, words: "the provider took another sum: 30000 here, 29999 there" },
  { change: { currency: "USD" }, words: "the provider took another currency: 30000 here, 30000 there" },
  {
    change: { paymentIntentId: "pi_other" },
    words: "the ledger has it and the provider does not: 30000 here, 0 there",
  },
])("what the provider has otherwise is named: $words", async ({ change, words }) => {
  const { providerId, checkoutId } = await paid({ isBooked: true });
  const client = await db();
  await client.sandboxCheckout.update({ where: { id: checkoutId }, data: change });
  const { code, out } = await check();
  expect(code).toBe(1);
  expect(out).toContain(`${slug}\t${providerId}\t${words}\n`);
  expect(out.includes(`${slug}\tpi_other\tthe provider took it`)).toBe("paymentIntentId" in change);
  const before = { amountMinor: 30_000, currency: "EUR", paymentIntentId: providerId };
  await client.sandboxCheckout.update({ where: { id: checkoutId }, data: before });
  expect((await check()).code).toBe(0);
});

test("others on the provider's account are counted and left alone, over many pages of its list", async () => {
  const client = await db();
  const before = (await check()).out;
  await client.sandboxCheckout.createMany({
    data: Array.from({ length: 250 }, (_, index) => ({
      ...{
        id: `cs_other_${index}`,
        idempotencyKey: `other-${index}`,
        requestHash: "",
        paymentIntentId: `pi_o${index}`,
      },
      ...{ status: "complete" as const, amountMinor: 500, currency: "EUR", title: "", customerEmail: "", locale: "en" },
      ...{ successUrl: "", cancelUrl: "", metadata: { payment: "THEIRS", conference: "theirs" } },
      ...{ expiresAt: new Date(), createdAt: new Date(Date.now() + index * 1_000) },
    })),
  });
  const { code, out, notes } = await check();
  expect(before).toMatch(/^Both agree/);
  expect(code).toBe(0);
  expect(out).toContain("250 charges name no conference of ours and were left alone.\nBoth agree");
  expect(notes.split("\n").filter((line) => line.endsWith(" 0 card payments here"))).toHaveLength(3);
});

test("a provider that does not answer is not taken for one that has nothing", async () => {
  const down: CardBooks = {
    listCharges: async () => ({ ok: false, error: "unreachable" }),
    readCharge: async () => ({ ok: false, error: "unreachable" }),
    findCheckout: async () => ({ ok: false, error: "unreachable" }),
  };
  expect(await compareWithProvider(down, () => {})).toEqual({ ok: false, error: "unreachable" });
  const listed: CardBooks = { ...down, listCharges: async () => ({ ok: true, value: { charges: [], next: null } }) };
  expect(await compareWithProvider(listed, () => {})).toEqual({ ok: false, error: "unreachable" });
});

test("wrong arguments are told", async () => {
  expect((await type("ledger check --book")).code).toBe(2);
});
