import { createHash } from "node:crypto";
import { beforeAll, describe, expect, test, vi } from "vitest";
import { POST } from "@/app/site/[servlet]/route";
import {
  type Answered,
  type Asked,
  askServlet,
  giveCredential,
  PLAIN_KEY,
  PROXY,
} from "@/app/site/ask-servlet.fixture";
import { admitServer } from "@/lib/convio/credentials";
import { CONVIO_ERRORS } from "@/lib/convio/errors";
import { METHODS } from "@/lib/convio/find-method";
import { endRotation, rotateCredential } from "@/lib/credentials/convio-credentials";
import { revokeCredential } from "@/lib/credentials/create-credential";
import { db } from "@/lib/db/client";
import { seedConference } from "@/lib/db/test-conference";
import { hashSecret } from "@/lib/ids/public-id";
import { LIMITS, takeToken } from "@/lib/limits/take-token";
import { EXECUTION_CODES } from "./codes.fixture";

const BY = { kind: "job", id: "test" } as const;
const ALLOWED = "192.0.2.0/24";
let key = "";
let signingSecret = "";
let account = { login_name: "", login_password: "" };
let frId = "";

/** A call that is right in everything but what the test changes. */
function call(parameters: Record<string, string>, asked: Asked = {}): Promise<Answered> {
  return askServlet({ body: { api_key: key, v: "1.0", response_format: "json", ...parameters }, ...asked });
}

const types = (more: Record<string, string> = {}, asked: Asked = {}) =>
  call({ method: "getParticipationTypes", fr_id: frId, ...more }, asked);

const server = (more: Record<string, string> = {}, asked: Asked = {}) =>
  types({ ...account, ...more }, { servlet: "SRTeamraiserAPI", address: "192.0.2.5", isHttps: true, ...asked });

beforeAll(async () => {
  const client = await giveCredential({ ...PLAIN_KEY, allowedHosts: ["pco.example", "*.club.example"] });
  key = client.secret;
  signingSecret = client.signingSecret ?? "";
  const made = await giveCredential({ kind: "convio_server", conferenceId: null, allowedAddresses: [ALLOWED] });
  account = { login_name: made.name, login_password: made.secret };
  frId = String((await seedConference()).conferenceId);
});

describe("where it is asked", () => {
  test.each(["CRTeamraiserAPI", "CRTeamraiserAPI;jsessionid=a1.n1", "CRTeamraiserAPI%3Bjsessionid=a1.n1"])(
    "%s",
    async (servlet) => {
      expect((await types({}, { servlet })).status).toBe(200);
    },
  );

  test.each([
    { servlet: "CRDonationAPI" },
    { servlet: "crteamraiserapi" },
    { servlet: "CRTeamraiserAPI", organisation: "elsewhere" },
  ])("$servlet of $organisation is not there", async (asked) => {
    const { status, headers } = await types({}, asked);
    expect([status, headers.get("content-type")]).toEqual([404, "text/plain; charset=utf-8"]);
  });

  test("the organisation's short name may stand before it", async () => {
    expect((await types({}, { organisation: "foyer" })).status).toBe(200);
  });
});

