import { beforeAll, describe, expect, test } from "vitest";
import { CLIENT, callMethod, documentOf, SERVER } from "@/lib/convio/call.fixture";
import { findConfirmationCode } from "@/lib/convio/confirmation";
import { db } from "@/lib/db/client";
import { seedConference, seedRegistration } from "@/lib/db/test-conference";
import { queue } from "@/lib/jobs/queue";
import { checkLedger } from "@/lib/ledger/check-ledger";
import { processRegistration } from "./process-registration";

const TRUSTED = { ...CLIENT, trustsIds: true } as typeof CLIENT;

let conferenceId = 0;
let categoryId = 0;
let count = 0;

beforeAll(async () => {
  await queue();
  const seeded = await seedConference();
  conferenceId = seeded.conferenceId;
  const client = await db();
  await client.conference.update({ where: { id: conferenceId }, data: { takesDelegations: true, delegationLimit: 3 } });
  ({ id: categoryId } = await client.category.findFirstOrThrow({ where: { conferenceId } }));
});

type Fields = Record<string, unknown>;

/** Somebody whom nobody knows yet. */
function someone(fields: Fields = {}): Fields {
  count += 1;
  const email = `somebody${count}@example.org`;
  return { partTypeId: categoryId, email, firstName: "Some", lastName: `Body${count}`, ...fields };
}

const top = (fields: Fields = {}) => ({ eventId: conferenceId, paymentType: "CASH", ...fields });

function send(document: string, caller = CLIENT, parameters: Record<string, string> = {}) {
  return callMethod(processRegistration, caller, { registration_document: document, ...parameters });
}

async function read(registrationId: unknown) {
  const client = await db();
  return client.registration.findUniqueOrThrow({
    where: { id: Number(registrationId) },
    include: {
      person: true,
      paidOrders: { include: { payments: true, lines: true } },
      answers: true,
      delegation: true,
    },
  });
}

describe("what is answered", () => {
  test("ids of everybody in the order of the document, and five numbers as confirmation", async () => {
    const done = await send(documentOf(top(), someone(), [someone(), someone()]));
    const { primaryRegistration, secondaryRegistration, confirmationCode, transactionId } = done.answer as {
      primaryRegistration: Fields;
      secondaryRegistration: Fields[];
      confirmationCode: string;
      transactionId: string;
    };
    const primary = await read(primaryRegistration.registrationId);
    expect(primaryRegistration.consId).toBe(String(primary.personId));
    expect(secondaryRegistration).toHaveLength(2);
    for (const one of secondaryRegistration) {
      expect(await read(one.registrationId)).toMatchObject({ parentId: primary.id, state: "active" });
    }
    const order = primary.paidOrders[0];
    expect(confirmationCode).toBe([conferenceId, primary.id, categoryId, order?.id, transactionId].join("-"));
    expect(order?.payments).toMatchObject([{ state: "pending", note: "Cash" }]);
  });

  test("without an event's number the participation type tells it", async () => {
    expect((await send(documentOf({ paymentType: "CASH" }, someone()))).code).toBe(0);
  });
});

test("from one address of a client so many people are registered, in one document or in many, and then no more", async () => {
  const address = "198.18.3.3";
  const seventeen = () =>
    documentOf(
      top(),
      someone(),
      Array.from({ length: 16 }, () => someone()),
    );
  const from = (document: string, caller = CLIENT) =>
    callMethod(processRegistration, caller, { registration_document: document }, { address });
  const wrong = documentOf(
    top(),
    someone({ email: "a@b" }),
    Array.from({ length: 20 }, () => someone()),
  );
  for (let time = 0; time < 2; time++) expect((await from(wrong)).code).toBe(2765);
  expect((await from(seventeen())).code).toBe(0);
  expect((await from(seventeen())).code).toBe(4);
  expect((await from(documentOf(top(), someone()))).code).toBe(0);
  expect((await from(documentOf(top(), someone(), [someone()]), SERVER)).code).toBe(0);
});

test("where somebody came from is kept in clean words, without the number of a card", async () => {
  const origin = async (source: string, sub_source = "") => {
    const done = await send(documentOf(top(), someone()), CLIENT, { source, sub_source });
    if (done.code !== 0) return done.code;
    const { person } = await read((done.answer.primaryRegistration as Fields).registrationId);
    return [person?.source, person?.subSource];
  };
  expect(await origin("news\u0000letter")).toBe(9);
  expect(await origin("newsletter", "a\u0000")).toBe(9);
  expect(await origin("newsletter 2027", "4242 4242-4242 4242")).toEqual(["newsletter 2027", "************4242"]);
  expect(await origin("\u{1F41F}".repeat(300))).toEqual(["\u{1F41F}".repeat(255), ""]);
});

