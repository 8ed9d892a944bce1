import { once } from "node:events";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { expect, onTestFinished, test } from "vitest";
import { answerFailures } from "./answer-failures";

type Handler = (request: IncomingMessage, response: ServerResponse) => void;

/** A server that fails as the handler says, behind `answerFailures`. */
async function get(path: string, handle: Handler, headers: Record<string, string> = {}): Promise<Response> {
  const server = createServer((request, response) => {
    answerFailures(request, response);
    handle(request, response);
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  onTestFinished(() => void server.close());
  return fetch(`http://127.0.0.1:${(server.address() as AddressInfo).port}${path}`, { headers });
}

const streamed: Handler = (_request, response) => {
  response.statusCode = 500;
  response.setHeader("content-type", "text/html; charset=utf-8");
  response.setHeader("content-encoding", "gzip");
  response.flushHeaders();
  response.write("Error: secret of ada@example.org");
  response.write("more");
  response.end("the end");
};

test.each<{ handle: Handler; why: string }>([
  { handle: streamed, why: "streamed" },
  {
    handle: (_request, response) => {
      response.statusCode = 500;
      response.end("Internal Server Error");
    },
    why: "at once",
  },
  {
    handle: (_request, response) => {
      response.statusCode = 500;
      response.end();
    },
    why: "without a body",
  },
  {
    handle: (_request, response) => {
      response.statusCode = 500;
      response.writeHead(500, { "content-encoding": "gzip", "x-of": "the failure" });
      response.write("Error: secret of ada@example.org");
      response.end(() => {});
    },
    why: "with its head first",
  },
])("a failed page says what to do and nothing of the error: $why", async ({ handle }) => {
  const reply = await get("/r/abc/details", handle);
  const body = await reply.text();
  expect(reply.status).toBe(500);
  expect(reply.headers.get("content-type")).toBe("text/html; charset=utf-8");
  expect(body).toContain("<h1>This page failed</h1>");
  expect(body).not.toMatch(/secret|ada@|Internal|<script|style=/);
});

test("an address that only takes forms says so", async () => {
  const reply = await get("/r/abc/pay/place", (_request, response) => {
    response.statusCode = 405;
    response.setHeader("content-security-policy", "default-src 'self'");
    response.end();
  });
  expect(reply.status).toBe(405);
  expect(reply.headers.get("content-security-policy")).toBe("default-src 'self'");
  expect(await reply.text()).toContain("<h1>There is nothing to see here</h1>");
});

test("speaks the browser's language, or the chosen one", async () => {
  const italian = await get("/", streamed, { "accept-language": "it-IT,it;q=0.9,en;q=0.5" });
  expect(await italian.text()).toContain('<html lang="it">');
  const chosen = await get("/", streamed, { "accept-language": "it", cookie: "a=b; foyer_language=en" });
  expect(await chosen.text()).toContain('<html lang="en">');
});

test.each([
  { path: "/", status: 200, why: "a page that did not fail" },
  { path: "/", status: 404, why: "a page that is not there" },
  { path: "/api/v1/orders", status: 500, why: "a machine's request" },
  { path: "/api/payments/stripe/webhook", status: 405, why: "a machine's wrong method" },
  { path: "/acme/site/CRTeamraiserAPI", status: 500, why: "a servlet" },
  { path: "/sandbox/indico/api/events/1", status: 500, why: "the demo's Indico" },
])("leaves alone $why", async ({ path, status }) => {
  const reply = await get(path, (_request, response) => {
    response.statusCode = status;
    response.write("as ");
    response.end("it was");
  });
  expect(await reply.text()).toBe("as it was");
});
