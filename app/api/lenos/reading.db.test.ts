import { XMLParser } from "fast-xml-parser";
import { beforeAll, describe, expect, test } from "vitest";
import { appVersion, changeAppCredential } from "@/lib/credentials/app-credentials";
import { db } from "@/lib/db/client";
import { seedConference } from "@/lib/db/test-conference";
import { confirmShrinking } from "@/lib/lenos/shrink-guard";
import { resendAll } from "@/lib/publish/render-again";
import {
  askLenos,
  type Credential,
  giveApp,
  OPEN_SETTINGS,
  person,
  registration,
  type SeedRow,
  seedRows,
  session,
} from "./ask-lenos.fixture";

const DAY_MS = 86_400_000;
const BY = { kind: "job", id: "test" } as const;

async function seedFeed(rows: readonly SeedRow[]): Promise<number> {
  const { conferenceId } = await seedConference();
  await seedRows(conferenceId, rows);
  return conferenceId;
}

const list = async (path: string, as: Credential, query: Record<string, string> = {}) => {
  const answer = await askLenos(path, { as, query });
  expect(answer.status, answer.text).toBe(200);
  return answer.json;
};
const idsOf = (rows: { PersonId: string }[]) => rows.map(({ PersonId }) => PersonId);

describe("a full list", () => {
  let conferenceId = 0;
  let app: Credential;

  beforeAll(async () => {
    conferenceId = await seedFeed([
      person("P1", { X_Diet: "a<b & c\u0001\u00a0", Company: "Cafe\u0301 " }),
      person("P2", { RegistrationStatus: "Cancelled" }),
      { ...person("P3"), isDeleted: true },
      session("S1", { Title: "Late", SessionStatus: "Cancelled" }),
      session("S2", { SessionStatus: "Hidden" }),
      session("S3"),
      registration("P1", "S3"),
      registration("P2", "S3", "unregistered"),
      { ...registration("P3", "S3"), isDeleted: true },
      { resource: "location", entityId: "L1", payload: { LocationId: "L1", Name: "Hall", LocationStatus: "Active" } },
      { resource: "session-tag", entityId: "T1", payload: { TagId: "T1", Name: "Talks", TagStatus: "Active" } },
      { resource: "indico-payment", entityId: "1", payload: { email: "never@example.org" } },
    ]);
    app = await giveApp(conferenceId);
  });

  test("has every person, those that are gone with their status, and says of what instant it is", async () => {
    const { Header, Persons } = await list("Person", app);
    expect(idsOf(Persons)).toEqual(["P1", "P2", "P3"]);
    expect(Persons[0]).toMatchObject({ Company: "Café", X_Diet: "a<b & c", State: "current", Email: "P1@example.org" });
    expect(Object.keys(Persons[0]).filter((key) => key.startsWith("_"))).toEqual([]);
    const { ChangeSequence, utcCreatedDate, utcModifiedDate, ...gone } = Persons[2];
    expect(gone).toEqual({ PersonId: "P3", RegistrationStatus: "Deleted", State: "deleted" });
    expect([ChangeSequence, utcCreatedDate, utcModifiedDate]).toEqual([3, expect.any(String), expect.any(String)]);
    expect(Header).toMatchObject({
      ...{ EventId: String(conferenceId), TimeZone: "Europe/Lisbon", Resource: "Person", Mode: "full" },
      ...{ FullReason: "no_date", SinceApplied: null, FeedEpoch: 1, FeedHead: 12, Count: 3, IncludesDeleted: true },
      ...{ Next: null, Ignored: [], Warning: null, SyncDate: expect.stringMatching(/^\d{4}-.*\.\d{3}Z$/) },
    });
  });

  test("has every resource under its own name", async () => {
    expect((await list("Sessions", app)).Sessions.map(({ Title }: { Title: string }) => Title)).toEqual([
      "[Cancelled] Late",
      "S2",
      "S3",
    ]);
    expect((await list("Registration", app)).Registrations[2]).toMatchObject({
      ...{ RegistrationId: "P3.S3", PersonId: "P3", SessionId: "S3", Status: "unregistered", State: "deleted" },
    });
    expect((await list("locations", app)).Locations[0].Name).toBe("Hall");
    expect((await list("SessionTag.json", app)).SessionTags[0].Name).toBe("Talks");
  });

  test("in mode mirror leaves out what is gone, cancelled, hidden or unregistered; cancelled people stay", async () => {
    const mirror = await giveApp(conferenceId, { mode: "mirror" });
    expect(idsOf((await list("Person", mirror)).Persons)).toEqual(["P1", "P2"]);
    expect((await list("Session", mirror)).Sessions.map(({ SessionId }: { SessionId: string }) => SessionId)).toEqual([
      "S3",
    ]);
    const { Header, Registrations } = await list("Registration", mirror);
    expect(idsOf(Registrations)).toEqual(["P1"]);
    expect(Header.IncludesDeleted).toBe(false);
    expect((await askLenos("Person", { as: mirror, query: { includeDeleted: "true" } })).json.Error.Code).toBe(
      "bad_request",
    );
  });

  test("in mode safe tells what is gone for seven days", async () => {
    const safe = await giveApp(conferenceId, { mode: "safe" });
    expect(idsOf((await list("Person", safe)).Persons)).toEqual(["P1", "P2", "P3"]);
    const client = await db();
    const where = { conferenceId, state: "deleted" as const };
    const old = { stamp: new Date(Date.now() - 9 * DAY_MS) };
    await client.feedRow.updateMany({ where, data: old });
    await client.appAccess.update({ where: { credentialId: safe.id }, data: { viewChangedAt: old.stamp } });
    expect(idsOf((await list("Person", safe)).Persons)).toEqual(["P1", "P2"]);
    expect(idsOf((await list("Person", safe, { includeDeleted: "true" })).Persons)).toContain("P3");
  });

  test("of one resource may be in another mode than the rest", async () => {
    const mixed = await giveApp(conferenceId, { mode: "incremental", modes: { Session: "mirror" } });
    expect((await list("Session", mixed)).Sessions).toHaveLength(1);
    expect((await list("Person", mixed)).Persons).toHaveLength(3);
  });

  test("without the scope for it has no addresses", async () => {
    const { Persons } = await list("Person", await giveApp(conferenceId, { seesPersonal: false }));
    expect(Persons[0]).not.toHaveProperty("Email");
    expect(Persons[0]).not.toHaveProperty("Phone");
  });

  test("shows those whom the filter holds back as deleted, and their bookings", async () => {
    const filtered = await giveApp(conferenceId, { categories: ["FULL"] });
    await seedRows(conferenceId, [person("P4", { RegistrationType: "STUDENT" }), person("P5", { _test: true })]);
    await seedRows(conferenceId, [registration("P4", "S3")]);
    const client = await db();
    const key = { conferenceId_resource_entityId: { conferenceId, resource: "registration", entityId: "P4.S3" } };
    await client.feedRow.update({ where: key, data: { payload: { _type: "STUDENT", _consents: [], _test: false } } });
    const { Persons } = await list("Person", filtered);
    expect(Persons.map(({ State }: { State: string }) => State)).toEqual([
      "current",
      "current",
      "deleted",
      "deleted",
      "deleted",
    ]);
    expect(JSON.stringify(Persons)).not.toContain("P4@example.org");
    const { Registrations } = await list("Registration", filtered);
    expect(Registrations.at(-1)).toMatchObject({ PersonId: "P4", State: "deleted" });
    const withTest = await giveApp(conferenceId, { includesTest: true });
    expect((await list("Person", withTest)).Persons.at(-1)).toMatchObject({ PersonId: "P5", State: "current" });
  });

  test("as XML says the same", async () => {
    const json = await list("Person", app);
    const { text, headers } = await askLenos("Person.xml", { as: app });
    expect(headers.get("content-type")).toBe("application/xml; charset=utf-8");
    const parsed = new XMLParser({ parseTagValue: false }).parse(text).LenosResponse;
    const plain = (row: object) =>
      Object.fromEntries(Object.entries(row).flatMap(([key, value]) => (value === null ? [] : [[key, String(value)]])));
    expect(parsed.Persons.Person).toEqual(json.Persons.map(plain));
    expect(parsed.Header.Count).toBe(String(json.Header.Count));
    const sessions = await askLenos("Session", { as: app, headers: { accept: "text/xml" } });
    expect(sessions.text).toContain("<TagIds><TagId>T1</TagId></TagIds>");
  });

  test("may be bare, with the header's fields as HTTP headers", async () => {
    const bare = await giveApp(conferenceId, { shape: "bare" });
    const { json, headers } = await askLenos("Person", { as: bare });
    expect(Array.isArray(json)).toBe(true);
    expect(headers.get("x-feed-mode")).toBe("full");
    expect(headers.get("x-sync-date")).toMatch(/Z$/);
    expect(headers.get("x-count")).toBe(String(json.length));
    expect((await askLenos("Person.xml", { as: bare })).status).toBe(406);
  });

  test("says how long it is", async () => {
    const { headers, bytes } = await askLenos("Person", { as: app });
    expect(headers.get("x-whole-length")).toBe(String(bytes));
  });

  test("names parameters that nothing reads", async () => {
    const { Header } = await list("Person", app, { foo: "1", "a b": "2" });
    expect(Header.Ignored).toEqual(["foo", "(other)"]);
  });
});

