import { once } from "node:events";
import { createServer, request as open } from "node:http";
import type { AddressInfo } from "node:net";
import { expect, onTestFinished, test } from "vitest";
import { guardRequests } from "./guard-requests";

const SETTINGS = { publicUrl: "https://pay.example.org", stripeApiBase: undefined, isDevelopment: false };

/** Asks a server that tells what reached it behind the guard. */
async function ask(path: string, { method = "GET", headers = {}, body = "" }: Asked = {}) {
  const guard = guardRequests(SETTINGS);
  const server = createServer((request, response) => {
    if (guard(request, response)) response.end(JSON.stringify(request.headers));
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  onTestFinished(() => void server.close());
  const { port } = server.address() as AddressInfo;
  const sent = open({ host: "127.0.0.1", port, path, method, headers });
  sent.end(body);
  const [answer] = await once(sent, "response");
  let text = "";
  for await (const chunk of answer) text += chunk;
  return { status: answer.statusCode as number, headers: answer.headers as Record<string, string>, text };
}
type Asked = { method?: string; headers?: Record<string, string>; body?: string };

const OURS = { "sec-fetch-site": "same-origin" };

test("a page's request carries the nonce of its answer's policy, whatever the client sent as one", async () => {
  const { headers, text } = await ask("/r/abc", {
    headers: { "content-security-policy": "none", "x-nonce": "mine", "x-path": "/r/other" },
  });
  const reached = JSON.parse(text);
  expect(headers["content-security-policy"]).toContain(`'nonce-${reached["x-nonce"]}'`);
  expect(reached["content-security-policy"]).toBe(headers["content-security-policy"]);
  expect(reached["x-nonce"]).not.toBe("mine");
  expect(reached["x-path"]).toBe("/r/abc");
  expect(headers["strict-transport-security"]).toBeTruthy();
});

test.each<Asked & { path: string; status: number; why: string }>([
  { path: "/r/x/save", method: "POST", headers: OURS, body: "a=1", status: 200, why: "a form of ours" },
  { path: "/r/x/save", method: "POST", headers: { "sec-fetch-site": "cross-site" }, status: 403, why: "a foreign one" },
  { path: "/r/x/save", method: "POST", headers: {}, status: 403, why: "one that does not say where from" },
  { path: "/api/auth/callback", method: "POST", headers: {}, status: 403, why: "sign-in trusts cookies" },
  { path: "/api/payments/stripe/webhook", method: "POST", headers: {}, status: 200, why: "a machine" },
  {
    path: "/site/CRTeamraiserAPI",
    method: "POST",
    headers: { origin: "https://a.example" },
    status: 200,
    why: "a servlet",
  },
  { path: "/acme/site/SRTeamraiserAPI;jsessionid=a", method: "POST", status: 200, why: "an organisation's servlet" },
  { path: "/c/site/register", method: "POST", status: 403, why: "a conference named site" },
  {
    path: "/r/x/save",
    method: "POST",
    headers: { ...OURS, "content-length": String(11 * 1024 * 1024) },
    status: 413,
    why: "eleven megabytes",
  },
  {
    path: "/r/x/save",
    method: "POST",
    headers: { ...OURS, "transfer-encoding": "chunked" },
    status: 413,
    why: "a body without an end in sight",
  },
])("$why: $status", async ({ path, status, ...asked }) => {
  expect((await ask(path, asked)).status).toBe(status);
});

test("a servlet's answer carries no policy of pages", async () => {
  const { headers } = await ask("/acme/site/CRTeamraiserAPI?method=x");
  expect(headers["content-security-policy"]).toBeUndefined();
  expect((await ask("/acme/site")).headers["content-security-policy"]).toBeTruthy();
});

test("a refusal is a sentence in the browser's language", async () => {
  const { text, headers } = await ask("/", { method: "POST", headers: { "accept-language": "it" } });
  expect(headers["content-type"]).toContain("text/plain");
  expect(text).toMatch(/portale|pagina/);
});
