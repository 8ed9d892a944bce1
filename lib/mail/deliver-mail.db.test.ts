import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";
import { SMTPServer } from "smtp-server";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { db, transaction } from "@/lib/db/client";
import { seedConference, seedRegistration } from "@/lib/db/test-conference";
import { queue } from "@/lib/jobs/queue";
import { deliverMail } from "@/lib/mail/deliver-mail";
import type { Carrier, OutgoingMail } from "@/lib/mail/outgoing-mail";
import { type Letter, type LetterFacts, queueMail } from "@/lib/mail/queue-mail";
import { holdOrder } from "@/lib/orders/hold-order";
import { placeOrder } from "@/lib/orders/place-order";
import { receiveMoney } from "@/lib/payments/receive-money";
import { err, ok } from "@/lib/result";

const actor = { kind: "job", id: "test" } as const;

/** A mail server that takes everything but a mailbox named "nobody", and can be told to be busy. */
let received: string[] = [];
let isBusy = false;
const server = new SMTPServer({
  disabledCommands: ["AUTH", "STARTTLS"],
  onRcptTo({ address }, _session, done) {
    const code = address.startsWith("nobody") ? 550 : isBusy ? 451 : 0;
    done(code ? Object.assign(new Error("no"), { responseCode: code }) : null);
  },
  onData(stream, _session, done) {
    text(stream).then((mail) => {
      received.push(mail);
      done();
    });
  },
});
beforeAll(async () => {
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  process.env.SMTP_URL = `smtp://127.0.0.1:${(server.server.address() as AddressInfo).port}`;
  await queue(); // opening it takes longer than the first transaction may
});
afterAll(() => {
  server.close();
});
beforeEach(() => {
  received = [];
  isBusy = false;
});

let number = 100;

async function queueCode(recipient = "person@example.org", minutesLeft = 10): Promise<number> {
  const { conferenceId } = await seedConference();
  const request = await (await db()).linkRequest.create({
    data: {
      publicId: `REQUEST${conferenceId}`,
      conferenceId,
      indicoDbId: 1,
      friendlyId: 1,
      email: recipient,
      locale: "it",
      expiresAt: new Date(Date.now() + minutesLeft * 60_000),
    },
  });
  const facts = { linkRequestId: request.id, code: "482913", linkSecret: "a-secret-of-the-test" };
  const key = `code:${request.id}`;
  await transaction((tx) =>
    queueMail(tx, { letter: "verification-code", key, recipient, locale: "it", conferenceId, facts }),
  );
  return mailIdOf(key);
}

async function mailIdOf(key: string): Promise<number> {
  return (await (await db()).mail.findUniqueOrThrow({ where: { key } })).id;
}

/** The newest mail of a letter to somebody. */
async function newestMailId(registrationId: number, letter: Letter): Promise<number> {
  const where = { registrationId, letter };
  return (await (await db()).mail.findFirstOrThrow({ where, orderBy: { id: "desc" } })).id;
}

const rowOf = async (id: number) => (await db()).mail.findUniqueOrThrow({ where: { id } });

/** An order for one full category, placed by transfer. */
async function placeByTransfer() {
  const { conferenceId } = await seedConference();
  const registration = await seedRegistration(conferenceId, number++);
  const held = await holdOrder(registration.id, { categoryCode: "FULL", services: [] }, actor, new Date());
  if (!held.ok) throw new Error(held.error.code);
  const client = await db();
  const order = await client.order.findUniqueOrThrow({ where: { publicId: held.value.publicId } });
  await placeOrder(order.id, { way: "transfer" }, actor, new Date());
  const payment = await client.payment.findFirstOrThrow({ where: { orderId: order.id } });
  return { order, payment, registration };
}

test("sends once by SMTP, in the recipient's language, however often the job runs", async () => {
  const id = await queueCode();
  await Promise.all([deliverMail(id), deliverMail(id)]);
  await deliverMail(id);
  expect(received).toHaveLength(1);
  const mail = received[0] ?? "";
  expect(mail).toContain("482913");
  expect(mail).toContain("To: person@example.org");
  expect(mail).toContain("Reply-To: desk@example.org");
  expect(mail).toContain(`Message-ID: <foyer.${id}@127.0.0.1>`);
  expect(mail).toContain("Auto-Submitted: auto-generated");
  expect(mail).toMatch(/lang=3D"it"|lang="it"/);
  expect(await rowOf(id)).toMatchObject({ state: "sent", attempts: 1, leaseUntil: null, failure: null });
});

test("after a code was sent, neither code nor link are left in the database", async () => {
  const id = await queueCode();
  await deliverMail(id);
  const row = JSON.stringify(await rowOf(id));
  expect(row).not.toContain("482913");
  expect(row).not.toContain("a-secret-of-the-test");
});

test("a mailbox that does not exist fails for good, and says why", async () => {
  const id = await queueCode("nobody@example.org");
  await deliverMail(id);
  expect(await rowOf(id)).toMatchObject({ state: "failed", failure: expect.stringContaining("550") });
  expect(JSON.stringify(await rowOf(id))).not.toContain("482913");
});

test("a busy server is tried again, and the mail goes out once", async () => {
  const id = await queueCode();
  isBusy = true;
  await expect(deliverMail(id)).rejects.toThrow("could not be sent now");
  expect(await rowOf(id)).toMatchObject({ state: "queued", leaseUntil: null, attempts: 1 });
  isBusy = false;
  await deliverMail(id);
  expect(received).toHaveLength(1);
  expect(await rowOf(id)).toMatchObject({ state: "sent", attempts: 2 });
});