describe("how parameters arrive", () => {
  const all = () => ({ method: "getParticipationTypes", api_key: key, v: "1.0", fr_id: frId });

  test.each<{ way: string; asked: () => Asked }>([
    { way: "GET", asked: () => ({ verb: "GET", query: all() }) },
    { way: "an urlencoded body", asked: () => ({ body: all() }) },
    { way: "the query string of a POST", asked: () => ({ query: all() }) },
    {
      way: "half and half",
      asked: () => ({ query: { api_key: key, v: "1.0" }, body: { method: all().method, fr_id: frId } }),
    },
    {
      way: "a body without a type",
      asked: () => ({ body: new TextEncoder().encode(new URLSearchParams(all()).toString()) }),
    },
    {
      way: "multipart",
      asked: () => {
        const form = new FormData();
        for (const [name, value] of Object.entries(all())) form.set(name, value);
        return { body: form };
      },
    },
    {
      way: "flat JSON",
      asked: () => ({
        body: JSON.stringify({ ...all(), fr_id: Number(frId), more: { deep: true } }),
        headers: { "content-type": "application/json" },
      }),
    },
    { way: "unknown ones beside them", asked: () => ({ body: { ...all(), ts: "1", s_trID: "9", NONCE_TOKEN: "x" } }) },
  ])("$way", async ({ asked }) => {
    const { status, text } = await askServlet(asked());
    expect(text).toContain("<getParticipationTypesResponse");
    expect(status).toBe(200);
  });

  test("of two the first counts, the query string before the body; empty is absent", async () => {
    expect((await askServlet({ query: { fr_id: "" }, body: all() })).code).toBe(0);
    expect((await askServlet({ query: { fr_id: "999999" }, body: all() })).code).toBe(2750);
    expect((await askServlet({ query: `fr_id=${frId}&fr_id=999999`, body: { ...all(), fr_id: "888888" } })).code).toBe(
      0,
    );
  });

  test.each([
    { body: "[1]", type: "application/json" },
    { body: "{", type: "application/json" },
    { body: "nothing", type: "multipart/form-data; boundary=x" },
  ])("a body of $type that cannot be read: 9", async ({ body, type }) => {
    const { code } = await askServlet({ query: { api_key: key }, body, headers: { "content-type": type } });
    expect(code).toBe(9);
  });

  test("a body beyond 512 KiB is not read", async () => {
    const body = { ...all(), more: "x".repeat(512 * 1024) };
    expect((await askServlet({ body })).code).toBe(2766);
    expect((await askServlet({ query: { api_key: key }, body })).code).toBe(2766);
    expect((await askServlet({ query: { api_key: "wrong" }, body })).code).toBe(2);
  });

  test("an old client's Latin-1", async () => {
    const client = await db();
    await client.conference.update({ where: { id: Number(frId) }, data: { name: "Congrès d'été" } });
    const { text } = await askServlet({
      body: `method=getTeamraisersByInfo&api_key=${key}&v=1.0&name=congr%E8s`,
      headers: { "content-type": "application/x-www-form-urlencoded; charset=ISO-8859-1" },
    });
    expect(text).toContain("<totalNumberResults>1<");
  });
});

describe("the order of checks", () => {
  const wrong = { api_key: "wrong", v: "2.0", method: "nothing", fr_id: "" };

  test.each<{ right: () => Record<string, string>; code: number; verb?: "PUT" }>([
    { right: () => ({}), code: 2 },
    { right: () => ({ api_key: key }), code: 9 },
    { right: () => ({ api_key: key, v: "1.0" }), code: 6 },
    { right: () => ({ api_key: key, v: "1.0", method: "getparticipationtypes" }), code: 6 },
    { right: () => ({ api_key: key, v: "1.0", method: "getParticipationTypes" }), code: 405, verb: "PUT" },
    { right: () => ({ api_key: key, v: "1.0", method: "getParticipationTypes" }), code: 9 },
    { right: () => ({ api_key: key, v: "1.0", method: "getParticipationTypes", fr_id: "999999" }), code: 2750 },
  ])("$code", async ({ right, code, verb }) => {
    const parameters = { ...wrong, ...right() };
    const answer = await askServlet(verb ? { query: parameters, verb } : { body: parameters });
    expect(answer.code).toBe(code);
    expect(answer.status).toBe(code === 405 ? 405 : 403);
  });

  test("on the server API the account comes before parameters, and after the verb", async () => {
    expect((await server({ fr_id: "", login_password: "wrong" })).code).toBe(3);
    expect((await server({ fr_id: "" })).code).toBe(9);
    expect((await server({ method: "getLoginUrl", login_password: "wrong" })).code).toBe(6);
  });
});

