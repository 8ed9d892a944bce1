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
  2763: () =>
    inEvent(async (conferenceId) =>
      (await db()).conference.update({ where: { id: conferenceId }, data: { secondaryLimit: 0 } }),
    ),
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
  2771: () => inEvent(async (_, id) => (await db()).category.update({ where: { id }, data: { needsForm: true } })),
};

describe("codes and settings of an event", () => {
  /** An event with the code EARLY: a tenth off, twice; and a type that needs one. */
  async function sellCodes(change: object = {}) {
    const { conferenceId } = await seedConference();
    const database = await db();
    const { id: typeId } = await database.category.findFirstOrThrow({ where: { conferenceId } });
    const member = await database.category.create({
      data: {
        ...{ conferenceId, code: "MEMBER", name: "Member", position: 2, needsCode: true },
        windows: { create: [{ label: "Regular", priceMinor: 10_000 }] },
      },
    });
    const { id: quotaId } = await database.quota.create({ data: { conferenceId, name: "Code", capacity: 2 } });
    await database.promotion.create({
      data: { conferenceId, code: "EARLY", label: "Early", position: 0, basisPoints: 1000, quotaId, ...change },
    });
    await database.promotion.create({
      data: {
        ...{ conferenceId, code: "MEMBERS", label: "Members", position: 1 },
        categories: { connect: { id: member.id } },
      },
    });
    const fill = (type: number, discountCode: string | null, others = 0) => {
      const people = Array.from({ length: others }, () => someone({ partTypeId: type }));
      return documentOf(top({ eventId: conferenceId, discountCode }), someone({ partTypeId: type }), people);
    };
    const totalOf = async ({ root }: Answered) => {
      const id = Number(root("processRegistrationResponse").confirmationCode?.toString().split("-")[3]);
      return (await database.order.findUniqueOrThrow({ where: { id } })).totalMinor;
    };
    return { conferenceId, typeId, memberTypeId: member.id, fill, totalOf };
  }

  test("a right discountCode reduces the total of everybody whom it is for, on both servlets, until it is used up", async () => {
    const { typeId, fill, totalOf } = await sellCodes();
    expect(await totalOf(await client(fill(typeId, " early ")))).toBe(27_000);
    expect(await totalOf(await server(fill(typeId, "EARLY")))).toBe(27_000);
    expect(await client(fill(typeId, "EARLY"))).toMatchObject({
      code: 2769,
      text: expect.stringContaining("as often"),
    });
    expect(await totalOf(await client(fill(typeId, null)))).toBe(30_000);
  });

  test.each([
    { why: "unknown", code: "NO-SUCH", says: "not known" },
    { why: "not yet", change: { fromAt: new Date("2999-01-01") }, says: "not hold yet" },
    { why: "over", change: { untilAt: new Date("2020-01-01") }, says: "expired" },
    { why: "switched off", change: { isActive: false }, says: "not known" },
    { why: "for others", code: "MEMBERS", says: "none of the participation types" },
    { why: "used up by one document", others: 2, says: "as often" },
  ])("2769: $why", async ({ code = "EARLY", change, others, says }) => {
    const { typeId, fill } = await sellCodes(change);
    for (const send of [client, server]) {
      expect(await send(fill(typeId, code, others))).toMatchObject({ code: 2769, text: expect.stringContaining(says) });
    }
  });

  test("a type that needs a code is listed with it alone, and is 2753 without it", async () => {
    const { conferenceId, memberTypeId, fill, totalOf } = await sellCodes();
    const listed = async (more: Record<string, string>) => {
      const body = { ...common(), method: "getParticipationTypes", fr_id: String(conferenceId), ...more };
      const { root } = await askServlet({ body });
      const types = [root("getParticipationTypesResponse").participationType].flat() as Fields[];
      return types.map(({ name, promoCodeRequired }) => [name, promoCodeRequired]);
    };
    expect(await listed({})).toEqual([["Full", "false"]]);
    expect(await listed({ promotion_code: "EARLY" })).toEqual([["Full", "false"]]);
    expect(await listed({ promotion_code: " members" })).toEqual([
      ["Full", "false"],
      ["Member", "true"],
    ]);
    for (const code of [null, ""]) expect((await client(fill(memberTypeId, code))).code).toBe(2753);
    expect(await totalOf(await client(fill(memberTypeId, "members")))).toBe(10_000);
    const body = { ...common(), method: "getRegistrationDocument", fr_id: String(conferenceId) };
    const described = (more: Record<string, string>) =>
      askServlet({ body: { ...body, participation_id: String(memberTypeId), ...more } });
    expect((await described({})).code).toBe(2753);
    expect((await described({ promotion_code: "EARLY" })).code).toBe(2753);
    const { root } = await described({ promotion_code: "members" });
    expect(root("processRegistrationRequest").primaryRegistration).toMatchObject({ partTypeId: String(memberTypeId) });
    const used = await (await db()).quota.create({ data: { conferenceId, name: "Used", capacity: 0 } });
    await (await db()).promotion.updateMany({
      where: { conferenceId, code: "MEMBERS" },
      data: { quotaId: used.id },
    });
    expect(await listed({ promotion_code: "members" })).toEqual([["Full", "false"]]);
    expect((await described({ promotion_code: "members" })).code).toBe(2753);
  });

  test("nobody finds a code by guessing over the client API: right ones cost no try", async () => {
    const { conferenceId, typeId, fill } = await sellCodes({ quotaId: null });
    const address = "198.18.9.9";
    const guess = async (promotion_code: string) => {
      const body = { ...common(), method: "getParticipationTypes", fr_id: String(conferenceId), promotion_code };
      return (await askServlet({ address, body })).code;
    };
    for (let time = 0; time < 60; time++) expect(await guess(`GUESS-${time}`)).toBe(0);
    expect(await guess("EARLY")).toBe(4);
    expect(
      (await askServlet({ address, body: { ...common(), registration_document: fill(typeId, "EARLY") } })).code,
    ).toBe(4);
  });

  test("secondary registrations are limited as the event says, and so is what getRegistrationDocument gives", async () => {
    const { conferenceId, typeId, fill } = await sellCodes();
    const allow = async (secondaryLimit: number | null) =>
      (await db()).conference.update({ where: { id: conferenceId }, data: { secondaryLimit } });
    const secondariesOf = async (more: Record<string, string> = {}) => {
      const body = { ...common(), method: "getRegistrationDocument", fr_id: String(conferenceId), ...more };
      const { code, root } = await askServlet({ body });
      return code || [root("processRegistrationRequest").secondaryRegistration ?? []].flat().length;
    };
    expect(await secondariesOf()).toBe(1);
    await allow(0);
    expect(await secondariesOf()).toBe(0);
    expect(await secondariesOf({ secondary_count: "1" })).toBe(2763);
    expect((await server(fill(typeId, null, 1))).code).toBe(2763);
    expect((await server(fill(typeId, null))).code).toBe(0);
    await allow(2);
    expect(await secondariesOf({ secondary_count: "2" })).toBe(2);
    expect((await client(fill(typeId, null, 3))).code).toBe(2763);
    expect((await client(fill(typeId, null, 2))).code).toBe(0);
  });

  test("a type of a form with a CAPTCHA is 2771 on both servlets, and nobody is registered", async () => {
    const { conferenceId, typeId, fill } = await sellCodes();
    const database = await db();
    await database.category.update({ where: { id: typeId }, data: { needsForm: true } });
    for (const send of [client, server]) expect((await send(fill(typeId, null))).code).toBe(2771);
    const body = { ...common(), method: "getRegistrationDocument", fr_id: String(conferenceId) };
    expect((await askServlet({ body: { ...body, participation_id: String(typeId) } })).code).toBe(2771);
    expect(await database.registration.count({ where: { conferenceId } })).toBe(0);
  });
});

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
