import { beforeAll, beforeEach, describe, expect, test } from "vitest";
import { importConference } from "@/lib/conference/import-conference";
import { setupFile } from "@/lib/conference/setup.fixture";
import { createCredential, revokeCredential } from "@/lib/credentials/create-credential";
import { db, transaction } from "@/lib/db/client";
import { newPublicId } from "@/lib/ids/public-id";
import { answerCron, type CronRequest } from "@/lib/indico-cron/answer";
import type { PaymentList } from "@/lib/indico-cron/list-payments";
import { publish } from "@/lib/publish/publish";

const BY = { kind: "job", id: "test" } as const;
const INDICO = "https://indico.example.org";
let secret = "";
let firstForm = 0;
let secondForm = 0;
let address = 0;

async function makeConference(slug: string, eventId: number, formId: number, url = INDICO): Promise<number> {
  const file = setupFile({
    slug,
    eventId,
    formId,
    url,
    referencePrefix: slug
      .replaceAll(/[^a-z]/g, "")
      .toUpperCase()
      .slice(-11),
  });
  const made = await importConference(file, { by: BY });
  if (!made.ok) throw new Error(JSON.stringify(made.error));
  return made.value.conferenceId;
}

let lastDbId = 2_000;
async function register(conferenceId: number, email = "a@example.org"): Promise<number> {
  lastDbId += 1;
  const indicoDbId = lastDbId;
  return transaction(async (tx) => {
    const { id } = await tx.registration.create({
      data: {
        publicId: newPublicId(),
        conferenceId,
        number: indicoDbId,
        email,
        state: "active",
        indicoDbId,
        indicoFriendlyId: indicoDbId - 2_000,
      },
    });
    await publish(tx, { conferenceId, actor: BY, registrations: [id], audit: [] });
    return id;
  });
}

async function checkIn(conferenceId: number, id: number, checkedInAt: Date | null): Promise<void> {
  await transaction(async (tx) => {
    await tx.registration.update({ where: { id }, data: { checkedInAt } });
    await publish(tx, { conferenceId, actor: BY, registrations: [id], audit: [] });
  });
}

type Ask = Partial<Omit<CronRequest, "query">> & { query?: string };
function ask({ query = "", ...rest }: Ask = {}) {
  const authorization = `Bearer ${secret}`;
  return answerCron({
    ...{ eventId: "101", authorization, ifNoneMatch: null, address: `198.51.100.${address}` },
    ...rest,
    query: new URLSearchParams(query),
  });
}

async function read(query = ""): Promise<PaymentList> {
  const answer = await ask({ query });
  expect(answer.status, answer.body ?? "").toBe(200);
  return JSON.parse(answer.body ?? "");
}

beforeAll(async () => {
  firstForm = await makeConference("tides-2027", 101, 33);
  secondForm = await makeConference("tides-2027-guests", 101, 34);
  await makeConference("elsewhere", 101, 33, "https://other.example.org");
  await makeConference("next-year", 102, 33);
  const created = await createCredential("indico_cron", "indico", { indicoUrl: `${INDICO}/` }, BY);
  if (!created.ok) throw new Error(created.error);
  secret = created.value.secret;
});

beforeEach(() => {
  address += 1;
});

