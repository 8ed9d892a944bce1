import "@/lib/db/test-setup";
import { afterEach, beforeAll, describe, expect, test } from "vitest";
import { CLIENT, callMethod, documentOf, SERVER } from "@/lib/convio/call.fixture";
import { db } from "@/lib/db/client";
import { seedConference } from "@/lib/db/test-conference";
import { queue } from "@/lib/jobs/queue";
import { askAboutPayments } from "@/lib/jobs/sweep";
import { checkLedger } from "@/lib/ledger/check-ledger";
import { captureLog, dumpTables, findCardNumbers } from "@/lib/payments/card-numbers.fixture";
import { endLostCharge } from "@/lib/payments/charge-card";
import { control, STAND_IN, WEBHOOK_SECRET } from "@/lib/stripe/stand-in.fixture";
import { stripeCharges } from "@/lib/stripe/stripe-charges";
import { processRegistration } from "./process-registration";

const GOOD = "4242424242424242";
const DECLINED = "4000000000000002";
const ASKS_HOLDER = "4000002760003184";
const JOB = { kind: "job", id: "test" } as const;

/** A thousand of them take minutes: `FOYER_CARDS=1000` before a release, fewer in every run. */
const CARDS = Number(process.env.FOYER_CARDS ?? 150);
const AT_ONCE = 8;
/** A thousand registrations, a quarter of them with a charge, on a machine that does other things too. */
const MANY_CARDS_MS = 400_000;
/** Some cards have twelve digits. */
const SHORTEST = 12;

type Fields = Record<string, string>;

