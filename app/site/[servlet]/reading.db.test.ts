import { beforeAll, describe, expect, test } from "vitest";
import { askServlet, giveCredential, PLAIN_KEY } from "@/app/site/ask-servlet.fixture";
import { readDocument } from "@/lib/convio/read-document";
import { db } from "@/lib/db/client";
import { seedConference, seedRegistration } from "@/lib/db/test-conference";

let key = "";
let listingKey = "";
let conferenceId = 0;
let categoryId = 0;
let workshopId = 0;

type Fields = Record<string, unknown>;

async function ask(method: string, root: string, more: Record<string, string> = {}): Promise<Fields> {
  const parameters = { api_key: key, v: "1.0", response_format: "json", method, fr_id: String(conferenceId) };
  const answer = await askServlet({ body: { ...parameters, ...more } });
  expect(answer.text).toContain(`"${root}"`);
  return answer.root(root);
}

async function codeOf(method: string, more: Record<string, string>): Promise<number> {
  const parameters = { api_key: key, v: "1.0", method, fr_id: String(conferenceId) };
  return (await askServlet({ body: { ...parameters, ...more } })).code;
}

beforeAll(async () => {
  key = (await giveCredential(PLAIN_KEY)).secret;
  listingKey = (await giveCredential({ ...PLAIN_KEY, listsPeople: true })).secret;
  ({ conferenceId } = await seedConference({ hall: 2 }));
  const client = await db();
  categoryId = (await client.category.findFirstOrThrow({ where: { conferenceId, code: "FULL" } })).id;
  const window = (priceMinor: number, untilAt: Date | null) => ({
    create: [{ label: "Regular", priceMinor, untilAt }],
  });
  const category = (code: string, position: number) => ({ conferenceId, code, name: code, position });
  workshopId = (
    await client.category.create({
      data: {
        ...category("WORKSHOP", 2),
        waiver: "I dive at my own risk.",
        windows: window(0, null),
        description: "One day",
      },
    })
  ).id;
  await client.category.create({ data: { ...category("ENDED", 3), windows: window(1_000, new Date("2020-01-01")) } });
  await client.category.create({
    data: { ...category("GUEST", 4), eligibility: "assigned", windows: window(1_000, null) },
  });
  await client.category.create({ data: { ...category("GONE", 5), isActive: false, windows: window(1_000, null) } });
  const question = (key: string, position: number) => ({ conferenceId, key, position, label: key });
  await client.question.create({ data: { ...question("diet", 1), type: "text", isRequired: true } });
  await client.question.create({ data: { ...question("proof", 2), type: "file", isRequired: true } });
  await client.question.create({
    data: { ...question("level", 3), type: "text", categories: { connect: { id: workshopId } } },
  });
  await client.question.create({ data: { ...question("old", 4), type: "text", isActive: false } });
});

describe("getParticipationTypes", () => {
  test("lists what is on sale to everybody, with its price of now", async () => {
    const { participationType } = await ask("getParticipationTypes", "getParticipationTypesResponse");
    expect(participationType).toEqual([
      {
        ...{ id: String(categoryId), name: "Full", fee: "300.00", promoCodeRequired: "false" },
        participationTypeRegistrationLimit: { limit: "2", registrationCount: "0", limitReached: "false" },
      },
      {
        ...{ id: String(workshopId), name: "WORKSHOP", description: "One day", fee: "0.00" },
        waiver: { required: "true", content: "I dive at my own risk." },
        promoCodeRequired: "false",
      },
    ]);
  });

  test("a sold-out one says so, and a document is still given for it", async () => {
    const client = await db();
    await client.quota.updateMany({ where: { conferenceId, name: "hall" }, data: { taken: 2 } });
    const { participationType } = await ask("getParticipationTypes", "getParticipationTypesResponse");
    expect((participationType as Fields[])[0]?.participationTypeRegistrationLimit).toEqual({
      ...{ limit: "2", registrationCount: "2", limitReached: "true" },
    });
    expect(await codeOf("getRegistrationDocument", { participation_id: String(categoryId) })).toBe(0);
    await client.quota.updateMany({ where: { conferenceId, name: "hall" }, data: { taken: 0 } });
  });
});

