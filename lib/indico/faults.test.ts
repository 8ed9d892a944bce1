import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer as createHttpServer, type RequestListener, type Server } from "node:http";
import { createServer as createHttpsServer } from "node:https";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { bringInStep } from "@/lib/indico/bring-in-step";
import { certificateDaysLeft, readCertificate } from "@/lib/indico/certificate";
import { explainConnection } from "@/lib/indico/explain-connection";
import { readRegistrant } from "@/lib/indico/read-registrant";
import { IndicoSite } from "@/lib/indico/site";

const CODES = { eventId: 101, formId: 33, registrationDbId: 2003 };
const servers: Server[] = [];

async function serve(listener: RequestListener): Promise<string> {
  return listen(createHttpServer(listener), "http");
}

async function listen(server: Server, scheme: string): Promise<string> {
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return `${scheme}://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

afterEach(() => {
  for (const server of servers.splice(0)) {
    server.close();
    server.closeAllConnections();
  }
});

const read = (baseUrl: string, timeoutMs = 5000, options = {}) =>
  readRegistrant(new IndicoSite(baseUrl, "indp_test", options), CODES, { timeoutMs });

describe("an Indico that does not answer as it should", () => {
  test.each([
    ["a server error", "server-error", { status: 500, body: '{"error":{"title":"Something went wrong"}}' }],
    ["a proxy without its server", "server-error", { status: 502, body: "<html>Bad gateway</html>" }],
    ["a page instead of data", "unexpected-reply", { status: 200, body: "<html>Welcome!</html>" }],
    ["half of the data", "unexpected-reply", { status: 200, body: '{"registrant_id": "2003"}' }],
    ["a maintenance page: no deleted registration", "unexpected-reply", { status: 404, body: "<html>Gone</html>" }],
    ["another program's not-found", "unexpected-reply", { status: 404, body: '{"message":"no route"}' }],
    ["Indico's own not-found", "not-found", { status: 404, body: '{"error":{"title":"Not Found"}}' }],
    ["a firewall's page: no missing rights", "unexpected-reply", { status: 403, body: "<html>Blocked</html>" }],
    ["too much to do", "server-error", { status: 429, body: "" }],
  ] as const)("%s: %s", async (_, error, { status, body }) => {
    const baseUrl = await serve((_request, response) => response.writeHead(status).end(body));
    expect(await read(baseUrl)).toEqual({ ok: false, error });
  });

  test("a redirect is not followed", async () => {
    let followed = 0;
    const target = await serve((_request, response) => {
      followed++;
      response.end("{}");
    });
    const baseUrl = await serve((_request, response) => response.writeHead(302, { location: target }).end());
    expect(await read(baseUrl)).toEqual({ ok: false, error: "unauthorized" });
    expect(followed).toBe(0);
    const site = new IndicoSite(baseUrl, "indp_test");
    const expected = { ...CODES, portalUrl: "https://portal.example.org" };
    const report = await explainConnection(site, expected, { now: new Date(), timeoutMs: 5000 });
    expect(report.findings).toEqual([{ code: "redirected", to: target }]);
  });

  test.each([
    ["never", () => {}],
    [
      "only a head",
      (response: { writeHead(status: number): unknown; write(text: string): unknown }) => {
        response.writeHead(200);
        response.write("{");
      },
    ],
  ] as const)("a server that sends %s is given up at the deadline", async (_, answer) => {
    const baseUrl = await serve((_request, response) => answer(response));
    const started = performance.now();
    expect(await read(baseUrl, 250)).toEqual({ ok: false, error: "timed-out" });
    expect(performance.now() - started).toBeLessThan(1500);
  });

  test("five seconds are waited for when the caller has them", { timeout: 15_000 }, async () => {
    const baseUrl = await serve((_request, response) => {
      setTimeout(() => response.writeHead(404).end('{"error":{}}'), 5000);
    });
    const [hasty, patient] = await Promise.all([read(baseUrl, 3000), read(baseUrl, 12_000)]);
    expect(hasty).toEqual({ ok: false, error: "timed-out" });
    expect(patient).toEqual({ ok: false, error: "not-found" });
  });

  test("a body without end is cut off", async () => {
    let isCut = false;
    const baseUrl = await serve((_request, response) => {
      response.on("close", () => {
        isCut = true;
      });
      const pour = () => {
        while (!response.destroyed && response.write("x".repeat(65_536)));
        if (!response.destroyed) response.once("drain", pour);
      };
      pour();
    });
    expect(await read(baseUrl)).toEqual({ ok: false, error: "unexpected-reply" });
    await expect.poll(() => isCut).toBe(true);
  });

  test("nobody listens, nobody has the name, or the answer is no HTTP", async () => {
    const gone = await serve(() => {});
    servers[0]?.close();
    expect(await read(gone)).toEqual({ ok: false, error: "unreachable" });
    expect(await read("http://nobody.invalid")).toEqual({ ok: false, error: "unreachable" });
    const baseUrl = await serve((request) => {
      request.socket.end("220 mail.example.org ESMTP\r\n");
    });
    expect(await read(baseUrl)).toEqual({ ok: false, error: "unexpected-reply" });
  });

  test("the token appears in no print of the site", () => {
    const site = new IndicoSite("https://indico.example.org/", "indp_secret");
    expect(JSON.stringify(site) + String(Object.values(site))).not.toContain("indp_secret");
    expect(site.baseUrl).toBe("https://indico.example.org");
    expect(() => new IndicoSite("ftp://indico.example.org", "t")).toThrow(TypeError);
    expect(() => new IndicoSite("https://user@indico.example.org", "t")).toThrow(TypeError);
  });
});

describe("a connection lost around a write", () => {
  /** A check-in API of one registration, which breaks the connection of a PATCH before or after doing it. */
  async function breakingIndico(breaks: "before" | "after") {
    const seen = { isPaid: false, writes: 0 };
    const baseUrl = await serve((request, response) => {
      if (request.method === "PATCH") {
        seen.writes++;
        if (breaks === "after") seen.isPaid = true;
        return request.socket.destroy();
      }
      response.end(
        JSON.stringify({
          id: CODES.registrationDbId,
          event_id: CODES.eventId,
          regform_id: CODES.formId,
          full_name: "Anna Rossi",
          email: "Anna@example.org",
          state: seen.isPaid ? "complete" : "unpaid",
          is_paid: seen.isPaid,
          price: 450,
          currency: "EUR",
          checked_in: false,
          checked_in_dt: null,
          tags: [],
          registration_data: [],
        }),
      );
    });
    return { seen, site: new IndicoSite(baseUrl, "indp_test") };
  }

  test("after Indico did it: the reading back settles it", async () => {
    const { seen, site } = await breakingIndico("after");
    const outcome = await bringInStep(site, CODES, { paid: true }, { timeoutMs: 5000 });
    expect(outcome).toMatchObject({ ok: true, value: { paid: "as-wished", seen: { isPaid: true } } });
    expect(seen.writes).toBe(1);
  });

  test("before Indico did it: try later, nothing written twice", async () => {
    const { seen, site } = await breakingIndico("before");
    const outcome = await bringInStep(site, CODES, { paid: true, checkedIn: true }, { timeoutMs: 5000 });
    expect(outcome).toEqual({ ok: false, error: "unreachable" });
    expect(seen).toEqual({ isPaid: false, writes: 1 });
  });

  test("all calls of an attempt end in its time", async () => {
    const baseUrl = await serve(() => {});
    const started = performance.now();
    const site = new IndicoSite(baseUrl, "indp_test");
    const outcome = await bringInStep(site, CODES, { paid: true }, { timeoutMs: 600 });
    expect(outcome).toEqual({ ok: false, error: "timed-out" });
    expect(performance.now() - started).toBeLessThan(600);
  });
});

const hasOpenssl = (() => {
  try {
    execFileSync("openssl", ["version"]);
    return true;
  } catch {
    return false;
  }
})();

describe.skipIf(!hasOpenssl)(`certificates${hasOpenssl ? "" : ": SKIPPED, there is no openssl here"}`, () => {
  const folder = mkdtempSync(join(tmpdir(), "foyer-certificates-"));
  const file = (name: string) => join(folder, name);
  const openssl = (...words: string[]) => execFileSync("openssl", words, { cwd: folder, stdio: "pipe" });
  const authority = () => readFileSync(file("authority.pem"), "utf8");

  function sign(name: string, days: number, names: string): void {
    writeFileSync(file("names.txt"), `subjectAltName=${names}`);
    const by = ["-CA", "authority.pem", "-CAkey", "authority.key", "-CAcreateserial"];
    openssl("x509", "-req", "-in", "site.csr", ...by, "-days", String(days), "-extfile", "names.txt", "-out", name);
  }

  beforeAll(() => {
    const key = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes"];
    openssl(
      "req",
      "-x509",
      ...key,
      "-keyout",
      "authority.key",
      "-out",
      "authority.pem",
      "-days",
      "9",
      "-subj",
      "/CN=Test",
    );
    openssl("req", ...key, "-keyout", "site.key", "-out", "site.csr", "-subj", "/CN=Indico");
    sign("good.pem", 5, "IP:127.0.0.1");
    sign("expired.pem", -1, "IP:127.0.0.1");
    sign("other-name.pem", 5, "DNS:indico.example.org");
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  const serveWith = (certificate: string) =>
    listen(
      createHttpsServer(
        { key: readFileSync(file("site.key")), cert: readFileSync(file(certificate)) },
        (_request, response) => response.writeHead(404).end('{"error":{}}'),
      ),
      "https",
    );

  test.each([
    { certificate: "good.pem", error: "not-found", daysLeft: 4, trust: "good" },
    { certificate: "expired.pem", error: "bad-certificate", daysLeft: -2, trust: "expired" },
    { certificate: "other-name.pem", error: "bad-certificate", daysLeft: 4, trust: "wrong" },
  ])("$certificate: $error, $trust", async ({ certificate, error, daysLeft, trust }) => {
    const baseUrl = await serveWith(certificate);
    const options = { certificateAuthority: authority() };
    expect(await read(baseUrl, 5000, options)).toEqual({ ok: false, error });
    const reading = await readCertificate(baseUrl, { now: new Date(), timeoutMs: 5000, ...options });
    expect(reading).toEqual({ ok: true, value: { daysLeft, trust } });
    const site = new IndicoSite(baseUrl, "indp_test", options);
    const expected = { ...CODES, portalUrl: "https://portal.example.org" };
    const report = await explainConnection(site, expected, { now: new Date(), timeoutMs: 5000 });
    expect(report.findings[0]).toEqual({ code: `certificate-${trust}`, daysLeft });
  });

  test("an authority that nobody trusts", async () => {
    const baseUrl = await serveWith("good.pem");
    expect(await read(baseUrl)).toEqual({ ok: false, error: "bad-certificate" });
    const reading = await readCertificate(baseUrl, { now: new Date(), timeoutMs: 5000 });
    expect(reading).toMatchObject({ ok: true, value: { trust: "wrong" } });
  });

  test("days left, and none where there is no certificate", async () => {
    const options = { now: new Date(), timeoutMs: 5000 };
    expect(await certificateDaysLeft(await serveWith("good.pem"), options)).toBe(4);
    expect(await certificateDaysLeft(await serve(() => {}), options)).toBeNull();
    const silent = await listen(createHttpServer(), "https");
    expect(await certificateDaysLeft(silent, options)).toBeNull();
  });
});