describe("what is refused", () => {
  const cases: {
    why: string;
    code: number;
    document: () => string;
    caller?: typeof SERVER;
    parameters?: Record<string, string>;
  }[] = [
    { why: "an event that is not there", code: 2750, document: () => documentOf(top({ eventId: 999_999 }), someone()) },
    {
      why: "a type that is not there",
      code: 2753,
      document: () => documentOf(top(), someone({ partTypeId: 999_999 })),
    },
    { why: "no type", code: 2765, document: () => documentOf(top(), someone({ partTypeId: null })) },
    { why: "no e-mail address", code: 2765, document: () => documentOf(top(), someone({ email: "" })) },
    { why: "an address that is none", code: 2765, document: () => documentOf(top(), someone({ email: "a@b" })) },
    {
      why: "an unknown person",
      code: 2755,
      document: () => documentOf(top(), someone({ consId: 999_999 })),
      caller: SERVER,
    },
    {
      why: "an unknown id of Indico",
      code: 2756,
      document: () => documentOf(top(), someone({ memberId: "x1" })),
      caller: SERVER,
    },
    {
      why: "a question that is not there",
      code: 2764,
      document: () => documentOf(top(), someone({ question: { id: 999_999, response: "x" } })),
    },
    { why: "a discount code", code: 2769, document: () => documentOf(top({ discountCode: "EARLY" }), someone()) },
    { why: "a negative gift", code: 2765, document: () => documentOf(top(), someone({ extraGift: "-5" })) },
    { why: "a gift where none is taken", code: 2765, document: () => documentOf(top(), someone({ extraGift: "5" })) },
    { why: "no way to pay", code: 9, document: () => documentOf({ eventId: conferenceId }, someone()) },
    { why: "another way to pay", code: 2767, document: () => documentOf(top({ paymentType: "cash" }), someone()) },
    {
      why: "a card over CR where none is taken",
      code: 2767,
      document: () => documentOf(top({ paymentType: "CREDIT_CARD" }), someone()),
    },
    {
      why: "recordOnly over CR",
      code: 2767,
      document: () => documentOf(top(), someone()),
      parameters: { recordOnly: "true" },
    },
    {
      why: "a card over SR",
      code: 2767,
      document: () => documentOf(top({ paymentType: "CREDIT_CARD" }), someone()),
      caller: SERVER,
    },
    {
      why: "a flag that is none",
      code: 9,
      document: () => documentOf(top(), someone()),
      parameters: { match_by_username: "yes" },
    },
    { why: "a document that is none", code: 2766, document: () => "<a><b></a>" },
    { why: "a team of another event", code: 2760, document: () => documentOf(top(), someone({ teamId: 999_999 })) },
    {
      why: "a previous team without a previous event",
      code: 2761,
      document: () => documentOf(top(), someone({ previousTeamId: 1 })),
    },
    {
      why: "a team's name without a letter",
      code: 2762,
      document: () => documentOf(top(), someone({ teamName: "--" })),
    },
  ];
  test.each(cases)("$why: $code", async ({ code, document, caller = CLIENT, parameters = {} }) => {
    const client = await db();
    const before = await client.registration.count({ where: { conferenceId } });
    expect(await send(document(), caller as typeof CLIENT, parameters)).toMatchObject({ code });
    expect(await client.registration.count({ where: { conferenceId } })).toBe(before);
  });
});

