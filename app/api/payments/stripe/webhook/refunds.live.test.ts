import "@/lib/db/test-setup";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { db } from "@/lib/db/client";
import { seedConference, seedRegistration } from "@/lib/db/test-conference";
import { newPublicId } from "@/lib/ids/public-id";
import { queue } from "@/lib/jobs/queue";
import { checkLedger } from "@/lib/ledger/check-ledger";
import { holdOrder } from "@/lib/orders/hold-order";
import { beginCardPayment } from "@/lib/payments/begin-card-payment";
import { lookUpCardPayment } from "@/lib/payments/look-up-card-payment";
import { requestRefund } from "@/lib/payments/request-refund";
import { sendRefund } from "@/lib/payments/send-refund";
import { control, receiveWebhooks, STAND_IN, WEBHOOK_SECRET } from "@/lib/stripe/stand-in.fixture";
import { stripeBooks } from "@/lib/stripe/stripe-books";
import { stripeCards } from "@/lib/stripe/stripe-cards";
import { stripeRefunds } from "@/lib/stripe/stripe-refunds";
import { POST } from "./route";

const JOB = { kind: "job", id: "test" } as const;
const STAFF = { kind: "staff", id: "7" } as const;
const ADDRESSES = { returnUrl: "http://127.0.0.1:3999/return", cancelUrl: "http://127.0.0.1:3999/back" };
const MAKE = "POST /v1/refunds";
const VISA = "4242424242424242";