describe("answers", () => {
  test("XML unless JSON is asked for, never kept", async () => {
    const xml = await types({ response_format: "xml" });
    expect(xml.headers.get("content-type")).toBe("text/xml; charset=UTF-8");
    expect(xml.headers.get("cache-control")).toBe("no-store");
    expect((await types({ response_format: "yaml" })).headers.get("content-type")).toBe("text/xml; charset=UTF-8");
    const json = await types();
    expect(json.headers.get("content-type")).toBe("application/json; charset=UTF-8");
    const type = json.root("getParticipationTypesResponse").participationType;
    expect(type).toMatchObject({
      name: "Full",
      fee: "300.00",
      promoCodeRequired: "false",
      participationTypeRegistrationLimit: { limit: "100", registrationCount: "0", limitReached: "false" },
    });
  });

  test.each(["true", "1", "TRUE"])("suppress_response_codes=%s: every answer has 200", async (flag) => {
    const refused = await types({ fr_id: "999999", suppress_response_codes: flag });
    expect([refused.status, refused.code]).toEqual([200, 2750]);
    const verb = await askServlet({
      verb: "PUT",
      query: { api_key: key, v: "1.0", method: "getParticipationTypes", suppress_response_codes: flag },
    });
    expect([verb.status, verb.code]).toEqual([200, 405]);
  });

  test.each(["false", "0"])("suppress_response_codes=%s: 403", async (flag) => {
    expect((await types({ fr_id: "999999", suppress_response_codes: flag })).status).toBe(403);
  });

  test("a flag that is none is a wrong parameter", async () => {
    expect((await types({ suppress_response_codes: "maybe" })).code).toBe(9);
    expect((await types({ center_id: "-1" })).code).toBe(9);
    expect((await types({ center_id: "4711" })).code).toBe(0);
  });
});

describe("pages elsewhere", () => {
  test("a listed origin may read, with credentials; another may not", async () => {
    for (const origin of ["https://pco.example", "http://www.club.example"]) {
      const { headers } = await types({}, { headers: { origin } });
      expect(headers.get("access-control-allow-origin")).toBe(origin);
      expect(headers.get("access-control-allow-credentials")).toBe("true");
      expect(headers.get("vary")).toBe("Origin");
    }
    for (const origin of ["https://evil.example", "https://club.example", "https://pco.example.evil.example", "null"]) {
      expect((await types({}, { headers: { origin } })).headers.get("access-control-allow-origin")).toBeNull();
    }
    const { headers } = await server({}, { headers: { origin: "https://pco.example" } });
    expect(headers.get("access-control-allow-origin")).toBeNull();
  });

  test("OPTIONS is answered with what a preflight asks", async () => {
    const { status, headers } = await askServlet({ verb: "OPTIONS", headers: { origin: "https://pco.example" } });
    expect(status).toBe(204);
    expect(headers.get("access-control-allow-origin")).toBe("https://pco.example");
    expect(headers.get("access-control-allow-methods")).toBe("GET, POST");
    expect(headers.get("access-control-allow-headers")).toBe("Content-Type, X-Requested-With");
  });

  test.each<{ more: Record<string, string>; to: RegExp }>([
    { more: { redirect: "https://pco.example/done?a=1" }, to: /^https:\/\/pco\.example\/done\?a=1$/ },
    { more: { success_redirect: "https://pco.example/ok", redirect: "https://pco.example/x" }, to: /\/ok$/ },
    {
      more: { fr_id: "999999", error_redirect: "https://pco.example/no", redirect: "https://pco.example/x" },
      to: /\/no\?errorCode=2750&errorMessage=There/,
    },
    { more: { fr_id: "999999", redirect: "https://pco.example/x?a=b" }, to: /\/x\?a=b&errorCode=2750/ },
  ])("a redirect: $to", async ({ more, to }) => {
    const { status, headers, text } = await types({ ...more, suppress_response_codes: "true" });
    expect([status, text]).toEqual([302, ""]);
    expect(headers.get("location")).toMatch(to);
  });

  test.each([
    "https://evil.example/",
    "javascript:alert(1)",
    "//pco.example/",
    "https://pco.example@evil.example/",
    "https://u:p@pco.example/",
  ])("%s is no target", async (redirect) => {
    expect((await types({ redirect })).status).toBe(200);
  });

  test("the server API does not redirect", async () => {
    expect((await server({ redirect: "https://pco.example/" })).status).toBe(200);
  });

  test("a signed redirect can be checked with the secret", async () => {
    const { headers } = await types({ redirect: "https://pco.example/done?a=1", sign_redirects: "true" });
    const query = new URL(headers.get("location") ?? "").search.slice(1);
    const [signed = "", digest] = query.split("&digest=");
    expect(signed).toMatch(/^a=1&ts=\d{13}$/);
    expect(digest).toBe(
      createHash("sha1")
        .update(signed + signingSecret)
        .digest("hex"),
    );
  });
});

