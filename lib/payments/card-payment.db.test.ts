import { beforeAll, beforeEach, describe, expect, test, vi } from "vitest";
import { db, transaction } from "@/lib/db/client";
import { seedConference, seedRegistration } from "@/lib/db/test-conference";
import { queue } from "@/lib/jobs/queue";
import { checkLedger } from "@/lib/ledger/check-ledger";
import { log } from "@/lib/log/log";
import { holdOrder } from "@/lib/orders/hold-order";
import { placeOrder } from "@/lib/orders/place-order";
import { beginCardPayment, openPage } from "./begin-card-payment";
import { fakeCards } from "./card-provider.fixture";
import { leaveCardPayment } from "./leave-card-payment";
import { lookUpCardPayment } from "./look-up-card-payment";
import { receiveMoney } from "./receive-money";

const NOW = new Date("2027-03-01T12:00:00Z");
const later = (minutes: number) => new Date(NOW.getTime() + minutes * 60_000);
const JOB = { kind: "job", id: "test" } as const;
const ADDRESSES = { returnUrl: "https://foyer.example.org/return", cancelUrl: "https://foyer.example.org/back" };
const CHOICE = { categoryCode: "FULL", services: [] };

let cards: ReturnType<typeof fakeCards>;
beforeAll(async () => {
  await queue();
});
beforeEach(() => {
  cards = fakeCards();
});

async function draft({ hall = 100 }: { hall?: number } = {}) {
  const { conferenceId } = await seedConference({ hall });
  const registration = await seedRegistration(conferenceId, 1);
  const held = await holdOrder(registration.id, CHOICE, JOB, NOW);
  if (!held.ok) throw new Error(JSON.stringify(held.error));
  const { id } = await (await db()).order.findUniqueOrThrow({ where: { publicId: held.value.publicId } });
  return { conferenceId, registrationId: registration.id, orderId: id };
}

const begin = (orderId: number, now = NOW) => beginCardPayment(orderId, cards.provider, ADDRESSES, JOB, now);
const lookUp = (checkoutId: string, now = NOW) => lookUpCardPayment(checkoutId, cards.provider, JOB, now);
const leave = (orderId: number, now = NOW) => leaveCardPayment(orderId, cards.provider, JOB, now);
const orderOf = async (id: number) =>
  (await db()).order.findUniqueOrThrow({
    where: { id },
    include: {
      payments: { orderBy: { id: "asc" } },
      ledger: true,
      suspense: true,
      lines: { include: { places: true } },
    },
  });
const expireHold = async (orderId: number) =>
  (await db()).$executeRaw`UPDATE "order" SET hold_until = now() - interval '1 second' WHERE id = ${orderId}`;

const auditOf = async (objectId = "") =>
  (await db()).auditEntry.findMany({ where: { objectId }, orderBy: { seq: "asc" } });
/** Until a transaction of this database waits for another one's lock. */
async function untilSomebodyWaits(): Promise<void> {
  const client = await db();
  for (;;) {
    const [row] = await client.$queryRaw<{ count: number }[]>`
      SELECT count(*)::int AS count FROM pg_stat_activity
       WHERE datname = current_database() AND wait_event_type = 'Lock'`;
    if (row?.count) return;
  }
}