describe("getRegistrationDocument", () => {
  const document = (more: Record<string, string> = {}) =>
    ask("getRegistrationDocument", "processRegistrationRequest", more);

  test("of two types without a choice: no type, and the questions for everybody", async () => {
    const { primaryRegistration, secondaryRegistration, ...top } = await document();
    expect(top).toEqual({ eventId: String(conferenceId), paymentType: null, discountCode: null });
    expect(primaryRegistration).toEqual({
      ...{ partTypeId: null, consId: null, memberId: null },
      ...{ email: { required: "true" }, firstName: { required: "true" }, lastName: { required: "true" } },
      question: {
        ...{ id: expect.stringMatching(/^\d+$/), type: "EVENT", response: null, key: "diet" },
        ...{ hidden: "false", questionRequired: "true" },
      },
    });
    expect(secondaryRegistration).toMatchObject({ partTypeId: null, question: { key: "diet" } });
  });

  test("of a type: its waiver and its own questions; teams where the event takes them; as many others as asked", async () => {
    const client = await db();
    await client.conference.update({ where: { id: conferenceId }, data: { takesDelegations: true } });
    const { primaryRegistration, secondaryRegistration } = await document({
      participation_id: String(workshopId),
      secondary_count: "3",
    });
    expect(primaryRegistration).toMatchObject({
      ...{ partTypeId: String(workshopId), waiverAccepted: null, teamId: null, previousTeamId: null, teamName: null },
      question: [
        { key: "diet", type: "EVENT" },
        { key: "level", type: "PARTICIPATION_TYPE", questionRequired: "false" },
      ],
    });
    expect(secondaryRegistration).toHaveLength(3);
    expect((await document({ secondary_count: "0" })).secondaryRegistration).toBeUndefined();
    expect(await codeOf("getRegistrationDocument", { secondary_count: "21" })).toBe(9);
    await client.conference.update({ where: { id: conferenceId }, data: { takesDelegations: false } });
  });

  test("XML has the very text that one client fills in", async () => {
    const parameters = { api_key: key, v: "1.0", method: "getRegistrationDocument", fr_id: String(conferenceId) };
    const { text } = await askServlet({ verb: "GET", query: parameters });
    expect(text).toContain('<consId xsi:nil="true"/>');
    expect(text).toContain('<email required="true"/>');
  });

  test.each(["xml", "json"])("what it gives in %s is taken back, empty and filled in", async (response_format) => {
    const parameters = { api_key: key, v: "1.0", method: "getRegistrationDocument", fr_id: String(conferenceId) };
    const more = { participation_id: String(workshopId), secondary_count: "2", response_format };
    const { text } = await askServlet({ body: { ...parameters, ...more } });
    const empty = readDocument(text);
    // Nobody was filled in beside the primary: there is nobody beside.
    expect(empty).toMatchObject({ ok: true, value: { unknownElements: [], secondaries: [] } });
    const filled = text
      .replaceAll('<email required="true"/>', '<email required="true">a@b.example</email>')
      .replaceAll('"email":{"required":"true"}', '"email":{"required":"true","content":"a@b.example"}')
      .replaceAll('<response xsi:nil="true"/>', "<response>vegan</response>")
      .replaceAll('"response":null', '"response":"vegan"');
    const read = readDocument(filled);
    const people = read.ok ? [read.value.primary, ...read.value.secondaries] : [];
    expect(people.map(({ elements }) => elements.email?.value)).toEqual(Array(3).fill("a@b.example"));
    expect(people.flatMap(({ questions }) => questions.map(({ response }) => response?.value))).toEqual(
      Array(6).fill("vegan"),
    );
    expect(read.ok && read.value.unknownElements).toEqual([]);
  });

  test.each<{ more: Record<string, string>; code: number; why: string }>([
    { more: { fr_id: "999999" }, code: 2750, why: "no such event" },
    { more: { participation_id: "999999" }, code: 2753, why: "no such type" },
    { more: { participation_id: "x" }, code: 2753, why: "a type that is no number" },
  ])("$why: $code", async ({ more, code }) => {
    expect(await codeOf("getRegistrationDocument", more)).toBe(code);
  });

  test("a type that is not on sale, or not for everybody: 2753", async () => {
    const client = await db();
    const others = await client.category.findMany({
      where: { conferenceId, code: { in: ["ENDED", "GUEST", "GONE"] } },
    });
    const codes = others.map(({ id }) => codeOf("getRegistrationDocument", { participation_id: String(id) }));
    expect(await Promise.all(codes)).toEqual([2753, 2753, 2753]);
  });

  test("Indico's number of the event is an alias, where it names one conference", async () => {
    const client = await db();
    const alias = 700_001;
    await client.conference.update({ where: { id: conferenceId }, data: { indicoEventId: alias } });
    expect((await document({ fr_id: String(alias) })).eventId).toBe(String(conferenceId));
    const { conferenceId: other } = await seedConference();
    await client.conference.update({ where: { id: other }, data: { indicoEventId: alias } });
    expect(await codeOf("getRegistrationDocument", { fr_id: String(alias) })).toBe(2750);
  });
});

