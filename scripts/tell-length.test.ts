import { once } from "node:events";
import { createServer, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { expect, onTestFinished, test } from "vitest";
import { tellLength } from "./tell-length";

async function get(handle: (response: ServerResponse) => void): Promise<Response> {
  const server = createServer((_request, response) => {
    tellLength(response);
    handle(response);
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  onTestFinished(() => void server.close());
  return fetch(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`);
}

test.each([
  { said: "5", encoding: null, length: "5", why: "an answer that says its length has it" },
  { said: "5", encoding: "x-none", length: null, why: "one that was encoded since has not" },
  { said: null, encoding: null, length: null, why: "any other comes in chunks" },
])("$why", async ({ said, encoding, length }) => {
  const reply = await get((response) => {
    if (said) response.setHeader("x-whole-length", said);
    if (encoding) response.setHeader("content-encoding", encoding);
    response.write("wh");
    response.end("ole");
  });
  expect(reply.headers.get("content-length")).toBe(length);
  expect(reply.headers.get("x-whole-length")).toBe(null);
});