test("an attempt that breaks off leaves the mail to the next one at once", async () => {
  const id = await queueCode();
  const broken: Carrier = async () => {
    throw new Error("broken off");
  };
  await expect(deliverMail(id, broken)).rejects.toThrow("broken off");
  await deliverMail(id);
  expect(received).toHaveLength(1);
});

test("a mail that found no way for days is given up", async () => {
  const id = await queueCode();
  await (await db()).mail.update({ where: { id }, data: { createdAt: new Date(Date.now() - 4 * 86_400_000) } });
  const busy: Carrier = async () => err({ code: "later", reason: "451 busy" });
  await deliverMail(id, busy);
  expect(await rowOf(id)).toMatchObject({ state: "failed", failure: "451 busy" });
});

test("a code that has run out is not sent", async () => {
  const id = await queueCode("late@example.org", -1);
  await deliverMail(id);
  expect(received).toHaveLength(0);
  expect(await rowOf(id)).toMatchObject({ state: "failed", failure: "code-expired" });
});

test("while one job sends, another leaves the mail alone; a lease that ran out does not hold it", async () => {
  const id = await queueCode();
  const client = await db();
  await client.$executeRaw`UPDATE mail SET lease_until = now() + interval '1 minute' WHERE id = ${id}`;
  await deliverMail(id);
  expect(received).toHaveLength(0);
  await client.$executeRaw`UPDATE mail SET lease_until = now() - interval '1 second' WHERE id = ${id}`;
  await deliverMail(id);
  expect(received).toHaveLength(1);
});

test("the transfer's letter carries the details, the confirmation ticket, receipt and calendar", async () => {
  const { payment, registration } = await placeByTransfer();
  const carried: OutgoingMail[] = [];
  const keep: Carrier = async (mail) => {
    carried.push(mail);
    return ok(undefined);
  };
  await deliverMail(await newestMailId(registration.id, "order-by-transfer"), keep);
  await receiveMoney(payment.id, { amountMinor: 30_000, currency: "EUR", at: new Date() }, actor, new Date());
  await deliverMail(await newestMailId(registration.id, "payment-confirmed"), keep);
  const [transfer, confirmed] = carried;
  expect(transfer?.text).toContain("PT50 0002 0123 1234 5678 9015 4");
  expect(transfer?.text).toContain("EUR 300.00");
  expect(transfer?.attachments.map(({ contentType }) => contentType)).toEqual(["image/png"]);
  expect(confirmed?.text).toContain("2027-0001");
  expect(confirmed?.attachments.map(({ filename }) => filename)).toEqual([
    `ticket-${registration.number}.pdf`,
    "receipt-2027-0001.pdf",
    expect.stringMatching(/^test-\d+\.ics$/),
  ]);
  for (const index of [0, 1]) {
    expect(confirmed?.attachments[index]?.content.subarray(0, 5).toString()).toBe("%PDF-");
  }
});

test("a registration that costs nothing has a ticket and no receipt", async () => {
  const { order, registration } = await placeByTransfer();
  await (await db()).order.update({ where: { id: order.id }, data: { totalMinor: 0, settledAt: new Date() } });
  const facts = { orderId: order.id };
  const key = `test:free:${order.id}`;
  await transaction((tx) =>
    queueMail(tx, { letter: "registration-confirmed", key, registrationId: registration.id, facts }),
  );
  const carried: OutgoingMail[] = [];
  await deliverMail(await mailIdOf(key), async (mail) => {
    carried.push(mail);
    return ok(undefined);
  });
  expect(carried[0]?.attachments.map(({ contentType }) => contentType.split(";")[0])).toEqual([
    "application/pdf",
    "text/calendar",
  ]);
  expect(carried[0]?.attachments[0]?.filename).toMatch(/^ticket-/);
});

const ORDER_LETTERS: Exclude<Letter, "verification-code" | "money-unmatched" | "refund-done">[] = [
  "order-by-transfer",
  "order-on-site",
  "purchase-order-received",
  "purchase-order-approved",
  "purchase-order-declined",
  "payment-confirmed",
  "registration-confirmed",
  "hold-lapsed",
  "registration-cancelled",
];

test.each(ORDER_LETTERS)("%s is written from a stored order", async (letter) => {
  const { order, registration } = await placeByTransfer();
  const facts = { orderId: order.id } as LetterFacts[typeof letter];
  const key = `test:${letter}`;
  await transaction((tx) => queueMail(tx, { letter, key, registrationId: registration.id, facts }));
  const id = await mailIdOf(key);
  await deliverMail(id);
  expect(await rowOf(id)).toMatchObject({ state: "sent", subject: expect.stringMatching(/\w/) });
  expect(received).toHaveLength(1);
});

test("money in suspense is told with its reason", async () => {
  const { payment } = await placeByTransfer();
  await receiveMoney(payment.id, { amountMinor: 35_000, currency: "EUR", at: new Date() }, actor, new Date());
  const suspense = await (await db()).suspense.findFirstOrThrow({ where: { paymentId: payment.id } });
  const id = await mailIdOf(`money-unmatched:${suspense.id}`);
  await deliverMail(id);
  expect((await rowOf(id)).text).toContain("EUR 50.00");
});
