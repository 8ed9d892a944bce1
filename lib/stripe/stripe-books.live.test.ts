import "@/lib/db/test-setup";
import { beforeAll, describe, expect, test } from "vitest";
import { db } from "@/lib/db/client";
import { seedConference, seedRegistration } from "@/lib/db/test-conference";
import { newPublicId } from "@/lib/ids/public-id";
import { queue } from "@/lib/jobs/queue";
import { compareWithProvider } from "@/lib/ledger/compare-with-provider";
import { holdOrder } from "@/lib/orders/hold-order";
import { beginCardPayment } from "@/lib/payments/begin-card-payment";
import { lookUpCardPayment } from "@/lib/payments/look-up-card-payment";
import { control, STAND_IN, WEBHOOK_SECRET } from "./stand-in.fixture";
import { stripeBooks } from "./stripe-books";
import { stripeCards } from "./stripe-cards";

const JOB = { kind: "job", id: "test" } as const;
const ADDRESSES = { returnUrl: "http://127.0.0.1:3999/return", cancelUrl: "http://127.0.0.1:3999/back" };

describe.skipIf(!STAND_IN)("our card payments and the stand-in's books", () => {
  // The stand-in serves others too: the conference's name is nobody else's.
  const slug = `books-${newPublicId().toLowerCase()}`;
  let conferenceId = 0;
  let number = 0;

  beforeAll(async () => {
    process.env.STRIPE_SECRET_KEY = "sk_test_live_suite";
    process.env.STRIPE_WEBHOOK_SECRET = WEBHOOK_SECRET;
    await queue();
    ({ conferenceId } = await seedConference());
    await (await db()).conference.update({ where: { id: conferenceId }, data: { slug } });
  });

  async function paidPage(): Promise<string> {
    number += 1;
    const { id } = await seedRegistration(conferenceId, number);
    await holdOrder(id, { categoryCode: "FULL", services: [] }, JOB, new Date());
    const client = await db();
    const order = await client.order.findFirstOrThrow({ where: { payerId: id } });
    await beginCardPayment(order.id, stripeCards, ADDRESSES, JOB, new Date());
    const { checkoutId } = await client.payment.findFirstOrThrow({ where: { orderId: order.id } });
    await control("POST", `/sessions/${checkoutId}/pay`, { card: "4242424242424242" });
    return checkoutId ?? "";
  }
  const lookUp = (checkoutId: string) => lookUpCardPayment(checkoutId, stripeCards, JOB, new Date());

  async function compared() {
    const outcome = await compareWithProvider(stripeBooks, () => {});
    if (!outcome.ok) throw new Error(outcome.error);
    return outcome.value;
  }

  test("agree, differ where we were not told, and agree again", async () => {
    expect(await lookUp(await paidPage())).toBe("paid");
    const untold = await paidPage();
    const { findings, payments } = await compared();
    expect(findings).toMatchObject([{ code: "not-here", conference: slug, here: 0, there: 30_000 }]);
    expect(payments).toBe(1);
    expect(await stripeBooks.findCheckout(findings[0]?.providerId ?? "")).toEqual({ ok: true, value: untold });
    expect(await lookUp(untold)).toBe("paid");
    expect((await compared()).findings).toEqual([]);
  });

  test("a refund that was made outside the portal is seen, and so is a payment that the provider never had", async () => {
    await lookUp(await paidPage());
    const client = await db();
    const payment = await client.payment.findFirstOrThrow({ where: { conferenceId }, orderBy: { id: "desc" } });
    await control("POST", "/refunds", { payment_intent: payment.providerId, amount: 10_000 });
    const { findings } = await compared();
    const refunded = {
      code: "other-refunds",
      conference: slug,
      providerId: payment.providerId,
      here: 0,
      there: 10_000,
    };
    expect(findings).toEqual([refunded]);
    await client.payment.update({ where: { id: payment.id }, data: { providerId: "pi_never" } });
    expect((await compared()).findings).toMatchObject([
      { code: "not-here", providerId: payment.providerId },
      { code: "not-there", providerId: "pi_never", here: 30_000, there: 0 },
    ]);
  });
});

test.skipIf(STAND_IN)("SKIPPED: STRIPE_API_BASE names no running Stripe stand-in", () => {});