describe("sessions and tokens", () => {
  const loginUrl = (asked: Asked = {}) =>
    call({ method: "getLoginUrl" }, { servlet: "CRConsAPI", ...asked }).then((answer) => ({
      ...answer,
      given: answer.root("getLoginUrlResponse") as Record<"token" | "JSESSIONID" | "url" | "routing_id", string>,
    }));

  async function signOn(personId: number) {
    const parameters = { method: "getSingleSignOnToken", cons_id: String(personId), ...account };
    const answer = await call(parameters, { servlet: "SRConsAPI", address: "192.0.2.5", isHttps: true });
    return answer.root("getSingleSignOnTokenResponse") as Record<"token" | "JSESSIONID" | "cons_id", string>;
  }

  let personId = 0;
  beforeAll(async () => {
    const client = await db();
    personId = (await client.person.create({ data: { email: "a@b.example", firstName: "A", lastName: "B" } })).id;
  });

  test.each(["CRConsAPI", "CRConnectAPI"])("getLoginUrl on %s", async (servlet) => {
    const { given, headers } = await loginUrl({ servlet });
    expect(given.url).toMatch(/^http:\/\/127\.0\.0\.1:3999\/site\/CRConsAPI;jsessionid=a1\.n1\?NONCE_TOKEN=\w+$/);
    expect(headers.get("set-cookie")).toBe(
      `JSESSIONID=${given.JSESSIONID}; Path=/site; Max-Age=3600; SameSite=None; Secure; HttpOnly`,
    );
    const client = await db();
    const stored = JSON.stringify([await client.convioSession.findMany(), await client.convioToken.findMany()]);
    expect(stored).not.toContain(given.token);
    expect(stored).not.toContain(given.JSESSIONID);
  });

  test("a client's own session goes on, by cookie or parameter", async () => {
    const { given } = await loginUrl();
    const cookie = await loginUrl({ headers: { cookie: `foyer=x; JSESSIONID=${given.JSESSIONID}` } });
    expect(cookie.given.JSESSIONID).toBe(given.JSESSIONID);
    const parameter = await loginUrl({ query: { JSESSIONID: given.JSESSIONID } });
    expect(parameter.given.JSESSIONID).toBe(given.JSESSIONID);
    expect((await loginUrl({ query: { JSESSIONID: "made-up" } })).given.JSESSIONID).not.toBe("made-up");
  });

  const registration = (more: Record<string, string>) => call({ method: "getRegistration", fr_id: frId, ...more });

  test("getRegistration: 5 without a token, 3 with nobody's, 2603 for somebody who is not registered", async () => {
    expect((await registration({})).code).toBe(5);
    expect((await registration({ auth: "made-up" })).code).toBe(3);
    const { given } = await loginUrl();
    expect((await registration({ auth: given.token, JSESSIONID: given.JSESSIONID })).code).toBe(3);
    const { token } = await signOn(personId);
    expect((await registration({ sso_auth_token: token })).code).toBe(2603);
    expect((await registration({ auth: token })).code).toBe(2603);
  });

  test("a token is its session's alone, and for an hour", async () => {
    const signed = await signOn(personId);
    const { given } = await loginUrl({ query: { JSESSIONID: signed.JSESSIONID } });
    const withOwn = { auth: given.token, JSESSIONID: signed.JSESSIONID };
    expect((await registration(withOwn)).code).toBe(2603);
    expect((await registration({ auth: given.token })).code).toBe(3);
    const { given: other } = await loginUrl();
    expect((await registration({ auth: given.token, JSESSIONID: other.JSESSIONID })).code).toBe(3);
    expect((await registration({ auth: signed.token })).code).toBe(2603);
    expect((await registration({ auth: signed.token, JSESSIONID: other.JSESSIONID })).code).toBe(2603);
    expect((await registration({ auth: signed.token, JSESSIONID: signed.JSESSIONID })).code).toBe(3);
    expect((await registration({ auth: signed.token })).code).toBe(3);
    const client = await db();
    await client.convioToken.updateMany({ data: { expiresAt: new Date(Date.now() - 1_000) } });
    expect((await registration(withOwn)).code).toBe(3);
  });

  test("login takes a single sign-on, loginTest says who, logout ends it", async () => {
    const cons = (method: string, more: Record<string, string> = {}) =>
      call({ method, ...more }, { servlet: "CRConsAPI" });
    expect((await cons("loginTest")).code).toBe(3);
    expect((await cons("login")).code).toBe(9);
    expect((await cons("login", { user_name: "a@b.example", password: "guess" })).code).toBe(202);
    const signed = await signOn(personId);
    const logged = await cons("login", { sso_auth_token: signed.token });
    const { JSESSIONID = "", cons_id } = logged.root("loginResponse") as Record<string, string>;
    expect(cons_id).toBe(String(personId));
    expect(JSESSIONID).not.toBe(signed.JSESSIONID);
    expect((await cons("loginTest", { JSESSIONID })).root("loginResponse")).toEqual({ cons_id: String(personId) });
    const out = await cons("logout", { JSESSIONID });
    expect(out.headers.get("set-cookie")).toMatch(/^JSESSIONID=; .*Max-Age=0/);
    expect((await cons("loginTest", { JSESSIONID })).code).toBe(3);
  });

  test("an unknown token is no obstacle where none is needed", async () => {
    expect((await types({ auth: "made-up" })).code).toBe(0);
  });
});

