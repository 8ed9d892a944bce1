import { beforeAll, beforeEach, describe, expect, test } from "vitest";
import { db } from "@/lib/db/client";
import { newPublicId } from "@/lib/ids/public-id";
import { queue } from "@/lib/jobs/queue";
import { askAboutRefunds } from "@/lib/jobs/sweep";
import { checkLedger } from "@/lib/ledger/check-ledger";
import { cancelRegistration } from "@/lib/registration/cancel-registration";
import { askBack, JOB, ledgerSum, NOW, orderOf, paidByCard, placedOrder, refundsOf, STAFF } from "./paid-order.fixture";
import { receiveMoney } from "./receive-money";
import { fakeRefunds } from "./refund-provider.fixture";
import { sendRefund } from "./send-refund";

let cards: ReturnType<typeof fakeRefunds>;
beforeAll(async () => {
  await queue();
});
beforeEach(() => {
  cards = fakeRefunds();
});

const send = (refundId: number) => sendRefund(refundId, cards.provider, JOB, NOW);
const lastOf = async (paymentId: number) => (await refundsOf(paymentId)).at(-1) ?? expect.fail("no refund");
const mailsOf = async (registrationId: number) =>
  (await (await db()).mail.findMany({ where: { registrationId } })).map(({ letter }) => letter);

describe("a refund to the card", () => {
  test("is asked for once with its own key, is in the ledger when it is done, and the person is told", async () => {
    const paid = await paidByCard();
    expect(await askBack(paid, 30_000)).toEqual({ ok: true, value: "requested" });
    expect(await ledgerSum(paid.paymentId), "nothing went back yet").toBe(30_000);
    const refund = await lastOf(paid.paymentId);
    expect(await Promise.all([send(refund.id), send(refund.id), send(refund.id)])).toEqual(["done", "done", "done"]);
    expect(new Set(cards.asked.map(({ idempotencyKey }) => idempotencyKey)).size).toBe(1);
    expect(cards.givenBack()).toBe(30_000);
    expect(await ledgerSum(paid.paymentId)).toBe(0);
    expect(await lastOf(paid.paymentId)).toMatchObject({ state: "done", doneAt: NOW, providerId: expect.any(String) });
    expect((await mailsOf(paid.registrationId)).filter((letter) => letter === "refund-done")).toHaveLength(1);
    expect(await checkLedger()).toEqual([]);
  });

  test("leaves the order owing what went back, awaited by transfer, and Indico is to say so", async () => {
    const paid = await paidByCard();
    await askBack(paid, 10_000, { leaves: "owes" });
    expect(await orderOf(paid.orderId), "paid until it is done").toMatchObject({ settledAt: NOW });
    await send((await lastOf(paid.paymentId)).id);
    expect(await orderOf(paid.orderId)).toMatchObject({ settledAt: null, totalMinor: 30_000, way: "transfer" });
    const awaited = (await orderOf(paid.orderId)).payments.filter(({ state }) => state === "pending");
    expect(awaited).toMatchObject([{ way: "transfer", amountMinor: 10_000 }]);
    const mirror = await (await db()).mirror.findUniqueOrThrow({ where: { registrationId: paid.registrationId } });
    expect(mirror.wantPaid).toBe(false);
    await receiveMoney(awaited[0]?.id ?? 0, { amountMinor: 10_000, currency: "EUR", at: NOW }, JOB, NOW);
    expect(await orderOf(paid.orderId)).toMatchObject({ settledAt: NOW });
    expect(await checkLedger()).toEqual([]);
  });

  test("of goodwill lowers the price, so that the order stays paid, before and after", async () => {
    const paid = await paidByCard();
    await askBack(paid, 4_000, { leaves: "costs-less", reason: "The boat did not sail" });
    expect(await orderOf(paid.orderId)).toMatchObject({
      totalMinor: 26_000,
      settledAt: NOW,
      lines: [{ unitMinor: 26_000, grossMinor: 26_000, priceReason: "The boat did not sail" }],
    });
    await send((await lastOf(paid.paymentId)).id);
    expect(await orderOf(paid.orderId)).toMatchObject({ settledAt: NOW });
    const mirror = await (await db()).mirror.findUniqueOrThrow({ where: { registrationId: paid.registrationId } });
    expect(mirror.wantPaid).toBe(true);
    expect(await checkLedger()).toEqual([]);
  });

  test("that would uncover an order has to say what becomes of it; what is too much anyway goes without", async () => {
    const paid = await paidByCard();
    expect(await askBack(paid, 1, { leaves: null })).toEqual({ ok: false, error: "leaves-missing" });
    await (await db())
      .$executeRaw`UPDATE order_line SET unit_minor = 25000, gross_minor = 25000 WHERE order_id = ${paid.orderId}`;
    await (await db()).order.update({ where: { id: paid.orderId }, data: { totalMinor: 25_000 } });
    expect(await askBack(paid, 5_000, { leaves: null })).toEqual({ ok: true, value: "requested" });
    expect(await askBack(paid, 1, { leaves: null }), "the excess is on its way").toEqual({
      ok: false,
      error: "leaves-missing",
    });
    await send((await lastOf(paid.paymentId)).id);
    expect(await orderOf(paid.orderId)).toMatchObject({ settledAt: NOW, totalMinor: 25_000 });
    expect(await checkLedger()).toEqual([]);
  });

  test("of a cancelled order owes nothing", async () => {
    const paid = await paidByCard();
    await cancelRegistration(paid.registrationId, { reason: "", tell: false }, STAFF, NOW);
    expect(await askBack(paid, 30_000, { leaves: null })).toEqual({ ok: true, value: "requested" });
    await send((await lastOf(paid.paymentId)).id);
    expect(await orderOf(paid.orderId)).toMatchObject({ state: "cancelled" });
    expect((await orderOf(paid.orderId)).payments.filter(({ state }) => state === "pending")).toEqual([]);
    expect(await checkLedger()).toEqual([]);
  });

  test("is refused for another way, an unknown payment, no reason, no amount, and beyond what came", async () => {
    const paid = await paidByCard();
    const refusal = async (amount: number, more = {}) => {
      const asked = await askBack(paid, amount, more);
      return asked.ok ? "taken" : asked.error;
    };
    expect(await refusal(0)).toBe("not-an-amount");
    expect(await refusal(1.5)).toBe("not-an-amount");
    expect(await refusal(1, { reason: "" })).toBe("reason-missing");
    expect(await refusal(30_001)).toBe("over-the-cap");
    expect((await askBack({ ...paid, paymentId: 999_999 }, 1)).ok).toBe(false);
    const byTransfer = await placedOrder();
    await receiveMoney(byTransfer.paymentId, { amountMinor: 30_000, currency: "EUR", at: NOW }, JOB, NOW);
    expect(await askBack(byTransfer, 1)).toEqual({ ok: false, error: "wrong-way" });
    expect(await refundsOf(paid.paymentId)).toEqual([]);
  });
});

