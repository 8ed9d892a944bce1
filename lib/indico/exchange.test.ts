import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { exchange } from "@/lib/indico/exchange";

/** Every name leads to this machine, as a hostile name server would have it. */
vi.mock("node:dns", async (original) => ({
  ...(await original<typeof import("node:dns")>()),
  lookup: (_name: string, options: { all?: boolean }, callback: (...answer: unknown[]) => void) =>
    options.all ? callback(null, [{ address: "127.0.0.1", family: 4 }]) : callback(null, "127.0.0.1", 4),
}));

let server: Server;
let port: number;
let asked = 0;
beforeAll(async () => {
  server = createServer((_request, response) => {
    asked++;
    response.end("{}");
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  ({ port } = server.address() as AddressInfo);
});
afterAll(() => {
  server.close();
});

const call = (host: string) =>
  exchange({
    url: new URL(`http://${host}:${port}/`),
    method: "GET",
    headers: {},
    timeoutMs: 2000,
    maxBytes: 1000,
  });

test.each(["indico.example.org", "127.0.0.1.example.org"])("%s must not lead to this machine", async (host) => {
  asked = 0;
  expect(await call(host)).toEqual({ ok: false, error: "unreachable" });
  expect(asked).toBe(0);
});

test.each(["127.0.0.1", "localhost", "indico", "indico.internal"])(
  "%s may: the operator's own word says it is private",
  async (host) => {
    expect(await call(host)).toMatchObject({ ok: true, value: { status: 200 } });
  },
);