describe.skipIf(!STAND_IN)("cards over the client API with the Stripe stand-in", () => {
  let conferenceId = 0;
  let categoryId = 0;
  let count = 0;
  let logged = () => "";
  const answers: string[] = [];

  beforeAll(async () => {
    logged = captureLog();
    process.env.STRIPE_SECRET_KEY = "sk_test_live_suite";
    process.env.STRIPE_WEBHOOK_SECRET = WEBHOOK_SECRET;
    process.env.CONVIO_CARDS = "1";
    await queue();
    ({ conferenceId } = await seedConference({ hall: 2 * CARDS }));
    ({ id: categoryId } = await (await db()).category.findFirstOrThrow({ where: { conferenceId } }));
  });
  afterEach(() => control("DELETE", "/faults"));

  const billing = {
    ...{ billingFirstName: "Mira", billingLastName: "Kovač", billingStreet1: "Riva 1", billingCity: "Split" },
    ...{ billingZip: "21000", billingCountry: "hr" },
  };
  const cardOf = (number: string): Fields => ({
    ...{ paymentType: "CREDIT_CARD", creditCardNumber: number, creditCardType: "Visa" },
    ...{ creditCardExpMonth: "5", creditCardExpYear: "2031", creditCardVerificationCode: "123" },
  });

  async function pay(number: string, { caller = CLIENT, address = "", card = {}, name = "" } = {}) {
    count += 1;
    const lastName = name || `Holder${count}`;
    const email = `${lastName}@example.org`.toLowerCase();
    const primary = { partTypeId: categoryId, email, firstName: "Card", lastName };
    const document = documentOf({ eventId: conferenceId, ...billing, ...cardOf(number), ...card }, primary);
    const parameters = { registration_document: document, ...(caller === SERVER ? { recordOnly: "true" } : {}) };
    const from = address || `198.51.${Math.floor(count / 250)}.${count % 250}`;
    const answer = await callMethod(processRegistration, caller, parameters, { now: new Date(), address: from });
    answers.push(JSON.stringify(answer));
    return answer;
  }

  const payByCheck = (number: string, checkNumber: string) =>
    pay(number, { caller: SERVER, card: { paymentType: "CHECK", checkNumber } });

  const registrationOf = async (answer: Record<string, unknown>) =>
    (await db()).registration.findUniqueOrThrow({
      where: { id: Number((answer.primaryRegistration as Fields).registrationId) },
      include: { paidOrders: { include: { payments: true, ledger: true } } },
    });

  test("a card is charged once, and the order is settled with it", async () => {
    const { code, answer } = await pay(GOOD);
    expect(code).toBe(0);
    const registration = await registrationOf(answer);
    expect(registration).toMatchObject({ state: "active" });
    const [order] = registration.paidOrders;
    expect(order).toMatchObject({ settledAt: expect.any(Date), way: "card", totalMinor: 30_000 });
    expect(order?.payments).toMatchObject([{ state: "confirmed", cardLastFour: "4242", cardBrand: "visa" }]);
    const providerId = order?.payments[0]?.providerId;
    const ledger = await control<{ payment_intents: { charged: number }[] }>(
      "GET",
      `/ledger?payment_intent=${providerId}`,
    );
    expect(ledger.payment_intents.map(({ charged }) => charged)).toEqual([30_000]);
  });

  test("declined, or a bank that wants to ask its holder: 2677, nothing taken; the next card is taken", async () => {
    expect(await pay(DECLINED, { name: "Second" })).toMatchObject({ code: 2677 });
    expect(await pay(ASKS_HOLDER, { name: "Second" })).toMatchObject({ code: 2677 });
    const { code, answer } = await pay(GOOD, { name: "Second" });
    expect(code).toBe(0);
    expect((await registrationOf(answer)).paidOrders.map(({ state }) => state).sort()).toEqual([
      "cancelled",
      "cancelled",
      "placed",
    ]);
  });

  test.each([
    { why: "a number that is none", card: { creditCardNumber: "4242424242424241" }, code: 2677 },
    { why: "no verification code", card: { creditCardVerificationCode: "" }, code: 2677 },
    { why: "a card that is over", card: { creditCardExpYear: "2020" }, code: 2677 },
    { why: "no billing address", card: { billingZip: "" }, code: 2765 },
  ])("$why is refused before a place is held", async ({ card, code }) => {
    const client = await db();
    const before = await client.order.count({ where: { conferenceId } });
    expect(await pay(GOOD, { card })).toMatchObject({ code });
    expect(await client.order.count({ where: { conferenceId } })).toBe(before);
  });

  test("the provider is away: 2697, and the places are free", async () => {
    const client = await db();
    const hall = () => client.quota.findFirstOrThrow({ where: { conferenceId, name: "hall" } });
    const { taken } = await hall();
    await control("POST", "/faults", { kind: "error", match: "POST /v1/payment_intents", count: 6, status: 500 });
    expect(await pay(GOOD)).toMatchObject({ code: 2697 });
    expect((await hall()).taken).toBe(taken);
  });

  test("the answer to a charge is lost: it is asked for, and counts once", async () => {
    await control("POST", "/faults", { kind: "lost_after_commit", match: "/confirm", count: 2 });
    const { code, answer } = await pay(GOOD);
    expect(code).toBe(0);
    expect((await registrationOf(answer)).paidOrders[0]?.ledger.map(({ amountMinor }) => amountMinor)).toEqual([
      30_000,
    ]);
  });

  test("charged, and then nothing more is heard: 2697; the sweeper finds the money, for a refund", async () => {
    await control("POST", "/faults", { kind: "lost_after_commit", match: "/confirm", count: 2 });
    await control("POST", "/faults", { kind: "lost", match: "/cancel", count: 2 });
    await control("POST", "/faults", { kind: "lost", match: "GET /v1/payment_intents", count: 2 });
    expect(await pay(GOOD, { name: "Unheard" })).toMatchObject({ code: 2697 });
    const client = await db();
    const payment = await client.payment.findFirstOrThrow({ where: { conferenceId, state: "pending", way: "card" } });
    await client.$executeRaw`UPDATE payment SET updated_at = now() - interval '2 minutes' WHERE id = ${payment.id}`;
    await askAboutPayments();
    const boss = await queue();
    const [job] = await boss.fetch<{ paymentId: number }>("payment.end-charge");
    expect(job?.data).toEqual({ paymentId: payment.id });
    await endLostCharge(payment.id, stripeCharges, JOB, new Date());
    expect(await client.suspense.findMany({ where: { paymentId: payment.id } })).toMatchObject([
      { reason: "order-cancelled", amountMinor: 30_000 },
    ]);
  });

  test("after ten cards that failed the eleventh is not tried, from that address", async () => {
    const address = "203.0.113.9";
    for (let card = 0; card < 9; card++) expect(await pay(DECLINED, { address })).toMatchObject({ code: 2677 });
    expect(await pay("4242424242424241", { address })).toMatchObject({ code: 2677 });
    expect(await pay(GOOD, { address })).toMatchObject({ code: 4 });
    expect(await pay(GOOD, { address: "203.0.113.10" })).toMatchObject({ code: 0 });
  });

  test(
    "of many cards no number rests in the database, the log or an answer, whatever was sent",
    async () => {
      const cards = Array.from({ length: CARDS }, (_, index) => generate(index));
      expect(new Set(cards).size).toBe(CARDS);
      // What was sent of each, and how it is answered: charged, declined, refused before it is charged, masked.
      const ways: { code: number; send: (number: string) => Promise<{ code: number }> }[] = [
        { code: 0, send: (number) => pay(number, { card: { creditCardType: number } }) },
        { code: 2677, send: (number) => pay(spaced(number), { card: { creditCardVerificationCode: number } }) },
        { code: 2677, send: (number) => pay(DECLINED, { card: { creditCardType: number, checkNumber: number } }) },
        {
          code: 2677,
          send: (number) => pay(number, { card: { creditCardExpYear: "2020", checkNumber: spaced(number) } }),
        },
        { code: 2768, send: (number) => pay(number, { caller: SERVER }) },
        { code: 2768, send: (number) => payByCheck(number, number) },
        { code: 0, send: (number) => pay("************4242", { caller: SERVER, card: { creditCardType: number } }) },
        { code: 0, send: (number) => payByCheck("************4242", spaced(number)) },
      ];
      const codes: Record<number, number> = {};
      const left = cards.entries();
      const client = async () => {
        for (const [index, number] of left) {
          const way = ways[index % ways.length];
          const { code } = (await way?.send(number)) ?? { code: -1 };
          if (code !== way?.code) codes[code] = (codes[code] ?? 0) + 1;
        }
      };
      await Promise.all(Array.from({ length: AT_ONCE }, client));
      expect(codes).toEqual({});
      const dump = await dumpTables();
      expect(dump).toContain("4242");
      for (const text of [dump, logged(), answers.join("\n")]) {
        expect(text.split("\n").flatMap((line) => findCardNumbers(line, SHORTEST))).toEqual([]);
        const written = new Set(text.match(/\d{12,}/g));
        expect(cards.filter((number) => written.has(number))).toEqual([]);
      }
      expect(cards.flatMap((number) => findCardNumbers(`a ${number} b`, SHORTEST))).toEqual(cards);
      expect(dump).not.toMatch(/creditCardVerificationCode|"cvc"/);
    },
    MANY_CARDS_MS,
  );

  test("all of it adds up", async () => expect(await checkLedger()).toEqual([]));
});

/** A number of a card that could be: 12 to 19 digits, the last one right; another for each seed below 7,919. */
function generate(seed: number): string {
  const length = 12 + (seed % 8);
  const begin = ["4", "51", "55", "34", "6011", "2223"][seed % 6] ?? "4";
  const body =
    begin +
    String(((seed + 1) * 7_919_317) % 100_000_007)
      .padStart(8, "7")
      .repeat(3);
  const digits = body.slice(0, length - 1);
  const check = [...Array(10).keys()].find((last) => isLuhnValid(`${digits}${last}`));
  return `${digits}${check}`;
}

function spaced(number: string): string {
  return number.replace(/\d{4}(?=\d)/g, "$& ");
}

function isLuhnValid(digits: string): boolean {
  const sum = [...digits].toReversed().reduce((total, digit, index) => {
    const value = Number(digit) * (index % 2 ? 2 : 1);
    return total + (value > 9 ? value - 9 : value);
  }, 0);
  return sum % 10 === 0;
}