describe("who is meant", () => {
  test("address and name in any case find the person; a repeat is told its code over SR alone", async () => {
    const person = someone();
    const first = await send(documentOf(top(), person), SERVER);
    const shouted = {
      ...person,
      email: String(person.email).toUpperCase(),
      lastName: ` ${String(person.lastName).toUpperCase()} `,
    };
    const again = await send(documentOf(top(), shouted), SERVER);
    expect(again.code).toBe(2759);
    expect(again.message).toContain(first.answer.confirmationCode as string);
    const registrationId = Number((first.answer.primaryRegistration as Fields).registrationId);
    expect(await findConfirmationCode(registrationId)).toBe(first.answer.confirmationCode);
    const anonymous = await send(documentOf(top(), shouted));
    expect(anonymous.code).toBe(2759);
    expect(anonymous.message).not.toContain(first.answer.confirmationCode as string);
    const client = await db();
    expect(await client.payment.count({ where: { order: { payerId: registrationId } } })).toBe(1);
  });

  test("an anonymous id counts only with the address and the name of whom it means", async () => {
    const client = await db();
    const known = await client.person.create({
      data: { email: "ida@example.org", firstName: "Ida", lastName: "Known" },
    });
    const guess = await send(documentOf(top(), someone({ consId: known.id })));
    const unknown = await send(documentOf(top(), someone({ consId: 999_999 })));
    expect(guess).toEqual(unknown);
    const right = { consId: known.id, email: "IDA@example.org", firstName: "ida", lastName: "KNOWN" };
    const done = await send(documentOf(top(), someone(right)));
    expect(done.answer.primaryRegistration).toMatchObject({ consId: String(known.id) });
  });

  test("over SR an id counts as given, and the profile stays unless it is to be updated", async () => {
    const client = await db();
    const known = await client.person.create({
      data: { email: "olga@example.org", firstName: "Olga", lastName: "Old" },
    });
    const changed = { consId: known.id, email: "olga.new@example.org", firstName: "Olga", lastName: "New" };
    const kept = await send(documentOf(top(), someone(changed)), SERVER);
    expect(kept.code).toBe(0);
    expect(await client.person.findUnique({ where: { id: known.id } })).toMatchObject({
      email: "olga@example.org",
      lastName: "Old",
    });
    const registration = await read((kept.answer.primaryRegistration as Fields).registrationId);
    expect(registration).toMatchObject({ email: "olga@example.org", lastName: "Old" });
    const other = await client.person.create({ data: { email: "uma@example.org", firstName: "Uma", lastName: "Old" } });
    const updates = { consId: other.id, email: "uma.new@example.org", firstName: "Uma", lastName: "New" };
    await send(documentOf(top(), someone(updates)), SERVER, { update_constituent_profile: "true" });
    expect(await client.person.findUnique({ where: { id: other.id } })).toMatchObject({
      email: "uma.new@example.org",
      lastName: "New",
    });
  });

  test("over CR an update never changes the address, except by the person's own token", async () => {
    const client = await db();
    const known = await client.person.create({
      data: { email: "eva@example.org", firstName: "Eva", lastName: "Eins", username: "eva1" },
    });
    const changed = { username: "eva1", email: "eva.new@example.org", firstName: "Eva", lastName: "Zwei" };
    const flags = { update_constituent_profile: "1", match_by_username: "TRUE" };
    const done = await send(documentOf(top(), someone(changed)), TRUSTED, flags);
    expect(done.code).toBe(0);
    expect(await client.person.findUnique({ where: { id: known.id } })).toMatchObject({
      email: "eva@example.org",
      lastName: "Zwei",
    });
    const own = await client.person.create({ data: { email: "ole@example.org", firstName: "Ole", lastName: "Eins" } });
    const moved = { consId: own.id, email: "ole.new@example.org", firstName: "Ole", lastName: "Eins" };
    await send(documentOf(top(), someone(moved)), { ...CLIENT, personId: own.id } as typeof CLIENT, flags);
    expect(await client.person.findUnique({ where: { id: own.id } })).toMatchObject({ email: "ole.new@example.org" });
  });

  test("a user name finds only with match_by_username; taken by somebody else it is 12", async () => {
    const client = await db();
    const known = await client.person.create({
      data: { email: "kai@example.org", firstName: "Kai", lastName: "K", username: "kai" },
    });
    expect(await send(documentOf(top(), someone({ username: "kai" })))).toMatchObject({ code: 12 });
    const flags = { match_by_username: "true" };
    const found = await send(documentOf(top(), someone({ username: "kai" })), SERVER, flags);
    expect(found.answer.primaryRegistration).toMatchObject({ consId: String(known.id) });
    const made = await send(documentOf(top(), someone({ username: "new-one" })), CLIENT, {
      source: "Web",
      sub_source: "Spring",
    });
    const registration = await read((made.answer.primaryRegistration as Fields).registrationId);
    expect(registration.person).toMatchObject({ username: "new-one", source: "Web", subSource: "Spring" });
  });

  test("an anonymous user name counts only with the address and the name of whom it means", async () => {
    const client = await db();
    const known = await client.person.create({
      data: { email: "lia@example.org", firstName: "Lia", lastName: "L", username: "lia" },
    });
    const flags = { match_by_username: "true", update_constituent_profile: "true" };
    const guess = someone({ username: "lia" });
    expect(await send(documentOf(top(), guess), CLIENT, flags)).toMatchObject({ code: 12 });
    const right = { username: "lia", email: "lia@example.org", firstName: "LIA", lastName: "l" };
    const done = await send(documentOf(top(), someone(right)), CLIENT, flags);
    expect(done.answer.primaryRegistration).toMatchObject({ consId: String(known.id) });
  });

  test("credentials of one conference reach nobody of another, by id or by user name", async () => {
    const client = await db();
    const other = await seedConference();
    const known = await client.person.create({
      data: { email: "rik@example.org", firstName: "Rik", lastName: "Remote", username: "rik" },
    });
    const { id: elsewhere } = await seedRegistration(other.conferenceId, 1);
    await client.registration.update({ where: { id: elsewhere }, data: { personId: known.id } });
    const flags = { match_by_username: "true", update_constituent_profile: "true" };
    const tied = (fields: Fields) =>
      callMethod(
        processRegistration,
        SERVER,
        { registration_document: documentOf(top(), someone(fields)), ...flags },
        { tiedTo: [conferenceId] },
      );
    const guess = await tied({ consId: known.id });
    expect(guess).toEqual(await tied({ consId: 999_999 }));
    expect(await tied({ username: "rik" })).toMatchObject({ code: 12 });
    const named = await tied({ email: "rik@example.org", firstName: "RIK", lastName: "REMOTE" });
    expect(named.answer.primaryRegistration).toMatchObject({ consId: String(known.id) });
    expect(await client.person.findUnique({ where: { id: known.id } })).toMatchObject({ firstName: "Rik" });
    const here = await client.person.create({ data: { email: "here@example.org", firstName: "Her", lastName: "E" } });
    const draft = await seedRegistration(conferenceId, 601);
    await client.registration.update({ where: { id: draft.id }, data: { personId: here.id } });
    const believed = await tied({ consId: here.id });
    expect(believed.answer.primaryRegistration).toMatchObject({ consId: String(here.id) });
  });

  test("a profile that is overwritten is in the audit, by the names of its fields", async () => {
    const client = await db();
    const known = await client.person.create({
      data: { email: "una@example.org", firstName: "Una", lastName: "Old" },
    });
    const changed = { consId: known.id, email: "una@example.org", firstName: "Una", lastName: "New" };
    await send(documentOf(top(), someone(changed)), SERVER, { update_constituent_profile: "true" });
    const entries = await client.auditEntry.findMany({ where: { object: "person", objectId: String(known.id) } });
    expect(entries).toMatchObject([{ what: "person.changed", before: null, after: { fields: ["lastName"] } }]);
  });

  test("two people of one address and name are 8", async () => {
    const client = await db();
    const data = { email: "max@example.org", firstName: "Max", lastName: "Muster" };
    await client.person.createMany({ data: [data, data] });
    expect(await send(documentOf(top(), someone(data)))).toMatchObject({ code: 8 });
  });

  test("memberId is Indico's registration: it has the order, and shall be written as paid", async () => {
    const draft = await seedRegistration(conferenceId, 501);
    const client = await db();
    const { email, firstName, lastName, indicoDbId } = draft;
    const guess = await send(documentOf(top(), someone({ memberId: indicoDbId })));
    expect(guess.code).toBe(2756);
    const done = await send(documentOf(top(), someone({ memberId: indicoDbId, email, firstName, lastName })), SERVER);
    expect(done.answer.primaryRegistration).toMatchObject({ registrationId: String(draft.id) });
    expect(await client.mirror.findUnique({ where: { registrationId: draft.id } })).toMatchObject({
      state: "to_write",
      wantPaid: true,
    });
    expect((await read(draft.id)).personId).not.toBeNull();
  });
});