describe("beginning", () => {
  test("opens one page for the whole sum, however often the button is pressed", async () => {
    const { orderId } = await draft();
    const pressed = await Promise.all([begin(orderId), begin(orderId), begin(orderId)]);
    const urls = new Set(pressed.map((outcome) => (outcome.ok ? outcome.value.url : outcome.error)));
    expect(urls.size).toBe(1);
    expect(new Set(cards.requests.map(({ idempotencyKey }) => idempotencyKey)).size).toBe(1);
    expect(cards.requests[0]).toMatchObject({ amountMinor: 30_000, currency: "EUR", expiresAt: later(35) });
    expect((await orderOf(orderId)).payments).toMatchObject([{ state: "pending", way: "card" }]);
  });

  test("keeps the places five minutes longer than the page", async () => {
    const { orderId } = await draft();
    await (await db()).$executeRaw`UPDATE "order" SET hold_until = now() + interval '1 minute' WHERE id = ${orderId}`;
    await begin(orderId);
    const [row] = await (await db()).$queryRaw<{ minutes: number }[]>`
      SELECT round(extract(epoch FROM hold_until - now()) / 60)::int AS minutes FROM "order" WHERE id = ${orderId}`;
    expect(row?.minutes).toBe(40);
  });

  test("an order whose page is open cannot change, and its choice of way waits too", async () => {
    const { orderId, registrationId } = await draft();
    await begin(orderId);
    expect(await holdOrder(registrationId, CHOICE, JOB, NOW)).toEqual({ ok: false, error: { code: "payment-begun" } });
    expect(await placeOrder(orderId, { way: "transfer" }, JOB, NOW)).toEqual({ ok: false, error: "payment-begun" });
  });

  test("a draft whose time is over is not charged the old price", async () => {
    const { orderId } = await draft();
    await expireHold(orderId);
    expect(await begin(orderId)).toEqual({ ok: false, error: "lapsed" });
    expect(cards.requests).toEqual([]);
  });

  test("an order from no quota lapses too", async () => {
    const { orderId, conferenceId } = await draft();
    await (await db()).place.deleteMany({ where: { quota: { conferenceId } } });
    await expireHold(orderId);
    expect(await begin(orderId)).toEqual({ ok: false, error: "lapsed" });
  });

  test("the provider is down: nothing is lost, and the next press goes on with the same attempt", async () => {
    const { orderId } = await draft();
    cards.fail("unreachable");
    expect(await begin(orderId)).toEqual({ ok: false, error: "unreachable" });
    expect((await orderOf(orderId)).payments).toMatchObject([{ state: "created", checkoutId: null }]);
    cards.fail(null);
    expect((await begin(orderId, later(1))).ok).toBe(true);
    expect((await orderOf(orderId)).payments).toMatchObject([{ state: "pending" }]);
  });

  test("a press so late that the page would be refused begins anew", async () => {
    const { orderId } = await draft();
    cards.fail("unreachable");
    await begin(orderId);
    cards.fail(null);
    expect((await begin(orderId, later(6))).ok).toBe(true);
    const { payments } = await orderOf(orderId);
    expect(payments).toMatchObject([{ state: "cancelled" }, { state: "pending" }]);
    expect(cards.requests.at(-1)?.expiresAt).toEqual(later(41));
    expect(await auditOf(payments[0]?.publicId)).toMatchObject([
      { what: "payment.begun" },
      { what: "payment.cancelled", before: { state: "created" }, after: { state: "cancelled" } },
    ]);
  });

  test.skipIf(!process.env.DATABASE_URL)(
    "a late page that opens while the press gives it up is the one that is paid (PostgreSQL: two at once)",
    async () => {
      const { orderId } = await draft();
      cards.fail("unreachable");
      await begin(orderId);
      cards.fail(null);
      const { payments } = await orderOf(orderId);
      const opened = Promise.withResolvers<void>();
      const commit = Promise.withResolvers<void>();
      const sweeper = transaction(async (tx) => {
        const page = {
          state: "pending",
          checkoutId: "cs_late",
          checkoutUrl: "https://cards.example.org/late",
        } as const;
        await tx.payment.update({ where: { id: payments[0]?.id ?? 0 }, data: page });
        opened.resolve();
        await commit.promise;
      });
      await opened.promise;
      const pressed = begin(orderId, later(6));
      await untilSomebodyWaits();
      commit.resolve();
      await sweeper;
      expect(await pressed).toEqual({ ok: true, value: { url: "https://cards.example.org/late" } });
      expect((await orderOf(orderId)).payments).toMatchObject([{ state: "pending", checkoutId: "cs_late" }]);
    },
  );

  test("what the provider refuses has failed, and other ways are open", async () => {
    const { orderId } = await draft();
    cards.fail("refused");
    expect(await begin(orderId)).toEqual({ ok: false, error: "refused" });
    expect((await orderOf(orderId)).payments).toMatchObject([{ state: "failed" }]);
    expect((await placeOrder(orderId, { way: "transfer" }, JOB, NOW)).ok).toBe(true);
  });

  test("a page that ended without anybody's telling us is looked up before a new one is opened", async () => {
    const { orderId } = await draft();
    await begin(orderId);
    cards.change({ status: "expired" });
    expect((await begin(orderId, later(36))).ok).toBe(true);
    expect((await orderOf(orderId)).payments).toMatchObject([{ state: "cancelled" }, { state: "pending" }]);
  });

  test("a page that was given up while the provider was asked is closed again", async () => {
    const { orderId } = await draft();
    cards.fail("unreachable");
    await begin(orderId);
    cards.fail(null);
    const { payments } = await orderOf(orderId);
    expect(await leave(orderId)).toBe("closed");
    expect(await openPage(payments[0]?.id ?? 0, cards.provider, ADDRESSES, JOB)).toEqual({
      ok: false,
      error: "refused",
    });
    expect(cards.change({})).toBeTruthy();
    expect(await cards.provider.readCheckout(cards.change({}))).toMatchObject({ value: { status: "expired" } });
  });

  test("while a transfer is awaited a card pays what is missing, and the transfer is awaited no longer", async () => {
    const { orderId } = await draft();
    await placeOrder(orderId, { way: "transfer" }, JOB, NOW);
    const [transfer] = (await orderOf(orderId)).payments;
    await receiveMoney(transfer?.id ?? 0, { amountMinor: 10_000, currency: "EUR", at: NOW }, JOB, NOW);
    expect((await begin(orderId)).ok).toBe(true);
    expect(cards.requests[0]).toMatchObject({ amountMinor: 20_000 });
    expect(await lookUp(cards.pay(20_000, NOW))).toBe("paid");
    const order = await orderOf(orderId);
    expect(order).toMatchObject({ settledAt: NOW, way: "card" });
    expect(order.payments.map(({ way, state }) => `${way} ${state}`)).toEqual([
      "transfer confirmed",
      "transfer cancelled",
      "card confirmed",
    ]);
  });
});