describe("the server API", () => {
  test("needs HTTPS, a listed address, and then the account", async () => {
    expect((await server()).code).toBe(0);
    expect((await server({}, { isHttps: false })).code).toBe(4);
    expect((await server({}, { address: "203.0.113.5" })).code).toBe(4);
    expect((await server({}, { address: "203.0.113.5, 192.0.2.5, 203.0.113.6" })).code).toBe(4);
    expect((await server({ login_password: "wrong" })).code).toBe(3);
    expect((await server({ login_name: "wrong" })).code).toBe(3);
    expect((await types({}, { servlet: "SRTeamraiserAPI", address: "192.0.2.9", isHttps: true })).code).toBe(3);
  });

  test("a proxy that is not ours says nothing about HTTPS or addresses", async () => {
    const headers = { "x-forwarded-for": "192.0.2.5, 203.0.113.99", "x-forwarded-proto": "https" };
    expect((await server({}, { headers })).code).toBe(4);
  });

  test("in the demo an empty list admits this machine; elsewhere nobody", () => {
    const credential = {
      id: 1,
      kind: "convio_server" as const,
      name: "a",
      secretHash: hashSecret("b"),
      rotationHash: null,
    };
    const rights = { allowedHosts: [], allowedAddresses: [], trustsIds: false, listsPeople: false };
    const made = { ...credential, ...rights, conferenceId: null, signingSealed: null, lastUsedAt: null };
    const from = (address: string, isDemo: boolean) =>
      admitServer([made], { name: "a", password: "b", address, isDemo });
    expect(from("127.0.0.1", true)).toEqual({ account: made });
    expect(from("::1", true)).toEqual({ account: made });
    expect([from("127.0.0.1", false), from("192.0.2.1", true)]).toEqual([{ code: 4 }, { code: 4 }]);
  });

  test("an account from where it is not listed is refused by address, even if another one is listed there", async () => {
    const other = await giveCredential({ kind: "convio_server", conferenceId: null, allowedAddresses: ["198.18.0.1"] });
    const nobody = await giveCredential({ kind: "convio_server", conferenceId: null, allowedAddresses: [] });
    for (const { name, secret } of [other, nobody]) {
      expect((await server({ login_name: name, login_password: secret })).code).toBe(4);
    }
  });

  test("guessing slows down, and a right password never waits", async () => {
    const address = "192.0.2.77";
    const codes: number[] = [];
    for (let n = 0; n < 14; n++) codes.push((await server({ login_password: `guess-${n}` }, { address })).code);
    expect(codes.slice(0, 10)).toEqual(Array(10).fill(3));
    expect(codes.at(-1)).toBe(4);
    expect((await server({}, { address })).code).toBe(0);
  });
});

