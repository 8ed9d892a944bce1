import { beforeAll, describe, expect, test } from "vitest";
import { db } from "@/lib/db/client";
import { newPublicId } from "@/lib/ids/public-id";
import { queue } from "@/lib/jobs/queue";
import { checkLedger } from "@/lib/ledger/check-ledger";
import { findOrders } from "./find-orders";
import { askBack, JOB, ledgerSum, NOW, orderOf, paidByCard, placedOrder, refundsOf, STAFF } from "./paid-order.fixture";
import { recordMoney, recordUnmatched } from "./record-money";
import { fakeRefunds } from "./refund-provider.fixture";
import { requestRefund } from "./request-refund";
import { assignSuspense, keepSuspense, reopenSuspense } from "./resolve-suspense";
import { sendRefund } from "./send-refund";

beforeAll(async () => {
  await queue();
});

const found = (amountMinor: number, more = {}) => ({
  ...{ key: newPublicId(), way: "transfer" as const, amountMinor, currency: "EUR", at: NOW, note: "Statement 12" },
  ...more,
});
const suspenseOf = async (paymentId: number) => (await db()).suspense.findFirstOrThrow({ where: { paymentId } });
const assign = (suspenseId: number, orderId: number, mayOverbook = false) =>
  assignSuspense(suspenseId, orderId, { mayOverbook }, STAFF, NOW);

/** 100.00 too much of one person, and another order of the same conference that awaits 300.00. */
async function tooMuch() {
  const paid = await paidByCard(40_000);
  const other = await placedOrder({ way: "transfer" }, paid.conferenceId, 2);
  return { paid, other, suspense: await suspenseOf(paid.paymentId) };
}

describe("money found on the statement", () => {
  test("confirms what is awaited; a form sent twice at once books once", async () => {
    const { orderId, paymentId } = await placedOrder();
    const money = found(28_000);
    const twice = await Promise.all([1, 2].map(() => recordMoney(orderId, money, STAFF, NOW)));
    expect(twice.map((one) => one.ok && one.value).sort()).toEqual(["accepted", "already-received"]);
    const { payments } = await orderOf(orderId);
    expect(payments).toMatchObject([
      { id: paymentId, state: "confirmed", note: "Statement 12" },
      { way: "transfer", state: "pending", amountMinor: 2_000 },
    ]);
    expect(await recordMoney(orderId, found(2_000), STAFF, NOW)).toEqual({ ok: true, value: "accepted" });
    expect(await orderOf(orderId)).toMatchObject({ settledAt: NOW });
  });

  test("cash for an order that awaits a transfer: the rest is awaited by transfer still", async () => {
    const { orderId } = await placedOrder();
    await recordMoney(orderId, found(10_000, { way: "on_site" }), STAFF, NOW);
    const awaited = (await orderOf(orderId)).payments.filter(({ state }) => state === "pending");
    expect(awaited).toMatchObject([{ way: "transfer", amountMinor: 20_000 }]);
    expect(await checkLedger()).toEqual([]);
  });

  test("for nobody known is in suspense, and goes to an order once it is known", async () => {
    const { conferenceId, orderId } = await placedOrder();
    const money = found(30_000);
    expect(await recordUnmatched(conferenceId, money, STAFF)).toEqual({ ok: true, value: "suspense" });
    expect(await recordUnmatched(conferenceId, money, STAFF)).toEqual({ ok: true, value: "already-received" });
    const { id, paymentId } = await (await db()).suspense.findFirstOrThrow({ where: { conferenceId } });
    expect(await assign(id, orderId)).toEqual({ ok: true, value: { assignedMinor: 30_000, restMinor: 0 } });
    expect(await orderOf(orderId)).toMatchObject({ settledAt: NOW, way: "transfer" });
    expect(await ledgerSum(paymentId)).toBe(30_000);
    expect(await checkLedger()).toEqual([]);
  });

  test("finds its order by reference however grouped, by number and by name", async () => {
    const { conferenceId, orderId } = await placedOrder();
    const { reference, number, publicId } = await orderOf(orderId);
    const grouped = reference.replaceAll(/(.{4})/g, "$1 ").toLowerCase();
    for (const words of [grouped, `FEE ${reference} THANKS`, String(number), "person1@example"]) {
      expect(
        (await findOrders(conferenceId, words)).map((order) => order.publicId),
        words,
      ).toEqual([publicId]);
    }
    expect(await findOrders(conferenceId, "  ")).toEqual([]);
    expect(await findOrders(conferenceId, "%")).toEqual([]);
  });
});

