import { beforeAll, describe, expect, test } from "vitest";
import { db } from "@/lib/db/client";
import { seedConference, seedRegistration } from "@/lib/db/test-conference";
import { queue } from "@/lib/jobs/queue";
import { holdOrder } from "@/lib/orders/hold-order";
import { type PlacingWay, placeOrder } from "@/lib/orders/place-order";
import { confirmOnSite, confirmTransfer } from "./confirm-by-staff";
import { approvePurchaseOrder, awaitsApproval, declinePurchaseOrder } from "./decide-purchase-order";

const NOW = new Date("2027-03-01T12:00:00Z");
const JOB = { kind: "job", id: "test" } as const;
const STAFF = { kind: "staff", id: "7" } as const;
const BY_INSTITUTE: PlacingWay = {
  way: "purchase_order",
  purchaseOrder: { institute: "Institute", address: "Street 1", contactEmail: "office@example.org", orderNumber: "" },
};

beforeAll(async () => {
  await queue();
});

async function placed(choice: PlacingWay) {
  const { conferenceId } = await seedConference();
  const { id: registrationId } = await seedRegistration(conferenceId, 1);
  const held = await holdOrder(registrationId, { categoryCode: "FULL", services: [] }, JOB, NOW);
  if (!held.ok) throw new Error(JSON.stringify(held.error));
  const { id: orderId } = await (await db()).order.findUniqueOrThrow({ where: { publicId: held.value.publicId } });
  await placeOrder(orderId, choice, JOB, NOW);
  return { conferenceId, registrationId, orderId };
}

const orderOf = async (id: number) =>
  (await db()).order.findUniqueOrThrow({
    where: { id },
    include: { payments: { orderBy: { id: "asc" } }, ledger: true },
  });
const waiting = async (orderId: number) => (await orderOf(orderId)).payments.find(({ state }) => state === "pending");
const euro = (amountMinor: number) => ({ amountMinor, currency: "EUR", at: NOW });

describe("money that staff saw", () => {
  test("at the desk it settles the order, once", async () => {
    const { orderId } = await placed({ way: "on_site" });
    const id = (await waiting(orderId))?.id ?? 0;
    const twice = await Promise.all([
      confirmOnSite(id, euro(30_000), STAFF, NOW),
      confirmOnSite(id, euro(30_000), STAFF, NOW),
    ]);
    expect(twice.map((outcome) => outcome.ok && outcome.value).sort()).toEqual(["accepted", "already-received"]);
    expect(await orderOf(orderId)).toMatchObject({ settledAt: NOW, way: "on_site", ledger: [{ amountMinor: 30_000 }] });
    const audit = await (await db()).auditEntry.findFirstOrThrow({
      where: { what: "payment.confirmed", actorId: "7" },
    });
    expect(audit.actorKind).toBe("staff");
  });

  test("a transfer of too little leaves the rest awaited, and the rest settles the order", async () => {
    const { orderId } = await placed({ way: "transfer" });
    await confirmTransfer((await waiting(orderId))?.id ?? 0, euro(28_000), STAFF, NOW);
    expect(await orderOf(orderId)).toMatchObject({
      settledAt: null,
      payments: [{ state: "confirmed" }, { way: "transfer", state: "pending", amountMinor: 2_000 }],
    });
    await confirmTransfer((await waiting(orderId))?.id ?? 0, euro(2_000), STAFF, NOW);
    expect(await orderOf(orderId)).toMatchObject({
      settledAt: NOW,
      payments: [{ state: "confirmed" }, { state: "confirmed" }],
    });
  });

  test("money in another currency is kept apart, and the right money still awaited", async () => {
    const { orderId } = await placed({ way: "transfer" });
    const outcome = await confirmTransfer(
      (await waiting(orderId))?.id ?? 0,
      { amountMinor: 30_000, currency: "USD", at: NOW },
      STAFF,
      NOW,
    );
    expect(outcome).toEqual({ ok: true, value: "suspense" });
    expect(await waiting(orderId)).toMatchObject({ amountMinor: 30_000 });
  });

  test("is refused for another way, an unknown payment and no amount", async () => {
    const { orderId } = await placed({ way: "transfer" });
    const id = (await waiting(orderId))?.id ?? 0;
    expect(await confirmOnSite(id, euro(30_000), STAFF, NOW)).toEqual({ ok: false, error: "wrong-way" });
    expect(await confirmTransfer(999_999, euro(30_000), STAFF, NOW)).toEqual({ ok: false, error: "not-found" });
    expect(await confirmTransfer(id, euro(0), STAFF, NOW)).toEqual({ ok: false, error: "not-an-amount" });
    expect((await orderOf(orderId)).ledger).toEqual([]);
  });
});