describe("keys", () => {
  test("two are right during a rotation, one after it, none after a revocation", async () => {
    const made = await giveCredential(PLAIN_KEY);
    const codes = (keys: string[]) => Promise.all(keys.map(async (api_key) => (await types({ api_key })).code));
    const rotated = await rotateCredential(made.id, null, BY);
    const second = rotated.ok ? rotated.value.secret : "";
    expect(await codes([made.secret, second])).toEqual([0, 0]);
    await endRotation(made.id, null, BY);
    expect(await codes([made.secret, second])).toEqual([2, 0]);
    await revokeCredential(made.name, BY, new Date());
    expect(await codes([made.secret, second])).toEqual([2, 2]);
  });

  test("one that is tied to a conference sees no other", async () => {
    const { conferenceId } = await seedConference();
    const tied = await giveCredential({ ...PLAIN_KEY, conferenceId });
    expect((await types({ api_key: tied.secret, fr_id: String(conferenceId) })).code).toBe(0);
    expect((await types({ api_key: tied.secret })).code).toBe(2750);
  });

  test("an address that calls too often waits", async () => {
    const address = "198.18.7.7";
    const client = await db();
    expect((await types({}, { address })).code).toBe(0);
    await client.$executeRaw`UPDATE rate_limit SET used_until = now() + ${2 * LIMITS.convioByAddress.perSeconds} * interval '1 second' WHERE key LIKE 'convioByAddress:%'`;
    const { code, status, headers } = await types({}, { address, headers: { origin: "https://pco.example" } });
    expect([code, status]).toEqual([4, 403]);
    expect(headers.get("access-control-allow-origin")).toBe("https://pco.example");
    const { headers: others } = await types({}, { address, headers: { origin: "https://evil.example" } });
    expect(others.get("access-control-allow-origin")).toBeNull();
  });

  test("an address without an account is not read on the server API after so many calls; one with it never waits", async () => {
    const { burst } = LIMITS.convioServerByAddress;
    const right = { address: "192.0.2.88" };
    for (let time = 0; time < 5; time++) expect((await server({}, right)).code).toBe(0);
    const client = await db();
    const [{ ahead } = { ahead: 0 }] = await client.$queryRaw<{ ahead: number }[]>`
      SELECT max(extract(epoch FROM used_until - now()))::float8 AS ahead FROM rate_limit WHERE key = ${`convioServerByAddress:${hashSecret(right.address).slice(0, 32)}`}`;
    expect(ahead).toBeLessThan(LIMITS.convioServerByAddress.perSeconds / burst);
    const address = "203.0.113.88";
    await takeToken("convioServerByAddress", address, burst);
    let isRead = false;
    const body = new ReadableStream(
      {
        pull(controller) {
          isRead = true;
          controller.close();
        },
      },
      { highWaterMark: 0 },
    );
    const request = new Request("http://127.0.0.1:3999/site/SRTeamraiserAPI", {
      ...{ method: "POST", body, headers: { "x-forwarded-for": `${address}, ${PROXY}` }, duplex: "half" },
    } as RequestInit);
    const answer = await POST(request, { params: Promise.resolve({ servlet: "SRTeamraiserAPI" }) });
    expect([answer.status, isRead]).toEqual([403, false]);
  });
});

describe("the log of calls", () => {
  const lastCalls = async () => (await db()).convioCall.findMany({ orderBy: { id: "desc" }, take: 5 });

  test("says what was asked, by whom and how it went, and no value of it", async () => {
    await types({ fr_id: "4111111111111111", auth: "secret-token" });
    await call({ method: "4111111111111111" });
    await server({ login_password: "4111111111111111" });
    const rows = await lastCalls();
    expect(rows.slice(0, 3)).toMatchObject([
      { servlet: "SRTeamraiserAPI", method: "getParticipationTypes", code: 3, format: "json", verb: "POST" },
      { servlet: "CRTeamraiserAPI", method: "", code: 6 },
      { servlet: "CRTeamraiserAPI", method: "getParticipationTypes", code: 2750, conferenceId: null },
    ]);
    const text = JSON.stringify(rows);
    expect(text).not.toMatch(/4111|secret-token/);
    await types();
    expect((await lastCalls())[0]).toMatchObject({ code: 0, conferenceId: Number(frId), address: expect.any(String) });
  });
});