describe("an unchanged list", () => {
  test("is 304 until a row, a setting or the format differs", async () => {
    const conferenceId = await seedFeed([person("P1")]);
    const app = await giveApp(conferenceId);
    const ask = (headers: Record<string, string>, path = "Person") => askLenos(path, { as: app, headers });
    const tag = (await ask({})).headers.get("etag") ?? "";
    expect(tag).toMatch(/^"[\w-]+"$/);
    const same = await ask({ "if-none-match": `"x", ${tag}` });
    expect([same.status, same.text]).toEqual([304, ""]);
    expect((await ask({ "if-none-match": tag }, "Person.xml")).status).toBe(200);
    expect((await ask({ "if-none-match": tag, "accept-encoding": "gzip" })).status).toBe(200);
    await seedRows(conferenceId, [session("S1")]);
    expect((await ask({ "if-none-match": tag })).status).toBe(304);
    await seedRows(conferenceId, [person("P1", { Company: "New" })]);
    expect((await ask({ "if-none-match": tag })).status).toBe(200);
    const changed = (await ask({})).headers.get("etag") ?? "";
    await resendAll(conferenceId, BY, new Date());
    expect((await ask({ "if-none-match": changed })).status).toBe(200);
  });
});

describe("utcModifiedDate", () => {
  let conferenceId = 0;
  let app: Credential;
  const dated = (date: Date | string, as = app) =>
    list("Person", as, { utcModifiedDate: typeof date === "string" ? date : date.toISOString() });
  const ago = (minutes: number) => new Date(Date.now() - minutes * 60_000);

  beforeAll(async () => {
    conferenceId = await seedFeed([
      { ...person("OLD"), stamp: ago(600) },
      { ...person("NEAR"), stamp: ago(20) },
      { ...person("GONE"), isDeleted: true, stamp: ago(5) },
    ]);
    app = await giveApp(conferenceId);
  });

  test("is answered in full until a full list arrived, then by what changed, less the overlap", async () => {
    const date = ago(12);
    const first = await dated(date);
    expect(first.Header).toMatchObject({ Mode: "full", FullReason: "daily" });
    // The same date again: the answer was lost.
    expect((await dated(date)).Header.FullReason).toBe("daily");
    const { Header, Persons } = await dated(ago(10));
    expect(Header).toMatchObject({ Mode: "incremental", FullReason: null, IncludesDeleted: true });
    expect(Date.now() - Date.parse(Header.SinceApplied)).toBeGreaterThan(25 * 60_000 - 1);
    expect(idsOf(Persons)).toEqual(["NEAR", "GONE"]);
    // A day later a full one heals whatever was lost.
    const client = await db();
    await client.appSync.update({
      where: { credentialId: app.id },
      data: { fullArrivedAt: ago(25 * 60), fullSentAt: null },
    });
    expect((await dated(ago(9))).Header.FullReason).toBe("daily");
  });

  test("of the future is a full list and a notice", async () => {
    const { Header } = await dated(new Date(Date.now() + 5 * 60_000));
    expect(Header).toMatchObject({ FullReason: "future_date", Warning: expect.any(String) });
    const client = await db();
    expect(await client.appNotice.findMany({ where: { credentialId: app.id } })).toMatchObject([
      { kind: "future_date" },
    ]);
  });

  test("of the future is none that says how far the app is", async () => {
    const own = await giveApp(conferenceId);
    await dated(new Date(Date.now() + 5 * 60_000), own);
    const client = await db();
    const sync = await client.appSync.findUniqueOrThrow({ where: { credentialId: own.id } });
    expect(sync).toMatchObject({ lastDate: null, fullSentDate: null, fullSentAt: expect.any(Date) });
    expect((await dated(ago(12), own)).Header.Mode).toBe("incremental");
  });

  test("that is none is a full list for SpotMe, and 400 for any other app", async () => {
    expect((await dated("yesterday")).Header).toMatchObject({ FullReason: "bad_date", Warning: expect.any(String) });
    const other = await giveApp(conferenceId, { app: "other" });
    const answer = await askLenos("Person", { as: other, query: { utcModifiedDate: "03/02/2027" } });
    expect([answer.status, answer.json.Error.Code]).toEqual([400, "bad_modified_date"]);
    const american = await giveApp(conferenceId, { app: "other", dateOrder: "mdy" });
    expect((await dated("03/02/2027", american)).Header.Mode).toBe("full");
  });

  test("is not heeded by a credential that does not let it, nor on other resources", async () => {
    const mirror = await giveApp(conferenceId, { mode: "mirror" });
    for (let time = 0; time < 2; time++)
      expect((await dated(ago(10 - time), mirror)).Header.FullReason).toBe("credential");
    const { Header } = await list("Session", app, { utcModifiedDate: ago(1).toISOString() });
    expect(Header).toMatchObject({ Mode: "full", FullReason: "resource" });
  });

  test("after a changed filter is answered in full once more", async () => {
    const own = await giveApp(conferenceId);
    await dated(ago(30), own);
    expect((await dated(ago(29), own)).Header.Mode).toBe("incremental");
    const client = await db();
    const before = await client.credential.findUniqueOrThrow({ where: { id: own.id }, include: { appAccess: true } });
    if (!before.appAccess) throw new Error("No settings");
    const seen = appVersion(before.appAccess, before.allowedAddresses);
    const changed = { ...OPEN_SETTINGS, categories: ["FULL"] };
    expect(await changeAppCredential({ ...own, seen }, changed, BY, new Date())).toEqual({
      ok: true,
      value: undefined,
    });
    expect(await changeAppCredential({ ...own, seen }, changed, BY, new Date())).toEqual({
      ok: false,
      error: { code: "changed" },
    });
    expect((await dated(ago(28), own)).Header).toMatchObject({ Mode: "full", FullReason: "credential" });
    expect((await dated(ago(27), own)).Header.Mode).toBe("incremental");
  });
});