describe.skipIf(!STAND_IN)("refunds with the Stripe stand-in", () => {
  let webhooks: Awaited<ReturnType<typeof receiveWebhooks>>;
  let number = 0;
  let conferenceId = 0;

  beforeAll(async () => {
    process.env.STRIPE_SECRET_KEY = "sk_test_live_suite";
    process.env.STRIPE_WEBHOOK_SECRET = WEBHOOK_SECRET;
    await queue();
    ({ conferenceId } = await seedConference());
    webhooks = await receiveWebhooks(POST);
  });
  afterAll(() => webhooks?.stop());
  afterEach(async () => {
    await control("DELETE", "/faults");
    await control("DELETE", "/webhooks/rules");
  });

  async function paid(card = VISA) {
    number += 1;
    const { id } = await seedRegistration(conferenceId, number);
    const held = await holdOrder(id, { categoryCode: "FULL", services: [] }, JOB, new Date());
    if (!held.ok) throw new Error(held.error.code);
    const client = await db();
    const { id: orderId } = await client.order.findUniqueOrThrow({ where: { publicId: held.value.publicId } });
    await beginCardPayment(orderId, stripeCards, ADDRESSES, JOB, new Date());
    const { checkoutId } = await client.payment.findFirstOrThrow({ where: { orderId } });
    await control("POST", `/sessions/${checkoutId}/pay`, { card });
    await lookUpCardPayment(checkoutId ?? "", stripeCards, JOB, new Date());
    return client.payment.findFirstOrThrow({ where: { orderId, state: "confirmed" } });
  }
  type Paid = Awaited<ReturnType<typeof paid>>;

  async function ask(payment: Paid, amountMinor: number) {
    const from = { orderId: payment.orderId ?? 0 };
    const asked = { publicId: newPublicId(), from, way: "card", amountMinor, leaves: "owes", reason: "Test" } as const;
    expect(await requestRefund(payment.id, asked, STAFF, new Date())).toEqual({ ok: true, value: "requested" });
    return (await db()).refund.findUniqueOrThrow({ where: { publicId: asked.publicId } });
  }
  const send = (refund: { id: number }) => sendRefund(refund.id, stripeRefunds, JOB, new Date());
  const stateOf = async ({ id }: { id: number }) =>
    (await (await db()).refund.findUniqueOrThrow({ where: { id } })).state;
  const ledgerOf = async (payment: Paid) => {
    const sums = await (await db()).ledgerEntry.aggregate({
      where: { paymentId: payment.id },
      _sum: { amountMinor: true },
    });
    return sums._sum.amountMinor;
  };
  /** What the stand-in says went back of one charge. */
  async function refundedThere({ providerId }: Paid): Promise<number> {
    type Row = { payment_intent: string; refunded: number };
    const { payment_intents } = await control<{ payment_intents: Row[] }>(
      "GET",
      `/ledger?payment_intent=${providerId}`,
    );
    return payment_intents.reduce((sum, { refunded }) => sum + refunded, 0);
  }

  /** Runs every look-up of a refund that the webhooks asked for. @returns how many there were */
  async function runLookUps(): Promise<number> {
    await webhooks.settle();
    const boss = await queue();
    for (let count = 0; ; count++) {
      const [job] = await boss.fetch<{ refundId: number }>("refund.send");
      if (!job) return count;
      await send({ id: job.data.refundId });
      await boss.complete("refund.send", job.id);
    }
  }

  test("in part, then the rest: here and there the same, and no more", async () => {
    const payment = await paid();
    expect(await send(await ask(payment, 10_000))).toBe("done");
    expect(await send(await ask(payment, 20_000))).toBe("done");
    expect(await refundedThere(payment)).toBe(30_000);
    expect(await ledgerOf(payment)).toBe(0);
    expect(await stripeBooks.readCharge(payment.providerId ?? "")).toMatchObject({ value: { refundedMinor: 30_000 } });
    expect(await checkLedger()).toEqual([]);
  });

  test.each(["error", "lost", "error_after_commit", "lost_after_commit"])(
    "%s twice delays, and never doubles",
    async (kind) => {
      const payment = await paid();
      const refund = await ask(payment, 10_000);
      await control("POST", "/faults", { kind, match: MAKE, count: 2 });
      expect(await send(refund)).toBe("unreachable");
      expect(await stateOf(refund)).toBe("requested");
      expect(await ledgerOf(payment)).toBe(30_000);
      expect(await send(refund)).toBe("done");
      expect(await send(refund)).toBe("done");
      expect(await refundedThere(payment)).toBe(10_000);
      expect(await ledgerOf(payment)).toBe(20_000);
    },
  );

  test("an answer that does not come in time delays, and never doubles", { timeout: 60_000 }, async () => {
    const payment = await paid();
    const refund = await ask(payment, 10_000);
    await control("POST", "/faults", { kind: "hang_after_commit", match: MAKE, count: 2 });
    expect(await send(refund)).toBe("unreachable");
    expect(await send(refund)).toBe("done");
    expect(await refundedThere(payment)).toBe(10_000);
    expect(await ledgerOf(payment)).toBe(20_000);
  });

  test("two jobs at once make one refund", async () => {
    const payment = await paid();
    const refund = await ask(payment, 10_000);
    const sent = await Promise.all([send(refund), send(refund)]);
    expect(sent.filter((one) => one === "done").length).toBeGreaterThan(0);
    expect(await send(refund)).toBe("done");
    expect(await refundedThere(payment)).toBe(10_000);
    expect(await ledgerOf(payment)).toBe(20_000);
  });

  test("pending, then told by the webhook, twice", async () => {
    const payment = await paid();
    await runLookUps();
    await control("POST", "/refund-outcomes", { outcome: "pending", count: 1, settle_s: null });
    const refund = await ask(payment, 10_000);
    expect(await send(refund)).toBe("pending");
    await runLookUps();
    expect(await stateOf(refund)).toBe("pending");
    const { providerId } = await (await db()).refund.findUniqueOrThrow({ where: { id: refund.id } });
    await control("POST", "/webhooks/rules", { action: "duplicate", type: "refund.updated", count: 1, copies: 3 });
    await control("POST", `/refunds/${providerId}/settle`, { status: "succeeded" });
    expect(await runLookUps()).toBeGreaterThan(0);
    expect(await stateOf(refund)).toBe("done");
    expect(await ledgerOf(payment)).toBe(20_000);
    expect(await checkLedger()).toEqual([]);
  });

  test("done, then failed days later: the money is back, here and there", async () => {
    const payment = await paid();
    const refund = await ask(payment, 30_000);
    expect(await send(refund)).toBe("done");
    await runLookUps();
    const { providerId } = await (await db()).refund.findUniqueOrThrow({ where: { id: refund.id } });
    await control("POST", `/refunds/${providerId}/settle`, { status: "failed" });
    expect(await runLookUps()).toBeGreaterThan(0);
    expect(await stateOf(refund)).toBe("failed");
    expect(await ledgerOf(payment)).toBe(30_000);
    expect(await stripeBooks.readCharge(payment.providerId ?? "")).toMatchObject({ value: { refundedMinor: 0 } });
    expect(await checkLedger()).toEqual([]);
  });

  test("refused: failed with why, and nothing went back", async () => {
    const payment = await paid();
    await control("POST", "/refunds", { payment_intent: payment.providerId, amount: 25_000 });
    const refund = await ask(payment, 10_000);
    expect(await send(refund)).toBe("failed");
    expect(await (await db()).refund.findUniqueOrThrow({ where: { id: refund.id } })).toMatchObject({
      failure: "too-much",
    });
    expect(await ledgerOf(payment)).toBe(30_000);
  });
});

test.skipIf(STAND_IN)("SKIPPED: STRIPE_API_BASE names no running Stripe stand-in", () => {});
