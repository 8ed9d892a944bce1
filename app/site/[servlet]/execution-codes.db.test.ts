import { beforeAll, describe, expect, test } from "vitest";
import { type Answered, askServlet, giveCredential, PLAIN_KEY } from "@/app/site/ask-servlet.fixture";
import { documentOf } from "@/lib/convio/call.fixture";
import { mutate, randomOf } from "@/lib/convio/mutate.fixture";
import { db } from "@/lib/db/client";
import { seedConference } from "@/lib/db/test-conference";
import { queue } from "@/lib/jobs/queue";
import { EXECUTION_CODES } from "./codes.fixture";

process.env.CONVIO_CARDS = "1";
process.env.STRIPE_SECRET_KEY = "sk_test_of_the_tests";
process.env.STRIPE_WEBHOOK_SECRET = "whsec_of_the_tests";
process.env.STRIPE_API_BASE = "http://127.0.0.1:1";

type Fields = Record<string, unknown>;

let key = "";
let account = { login_name: "", login_password: "" };
let eventId = 0;
let partTypeId = 0;
let count = 0;

/** Somebody whom nobody knows yet. */
function someone(fields: Fields = {}): Fields {
  count += 1;
  return { partTypeId, email: `somebody${count}@example.org`, firstName: "Some", lastName: `Body${count}`, ...fields };
}

const top = (fields: Fields = {}) => ({ eventId, paymentType: "CASH", ...fields });

const common = () => ({ api_key: key, v: "1.0", response_format: "json", method: "processRegistration" });

function client(registration_document: string, more: Record<string, string> = {}): Promise<Answered> {
  return askServlet({ body: { ...common(), registration_document, ...more } });
}

function server(registration_document: string, more: Record<string, string> = {}): Promise<Answered> {
  const body = { ...common(), ...account, registration_document, ...more };
  return askServlet({ servlet: "SRTeamraiserAPI", address: "192.0.2.5", isHttps: true, body });
}

/** An event of its own, changed, and a registration in it. */
async function inEvent(
  change: (conferenceId: number, typeId: number) => Promise<unknown>,
  hall = 100,
): Promise<Answered> {
  const { conferenceId } = await seedConference({ hall });
  const { id } = await (await db()).category.findFirstOrThrow({ where: { conferenceId } });
  await change(conferenceId, id);
  const two = [someone({ partTypeId: id }), someone({ partTypeId: id })] as const;
  return client(documentOf(top({ eventId: conferenceId }), two[0], [two[1]]));
}

const CARD = {
  ...{ paymentType: "CREDIT_CARD", creditCardType: "Visa", creditCardExpMonth: "7", creditCardExpYear: "2041" },
  ...{ creditCardVerificationCode: "123", billingFirstName: "A", billingLastName: "B", billingStreet1: "C 1" },
  ...{ billingCity: "D", billingZip: "1000", billingCountry: "PT" },
};
/** The number that card providers give for tests. */
const TEST_NUMBER = ["4242", "4242", "4242", "4242"].join("");

beforeAll(async () => {
  await queue();
  key = (await giveCredential(PLAIN_KEY)).secret;
  const made = await giveCredential({ kind: "convio_server", conferenceId: null, allowedAddresses: ["192.0.2.0/24"] });
  account = { login_name: made.name, login_password: made.secret };
  ({ conferenceId: eventId } = await seedConference());
  const database = await db();
  await database.conference.update({ where: { id: eventId }, data: { takesDelegations: true } });
  ({ id: partTypeId } = await database.category.findFirstOrThrow({ where: { conferenceId: eventId } }));
});