describe("getTeamraisersByInfo", () => {
  const search = (more: Record<string, string>) => ask("getTeamraisersByInfo", "getTeamraisersResponse", more);

  test("finds events by a part of their name, pages them, and leaves out what was never open", async () => {
    const client = await db();
    const names = ["Tides of June_2027", "tides OF JULY", "Tides of August"];
    const ids: number[] = [];
    for (const [index, name] of names.entries()) {
      const { conferenceId: id } = await seedConference();
      await client.conference.update({ where: { id }, data: { name, startsOn: new Date(`2027-0${6 + index}-01`) } });
      ids.push(id);
    }
    const [june = 0, july = 0, august = 0] = ids;
    const found = await search({ name: "TIDES of", list_page_size: "2" });
    expect(found).toMatchObject({ totalNumberResults: "3", teamraiser: [{ id: String(june) }, { id: String(july) }] });
    expect((found.teamraiser as Fields[])[0]).toEqual({
      ...{ id: String(june), name: names[0], event_date: "2027-06-01", city: "Aveiro" },
      ...{ state: null, country: null, location_name: null, status: "1", accepting_registrations: "true" },
      greeting_url: expect.stringMatching(/^http:\/\/127\.0\.0\.1:1\/event\/\d+\/$/),
    });
    const second = await search({ name: "tides of%", list_page_size: "2", list_page_offset: "1" });
    expect(second.teamraiser).toMatchObject({ id: String(august) });
    const last = await search({ name: "tides", list_sort_column: "event_date", list_ascending: "false" });
    expect(last.teamraiser).toMatchObject([{ id: String(august) }, { id: String(july) }, { id: String(june) }]);
    expect((await search({ name: "june_" })).totalNumberResults).toBe("1");
    expect((await search({ name: "s_of" })).totalNumberResults).toBe("0");
    await client.conference.update({ where: { id: august }, data: { isOpen: false } });
    await client.conference.update({ where: { id: july }, data: { isOpen: false } });
    const { id } = await seedRegistration(july, 1);
    await client.registration.update({ where: { id }, data: { state: "active" } });
    const open = await search({ name: "tides" });
    expect(open.teamraiser).toMatchObject([
      { id: String(june) },
      { id: String(july), status: "4", accepting_registrations: "false" },
    ]);
    expect(Number((await search({ name: "%" })).totalNumberResults)).toBeGreaterThanOrEqual(3);
  });

  test.each<Record<string, string>>([
    { name: "" },
    { name: "a", list_page_size: "501" },
    { name: "a", list_ascending: "?" },
  ])("%o: 9", async (more) => {
    expect(await codeOf("getTeamraisersByInfo", more)).toBe(9);
  });
});

test("getTeamraiserConfig says what the installation, and an event, can do", async () => {
  const { teamraiserConfig } = await ask("getTeamraiserConfig", "getTeamraiserConfigResponse");
  expect(teamraiserConfig).toMatchObject({
    acceptingRegistrations: "true",
    currency: "EUR",
    extraGiftEnabled: "false",
  });
  expect(await codeOf("getTeamraiserConfig", { fr_id: "999999" })).toBe(2750);
  expect(await codeOf("getTeamraiserConfig", { fr_id: "" })).toBe(0);
});