describe("by hand", () => {
  test("a transfer back is in the ledger at once, and nobody asks the card provider", async () => {
    const placed = await placedOrder();
    await receiveMoney(placed.paymentId, { amountMinor: 30_000, currency: "EUR", at: NOW }, JOB, NOW);
    expect(await askBack(placed, 30_000, { way: "transfer" })).toEqual({ ok: true, value: "done" });
    expect(await ledgerSum(placed.paymentId)).toBe(0);
    expect(await send((await lastOf(placed.paymentId)).id)).toBe("nothing");
    expect(await orderOf(placed.orderId)).toMatchObject({ settledAt: null });
    expect(await checkLedger()).toEqual([]);
  });

  test("a form that is sent twice, also at once, is taken once", async () => {
    const placed = await placedOrder();
    await receiveMoney(placed.paymentId, { amountMinor: 30_000, currency: "EUR", at: NOW }, JOB, NOW);
    const form = { publicId: newPublicId(), way: "cash" } as const;
    const twice = await Promise.all([1, 2].map(() => askBack(placed, 10_000, form)));
    expect(twice.map((asked) => asked.ok && asked.value).sort()).toEqual(["done", "repeated"]);
    expect(await ledgerSum(placed.paymentId)).toBe(20_000);
  });
});

describe("at once", () => {
  test("refunds never exceed what came", async () => {
    const paid = await paidByCard();
    const asked = await Promise.all(Array.from({ length: 6 }, () => askBack(paid, 11_000)));
    expect(asked.filter(({ ok }) => ok)).toHaveLength(2);
    expect(asked.filter(({ ok }) => !ok)).toEqual(Array(4).fill({ ok: false, error: "over-the-cap" }));
    for (const { id } of await refundsOf(paid.paymentId)) await send(id);
    expect(cards.givenBack()).toBe(22_000);
    expect(await ledgerSum(paid.paymentId)).toBe(8_000);
    expect(await checkLedger()).toEqual([]);
  });

  test("a payment that arrives while its order's money goes back is booked, and the order says what is", async () => {
    const paid = await paidByCard(10_000);
    const client = await db();
    const rest = await client.payment.create({
      data: {
        ...{ publicId: newPublicId(), conferenceId: paid.conferenceId, orderId: paid.orderId, way: "transfer" },
        ...{ state: "pending", amountMinor: 20_000, currency: "EUR", idempotencyKey: newPublicId() },
      },
    });
    await askBack(paid, 10_000);
    const refund = await lastOf(paid.paymentId);
    const [sent, received] = await Promise.all([
      send(refund.id),
      receiveMoney(rest.id, { amountMinor: 20_000, currency: "EUR", at: NOW }, JOB, NOW),
    ]);
    expect([sent, received]).toEqual(["done", "accepted"]);
    expect(await orderOf(paid.orderId)).toMatchObject({ settledAt: null });
    const awaited = (await orderOf(paid.orderId)).payments.filter(({ state }) => state === "pending");
    expect(awaited).toMatchObject([{ amountMinor: 10_000 }]);
    expect(await checkLedger()).toEqual([]);
  });
});

