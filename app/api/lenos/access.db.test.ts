import { beforeAll, describe, expect, test } from "vitest";
import { endRotation, rotateCredential } from "@/lib/credentials/convio-credentials";
import { revokeCredential } from "@/lib/credentials/create-credential";
import { db } from "@/lib/db/client";
import { seedConference } from "@/lib/db/test-conference";
import { forgetWhatIsOver } from "@/lib/jobs/forget-what-is-over";
import { LENOS_ERRORS } from "@/lib/lenos/errors";
import { PATHS } from "@/lib/lenos/resources";
import { type AskedLenos, askLenos, type Credential, giveApp, person, seedRows } from "./ask-lenos.fixture";

const BY = { kind: "job", id: "test" } as const;
let conferenceId = 0;
let slug = "";
let indicoEventId = 0;
let app: Credential;

beforeAll(async () => {
  const seeded = await seedConference();
  ({ conferenceId } = seeded);
  slug = seeded.conference.slug;
  indicoEventId = seeded.conference.indicoEventId ?? 0;
  await seedRows(conferenceId, [person("P1")]);
  app = await giveApp(conferenceId);
});

const codeOf = async (path: string, asked: AskedLenos = {}) => {
  const answer = await askLenos(path, asked);
  return answer.status === 200 ? 200 : answer.json.Error.Code;
};
const inUrl = (as: Credential, more: Record<string, string> = {}) => {
  return { username: as.name, password: as.secret, eventId: String(as.conferenceId), ...more };
};