describe("pages by cursor", () => {
  test("tell every change once, in its order, to the end; and what changes meanwhile later", async () => {
    const conferenceId = await seedFeed([
      person("P1"),
      session("S1"),
      person("P2"),
      registration("P1", "S1"),
      person("P3"),
    ]);
    const app = await giveApp(conferenceId, { mode: "mirror" });
    const seen: string[] = [];
    let cursor: string | undefined;
    for (let page = 0; page < 10; page++) {
      const { Header, Changes } = await list("Changes", app, { limit: "2", ...(cursor ? { cursor } : {}) });
      expect(Header.Mode).toBe("page");
      seen.push(...Changes.map(({ Resource, Id }: { Resource: string; Id: string }) => `${Resource} ${Id}`));
      if (page === 0) await seedRows(conferenceId, [{ ...person("P1"), isDeleted: true }]);
      if (Changes.length === 0) {
        expect(Header.Next).toBe(cursor);
        break;
      }
      cursor = Header.Next;
    }
    expect(seen).toEqual(["Person P1", "Session S1", "Person P2", "Registration P1.S1", "Person P3", "Person P1"]);
    const { Changes } = await list("Changes", app);
    expect(Changes.at(-1)).toEqual({ Seq: 6, Resource: "Person", Id: "P1", State: "deleted" });
    expect(Changes[0].Data).toMatchObject({ SessionId: "S1" });
    const { Persons } = await list("Person", app, { cursor: "v1.1.3" });
    expect(idsOf(Persons)).toEqual(["P3", "P1"]);
  });

  test("end with 410 when the numbers began anew, are unknown, were purged, or show another view", async () => {
    const conferenceId = await seedFeed([person("P1"), person("P2"), person("P3")]);
    const app = await giveApp(conferenceId);
    const codeOf = async (cursor: string) =>
      (await askLenos("Changes", { as: app, query: { cursor } })).json.Error?.Code;
    expect(await codeOf("v1.1.2")).toBe(undefined);
    expect(await codeOf("v1.1.9")).toBe("resync_required");
    expect(await codeOf("v1.2.1")).toBe("resync_required");
    expect(await codeOf("v1.1-2.1")).toBe("resync_required");
    expect(await codeOf("1")).toBe("bad_cursor");
    const client = await db();
    await client.conferenceCounter.update({ where: { conferenceId }, data: { purgedThrough: 2 } });
    expect(await codeOf("v1.1.1")).toBe("resync_required");
    expect(await codeOf("v1.1.2")).toBe(undefined);
    await resendAll(conferenceId, BY, new Date());
    expect(await codeOf("v1.1.3")).toBe("resync_required");
    for (const limit of ["0", "2001", "x"]) {
      expect((await askLenos("Changes", { as: app, query: { limit } })).json.Error.Code).toBe("bad_request");
    }
  });
});