describe("money in suspense", () => {
  test("goes to another order as far as it lacks, and is off the one before", async () => {
    const { paid, other, suspense } = await tooMuch();
    expect(await assign(suspense.id, paid.orderId)).toEqual({ ok: false, error: "nothing-missing" });
    expect(await assign(suspense.id, other.orderId)).toEqual({
      ok: true,
      value: { assignedMinor: 10_000, restMinor: 0 },
    });
    expect((await orderOf(other.orderId)).payments.filter(({ state }) => state === "pending")).toMatchObject([
      { amountMinor: 20_000 },
    ]);
    expect(await suspenseOf(paid.paymentId)).toMatchObject({ state: "resolved", resolution: "assigned" });
    expect(await ledgerSum(paid.paymentId)).toBe(40_000);
    expect(await checkLedger()).toEqual([]);
  });

  test("is resolved once, by whomever of many at once", async () => {
    const { other, suspense, paid } = await tooMuch();
    const third = await placedOrder({ way: "transfer" }, paid.conferenceId, 3);
    const refund = {
      ...{ publicId: newPublicId(), from: { suspenseId: suspense.id }, way: "cash" as const },
      ...{ amountMinor: 10_000, leaves: null, reason: "Too much" },
    };
    const all = await Promise.all([
      assign(suspense.id, other.orderId),
      assign(suspense.id, third.orderId),
      keepSuspense(suspense.id, "A gift", STAFF, NOW),
      requestRefund(paid.paymentId, refund, STAFF, NOW),
    ]);
    expect(all.filter(({ ok }) => ok)).toHaveLength(1);
    expect(await checkLedger()).toEqual([]);
  });

  test("on its way back is not given away besides; it is resolved when it is done, and open when it failed", async () => {
    const { paid, other, suspense } = await tooMuch();
    const request = { from: { suspenseId: suspense.id }, leaves: null };
    expect((await askBack(paid, 10_000, request)).ok).toBe(true);
    expect(await assign(suspense.id, other.orderId)).toEqual({ ok: false, error: "refund-under-way" });
    const cards = fakeRefunds();
    cards.end({ status: "failed", failure: "expired_or_canceled_card" });
    await sendRefund((await refundsOf(paid.paymentId))[0]?.id ?? 0, cards.provider, JOB, NOW);
    expect(await suspenseOf(paid.paymentId)).toMatchObject({ state: "open", amountMinor: 10_000 });
    await askBack(paid, 4_000, { ...request, way: "transfer" });
    expect(await suspenseOf(paid.paymentId)).toMatchObject({ state: "open", amountMinor: 6_000 });
    await askBack(paid, 6_000, { ...request, way: "transfer" });
    expect(await suspenseOf(paid.paymentId)).toMatchObject({ state: "resolved", resolution: "refunded" });
    expect(await orderOf(paid.orderId)).toMatchObject({ settledAt: NOW });
    expect(await checkLedger()).toEqual([]);
  });

  test("is kept with a reason, and looked at again", async () => {
    const { paid, suspense } = await tooMuch();
    expect(await keepSuspense(suspense.id, "", STAFF, NOW)).toEqual({ ok: false, error: "reason-missing" });
    expect((await keepSuspense(suspense.id, "A gift", STAFF, NOW)).ok).toBe(true);
    expect(await checkLedger()).toEqual([]);
    expect((await reopenSuspense(suspense.id, STAFF)).ok).toBe(true);
    expect(await reopenSuspense(suspense.id, STAFF)).toEqual({ ok: false, error: "not-found" });
    expect(await suspenseOf(paid.paymentId)).toMatchObject({ state: "open", resolvedReason: "" });
  });

  test("of another currency or conference goes to no order", async () => {
    const { suspense } = await tooMuch();
    const elsewhere = await placedOrder();
    expect(await assign(suspense.id, elsewhere.orderId)).toEqual({ ok: false, error: "not-found" });
    const { conferenceId, orderId } = await placedOrder();
    await recordUnmatched(conferenceId, found(100, { currency: "USD" }), STAFF);
    const { id } = await (await db()).suspense.findFirstOrThrow({ where: { conferenceId } });
    expect(await assign(id, orderId)).toEqual({ ok: false, error: "other-currency" });
  });

  test("after its places went: accepted only beyond the quota, where staff say so", async () => {
    const { conferenceId, orderId } = await placedOrder();
    const client = await db();
    await client.$executeRaw`UPDATE "order" SET lapsed_at = now(), hold_until = now() - interval '1 day' WHERE id = ${orderId}`;
    await client.$executeRaw`DELETE FROM place WHERE order_line_id IN (SELECT id FROM order_line WHERE order_id = ${orderId})`;
    await client.$executeRaw`UPDATE quota SET taken = 0, capacity = 0 WHERE conference_id = ${conferenceId}`;
    expect(await recordMoney(orderId, found(30_000), STAFF, NOW)).toEqual({ ok: true, value: "suspense" });
    const { id } = await client.suspense.findFirstOrThrow({ where: { orderId } });
    expect(await assign(id, orderId)).toEqual({ ok: false, error: "places-gone" });
    expect((await assign(id, orderId, true)).ok).toBe(true);
    expect(await orderOf(orderId)).toMatchObject({ settledAt: NOW, lapsedAt: null });
    expect(await checkLedger()).toEqual([]);
  });
});