describe("who is let in", () => {
  test("the password may stand in Basic, a form, JSON, and in the URL where the credential allows it", async () => {
    expect(await codeOf("Person", { as: app })).toBe(200);
    expect(await codeOf("Person", { verb: "POST", body: inUrl(app) })).toBe(200);
    const headers = { "content-type": "application/json" };
    expect(await codeOf("Person", { verb: "POST", headers, body: JSON.stringify(inUrl(app)) })).toBe(200);
    expect(await codeOf("Person", { query: inUrl(app, { UTCModifiedDate: "utcModifiedDate" }) })).toBe(200);
    const strict = await giveApp(conferenceId, { takesPasswordInUrl: false });
    expect(await codeOf("Person", { query: inUrl(strict) })).toBe("password_in_url_not_allowed");
    const client = await db();
    const notices = await client.appNotice.findMany({ where: { kind: "password_in_url" } });
    expect(notices.map(({ credentialId }) => credentialId)).toEqual([app.id]);
  });

  test("a token lasts an hour and ends with its credential", async () => {
    const own = await giveApp(conferenceId);
    const answer = await askLenos("token", { verb: "POST", body: inUrl(own) });
    expect(answer.json).toMatchObject({ token_type: "Bearer", expires_in: 3600, EventId: String(conferenceId) });
    expect(answer.headers.get("cache-control")).toBe("no-store");
    const authorization = `Bearer ${answer.json.access_token}`;
    const bearer = (query: Record<string, string> = {}) => codeOf("Person", { headers: { authorization }, query });
    expect(await bearer()).toBe(200);
    expect(await bearer({ eventId: slug.toUpperCase() })).toBe(200);
    expect(await bearer({ eventId: `1${conferenceId}` })).toBe("event_not_allowed");
    const client = await db();
    expect(await client.appToken.count({ where: { tokenHash: answer.json.access_token } })).toBe(0);
    const { expiresAt } = await client.appToken.findFirstOrThrow({ where: { credentialId: own.id } });
    await client.appToken.updateMany({ where: { credentialId: own.id }, data: { expiresAt: new Date(0) } });
    expect(await bearer()).toBe("token_expired");
    await client.appToken.updateMany({ where: { credentialId: own.id }, data: { expiresAt } });
    await revokeCredential(own.name, BY, new Date());
    expect(await bearer()).toBe("invalid_credentials");
  });

  test("the event is ours by number, short name or Indico's number; any other is refused, and so is none", async () => {
    for (const eventId of [String(conferenceId), slug, String(indicoEventId)]) {
      expect(await codeOf("Person", { as: app, query: { eventId } })).toBe(200);
    }
    const other = await seedConference();
    for (const eventId of [String(other.conferenceId), other.conference.slug, "x", "0"]) {
      expect(await codeOf("Person", { as: app, query: { eventId } })).toBe("event_not_allowed");
    }
    expect(await codeOf("Person", { as: app, query: { eventId: "" } })).toBe("bad_request");
  });

  test("two passwords are right while it is changed over", async () => {
    const own = await giveApp(conferenceId);
    const rotated = await rotateCredential(own.id, conferenceId, BY);
    const secret = rotated.ok ? rotated.value.secret : "";
    expect(secret).toMatch(/^[\w-]{32}$/);
    for (const as of [own, { ...own, secret }]) expect(await codeOf("Event", { as })).toBe(200);
    await endRotation(own.id, conferenceId, BY);
    expect(await codeOf("Event", { as: { ...own, secret } })).toBe(200);
    expect(await codeOf("Event", { as: own })).toBe("invalid_credentials");
  });

  test("a token ends with the password that it was traded for, and is not traded for another", async () => {
    const own = await giveApp(conferenceId);
    const trade = async () => {
      const { json } = await askLenos("Token", { verb: "POST", body: inUrl(own) });
      return { headers: { authorization: `Bearer ${json.access_token}` } };
    };
    const first = await trade();
    expect(await codeOf("Token", { verb: "POST", ...first })).toBe("invalid_credentials");
    await rotateCredential(own.id, conferenceId, BY);
    expect(await codeOf("Person", first)).toBe(200);
    await rotateCredential(own.id, conferenceId, BY);
    expect(await codeOf("Person", first)).toBe("invalid_credentials");

    const other = await giveApp(conferenceId);
    const { json } = await askLenos("Token", { verb: "POST", body: inUrl(other) });
    const second = { headers: { authorization: `Bearer ${json.access_token}` } };
    await rotateCredential(other.id, conferenceId, BY);
    expect(await codeOf("Person", second)).toBe(200);
    await endRotation(other.id, conferenceId, BY);
    expect(await codeOf("Person", second)).toBe("invalid_credentials");
  });

  test("wrong, unknown and switched off are answered alike", async () => {
    const off = await giveApp(conferenceId, { isEnabled: false });
    const answers = [
      await askLenos("Person", { as: off }),
      await askLenos("Person", { as: { ...app, secret: "wrong" } }),
      await askLenos("Person", { as: { ...app, name: "nobody" } }),
      await askLenos("Person"),
      await askLenos("Person", { headers: { authorization: "Bearer nonsense" } }),
    ];
    for (const { status, json, headers } of answers) {
      const { RequestId, ...error } = json.Error;
      expect([status, error]).toEqual([
        401,
        { Code: "invalid_credentials", Message: expect.any(String), Retryable: false },
      ]);
      expect(headers.get("www-authenticate")).toContain("Basic");
      expect(headers.get("x-request-id")).toBe(RequestId);
    }
    expect(new Set(answers.map(({ json }) => json.Error.Message)).size).toBe(1);
  });

  test("after ten failures from an address wrong ones wait, and right ones do not", async () => {
    const address = "203.0.113.9";
    for (let time = 0; time < 10; time++) await askLenos("Person", { as: { ...app, name: `guess-${time}` }, address });
    const waiting = await askLenos("Person", { as: { ...app, name: "guess" }, address });
    expect([waiting.status, waiting.json.Error.Code]).toEqual([429, "too_many_failures"]);
    expect(Number(waiting.headers.get("retry-after"))).toBeGreaterThan(0);
    expect(await codeOf("Person", { as: app, address })).toBe(200);
  });

  test("a list of addresses is kept to", async () => {
    const listed = await giveApp(conferenceId, { allowedAddresses: ["192.0.2.0/24"] });
    expect(await codeOf("Person", { as: listed, address: "192.0.2.7" })).toBe(200);
    expect(await codeOf("Person", { as: listed, address: "198.51.100.7" })).toBe("address_not_allowed");
  });

  test("scopes are kept to", async () => {
    const booking = await giveApp(conferenceId, { mayRead: false });
    expect(await codeOf("Person", { as: booking })).toBe("scope_missing");
    expect(await codeOf("Event", { as: booking })).toBe(200);
    const reading = await giveApp(conferenceId, { mayRegister: false });
    const query = { PersonId: "P1", SessionId: "S1" };
    expect(await codeOf("SessionRegistration", { as: reading, query })).toBe("scope_missing");
  });
});