describe("trouble at the provider", () => {
  test.each(["unreachable", "refused"] as const)(
    "an answer that is lost as %s: it looks before it asks again",
    async (as) => {
      const paid = await paidByCard();
      await askBack(paid, 30_000);
      const refund = await lastOf(paid.paymentId);
      cards.loseAnswers(as);
      expect(await send(refund.id)).toBe(as === "unreachable" ? "unreachable" : "done");
      cards.loseAnswers(null);
      expect(await send(refund.id)).toBe("done");
      expect(cards.asked).toHaveLength(1);
      expect(cards.givenBack()).toBe(30_000);
      expect(await ledgerSum(paid.paymentId)).toBe(0);
    },
  );

  test("out of reach delays, and changes nothing", async () => {
    const paid = await paidByCard();
    await askBack(paid, 30_000);
    const refund = await lastOf(paid.paymentId);
    cards.fail("unreachable");
    expect(await send(refund.id)).toBe("unreachable");
    expect(await lastOf(paid.paymentId)).toMatchObject({ state: "requested", sentAt: NOW });
    expect(await askBack(paid, 1), "it still may have been done").toEqual({ ok: false, error: "over-the-cap" });
    cards.fail(null);
    expect(await send(refund.id)).toBe("done");
  });

  test("refused for good: failed with the reason, the money is free for another try, which ends the task", async () => {
    const paid = await paidByCard();
    await askBack(paid, 30_000);
    cards.refuse("disputed");
    expect(await send((await lastOf(paid.paymentId)).id)).toBe("failed");
    expect(await lastOf(paid.paymentId)).toMatchObject({ state: "failed", failure: "disputed", dismissedAt: null });
    expect(await orderOf(paid.orderId)).toMatchObject({ settledAt: NOW });
    cards.refuse(null);
    expect((await askBack(paid, 30_000)).ok).toBe(true);
    expect((await refundsOf(paid.paymentId))[0]?.dismissedAt).not.toBeNull();
    expect(await send((await lastOf(paid.paymentId)).id)).toBe("done");
    expect(await checkLedger()).toEqual([]);
  });

  test("pending first, then done", async () => {
    const paid = await paidByCard();
    await askBack(paid, 30_000);
    const { id } = await lastOf(paid.paymentId);
    cards.end({ status: "pending", failure: null });
    expect(await send(id)).toBe("pending");
    expect(await lastOf(paid.paymentId)).toMatchObject({ state: "pending" });
    expect(await ledgerSum(paid.paymentId)).toBe(30_000);
    cards.endAll({ status: "done", failure: null });
    expect(await send(id)).toBe("done");
    expect(await ledgerSum(paid.paymentId)).toBe(0);
  });

  test("done, and given back by the bank days later: the order is paid again, once, and staff have a task", async () => {
    const paid = await paidByCard();
    await askBack(paid, 30_000);
    const { id } = await lastOf(paid.paymentId);
    await send(id);
    expect(await orderOf(paid.orderId)).toMatchObject({ settledAt: null });
    cards.endAll({ status: "failed", failure: "lost_or_stolen_card" });
    expect(await Promise.all([send(id), send(id)])).toEqual(["failed", "failed"]);
    expect(await ledgerSum(paid.paymentId)).toBe(30_000);
    expect(await orderOf(paid.orderId)).toMatchObject({ settledAt: NOW });
    expect(await lastOf(paid.paymentId)).toMatchObject({ state: "failed", failure: "lost_or_stolen_card" });
    expect(await checkLedger()).toEqual([]);
  });

  test("the sweep asks about what nobody told", async () => {
    const paid = await paidByCard();
    await askBack(paid, 30_000);
    const { id } = await lastOf(paid.paymentId);
    const client = await db();
    await client.$executeRaw`DELETE FROM pgboss.job WHERE name = 'refund.send'`;
    await client.$executeRaw`UPDATE refund SET updated_at = now() - interval '2 minutes' WHERE id = ${id}`;
    await askAboutRefunds();
    await askAboutRefunds();
    const jobs = await client.$queryRaw<unknown[]>`SELECT id FROM pgboss.job WHERE name = 'refund.send'`;
    expect(jobs).toHaveLength(1);
  });
});
