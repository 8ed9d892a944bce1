import { once } from "node:events";
import { createServer, get, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { expect, onTestFinished, test, vi } from "vitest";
import { makeTurns } from "./take-turns";

/** A server whose answers wait until the test gives them. */
async function serve(options: { atOnce: number; turnMs?: number }) {
  const takeTurn = makeTurns(options);
  const begun: { path: string; response: ServerResponse }[] = [];
  const over: string[] = [];
  let asked = 0;
  const server = createServer(async (request, response) => {
    asked += 1;
    response.once("close", () => over.push(request.url ?? ""));
    if (await takeTurn(request, response)) begun.push({ path: request.url ?? "", response });
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  /** Asks, and returns once the server knows. */
  const ask = async (path: string) => {
    const before = asked;
    const request = get(url + path, { agent: false }).on("error", () => {});
    await vi.waitUntil(() => asked > before);
    return request;
  };
  return { ask, begun, over, paths: () => begun.map(({ path }) => path) };
}

test("pages begin in order, a few at a time", async () => {
  const { ask, begun, paths } = await serve({ atOnce: 2 });
  for (const path of ["/r/1", "/r/2", "/r/3", "/r/4"]) await ask(path);
  expect(paths()).toEqual(["/r/1", "/r/2"]);
  begun[1]?.response.end();
  await vi.waitUntil(() => begun.length === 3);
  expect(paths()).toEqual(["/r/1", "/r/2", "/r/3"]);
});

test.each([
  "/health/live",
  "/api/payments/stripe/webhook",
  "/sandbox/stripe/v1/x",
  "/_next/static/a.js",
  "/metrics",
  "/site/CRConsAPI",
  "/acme/site/SRConsAPI",
])("%s waits for no page", async (path) => {
  const { ask, paths } = await serve({ atOnce: 1 });
  await ask("/r/1");
  await ask(path);
  expect(paths()).toEqual(["/r/1", path]);
});

test("who leaves while waiting takes no turn", async () => {
  const { ask, begun, over, paths } = await serve({ atOnce: 1 });
  await ask("/r/1");
  const left = await ask("/r/2");
  await ask("/r/3");
  left.destroy();
  await vi.waitUntil(() => over.includes("/r/2"));
  begun[0]?.response.end();
  await vi.waitUntil(() => begun.length === 2);
  expect(paths()).toEqual(["/r/1", "/r/3"]);
});

test("a page that waits for somebody else does not hold up the others for long", async () => {
  const { ask, begun, paths } = await serve({ atOnce: 1, turnMs: 20 });
  await ask("/r/1");
  await ask("/r/2");
  await vi.waitUntil(() => begun.length === 2);
  expect(paths()).toEqual(["/r/1", "/r/2"]);
});