describe("a purchase order", () => {
  test("approved: held until the end of the fourteenth day, and told", async () => {
    const { orderId, registrationId } = await placed(BY_INSTITUTE);
    expect(awaitsApproval(await orderOf(orderId))).toBe(true);
    expect(await approvePurchaseOrder(orderId, STAFF, NOW)).toEqual({ ok: true, value: undefined });
    const order = await orderOf(orderId);
    expect(awaitsApproval(order)).toBe(false);
    expect(order).toMatchObject({
      approvedAt: NOW,
      holdUntil: new Date("2027-03-16T00:00:00Z"),
      dueOn: new Date("2027-03-15"),
      payments: [{ state: "pending" }],
    });
    expect(await (await db()).mail.count({ where: { registrationId, letter: "purchase-order-approved" } })).toBe(1);
    expect((await confirmTransfer((await waiting(orderId))?.id ?? 0, euro(30_000), STAFF, NOW)).ok).toBe(true);
    expect(await orderOf(orderId)).toMatchObject({ settledAt: NOW, way: "purchase_order" });
  });

  test("declined: the order is a draft again, held for another way, and told; asking again is told again", async () => {
    const { orderId, registrationId } = await placed(BY_INSTITUTE);
    expect(await declinePurchaseOrder(orderId, "No such order", STAFF, NOW)).toEqual({ ok: true, value: undefined });
    expect(await orderOf(orderId)).toMatchObject({
      state: "draft",
      way: null,
      placedAt: null,
      lapsedAt: null,
      holdUntil: new Date("2027-03-05T00:00:00Z"),
      purchaseOrder: { institute: "Institute", reason: "No such order" },
      payments: [{ state: "cancelled" }],
    });
    await (await db()).order.update({ where: { id: orderId }, data: { holdUntil: new Date("2100-01-01") } });
    const later = new Date("2027-03-02T12:00:00Z");
    expect((await placeOrder(orderId, BY_INSTITUTE, JOB, later)).ok).toBe(true);
    expect((await declinePurchaseOrder(orderId, "No such order", STAFF, later)).ok).toBe(true);
    const letters = await (await db()).mail.groupBy({ by: ["letter"], where: { registrationId }, _count: true });
    expect(Object.fromEntries(letters.map(({ letter, _count }) => [letter, _count]))).toEqual({
      "purchase-order-received": 2,
      "purchase-order-declined": 2,
    });
  });

  test("is decided once, also by two at once", async () => {
    const { orderId } = await placed(BY_INSTITUTE);
    const outcomes = await Promise.all([
      approvePurchaseOrder(orderId, STAFF, NOW),
      declinePurchaseOrder(orderId, "No such order", STAFF, NOW),
    ]);
    expect(outcomes.filter((outcome) => outcome.ok)).toHaveLength(1);
    expect(outcomes.find((outcome) => !outcome.ok)).toEqual({ ok: false, error: "already-decided" });
  });

  test("is not what any other order waits for", async () => {
    const { orderId } = await placed({ way: "transfer" });
    expect(await approvePurchaseOrder(orderId, STAFF, NOW)).toEqual({ ok: false, error: "not-found" });
    expect(await approvePurchaseOrder(999_999, STAFF, NOW)).toEqual({ ok: false, error: "not-found" });
  });
});