describe("people", () => {
  let personId = 0;
  let registrationId = 0;
  let orderId = 0;
  beforeAll(async () => {
    const client = await db();
    const person = await client.person.create({
      data: { email: "mira@uni.example", firstName: "Mira", lastName: "Kovač" },
    });
    personId = person.id;
    const { id } = await seedRegistration(conferenceId, 7);
    registrationId = id;
    await client.registration.update({
      where: { id },
      data: { personId, state: "active", categoryId, firstName: "Mira", lastName: "Kovač", emergencyName: "Ana" },
    });
    const dinner = await client.service.findFirstOrThrow({ where: { conferenceId, code: "DINNER" } });
    const line = (grossMinor: number) => ({
      ...{
        registrationId: id,
        name: "x",
        quantity: 1,
        unitMinor: grossMinor,
        grossMinor,
        taxBasisPoints: 0,
        taxMinor: 0,
      },
    });
    const order = await client.order.create({
      data: {
        ...{ publicId: "ORDEROFTHETESTABCD", conferenceId, number: 1, payerId: id, state: "placed", currency: "EUR" },
        ...{ totalMinor: 35_000, reference: "RF00TEST", way: "transfer", placedAt: new Date("2027-06-01T10:00:00Z") },
        lines: {
          create: [
            { ...line(30_000), categoryId },
            { ...line(5_000), serviceId: dinner.id },
          ],
        },
      },
    });
    orderId = order.id;
  });

  /** A token of the person's own, as a server would give it. */
  async function registration(): Promise<Fields> {
    const account = await giveCredential({ kind: "convio_server", conferenceId, allowedAddresses: ["192.0.2.1"] });
    const signedOn = await askServlet({
      ...{ servlet: "SRConsAPI", address: "192.0.2.1", isHttps: true },
      body: {
        ...{ api_key: key, v: "1.0", response_format: "json", method: "getSingleSignOnToken" },
        ...{ login_name: account.name, login_password: account.secret, member_id: "2007" },
      },
    });
    const { token, cons_id } = signedOn.root("getSingleSignOnTokenResponse");
    expect(cons_id).toBe(String(personId));
    const { registration } = await ask("getRegistration", "getRegistrationResponse", { auth: String(token) });
    return registration as Fields;
  }

  test("getRegistration: what somebody's registration stands at, in cents", async () => {
    expect(await registration()).toEqual({
      ...{ registrationId: String(registrationId), consId: String(personId), eventId: String(conferenceId) },
      ...{ participationTypeId: String(categoryId), parentRegistrationId: null, date: "2027-06-01T11:00:00.000+01:00" },
      ...{ feePaid: "0", extraGift: "0", addonsTotal: "5000", goal: "0", teamId: null, aTeamCaptain: "false" },
      ...{ transactionId: String(orderId), checkinStatus: "committed", emergencyName: "Ana", emergencyPhone: null },
      privatePage: "true",
    });
    const client = await db();
    const money = { conferenceId, orderId, amountMinor: 35_000, currency: "EUR" };
    const payment = await client.payment.create({
      data: { ...money, publicId: "PAYMENTOFTHETESTAB", way: "transfer", state: "confirmed", idempotencyKey: "test" },
    });
    await client.ledgerEntry.create({ data: { ...money, paymentId: payment.id, kind: "payment", at: new Date() } });
    expect(await registration()).toMatchObject({
      ...{ feePaid: "30000", checkinStatus: "paid", transactionId: String(payment.id) },
    });
    await client.registration.update({ where: { id: registrationId }, data: { checkedInAt: new Date() } });
    expect(await registration()).toMatchObject({ checkinStatus: "complete" });
  });

  test("who was signed in stands in the audit", async () => {
    await registration();
    const client = await db();
    const entry = await client.auditEntry.findFirst({ where: { conferenceId, what: "person.signed-on" } });
    expect(entry).toMatchObject({ actorKind: "credential", objectId: String(personId) });
  });

  test("names are listed to a key that may, and to no other", async () => {
    const list = (api_key: string) =>
      ask("getParticipants", "getParticipantsResponse", { api_key, last_name: "KOVA%", first_name: "%" });
    expect(await list(key)).toEqual({ totalNumberResults: "0" });
    expect(await list(listingKey)).toMatchObject({
      totalNumberResults: "1",
      participant: { consId: String(personId), name: { first: "Mira", last: "Kovač" }, aTeamCaptain: "false" },
    });
    expect(await codeOf("getParticipants", { fr_id: "999999" })).toBe(2750);
  });
});