describe("the list", () => {
  test("has the fields of the contract, over all forms of the event, in the order of change", async () => {
    const first = await register(firstForm, "first@example.org");
    await register(secondForm, "second@example.org");
    await checkIn(firstForm, first, new Date("2027-05-31T08:00:00Z"));
    const { registrations, next } = await read();
    expect(registrations.map(({ email }) => email)).toEqual(["second@example.org", "first@example.org"]);
    expect(registrations[1]).toEqual({
      eventId: 101,
      registrationId: 1,
      registrationDbId: 2001,
      formId: 33,
      email: "first@example.org",
      paid: null,
      amount: "0.00",
      currency: "EUR",
      method: null,
      reference: null,
      paidAt: null,
      checkedIn: true,
      checkedInAt: "2027-05-31T08:00:00.000Z",
      changedAt: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/),
    });
    expect(await read(`since=${next}`)).toEqual({ registrations: [], next });
  });

  test("page by page gives all of it, and a later change comes with the cursor of before", async () => {
    const { registrations: whole, next: end } = await read();
    const seen: unknown[] = [];
    let since = "";
    for (let page = 0; page < whole.length; page++) {
      const { registrations, next } = await read(`limit=1&since=${since}`);
      seen.push(...registrations);
      since = next;
    }
    expect(seen).toEqual(whole);
    expect(since).toBe(end);
    const id = await register(secondForm, "late@example.org");
    await checkIn(secondForm, id, new Date("2027-06-01T08:00:00Z"));
    expect((await read(`since=${end}`)).registrations).toMatchObject([{ email: "late@example.org", checkedIn: true }]);
  });

  test("a form that joins the event later comes in whole with an old cursor", async () => {
    const { next } = await read();
    const third = await makeConference("tides-2027-press", 101, 35);
    await register(third, "press@example.org");
    expect((await read(`since=${next}`)).registrations).toMatchObject([{ email: "press@example.org", formId: 35 }]);
  });

  test("an erased person is gone from it, and nothing says who it was", async () => {
    const id = await register(firstForm, "forget@example.org");
    await transaction(async (tx) => {
      await tx.registration.update({ where: { id }, data: { state: "erased", email: "" } });
      await publish(tx, { conferenceId: firstForm, actor: BY, registrations: [id], audit: [] });
    });
    expect(JSON.stringify(await read())).not.toContain("forget@");
  });

  test("as CSV: the same names, CRLF, no formula", async () => {
    await register(firstForm, "+39@example.org");
    const json = await read();
    const csv = await ask({ query: "format=csv" });
    const lines = (csv.body ?? "").split("\r\n");
    expect(lines[0]).toBe(Object.keys(json.registrations[0] ?? {}).join(","));
    expect(lines).toHaveLength(json.registrations.length + 2);
    expect(lines.at(-2)).toContain(",'+39@example.org,,0.00,EUR,,,,,,");
    expect(csv.headers).toMatchObject({
      "content-type": "text/csv; charset=utf-8; header=present",
      "x-next": json.next,
    });
  });

  test("a credential of one conference sees that conference only", async () => {
    const created = await createCredential("indico_cron", "guests only", { conferenceSlug: "tides-2027-guests" }, BY);
    if (!created.ok) throw new Error(created.error);
    const answer = await ask({ authorization: `Bearer ${created.value.secret}` });
    const forms = (JSON.parse(answer.body ?? "") as PaymentList).registrations.map(({ formId }) => formId);
    expect([...new Set(forms)]).toEqual([34]);
    expect((await ask({ eventId: "102", authorization: `Bearer ${created.value.secret}` })).status).toBe(403);
  });

  test("a tag seen before is answered without a body until something changes", async () => {
    const { headers } = await ask();
    const again = await ask({ ifNoneMatch: headers.etag ?? "" });
    expect(again).toMatchObject({ status: 304, body: null, headers: { etag: headers.etag } });
    expect((await ask({ query: "format=csv" })).headers.etag).not.toBe(headers.etag);
    await register(firstForm);
    expect((await ask({ ifNoneMatch: headers.etag ?? "" })).status).toBe(200);
  });
});