describe("the shrink guard", () => {
  test("holds a list back that lost a fifth and twenty rows, until staff confirm it", async () => {
    const conferenceId = await seedFeed(Array.from({ length: 100 }, (_, index) => person(`P${index}`)));
    const app = await giveApp(conferenceId, { mode: "mirror" });
    expect((await list("Person", app)).Header.Count).toBe(100);
    const client = await db();
    const remove = (count: number) =>
      client.$executeRaw`UPDATE feed_row SET state = 'deleted' WHERE (conference_id, resource, entity_id) IN (
        SELECT conference_id, resource, entity_id FROM feed_row WHERE conference_id = ${conferenceId} AND state = 'current' LIMIT ${count})`;
    await remove(20);
    expect((await list("Person", app)).Header.Count).toBe(80);
    await remove(12);
    expect((await askLenos("Person", { as: app, verb: "HEAD" })).status).toBe(200);
    await remove(9);
    expect((await askLenos("Person", { as: app, verb: "HEAD" })).status).toBe(503);
    expect(await client.appServed.findMany({ where: { credentialId: app.id } })).toMatchObject([
      { count: 80, heldCount: null },
    ]);
    const held = await askLenos("Person", { as: app });
    expect([held.status, held.json.Error.Code, held.headers.get("retry-after")]).toEqual([503, "shrink_guard", "900"]);
    expect(await confirmShrinking({ credentialId: app.id, conferenceId }, "Person", 58, BY)).toMatchObject({
      ok: false,
    });
    expect(await confirmShrinking({ credentialId: app.id, conferenceId }, "Person", 59, BY)).toMatchObject({
      ok: true,
    });
    expect((await list("Person", app)).Header.Count).toBe(59);
  });
});
