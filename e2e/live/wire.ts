import { createServer, request, type Server } from "node:http";
import type { Place, WireName } from "./places";

/**
 * A way to a real Indico that a test opens, slows and cuts; the Indico itself, which others use too, is never stopped.
 * While it is cut, connections are refused.
 */
export class Wire {
  readonly #indico: URL;
  readonly #port: number;
  #server: Server | null = null;
  #delayMs = 0;

  constructor({ indico, wires }: Place, name: WireName) {
    this.#indico = new URL(indico.baseUrl);
    this.#port = wires[name].port;
  }

  /** @param delayMs before each call is passed on */
  async open(delayMs = 0): Promise<void> {
    this.#delayMs = delayMs;
    if (this.#server) return;
    const { hostname, port, host } = this.#indico;
    this.#server = createServer((incoming, answer) => {
      const pass = () => {
        const { method, url, headers } = incoming;
        const options = { host: hostname, port, path: url, method };
        const outgoing = request({ ...options, headers: { ...headers, host } }, (reply) => {
          answer.writeHead(reply.statusCode ?? 502, reply.headers);
          reply.pipe(answer);
        });
        outgoing.on("error", () => answer.destroy());
        incoming.pipe(outgoing);
      };
      setTimeout(pass, this.#delayMs);
    });
    const server = this.#server;
    await new Promise<void>((resolve) => server.listen(this.#port, "127.0.0.1", resolve));
  }

  async cut(): Promise<void> {
    const server = this.#server;
    if (!server) return;
    this.#server = null;
    const closed = new Promise((resolve) => server.close(resolve));
    server.closeAllConnections();
    await closed;
  }
}