const PROVOKED: Record<number, () => Promise<Answered>> = {
  12: async () => {
    const known = { email: "kai@example.org", firstName: "Kai", lastName: "K", username: "kai" };
    await (await db()).person.create({ data: known });
    return client(documentOf(top(), someone({ username: "kai" })));
  },
  2677: () => client(documentOf(top({ ...CARD, creditCardNumber: "4242424242424241" }), someone())),
  2697: () => client(documentOf(top({ ...CARD, creditCardNumber: TEST_NUMBER }), someone())),
  2752: () =>
    inEvent(async (conferenceId) => {
      const database = await db();
      const { id } = await database.quota.findFirstOrThrow({ where: { conferenceId, name: "hall" } });
      const student = { conferenceId, code: "STUDENT", name: "Student", position: 2 };
      await database.category.create({ data: { ...student, quotas: { connect: { id } } } });
    }, 1),
  2754: () => inEvent(async () => {}, 1),
  2755: () => server(documentOf(top(), someone({ consId: 999_999 }))),
  2756: () => server(documentOf(top(), someone({ memberId: 999_999 }))),
  2759: async () => {
    const person = someone();
    expect((await server(documentOf(top(), person))).code).toBe(0);
    return server(documentOf(top(), person));
  },
  2760: () => client(documentOf(top(), someone({ teamId: 999_999 }))),
  2761: () => client(documentOf(top(), someone({ previousTeamId: 999_999 }))),
  2762: () => client(documentOf(top(), someone({ teamName: "--" }))),
  2764: () => client(documentOf(top(), someone({ question: { id: 999_999, response: "x" } }))),
  2765: () => client(documentOf(top(), someone({ email: "a@b" }))),
  2766: () => client("<!DOCTYPE x><processRegistrationRequest/>"),
  2767: () => server(documentOf(top({ ...CARD, creditCardNumber: "************4242" }), someone())),
  2768: () => server(documentOf(top({ ...CARD, creditCardNumber: TEST_NUMBER }), someone()), { recordOnly: "true" }),
  2769: () => client(documentOf(top({ discountCode: "EARLY" }), someone())),
  2770: () =>
    inEvent(async (_, id) =>
      (await db()).category.update({ where: { id }, data: { waiver: "I swim at my own risk." } }),
    ),
};

test("fifteen cards at once that are none: ten are looked at", async () => {
  const document = () => documentOf(top({ ...CARD, creditCardNumber: "4242424242424241" }), someone());
  const codes = await Promise.all(
    Array.from({ length: 15 }, async () => {
      const asked = { address: "198.18.8.8", body: { ...common(), registration_document: document() } };
      return (await askServlet(asked)).code;
    }),
  );
  expect(codes.filter((code) => code === 2677)).toHaveLength(10);
  expect(codes.filter((code) => code === 4)).toHaveLength(5);
});

describe("every code of processRegistration, through its door", () => {
  test.each(Object.entries(PROVOKED))("%s", async (code, provoke) => {
    const answer = await provoke();
    expect(answer.code, answer.text).toBe(Number(code));
    expect(answer.status).toBe(403);
    expect(answer.text).not.toMatch(/4242\d{12}/);
  });

  test("is each of them", () => {
    expect(Object.keys(PROVOKED).map(Number)).toEqual(EXECUTION_CODES);
  });

  test("a mutated call is answered in the dialect's words, and never by an exception", async () => {
    const random = randomOf(7);
    for (let time = 0; time < 100; time++) {
      const document = documentOf(top(), someone({ question: { id: 1, response: "x" } }), [someone()]);
      const { status, code, text } = await client(mutate(document, random));
      expect([200, 403], text).toContain(status);
      expect(code, text).not.toBe(1);
    }
  });

  test("and one that is right leaves no card number and no document behind", async () => {
    const document = documentOf(top({ creditCardNumber: "x", shoeSize: "44" }), someone({ [`n${TEST_NUMBER}`]: "1" }));
    const { root } = await client(document);
    expect(root("processRegistrationResponse").confirmationCode).toMatch(/^\d+(-\d+){4}$/);
    const rows = await (await db()).convioCall.findMany({ orderBy: { id: "desc" }, take: 50 });
    expect(rows[0]).toMatchObject({ method: "processRegistration", code: 0, conferenceId: eventId });
    expect(rows[0]?.unknownElements.toSorted()).toEqual(["(other)", "shoeSize"]);
    expect(JSON.stringify(rows)).not.toContain(TEST_NUMBER);
  });
});