describe("refusals", () => {
  const codeOf = (body: string | null) => (JSON.parse(body ?? "") as { error: { code: string } }).error.code;

  test.each([
    { why: "no credential", request: { authorization: null }, status: 401, code: "invalid-credentials" },
    { why: "a wrong secret", request: { authorization: "Bearer foyer_x" }, status: 401, code: "invalid-credentials" },
    { why: "an event that nobody has", request: { eventId: "999" }, status: 403, code: "event-not-allowed" },
    { why: "no event", request: { eventId: "abc" }, status: 400, code: "bad-event" },
    { why: "a number too big", request: { eventId: "99999999999" }, status: 400, code: "bad-event" },
    { why: "no cursor", request: { query: "since=yesterday" }, status: 400, code: "bad-cursor" },
    { why: "no format", request: { query: "format=xml" }, status: 400, code: "bad-format" },
    { why: "no limit", request: { query: "limit=0" }, status: 400, code: "bad-limit" },
    { why: "too high a limit", request: { query: "limit=2001" }, status: 400, code: "bad-limit" },
  ])("$why: $status", async ({ request, status, code }) => {
    const answer = await ask(request);
    expect([answer.status, codeOf(answer.body)]).toEqual([status, code]);
  });

  test("another Indico's event is not there, though its number is the same", async () => {
    const created = await createCredential("indico_cron", "other", { indicoUrl: "https://other.example.org" }, BY);
    if (!created.ok) throw new Error(created.error);
    const answer = await ask({ authorization: `Bearer ${created.value.secret}` });
    expect(JSON.parse(answer.body ?? "")).toMatchObject({ registrations: [] });
  });

  test("a cursor of before a restore, or beyond the head, is answered 410", async () => {
    const { next } = await read();
    expect((await ask({ query: `since=${next.replace(/-(\d+)$/, "-99999")}` })).status).toBe(410);
    const client = await db();
    await client.conferenceCounter.update({ where: { conferenceId: firstForm }, data: { epoch: 2 } });
    const answer = await ask({ query: `since=${next}` });
    expect([answer.status, codeOf(answer.body)]).toEqual([410, "resync-required"]);
    expect((await read()).registrations.length).toBeGreaterThan(3);
  });

  test("Basic needs the name that belongs to the secret; a revoked credential is none", async () => {
    const created = await createCredential("indico_cron", "büro", { indicoUrl: INDICO }, BY);
    if (!created.ok) throw new Error(created.error);
    const basic = (name: string) => `Basic ${Buffer.from(`${name}:${created.value.secret}`).toString("base64")}`;
    expect((await ask({ authorization: basic("büro") })).status).toBe(200);
    expect((await ask({ authorization: basic("indico") })).status).toBe(401);
    expect((await revokeCredential("büro", BY, new Date())).ok).toBe(true);
    expect((await ask({ authorization: basic("büro") })).status).toBe(401);
    expect((await revokeCredential("büro", BY, new Date())).ok).toBe(false);
  });

  test("ten wrong secrets from an address make wrong ones wait; the right one and others go on", async () => {
    for (let i = 0; i < 10; i++) expect((await ask({ authorization: "Bearer guess" })).status).toBe(401);
    const answer = await ask({ authorization: "Bearer guess" });
    expect([answer.status, codeOf(answer.body)]).toEqual([429, "too-many-failures"]);
    expect(Number(answer.headers["retry-after"])).toBeGreaterThan(0);
    expect(Number(answer.headers["retry-after"])).toBeLessThanOrEqual(30);
    expect((await ask()).status, "from the same address").toBe(200);
    expect((await ask({ authorization: "Bearer guess", address: "203.0.113.1" })).status).toBe(401);
  });

  test("ten wrong secrets for a name from many addresses make the name wait", async () => {
    const guess = `Basic ${Buffer.from("target:guess").toString("base64")}`;
    for (let i = 0; i < 10; i++) await ask({ authorization: guess, address: `192.0.2.${i}` });
    expect((await ask({ authorization: guess, address: "192.0.2.99" })).status).toBe(429);
    const made = await createCredential("indico_cron", "target", { indicoUrl: INDICO }, BY);
    if (!made.ok) throw new Error(made.error);
    const right = `Basic ${Buffer.from(`target:${made.value.secret}`).toString("base64")}`;
    expect((await ask({ authorization: right, address: "192.0.2.99" })).status).toBe(200);
  });
});

test("the secret is not in the database, its use is noted once a minute, and the log has both ends of its life", async () => {
  const client = await db();
  const credential = await client.credential.findUniqueOrThrow({ where: { name: "indico" } });
  expect(credential.secretHash).not.toContain(secret);
  const lastUsedAt = new Date(Date.now() - 30_000);
  await client.credential.update({ where: { id: credential.id }, data: { lastUsedAt } });
  await read();
  expect(await client.credential.findUnique({ where: { name: "indico" } })).toMatchObject({ lastUsedAt });
  const audit = await client.auditEntry.findMany({ where: { object: "credential", conferenceId: secondForm } });
  expect(audit.map(({ what }) => what)).toContain("credential.created");
  expect(audit.map(({ what }) => what)).toContain("credential.revoked");
});

test("a name is given once, and for an Indico that a conference knows", async () => {
  expect(await createCredential("indico_cron", "indico", { indicoUrl: INDICO }, BY)).toEqual({
    ok: false,
    error: "name-taken",
  });
  const unknown = await createCredential("indico_cron", "new", { indicoUrl: "https://no.example.org" }, BY);
  expect(unknown).toEqual({ ok: false, error: "unknown-indico" });
  const nobody = await createCredential("indico_cron", "new", { conferenceSlug: "nobody" }, BY);
  expect(nobody).toEqual({ ok: false, error: "unknown-conference" });
});
