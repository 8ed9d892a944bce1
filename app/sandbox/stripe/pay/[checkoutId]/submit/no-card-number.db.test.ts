import { afterAll, beforeAll, expect, test } from "vitest";
import { db, transaction } from "@/lib/db/client";
import { seedConference, seedRegistration } from "@/lib/db/test-conference";
import { queue } from "@/lib/jobs/queue";
import { log } from "@/lib/log/log";
import { deliverMail } from "@/lib/mail/deliver-mail";
import { queueMail } from "@/lib/mail/queue-mail";
import { holdOrder } from "@/lib/orders/hold-order";
import { beginCardPayment } from "@/lib/payments/begin-card-payment";
import { captureLog, dumpTables, findCardNumbers } from "@/lib/payments/card-numbers.fixture";
import { lookUpCardPayment } from "@/lib/payments/look-up-card-payment";
import { startStripe } from "@/lib/sandbox/stripe/local-stripe.fixture";
import { stripeCards } from "@/lib/stripe/stripe-cards";
import { POST } from "./route";

const JOB = { kind: "job", id: "test" } as const;
const ADDRESSES = { returnUrl: "http://127.0.0.1:3999/return", cancelUrl: "http://127.0.0.1:3999/back" };

let stop = () => {};
let logged = () => "";
beforeAll(async () => {
  process.env.FOYER_DEMO = "1";
  // Nothing listens there: that the webhook was not delivered is logged.
  process.env.PORT = "1";
  logged = captureLog();
  stop = await startStripe();
  await queue();
});
afterAll(() => stop());

/** Sends the card form of the sandbox, as the person's browser does. @returns where it leads */
async function typeCard(checkoutId: string, number: string): Promise<string> {
  const form = new FormData();
  form.set("number", number);
  const answer = await POST(
    new Request(`http://127.0.0.1:3999/sandbox/stripe/pay/${encodeURIComponent(checkoutId)}/submit`, {
      method: "POST",
      body: form,
    }),
    { params: Promise.resolve({ checkoutId }) },
  );
  return answer.headers.get("location") ?? String(answer.status);
}

test("no card number rests in the database or the log, whatever a person typed on the card page", async () => {
  const { conferenceId } = await seedConference();
  const { id: registrationId } = await seedRegistration(conferenceId, 1);
  await holdOrder(registrationId, { categoryCode: "FULL", services: [] }, JOB, new Date());
  const client = await db();
  const { id: orderId } = await client.order.findFirstOrThrow({ where: { payerId: registrationId } });
  await beginCardPayment(orderId, stripeCards, ADDRESSES, JOB, new Date());
  const { checkoutId } = await client.payment.findFirstOrThrow({ where: { orderId } });
  const lookUp = () => lookUpCardPayment(checkoutId ?? "", stripeCards, JOB, new Date());

  expect(await typeCard(checkoutId ?? "", "4000 0000 0000 0002")).toContain("refused=declined");
  expect(await lookUp()).toBe("open");
  expect(await typeCard(checkoutId ?? "", "4111-1111-1111-1111")).toContain("refused=not-a-test-card");
  expect(await typeCard("4242424242424242", "4242424242424242")).toContain("/sandbox/stripe/pay/");
  expect(await typeCard(checkoutId ?? "", "4242 4242 4242 4242")).toBe(ADDRESSES.returnUrl);
  expect(await lookUp()).toBe("paid");
  for (const { id } of await client.mail.findMany()) await deliverMail(id);
  expect(await client.mail.findMany()).toMatchObject([{ letter: "payment-confirmed", state: "sent" }]);

  const tables = await dumpTables();
  expect(tables, "what is there is looked at").toContain("payment-confirmed");
  expect(logged()).toContain("sandbox webhook not delivered");
  expect(findCardNumbers(tables)).toEqual([]);
  expect(findCardNumbers(logged())).toEqual([]);

  // It would be found: in a column, in a job's data, in the log.
  await client.payment.updateMany({ where: { orderId }, data: { note: "paid with 4242 4242 4242 4242 12/29" } });
  await transaction((tx) =>
    queueMail(tx, { letter: "order-on-site", key: "4000000000000002", registrationId, facts: { orderId } }),
  );
  log.warn({ form: { number: "5555555555554444" } }, "planted");
  expect(findCardNumbers(await dumpTables())).toEqual(["4000000000000002", "4242424242424242"]);
  expect(findCardNumbers(logged())).toEqual(["5555555555554444"]);
});
