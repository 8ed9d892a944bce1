import { beforeAll, describe, expect, test } from "vitest";
import { db } from "@/lib/db/client";
import { seedConference, seedRegistration } from "@/lib/db/test-conference";
import { queue } from "@/lib/jobs/queue";
import { holdOrder } from "./hold-order";
import { type PlacingWay, placeOrder } from "./place-order";

const NOW = new Date("2027-03-22T23:30:00Z"); // 23:30 in Lisbon, still winter time
const JOB = { kind: "job", id: "test" } as const;
const PURCHASE_ORDER = {
  institute: "Norðurhöfn Marine Institute",
  address: "Hafnargata 1",
  contactEmail: "office@example.org",
  orderNumber: "PO-7",
};

beforeAll(async () => {
  await queue();
});

async function draft(ways?: ("card" | "transfer")[]) {
  const { conferenceId } = await seedConference();
  const client = await db();
  if (ways) await client.conference.update({ where: { id: conferenceId }, data: { paymentWays: ways } });
  const registration = await seedRegistration(conferenceId, 1);
  const held = await holdOrder(registration.id, { categoryCode: "FULL", services: [] }, JOB, NOW);
  if (!held.ok) throw new Error(JSON.stringify(held.error));
  const order = await client.order.findUniqueOrThrow({ where: { publicId: held.value.publicId } });
  return { conferenceId, registration, order };
}

const place = (orderId: number, choice: PlacingWay) => placeOrder(orderId, choice, JOB, NOW);
const orderOf = async (id: number) =>
  (await db()).order.findUniqueOrThrow({ where: { id }, include: { payments: true, payer: true } });
const lettersOf = async (registrationId: number) =>
  (await (await db()).mail.findMany({ where: { registrationId } })).map(({ letter }) => letter);

describe("each way", () => {
  test("by transfer: held until the end of the fourteenth day in the conference's zone", async () => {
    const { order, registration } = await draft();
    expect((await place(order.id, { way: "transfer" })).ok).toBe(true);
    expect(await orderOf(order.id)).toMatchObject({
      state: "placed",
      way: "transfer",
      placedAt: NOW,
      settledAt: null,
      dueOn: new Date("2027-04-05"),
      holdUntil: new Date("2027-04-05T23:00:00Z"), // midnight of summer time
      payments: [{ way: "transfer", state: "pending", amountMinor: 30_000 }],
      payer: { state: "active" },
    });
    expect(await lettersOf(registration.id)).toEqual(["order-by-transfer"]);
  });

  test.each([
    { choice: { way: "on_site" }, letter: "order-on-site" },
    { choice: { way: "purchase_order", purchaseOrder: PURCHASE_ORDER }, letter: "purchase-order-received" },
  ] as const)("$choice.way: held until staff decide", async ({ choice, letter }) => {
    const { order, registration } = await draft();
    expect((await place(order.id, choice)).ok).toBe(true);
    expect(await orderOf(order.id)).toMatchObject({
      state: "placed",
      way: choice.way,
      holdUntil: null,
      dueOn: null,
      payments: [{ way: choice.way, state: "pending" }],
    });
    expect(await lettersOf(registration.id)).toEqual([letter]);
  });

  test("free: settled at once, without a payment", async () => {
    const { order, registration, conferenceId } = await draft();
    const client = await db();
    await client.priceWindow.updateMany({ where: { category: { conferenceId } }, data: { priceMinor: 0 } });
    await holdOrder(registration.id, { categoryCode: "FULL", services: [] }, JOB, NOW);
    expect((await place(order.id, { way: "free" })).ok).toBe(true);
    expect(await orderOf(order.id)).toMatchObject({
      state: "placed",
      way: "free",
      settledAt: NOW,
      holdUntil: null,
      receiptNumber: 1,
      payments: [],
    });
    expect(await lettersOf(registration.id)).toEqual(["registration-confirmed"]);
    expect(await client.mirror.findUnique({ where: { registrationId: registration.id } })).toMatchObject({
      wantPaid: true,
    });
  });
});

describe("refusals change nothing", () => {
  test("a sum is not free, and nothing is not to be transferred", async () => {
    const { order } = await draft();
    expect(await place(order.id, { way: "free" })).toEqual({ ok: false, error: "not-free" });
  });

  test("a way that the conference does not offer", async () => {
    const { order } = await draft(["card", "transfer"]);
    expect(await place(order.id, { way: "on_site" })).toEqual({ ok: false, error: "way-not-offered" });
    expect((await orderOf(order.id)).state).toBe("draft");
  });

  test("a transfer where there is no account to send it to", async () => {
    const { order, conferenceId } = await draft();
    await (await db()).conference.update({ where: { id: conferenceId }, data: { iban: null } });
    expect(await place(order.id, { way: "transfer" })).toEqual({ ok: false, error: "way-not-offered" });
    expect(await orderOf(order.id)).toMatchObject({ state: "draft", payments: [] });
  });

  test("an order whose time is over: its price is promised no longer", async () => {
    const { order } = await draft();
    await (await db()).$executeRaw`UPDATE "order" SET hold_until = now() - interval '1 second' WHERE id = ${order.id}`;
    expect(await place(order.id, { way: "transfer" })).toEqual({ ok: false, error: "lapsed" });
    expect(await orderOf(order.id)).toMatchObject({ state: "draft", payments: [] });
  });

  test("of two presses at once one places the order", async () => {
    const { order, registration } = await draft();
    const pressed = await Promise.all([place(order.id, { way: "transfer" }), place(order.id, { way: "on_site" })]);
    expect(pressed.filter((outcome) => outcome.ok)).toHaveLength(1);
    expect(pressed.find((outcome) => !outcome.ok)).toEqual({ ok: false, error: "already-placed" });
    expect((await orderOf(order.id)).payments).toHaveLength(1);
    expect(await lettersOf(registration.id)).toHaveLength(1);
  });
});