describe("ending", () => {
  test("return page, webhook and sweeper at once book one payment", async () => {
    const { orderId, registrationId } = await draft();
    await begin(orderId);
    const checkoutId = cards.pay(30_000, NOW);
    expect(await Promise.all(Array.from({ length: 5 }, () => lookUp(checkoutId)))).toEqual(Array(5).fill("paid"));
    const order = await orderOf(orderId);
    expect(order).toMatchObject({ state: "placed", way: "card", holdUntil: null, receiptNumber: 1 });
    expect(order.ledger).toMatchObject([{ amountMinor: 30_000 }]);
    expect(order.payments).toMatchObject([{ state: "confirmed", cardLastFour: "4242" }]);
    expect(await (await db()).mail.count({ where: { registrationId, letter: "payment-confirmed" } })).toBe(1);
  });

  test("a declined card leaves the page open for another, and is told", async () => {
    const { orderId } = await draft();
    await begin(orderId);
    const checkoutId = cards.change({ wasDeclined: true });
    expect(await lookUp(checkoutId)).toBe("open");
    expect((await orderOf(orderId)).payments).toMatchObject([{ state: "pending", failure: "declined" }]);
    expect(await lookUp(cards.pay(30_000, NOW))).toBe("paid");
    expect((await orderOf(orderId)).payments).toMatchObject([{ state: "confirmed", failure: null }]);
  });

  test("going back closes the page, and the order can change again", async () => {
    const { orderId, registrationId } = await draft();
    await begin(orderId);
    expect(await leave(orderId)).toBe("closed");
    expect(await leave(orderId)).toBe("closed");
    expect((await orderOf(orderId)).payments).toMatchObject([{ state: "cancelled" }]);
    expect((await holdOrder(registrationId, CHOICE, JOB, NOW)).ok).toBe(true);
  });

  test("going back from a page that was paid meanwhile pays the order", async () => {
    const { orderId } = await draft();
    await begin(orderId);
    cards.pay(30_000, NOW);
    expect(await leave(orderId)).toBe("paid");
    expect((await orderOf(orderId)).settledAt).toEqual(NOW);
  });

  test("while the provider does not answer, going back changes nothing", async () => {
    const { orderId } = await draft();
    await begin(orderId);
    cards.fail("unreachable");
    expect(await leave(orderId)).toBe("unreachable");
    expect((await orderOf(orderId)).payments).toMatchObject([{ state: "pending" }]);
  });

  test("money for a page that we had given up finds its order all the same", async () => {
    const { orderId } = await draft();
    await begin(orderId);
    await leave(orderId);
    expect(await lookUp(cards.pay(30_000, NOW))).toBe("paid");
    expect(await orderOf(orderId)).toMatchObject({ settledAt: NOW, payments: [{ state: "confirmed" }] });
  });

  test("an order paid twice keeps the second payment in suspense", async () => {
    const { orderId } = await draft();
    await begin(orderId);
    await leave(orderId);
    const first = cards.pay(30_000, NOW);
    await begin(orderId);
    const second = cards.pay(30_000, NOW);
    expect(await lookUp(second)).toBe("paid");
    expect(await lookUp(first)).toBe("suspense");
    await lookUp(first);
    const order = await orderOf(orderId);
    expect(order.ledger).toMatchObject([{ amountMinor: 30_000 }]);
    expect(order.suspense).toMatchObject([{ reason: "already-paid", suggestion: "refund", amountMinor: 30_000 }]);
    expect(await (await db()).ledgerEntry.count({ where: { conferenceId: order.conferenceId, orderId: null } })).toBe(
      1,
    );
  });

  test("money in another currency is kept in suspense", async () => {
    const { orderId } = await draft();
    await begin(orderId);
    expect(await lookUp(cards.pay(30_000, NOW, "USD"))).toBe("suspense");
    expect(await orderOf(orderId)).toMatchObject({ settledAt: null, suspense: [{ reason: "wrong-currency" }] });
  });

  test("money for a cancelled order is kept in suspense", async () => {
    const { orderId } = await draft();
    await begin(orderId);
    await (await db()).order.update({ where: { id: orderId }, data: { state: "cancelled", holdUntil: null } });
    expect(await lookUp(cards.pay(30_000, NOW))).toBe("suspense");
    expect(await orderOf(orderId)).toMatchObject({ settledAt: null, suspense: [{ reason: "order-cancelled" }] });
  });

  test("late money takes the places again while there are some", async () => {
    const { orderId } = await draft({ hall: 1 });
    await begin(orderId);
    await expireHold(orderId);
    expect(await lookUp(cards.pay(30_000, NOW))).toBe("paid");
    expect(await orderOf(orderId)).toMatchObject({
      settledAt: NOW,
      lapsedAt: null,
      lines: [{ places: [{ count: 1 }] }],
    });
  });

  test("late money for places that others have now is kept in suspense, and nobody loses a place", async () => {
    const { orderId, conferenceId } = await draft({ hall: 1 });
    await begin(orderId);
    await expireHold(orderId);
    const other = await seedRegistration(conferenceId, 2);
    expect((await holdOrder(other.id, CHOICE, JOB, NOW)).ok).toBe(true);
    expect(await lookUp(cards.pay(30_000, NOW))).toBe("suspense");
    expect(await orderOf(orderId)).toMatchObject({
      settledAt: null,
      suspense: [{ reason: "places-gone", suggestion: "accept-or-refund" }],
      lines: [{ places: [] }],
    });
    expect((await (await db()).quota.findFirstOrThrow({ where: { conferenceId, name: "hall" } })).taken).toBe(1);
  });

  test("money that a change of the order made too little fixes the order, and the rest can be paid", async () => {
    const { orderId, registrationId } = await draft();
    await begin(orderId);
    await leave(orderId);
    const paid = cards.pay(30_000, NOW);
    const more = { categoryCode: "FULL", services: [{ code: "TOUR", quantity: 1 }] };
    expect((await holdOrder(registrationId, more, JOB, NOW)).ok).toBe(true);
    expect(await lookUp(paid)).toBe("paid");
    expect((await orderOf(orderId)).settledAt).toBeNull();
    expect(await holdOrder(registrationId, CHOICE, JOB, NOW)).toEqual({ ok: false, error: { code: "payment-begun" } });
    await begin(orderId);
    expect(cards.requests.at(-1)).toMatchObject({ amountMinor: 6_000 });
    expect(await lookUp(cards.pay(6_000, NOW))).toBe("paid");
    expect((await orderOf(orderId)).settledAt).toEqual(NOW);
  });

  test("a page that the provider does not know any more is over, and the person goes on", async () => {
    const { orderId } = await draft();
    await begin(orderId);
    const { payments } = await orderOf(orderId);
    cards.forget();
    expect(await lookUp(payments[0]?.checkoutId ?? "")).toBe("closed");
    expect(await lookUp(payments[0]?.checkoutId ?? "")).toBe("closed");
    expect(await lookUp("cs_nobodys")).toBe("not-found");
    expect(await auditOf(payments[0]?.publicId)).toMatchObject([
      { what: "payment.begun" },
      { what: "payment.cancelled", after: { state: "cancelled", why: "unknown-to-provider" } },
    ]);
    expect((await begin(orderId)).ok).toBe(true);
    cards.forget();
    expect(await leave(orderId)).toBe("closed");
    expect((await placeOrder(orderId, { way: "transfer" }, JOB, NOW)).ok).toBe(true);
  });

  describe("money on a page that no payment knows, as after an older backup was restored", () => {
    /** Paid, and then forgotten by the database. */
    async function paidAndLost() {
      const { orderId, conferenceId } = await draft();
      const client = await db();
      const conference = { slug: `lost-${conferenceId}` };
      await client.conference.update({ where: { id: conferenceId }, data: conference });
      await begin(orderId);
      const { payments } = await orderOf(orderId);
      const checkoutId = cards.pay(30_000, NOW);
      await client.payment.deleteMany({ where: { orderId } });
      return { conferenceId, checkoutId, publicId: payments[0]?.publicId ?? "" };
    }
    const inSuspense = async (conferenceId: number) =>
      (await db()).suspense.findMany({ where: { conferenceId }, include: { payment: { include: { ledger: true } } } });

    test("is kept in suspense without an order, in the conference that the page names, once", async () => {
      const { conferenceId, checkoutId, publicId } = await paidAndLost();
      const seen = await Promise.all([lookUp(checkoutId), lookUp(checkoutId), lookUp(checkoutId)]);
      expect([...seen, await lookUp(checkoutId)]).toEqual(Array(4).fill("suspense"));
      expect(await inSuspense(conferenceId)).toMatchObject([
        {
          orderId: null,
          amountMinor: 30_000,
          currency: "EUR",
          reason: "no-order",
          payment: {
            ...{ publicId, checkoutId, orderId: null, state: "confirmed", cardLastFour: "4242" },
            ledger: [{ orderId: null, amountMinor: 30_000 }],
          },
        },
      ]);
      expect(await auditOf(publicId)).toMatchObject([{ what: "payment.begun" }, { what: "money.in-suspense" }]);
      const findings = await checkLedger();
      expect(findings.filter(({ conference }) => conference === `lost-${conferenceId}`)).toEqual([]);
    });

    test("is left alone, logged and counted when it names no conference of ours", async () => {
      const { conferenceId, checkoutId } = await paidAndLost();
      const client = await db();
      await client.conference.update({ where: { id: conferenceId }, data: { slug: `renamed-${conferenceId}` } });
      const logged = vi.spyOn(log, "error").mockReturnValue();
      expect(await lookUp(checkoutId)).toBe("unknown");
      expect(logged).toHaveBeenCalledOnce();
      logged.mockRestore();
      expect(await inSuspense(conferenceId)).toEqual([]);
      expect(await client.incident.findUnique({ where: { what: "money-of-nobody" } })).toMatchObject({ count: 1 });
    });

    test("an unpaid page that nobody knows is nothing", async () => {
      const { orderId } = await draft();
      await begin(orderId);
      await (await db()).payment.deleteMany({ where: { orderId } });
      expect(await lookUp(cards.change({}))).toBe("unknown");
    });
  });

  describe("an order that is settled another way while its card page is open", () => {
    async function settledBesides() {
      const { orderId } = await draft();
      await placeOrder(orderId, { way: "transfer" }, JOB, NOW);
      await begin(orderId);
      const transfer = (await orderOf(orderId)).payments.find(({ way }) => way === "transfer");
      await receiveMoney(transfer?.id ?? 0, { amountMinor: 30_000, currency: "EUR", at: NOW }, JOB, NOW);
      const jobs = await (await queue()).findJobs("payment.close", { data: { orderId } });
      return { orderId, jobs };
    }

    test("has it closed by a job, so that nobody pays twice", async () => {
      const { orderId, jobs } = await settledBesides();
      expect(jobs).toHaveLength(1);
      expect(await leave(orderId)).toBe("closed");
      expect(await cards.provider.readCheckout(cards.change({}))).toMatchObject({ value: { status: "expired" } });
      expect(await orderOf(orderId)).toMatchObject({ settledAt: NOW, way: "transfer", holdUntil: null });
    });

    test("keeps money that comes first in suspense", async () => {
      const { orderId } = await settledBesides();
      cards.pay(30_000, NOW);
      expect(await leave(orderId)).toBe("suspense");
      expect(await orderOf(orderId)).toMatchObject({ suspense: [{ reason: "already-paid", amountMinor: 30_000 }] });
    });

    test("and one that the card itself settled has nothing to close", async () => {
      const { orderId } = await draft();
      await begin(orderId);
      await lookUp(cards.pay(30_000, NOW));
      expect(await (await queue()).findJobs("payment.close", { data: { orderId } })).toEqual([]);
    });
  });
});