describe("what cannot be answered", () => {
  test.each([
    ["unknown_resource", "Payments", {}],
    ["unknown_resource", "Person/P1", {}],
    ["method_not_allowed", "Person", { verb: "PUT" }],
    ["method_not_allowed", "Token", {}],
    ["not_acceptable", "Person", { headers: { accept: "text/html" } }],
    ["bad_request", "Person", { query: { format: "yaml" } }],
    ["unsupported_type", "Person", { verb: "POST", body: "x", headers: { "content-type": "text/csv" } }],
    ["too_large", "Person", { verb: "POST", body: { x: "y".repeat(70_000) } }],
  ] as [string, string, AskedLenos][])("%s: %s", async (code, path, asked) => {
    const answer = await askLenos(path, { as: app, ...asked });
    expect([answer.status, answer.json.Error.Code]).toEqual([LENOS_ERRORS[code as "internal"].status, code]);
    expect(answer.headers.get("allow") !== null).toBe(code === "method_not_allowed");
  });

  test("a NUL, which no text of the database may hold, is refused wherever it stands", async () => {
    const name = `${app.name}\u0000`;
    expect(await codeOf("Person", { as: { ...app, name } })).toBe("invalid_credentials");
    expect(await codeOf("Person", { query: inUrl({ ...app, name }) })).toBe("bad_request");
    expect(await codeOf("Session.ics", { query: { PersonId: "P1\u0000", token: "x" } })).toBe("bad_request");
    const bodies: Record<string, string>[] = [
      { PersonId: "P\u0000" },
      { SessionId: "\u0000S" },
      { RequestId: "a\u0000b" },
    ];
    for (const named of bodies) {
      const body = { PersonId: "P1", SessionId: "S1", ...named };
      expect(await codeOf("SessionRegistration", { verb: "POST", as: app, body })).toBe("bad_request");
      const headers = { "content-type": "application/json" };
      const json = { verb: "POST", as: app, headers, body: JSON.stringify(body) } as const;
      expect(await codeOf("SessionRegistration", json)).toBe("bad_request");
    }
  });

  test("an error is XML where XML was asked for", async () => {
    const { text, headers } = await askLenos("Persons.xml");
    expect(headers.get("content-type")).toContain("xml");
    expect(text).toMatch(/<LenosResponse version="1"><Error><Code>invalid_credentials<\/Code>/);
  });

  test("before publication no list is answered, and the check says so", async () => {
    const seeded = await seedConference();
    const client = await db();
    await client.conference.update({ where: { id: seeded.conferenceId }, data: { isOpen: false } });
    const early = await giveApp(seeded.conferenceId);
    for (const path of ["Person", "Session", "Changes", "SessionAvailability", "Session.ics"]) {
      const { status, headers, json } = await askLenos(path, { as: early });
      expect([status, json.Error.Code, headers.get("retry-after")]).toEqual([503, "event_not_published", "900"]);
    }
    const query = { PersonId: "P1", SessionId: "S1" };
    expect(await codeOf("SessionRegistration", { as: early, query })).toBe("event_not_published");
    expect((await askLenos("Event", { as: early })).json.Event.Published).toBe(false);
    await client.conference.update({ where: { id: seeded.conferenceId }, data: { isOpen: true } });
    expect((await askLenos("Person", { as: early })).json.Persons).toEqual([]);
  });

  test("more calls than a minute's wait, and say how long; the headers count", async () => {
    const slow = await giveApp(conferenceId, { readsPerMinute: 2 });
    const first = await askLenos("Event", { as: slow });
    expect(first.headers.get("x-ratelimit-limit")).toBe("2");
    expect(first.headers.get("x-ratelimit-remaining")).toBe("1");
    expect(await codeOf("Event", { as: slow })).toBe(200);
    const refused = await askLenos("Event", { as: slow });
    expect([refused.status, refused.json.Error.Code]).toEqual([429, "rate_limited"]);
    const wait = Number(refused.headers.get("retry-after"));
    expect(wait).toBeGreaterThan(0);
    expect(wait).toBeLessThanOrEqual(30);
    expect(refused.headers.get("x-ratelimit-remaining")).toBe("0");
  });

  test("of a credential's reads four run at once", async () => {
    const eager = await giveApp(conferenceId);
    const codes = await Promise.all(Array.from({ length: 12 }, () => codeOf("Person", { as: eager })));
    expect(codes).toContain("rate_limited");
    expect(codes.filter((code) => code === 200).length).toBeGreaterThanOrEqual(4);
    expect(await codeOf("Person", { as: eager })).toBe(200);
  });
});

describe("the log of calls", () => {
  test("keeps what was asked without its secrets and people", async () => {
    const own = await giveApp(conferenceId);
    await askLenos("Person", {
      query: { ...inUrl(own), utcModifiedDate: "2026-01-01T00:00:00Z", email: "ada@example.org" },
    });
    const client = await db();
    const [row] = await client.appCall.findMany({ where: { credentialId: own.id } });
    expect(row).toMatchObject({
      ...{ conferenceId, resource: "Person", verb: "GET", carrier: "url", format: "json", status: 200, code: "" },
      ...{ mode: "full", reason: "daily", count: 1 },
      asked: `username=… password=… eventId=${conferenceId} utcModifiedDate=2026-01-01T00:00:00Z email=…`,
    });
    expect(JSON.stringify(row)).not.toContain(own.secret);
    await client.appCall.updateMany({ data: { at: new Date(0) } });
    await forgetWhatIsOver();
    expect(await client.appCall.count()).toBe(0);
  });
});

test("the contract names every path, verb and error", async () => {
  const { json, status } = await askLenos("openapi.json");
  expect([status, json.openapi]).toEqual([200, "3.1.0"]);
  expect(Object.keys(json.paths)).toEqual(Object.keys(PATHS).map((name) => `/${name}`));
  for (const [name, verbs] of Object.entries(PATHS)) {
    expect(Object.keys(json.paths[`/${name}`])).toEqual(verbs.map((verb) => verb.toLowerCase()));
    const { responses } = Object.values(json.paths[`/${name}`])[0] as {
      responses: Record<string, { description: string }>;
    };
    for (const [code, { status: of }] of Object.entries(LENOS_ERRORS)) {
      expect(responses[of]?.description.split(", ")).toContain(code);
    }
  }
  expect(json.components.schemas.Error.properties.Error.properties.Code.enum).toEqual(Object.keys(LENOS_ERRORS));
});