test("strangers' calls are noted so often, and no more", async () => {
  const client = await db();
  const address = "203.0.113.89";
  const noted = () => client.convioCall.count({ where: { address } });
  const { burst } = LIMITS.convioNotedByAddress;
  await takeToken("convioNotedByAddress", address, burst - 2);
  for (let time = 0; time < 4; time++) expect((await types({ api_key: "wrong" }, { address })).code).toBe(2);
  expect(await noted()).toBe(2);
  expect((await server({ login_password: "wrong" }, { address })).code).toBe(4);
  expect(await noted()).toBe(2);
  expect((await types({}, { address })).code).toBe(0);
  expect(await noted()).toBe(3);
});

describe("every code of the table", () => {
  const sso = (more: Record<string, string>) =>
    call(
      { method: "getSingleSignOnToken", ...account, ...more },
      { servlet: "SRConsAPI", address: "192.0.2.6", isHttps: true },
    );
  const closed = async () => {
    const { conferenceId } = await seedConference();
    await (await db()).conference.update({ where: { id: conferenceId }, data: { isOpen: false } });
    return call({ method: "getRegistrationDocument", fr_id: String(conferenceId) });
  };
  const twins = async () => {
    const twin = { email: "twins@example.org", firstName: "T", lastName: "W" };
    await (await db()).person.createMany({ data: [twin, twin] });
    return sso({ email: twin.email });
  };
  const notRegistered = async () => {
    const person = await (await db()).person.create({
      data: { email: "n@example.org", firstName: "N", lastName: "R" },
    });
    const { token = "" } = (await sso({ cons_id: String(person.id) })).root("getSingleSignOnTokenResponse") as Record<
      string,
      string
    >;
    return call({ method: "getRegistration", fr_id: frId, sso_auth_token: token });
  };
  const failing = async () => {
    const method = METHODS.find(({ name }) => name === "getTeamraiserConfig");
    if (!method) throw new Error("No such method");
    const run = vi.spyOn(method, "run").mockRejectedValueOnce(new Error("card 4111111111111111"));
    const answer = await call({ method: "getTeamraiserConfig" });
    run.mockRestore();
    expect(answer.text).not.toContain("4111");
    return answer;
  };

  const PROVOKED: Record<number, () => Promise<Answered>> = {
    1: failing,
    2: () => types({ api_key: "wrong" }),
    3: () => server({ login_password: "wrong" }, { address: "192.0.2.44" }),
    4: () => server({}, { isHttps: false, address: "192.0.2.45" }),
    5: () => call({ method: "getRegistration", fr_id: frId }),
    6: () => call({ method: "validateProcessRegistration" }),
    7: () => sso({ cons_id: "999999" }),
    8: twins,
    9: () => types({ fr_id: "" }),
    202: () => call({ method: "login", user_name: "a", password: "b" }, { servlet: "CRConsAPI" }),
    405: () =>
      call(
        { method: "getRegistration" },
        { verb: "PUT", query: { api_key: key, v: "1.0", method: "getRegistration" } },
      ),
    2603: notRegistered,
    2750: () => types({ fr_id: "999999" }),
    2751: closed,
    2753: () => call({ method: "getRegistrationDocument", fr_id: frId, participation_id: "999999" }),
  };

  test.each(Object.entries(PROVOKED))("%s", async (code, provoke) => {
    const answer = await provoke();
    expect(answer.code).toBe(Number(code));
    expect(answer.status).toBe(CONVIO_ERRORS[answer.code as keyof typeof CONVIO_ERRORS].status);
  });

  test("is provoked here, or by the tests of processRegistration", () => {
    const covered = [...Object.keys(PROVOKED).map(Number), ...EXECUTION_CODES].sort((a, b) => a - b);
    expect(covered).toEqual(Object.keys(CONVIO_ERRORS).map(Number));
  });
});