describe("what is bought", () => {
  test("over SR a check is money that came, and a masked card is kept as its last four digits", async () => {
    const check = await send(documentOf(top({ paymentType: "CHECK", checkNumber: "88231" }), someone()), SERVER);
    const paid = await read((check.answer.primaryRegistration as Fields).registrationId);
    expect(paid.paidOrders).toMatchObject([
      { settledAt: expect.any(Date), payments: [{ state: "confirmed", note: "Check 88231" }] },
    ]);
    const masked = {
      paymentType: "CREDIT_CARD",
      creditCardNumber: "************4242",
      creditCardType: "Visa",
      creditCardExpMonth: "7",
      creditCardExpYear: "2031",
    };
    const card = await send(documentOf(top(masked), someone()), SERVER, { recordOnly: "true" });
    const charged = await read((card.answer.primaryRegistration as Fields).registrationId);
    expect(charged.paidOrders[0]?.payments).toMatchObject([
      { way: "on_site", cardLastFour: "4242", cardBrand: "Visa", cardExpiry: "2031-07" },
    ]);
    const open = { ...masked, creditCardNumber: "4242424242424242" };
    expect(await send(documentOf(top(open), someone()), SERVER, { recordOnly: "true" })).toMatchObject({ code: 2768 });
    expect(await send(documentOf(top({ ...open, paymentType: "CASH" }), someone()), SERVER)).toMatchObject({
      code: 2768,
    });
  });

  test("answers are checked by the rules of the form", async () => {
    const client = await db();
    const choices = [
      { value: "vegan", label: "Vegan" },
      { value: "fish", label: "Fish" },
    ];
    const other = await seedConference();
    const { id: partTypeId } = await client.category.findFirstOrThrow({ where: { conferenceId: other.conferenceId } });
    const question = await client.question.create({
      data: {
        conferenceId: other.conferenceId,
        key: "diet",
        type: "many_choices",
        label: "Diet",
        isRequired: true,
        choices,
        position: 1,
      },
    });
    const at = (fields: Fields) => documentOf(top({ eventId: other.conferenceId }), someone({ partTypeId, ...fields }));
    expect(await send(at({}))).toMatchObject({ code: 2764, message: "primaryRegistration.question[diet] is missing." });
    expect(await send(at({ question: { id: question.id, response: "meat" } }))).toMatchObject({ code: 2764 });
    const done = await send(at({ question: { key: "diet", response: "fish,vegan" } }));
    const registration = await read((done.answer.primaryRegistration as Fields).registrationId);
    expect(registration.answers.map(({ value }) => value)).toEqual([["vegan", "fish"]]);
  });

  test("a waiver has to be accepted, and it is noted when, and in which words", async () => {
    const client = await db();
    const other = await seedConference();
    const { id: partTypeId } = await client.category.findFirstOrThrow({ where: { conferenceId: other.conferenceId } });
    await client.category.update({ where: { id: partTypeId }, data: { waiver: "I swim at my own risk." } });
    const at = (fields: Fields) => documentOf(top({ eventId: other.conferenceId }), someone({ partTypeId, ...fields }));
    expect(await send(at({}))).toMatchObject({ code: 2770 });
    const done = await send(at({ waiverAccepted: "true" }));
    const { waiverAcceptedAt, waiverText } = await read((done.answer.primaryRegistration as Fields).registrationId);
    expect(waiverAcceptedAt).not.toBeNull();
    expect(waiverText).toBe("I swim at my own risk.");
  });

  test("a full quota of everybody is 2752, of one type 2754", async () => {
    const client = await db();
    const { conferenceId: full } = await seedConference({ hall: 1 });
    const hall = await client.quota.findFirstOrThrow({ where: { conferenceId: full, name: "hall" } });
    const { id: partTypeId } = await client.category.findFirstOrThrow({ where: { conferenceId: full } });
    const two = () => documentOf(top({ eventId: full }), someone({ partTypeId }), [someone({ partTypeId })]);
    expect(await send(two())).toMatchObject({ code: 2754 });
    await client.category.create({
      data: { conferenceId: full, code: "STUDENT", name: "Student", position: 2, quotas: { connect: { id: hall.id } } },
    });
    expect(await send(two())).toMatchObject({ code: 2752 });
    await client.conference.update({ where: { id: full }, data: { isOpen: false } });
    expect(await send(two())).toMatchObject({ code: 2751 });
  });

  test("a team is formed by its first member, joined by name, and has an end", async () => {
    const teamName = "Delegation Zagreb";
    const first = await send(documentOf(top(), someone({ teamName })));
    const leader = await read((first.answer.primaryRegistration as Fields).registrationId);
    expect(leader.delegation).toMatchObject({ name: teamName, leaderId: leader.id });
    const joined = await send(documentOf(top({ teamName: " delegation  ZAGREB " }), someone(), [someone()]));
    expect((await read((joined.answer.primaryRegistration as Fields).registrationId)).delegationId).toBe(
      leader.delegationId,
    );
    expect((await read((joined.answer.secondaryRegistration as Fields).registrationId)).delegationId).toBe(
      leader.delegationId,
    );
    expect(await send(documentOf(top(), someone({ teamId: leader.delegationId })))).toMatchObject({ code: 2762 });
  });

  test("no letter, where they are suppressed", async () => {
    const client = await db();
    const person = someone();
    await send(documentOf(top(), person), SERVER, { suppress_registration_autoresponders: "true" });
    expect(await client.mail.count({ where: { recipient: String(person.email) } })).toBe(0);
    const told = someone();
    await send(documentOf(top(), told), SERVER);
    expect(await client.mail.count({ where: { recipient: String(told.email) } })).toBe(1);
  });

  test("all of it adds up", async () => expect(await checkLedger()).toEqual([]));
});
