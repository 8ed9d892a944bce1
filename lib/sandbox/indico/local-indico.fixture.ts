import { createServer as createHttpServer, type RequestListener, type Server } from "node:http";
import { createServer as createHttpsServer } from "node:https";
import type { AddressInfo } from "node:net";
import { answerAsIndico } from "./answer";

/** How an Indico on this machine answers for now. */
export type Mood = "well" | "slowly" | "rubbish" | "with-errors";

export const SLOW_MS = 5_000;

/** A server that answers as the sandbox Indico does, slowly, with rubbish, or with errors; counts what it was asked. */
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
    response.writeHead(reply.status, { "content-type": "application/json" }).end(JSON.stringify(reply.body));
  };
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
