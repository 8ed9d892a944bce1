import { once } from "node:events";
import { createServer } from "node:http";
import { type AddressInfo, connect } from "node:net";
import { text } from "node:stream/consumers";
import { expect, onTestFinished, test } from "vitest";
import { answerBrokenRequests, refuseMalformedPath } from "./refuse-bad-requests";

const SETTINGS = { publicUrl: "https://pay.example.org", stripeApiBase: undefined, isDevelopment: false };

/** What a server with both guards answers to these bytes. */
async function send(request: string): Promise<string> {
  const server = createServer({ maxHeaderSize: 65_536 }, (received, response) => {
    if (!refuseMalformedPath(received, response, SETTINGS)) response.end("taken");
  });
  answerBrokenRequests(server, SETTINGS);
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  onTestFinished(() => void server.close());
  const socket = connect((server.address() as AddressInfo).port, "127.0.0.1");
  socket.write(request);
  return text(socket);
}

const get = (path: string, headers = "") =>
  send(`GET ${path} HTTP/1.1\r\nHost: h\r\nConnection: close\r\n${headers}\r\n`);

test.each(["/r/%ff", "/verify/%c3%28", "/pay/%", "/look/%ff?a=b"])(
  "%s is damaged, in words and with our headers",
  async (path) => {
    const answer = await get(path);
    expect(answer).toMatch(/^HTTP\/1\.1 400 /);
    expect(answer).toContain("<h1>This address is damaged</h1>");
    expect(answer).toMatch(/^Content-Security-Policy: default-src 'none'; style-src 'self'/m);
    expect(answer).toMatch(/^X-Content-Type-Options: nosniff/m);
    expect(answer).toMatch(/^Strict-Transport-Security: /m);
  },
);

test("speaks the browser's language", async () => {
  expect(await get("/r/%ff", "Accept-Language: it\r\n")).toContain("<h1>Questo indirizzo è danneggiato</h1>");
});

test("tells a machine in plain text", async () => {
  const answer = await get("/api/indico/events/%ff/payments");
  expect(answer).toMatch(/^HTTP\/1\.1 400 [\s\S]*^Content-Type: text\/plain/m);
  expect(answer).not.toContain("<h1>");
});

test.each(["/r/ABC", "/pay?codes=1.2.3.4%7Ca%40b", "/site/X?data=%ff", "/c/caf%C3%A9"])("%s is taken", async (path) => {
  expect(await get(path)).toContain("taken");
});

test("a head beyond the server's measure is answered in words, in both languages", async () => {
  const answer = await get(`/pay?codes=${"1".repeat(70_000)}`);
  expect(answer).toMatch(/^HTTP\/1\.1 431 /);
  expect(answer).toContain("<h1>This address is too long</h1>");
  expect(answer).toContain("<h1>Questo indirizzo è troppo lungo</h1>");
  expect(answer).toMatch(/^Content-Security-Policy: /m);
});

test("what is no HTTP gets a short answer", async () => {
  expect(await send("nonsense\r\n\r\n")).toMatch(/^HTTP\/1\.1 400 Bad Request/);
});
