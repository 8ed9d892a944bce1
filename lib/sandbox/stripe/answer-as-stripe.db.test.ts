import { afterAll, beforeAll, expect, test } from "vitest";
import { db } from "@/lib/db/client";
import type { CheckoutRequest } from "@/lib/payments/card-provider";
import { answerAsStripe } from "@/lib/sandbox/stripe/answer-as-stripe";
import { paySandboxCheckout } from "@/lib/sandbox/stripe/checkout";
import { startStripe } from "@/lib/sandbox/stripe/local-stripe.fixture";
import { stripeBooks } from "@/lib/stripe/stripe-books";
import { stripeCards } from "@/lib/stripe/stripe-cards";
import { stripeRefunds } from "@/lib/stripe/stripe-refunds";

/** The portal's own adapter, with Stripe's SDK, against the sandbox. */
let stop = () => {};
beforeAll(async () => {
  stop = await startStripe();
});
afterAll(() => stop());

const MINUTE_MS = 60_000;
let count = 0;

function checkoutRequest(): CheckoutRequest {
  count += 1;
  return {
    idempotencyKey: `key-${count}`,
    paymentId: `PAYMENT${count}`,
    conference: "mareograph",
    amountMinor: 42_000,
    currency: "EUR",
    title: "Mareograph, RF86MAR270417",
    email: "ingibjorg@example.org",
    locale: "en",
    expiresAt: new Date(Date.now() + 35 * MINUTE_MS),
    returnUrl: "http://127.0.0.1:3999/r/X/pay/return?checkout={CHECKOUT_SESSION_ID}",
    cancelUrl: "http://127.0.0.1:3999/r/X/pay/back",
  };
}

async function open(request = checkoutRequest()) {
  const opened = await stripeCards.openCheckout(request);
  if (!opened.ok) throw new Error(opened.error);
  return { ...opened.value, request };
}

test("a page is opened, paid and read back, its charge with the last four digits", async () => {
  const { checkoutId, url, request } = await open();
  expect(url).toBe(`http://127.0.0.1:3999/sandbox/stripe/pay/${checkoutId}`);
  expect(await stripeCards.readCheckout(checkoutId)).toMatchObject({
    ok: true,
    value: { checkoutId, paymentId: request.paymentId, conference: "mareograph", status: "open", charge: null },
  });
  expect(await paySandboxCheckout(checkoutId, "4242 4242 4242 4242", new Date())).toMatchObject({ ok: true });
  expect(await stripeCards.readCheckout(checkoutId)).toMatchObject({
    ok: true,
    value: { status: "complete", charge: { amountMinor: 42_000, currency: "EUR", cardLastFour: "4242" } },
  });
});

test("the same key finds the same page, and pays once", async () => {
  const { checkoutId, request } = await open();
  expect((await open(request)).checkoutId).toBe(checkoutId);
  const both = await Promise.all([1, 2].map(() => paySandboxCheckout(checkoutId, "4242424242424242", new Date())));
  expect(both.filter((paid) => paid.ok)).toHaveLength(1);
});

test("the same key with other parameters is refused", async () => {
  const { request } = await open();
  expect(await stripeCards.openCheckout({ ...request, amountMinor: 1 })).toEqual({ ok: false, error: "refused" });
});

test("a declined card leaves the page open for another one; a number that is no test card is not kept", async () => {
  const { checkoutId } = await open();
  const declined = await paySandboxCheckout(checkoutId, "4000 0000 0000 0002", new Date());
  expect(declined).toEqual({ ok: false, error: "declined" });
  expect(await stripeCards.readCheckout(checkoutId)).toMatchObject({
    value: { status: "open", wasDeclined: true, charge: null },
  });
  const foreign = await paySandboxCheckout(checkoutId, "4111 1111 1111 1111", new Date());
  expect(foreign).toEqual({ ok: false, error: "not-a-test-card" });
  const row = await (await db()).sandboxCheckout.findUniqueOrThrow({ where: { id: checkoutId } });
  expect(row).toMatchObject({ status: "open", cardLastFour: null });
  expect(await paySandboxCheckout(checkoutId, "5555555555554444", new Date())).toMatchObject({ ok: true });
  expect(await stripeCards.readCheckout(checkoutId)).toMatchObject({
    value: { status: "complete", wasDeclined: false },
  });
});

test("an expired page takes no money, whoever closed it", async () => {
  const { checkoutId } = await open();
  expect(await stripeCards.expireCheckout(checkoutId)).toEqual({ ok: true, value: undefined });
  expect(await paySandboxCheckout(checkoutId, "4242424242424242", new Date())).toEqual({
    ok: false,
    error: "not-open",
  });
  expect(await stripeCards.readCheckout(checkoutId)).toMatchObject({ value: { status: "expired", charge: null } });

  const other = await open();
  const later = new Date(Date.now() + 36 * MINUTE_MS);
  expect(await paySandboxCheckout(other.checkoutId, "4242424242424242", later)).toEqual({
    ok: false,
    error: "not-open",
  });
});

test("a time outside Stripe's limits, an unknown page and an unknown parameter are refused", async () => {
  const soon = { ...checkoutRequest(), expiresAt: new Date(Date.now() + 20 * MINUTE_MS) };
  expect(await stripeCards.openCheckout(soon)).toEqual({ ok: false, error: "refused" });
  expect(await stripeCards.readCheckout(`cs_test_${"0".repeat(32)}`)).toEqual({ ok: false, error: "not-found" });
  const headers = new Headers({ authorization: "Bearer sk_test_x", "idempotency-key": "unknown-parameter" });
  const body = "mode=payment&payment_method_types[0]=card";
  const asked = { method: "POST", path: "/v1/checkout/sessions", query: new URLSearchParams(), headers, body };
  expect(await answerAsStripe(asked, new Date())).toMatchObject({ status: 400 });
  expect(await answerAsStripe({ ...asked, headers: new Headers() }, new Date())).toMatchObject({ status: 401 });
});

test("a refund is made once with its key, found by our id, and never more than was taken", async () => {
  const { checkoutId } = await open();
  await paySandboxCheckout(checkoutId, "4242424242424242", new Date());
  const read = await stripeCards.readCheckout(checkoutId);
  const chargeId = (read.ok && read.value.charge?.providerId) || "";
  const order = { idempotencyKey: "refund-1", refundId: "REFUND1", chargeId, amountMinor: 40_000 };
  const made = await stripeRefunds.send(order);
  expect(made).toMatchObject({ ok: true, value: { refundId: "REFUND1", status: "done" } });
  expect(await stripeRefunds.send(order)).toEqual(made);
  expect(await stripeRefunds.find(chargeId, "REFUND1")).toEqual(made);
  expect(await stripeRefunds.find(chargeId, "REFUND2")).toEqual({ ok: true, value: null });
  expect(await stripeRefunds.read(made.ok ? made.value.providerId : "")).toEqual(made);
  const more = { ...order, idempotencyKey: "refund-2", refundId: "REFUND2", amountMinor: 2_001 };
  expect(await stripeRefunds.send(more)).toEqual({ ok: false, error: "too-much" });
  expect(await stripeRefunds.send({ ...order, amountMinor: 1 })).toEqual({ ok: false, error: "refused" });
  expect(await stripeBooks.readCharge(chargeId)).toMatchObject({ ok: true, value: { refundedMinor: 40_000 } });
});
