import { createServer as createHttpServer, type RequestListener, type Server } from "node:http";
import { createServer as createHttpsServer } from "node:https";
import type { AddressInfo } from "node:net";
import { answerAsIndico } from "./answer";

/** How an Indico on this machine answers for now. */
export type Mood = "well" | "slowly" | "rubbish" | "with-errors" | "unkeepable";

export const SLOW_MS = 5_000;

/** No database keeps these: U+0000, and half of a surrogate pair. */
const UNKEEPABLE = "\u0000\ud83d";
const PERSONS_TEXTS = ["firstName", "surname", "affiliation", "full_name", "data", "caption"];

/**
 * A server that answers as the sandbox Indico does, slowly, with rubbish, with errors, or with unkeepable characters in
 * people's texts; counts what it was asked.
 */
export async function startIndico(certificate?: { key: string; cert: string }) {
  let asked = 0;
  let mood: Mood = "well";
  const answer: RequestListener = async (request, response) => {
    asked += 1;
    if (mood === "rubbish") return void response.end("<html>Willkommen</html>");
    if (mood === "with-errors") return void response.writeHead(502).end("<html>Bad gateway</html>");
    if (mood === "slowly") await new Promise((resolve) => setTimeout(resolve, SLOW_MS));
    const headers = new Headers(request.headers as Record<string, string>);
    const call = { method: request.method ?? "GET", path: request.url ?? "/", headers, body: "" };
    const reply = await answerAsIndico(call, new Date());
    response.writeHead(reply.status, { "content-type": "application/json" }).end(JSON.stringify(reply.body, spoil));
  };
  const spoil = (key: string, value: unknown) =>
    mood === "unkeepable" && typeof value === "string" && PERSONS_TEXTS.includes(key) ? value + UNKEEPABLE : value;
  const server: Server = certificate ? createHttpsServer(certificate, answer) : createHttpServer(answer);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `${certificate ? "https" : "http"}://127.0.0.1:${port}`,
    asked: () => asked,
    feel(next: Mood) {
      mood = next;
    },
    stop() {
      server.close();
      server.closeAllConnections();
    },
  };
}
