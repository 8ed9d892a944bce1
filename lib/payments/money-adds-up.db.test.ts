import fc from "fast-check";
import { beforeAll, expect, test } from "vitest";
import { db } from "@/lib/db/client";
import { newPublicId } from "@/lib/ids/public-id";
import { queue } from "@/lib/jobs/queue";
import { checkLedger } from "@/lib/ledger/check-ledger";
import { JOB, NOW, placedOrder, STAFF } from "./paid-order.fixture";
import { recordMoney, recordUnmatched } from "./record-money";
import { fakeRefunds } from "./refund-provider.fixture";
import { requestRefund } from "./request-refund";
import { assignSuspense, keepSuspense } from "./resolve-suspense";
import { sendRefund } from "./send-refund";

beforeAll(async () => {
  await queue();
});

const Amount = fc.constantFrom(1, 4_999, 10_000, 30_000, 45_000);
const Act = fc.oneof(
  fc.record({ act: fc.constant("receive" as const), order: fc.nat(1), amount: Amount }),
  fc.record({ act: fc.constant("find" as const), amount: Amount }),
  fc.record({
    act: fc.constant("refund" as const),
    nth: fc.nat(5),
    amount: Amount,
    leaves: fc.constantFrom("owes" as const, "costs-less" as const),
    way: fc.constantFrom("card" as const, "transfer" as const),
  }),
  fc.record({ act: fc.constant("assign" as const), nth: fc.nat(5), order: fc.nat(1) }),
  fc.record({ act: fc.constant("keep" as const), nth: fc.nat(5) }),
  fc.record({
    act: fc.constant("send" as const),
    status: fc.constantFrom("done" as const, "failed" as const, "pending" as const),
  }),
);
type Drawn = typeof Act extends fc.Arbitrary<infer T> ? T : never;

test("whatever happens in whatever order, the ledger is what came less what went back", {
  timeout: 120_000,
}, async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(Act, { minLength: 4, maxLength: 14 }), async (acts) => {
      const first = await placedOrder();
      const second = await placedOrder({ way: "transfer" }, first.conferenceId, 2);
      const world = { conferenceId: first.conferenceId, orders: [first.orderId, second.orderId], received: 0 };
      const cards = fakeRefunds();
      for (const act of acts) await play(act, world, cards);
      const client = await db();
      const where = { payment: { conferenceId: world.conferenceId } };
      const back = await client.refund.aggregate({ where: { ...where, state: "done" }, _sum: { amountMinor: true } });
      const ledger = await client.ledgerEntry.aggregate({ where, _sum: { amountMinor: true } });
      expect(ledger._sum.amountMinor ?? 0).toBe(world.received - (back._sum.amountMinor ?? 0));
      expect(await checkLedger()).toEqual([]);
    }),
    { numRuns: 25 },
  );
});

type World = { conferenceId: number; orders: number[]; received: number };

async function play(act: Drawn, world: World, cards: ReturnType<typeof fakeRefunds>): Promise<void> {
  const client = await db();
  const { conferenceId } = world;
  const money = (amountMinor: number) => ({
    ...{ key: newPublicId(), way: "transfer" as const, amountMinor, currency: "EUR", at: NOW, note: "" },
  });
  const suspense = await client.suspense.findMany({ where: { conferenceId, state: "open" }, orderBy: { id: "asc" } });
  const pick = <T>(all: readonly T[], nth: number): T | undefined => all[nth % Math.max(1, all.length)];
  switch (act.act) {
    case "receive": {
      const taken = await recordMoney(world.orders[act.order] ?? 0, money(act.amount), STAFF, NOW);
      if (taken.ok) world.received += act.amount;
      // As if a card had paid, so that it can go back to one.
      await client.$executeRaw`
        UPDATE payment SET provider_id = 'pi_' || public_id
         WHERE conference_id = ${conferenceId} AND state = 'confirmed' AND provider_id IS NULL`;
      return;
    }
    case "find":
      await recordUnmatched(conferenceId, money(act.amount), STAFF);
      world.received += act.amount;
      return;
    case "refund": {
      const payments = await client.payment.findMany({
        where: { conferenceId, state: "confirmed" },
        orderBy: { id: "asc" },
      });
      const payment = pick(payments, act.nth);
      if (!payment) return;
      const inSuspense = suspense.find(({ paymentId }) => paymentId === payment.id);
      const from = inSuspense && act.nth % 2 ? { suspenseId: inSuspense.id } : { orderId: payment.orderId ?? 0 };
      const { amount: amountMinor, leaves, way } = act;
      await requestRefund(
        payment.id,
        { publicId: newPublicId(), from, way, amountMinor, leaves, reason: "Test" },
        STAFF,
        NOW,
      );
      return;
    }
    case "assign": {
      const one = pick(suspense, act.nth);
      if (one) await assignSuspense(one.id, world.orders[act.order] ?? 0, { mayOverbook: true }, STAFF, NOW);
      return;
    }
    case "keep": {
      const one = pick(suspense, act.nth);
      if (one) await keepSuspense(one.id, "Test", STAFF, NOW);
      return;
    }
    case "send": {
      cards.end({ status: act.status, failure: null });
      cards.endAll({ status: act.status, failure: null });
      const refunds = await client.refund.findMany({ where: { payment: { conferenceId } }, orderBy: { id: "asc" } });
      for (const { id } of refunds) await sendRefund(id, cards.provider, JOB, NOW);
    }
  }
}
