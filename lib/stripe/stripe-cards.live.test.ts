import { afterEach, beforeAll, describe, expect, test } from "vitest";
import { newPublicId } from "@/lib/ids/public-id";
import type { CheckoutRequest } from "@/lib/payments/card-provider";
import { control, STAND_IN, WEBHOOK_SECRET } from "./stand-in.fixture";
import { stripeCards } from "./stripe-cards";

const OPEN = "POST /v1/checkout/sessions";

describe.skipIf(!STAND_IN)("cards by the Stripe stand-in", () => {
  beforeAll(() => {
    process.env.AUTH_SECRET = "secret-of-the-tests-secret-of-the-tests";
    process.env.SMTP_URL = "smtp://127.0.0.1:1";
    process.env.PUBLIC_URL = "http://127.0.0.1:3999";
    process.env.STRIPE_SECRET_KEY = "sk_test_live_suite";
    process.env.STRIPE_WEBHOOK_SECRET = WEBHOOK_SECRET;
    process.env.LOG_LEVEL = "silent";
  });
  afterEach(() => control("DELETE", "/faults"));

  const request = (): CheckoutRequest => ({
    idempotencyKey: newPublicId(),
    paymentId: newPublicId(),
    conference: "live-suite",
    amountMinor: 30_000,
    currency: "EUR",
    title: "Test Conference, RF18 TST0 001",
    email: "person@example.org",
    locale: "it",
    expiresAt: new Date(Math.floor(Date.now() / 1_000) * 1_000 + 35 * 60_000),
    returnUrl: "http://127.0.0.1:3999/return?checkout={CHECKOUT_SESSION_ID}",
    cancelUrl: "http://127.0.0.1:3999/back",
  });
  const pay = (checkoutId: string, card: string) => control("POST", `/sessions/${checkoutId}/pay`, { card });

  async function opened(asked = request()) {
    const outcome = await stripeCards.openCheckout(asked);
    if (!outcome.ok) throw new Error(outcome.error);
    return { ...outcome.value, asked };
  }
  async function read(checkoutId: string) {
    const outcome = await stripeCards.readCheckout(checkoutId);
    if (!outcome.ok) throw new Error(outcome.error);
    return outcome.value;
  }

  test("a page is open, then paid: what was taken, with which card, for which payment", async () => {
    const { checkoutId, url, asked } = await opened();
    expect(url.startsWith(STAND_IN ?? "")).toBe(true);
    expect(await read(checkoutId)).toEqual({
      checkoutId,
      paymentId: asked.paymentId,
      conference: "live-suite",
      status: "open",
      wasDeclined: false,
      charge: null,
    });
    await pay(checkoutId, "4242424242424242");
    expect(await read(checkoutId)).toMatchObject({
      status: "complete",
      charge: { amountMinor: 30_000, currency: "EUR", cardLastFour: "4242", providerId: expect.stringMatching(/^pi_/) },
    });
  });

  test("a declined card leaves the page open for another", async () => {
    const { checkoutId } = await opened();
    await pay(checkoutId, "4000000000000002").catch(() => {});
    expect(await read(checkoutId)).toMatchObject({ status: "open", wasDeclined: true, charge: null });
    await pay(checkoutId, "4242424242424242");
    expect(await read(checkoutId)).toMatchObject({ status: "complete", wasDeclined: false });
  });

  test("a page is closed, and closing it again or when it was paid does nothing", async () => {
    const { checkoutId } = await opened();
    expect(await stripeCards.expireCheckout(checkoutId)).toEqual({ ok: true, value: undefined });
    expect(await stripeCards.expireCheckout(checkoutId)).toEqual({ ok: true, value: undefined });
    expect(await read(checkoutId)).toMatchObject({ status: "expired", charge: null });
    const paid = await opened();
    await pay(paid.checkoutId, "4242424242424242");
    expect(await stripeCards.expireCheckout(paid.checkoutId)).toEqual({ ok: true, value: undefined });
    expect(await read(paid.checkoutId)).toMatchObject({ status: "complete" });
  });

  test("a page that nobody opened is not found", async () => {
    expect(await stripeCards.readCheckout("cs_test_nobody")).toEqual({ ok: false, error: "not-found" });
  });

  test("a page that would be open too short is refused", async () => {
    const expiresAt = new Date(Date.now() + 10 * 60_000);
    expect(await stripeCards.openCheckout({ ...request(), expiresAt })).toEqual({ ok: false, error: "refused" });
  });

  test.each(["error", "lost", "error_after_commit", "lost_after_commit"])(
    "%s: one is hidden by a repeat, two are unreachable, and the same key finds the same page",
    async (kind) => {
      const asked = request();
      await control("POST", "/faults", { kind, match: OPEN, count: 1 });
      const first = await opened(asked);
      const other = request();
      await control("POST", "/faults", { kind, match: OPEN, count: 2 });
      expect(await stripeCards.openCheckout(other)).toEqual({ ok: false, error: "unreachable" });
      const second = await opened(other);
      expect(second.checkoutId).not.toBe(first.checkoutId);
      expect((await opened(other)).checkoutId).toBe(second.checkoutId);
      expect((await opened(asked)).checkoutId).toBe(first.checkoutId);
    },
  );

  test("an answer that does not come is waited for some seconds, then asked for again", async () => {
    await control("POST", "/faults", { kind: "hang_after_commit", match: OPEN, count: 1 });
    const before = Date.now();
    const asked = request();
    const { checkoutId } = await opened(asked);
    expect(Date.now() - before).toBeLessThan(30_000);
    expect((await opened(asked)).checkoutId).toBe(checkoutId);
  });

  test("a key that is used for another sum is refused", async () => {
    const asked = request();
    await opened(asked);
    expect(await stripeCards.openCheckout({ ...asked, amountMinor: 1 })).toEqual({ ok: false, error: "refused" });
  });
});

test.skipIf(STAND_IN)("SKIPPED: STRIPE_API_BASE names no running Stripe stand-in", () => {});
