import { createServer } from "node:http";
import type { AddressInfo } from "node:net";

/** Address of the running stand-in for Stripe; undefined: the live suites skip. */
export const STAND_IN = process.env.STRIPE_API_BASE || undefined;
export const WEBHOOK_SECRET = "whsec_live_suite";

/** One of the stand-in's own controls, under `/_test`. */
export async function control<T>(method: "GET" | "POST" | "DELETE", path: string, body?: unknown): Promise<T> {
  const reply = await fetch(`${STAND_IN}/_test${path}`, {
    method,
    headers: { "Content-Type": "application/json" },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  const text = await reply.text();
  if (!reply.ok) throw new Error(`${method} ${path}: ${reply.status} ${text}`);
  return (text ? JSON.parse(text) : null) as T;
}

/** What the stand-in says it really charged for one hosted page, in minor units. */
export async function chargedMinor(checkoutId: string): Promise<number> {
  type Row = { checkout_session: string; charged: number };
  const { payment_intents } = await control<{ payment_intents: Row[] }>("GET", "/ledger");
  return payment_intents
    .filter((row) => row.checkout_session === checkoutId)
    .reduce((sum, row) => sum + row.charged, 0);
}

/** Receives the stand-in's webhooks on this machine and hands them to `handle`, as the portal's server would. */
export async function receiveWebhooks(handle: (request: Request) => Promise<Response>) {
  const answers: number[] = [];
  const server = createServer(async (incoming, outgoing) => {
    const chunks: Buffer[] = [];
    for await (const chunk of incoming) chunks.push(chunk);
    const headers = new Headers(Object.entries(incoming.headers).map(([name, value]) => [name, String(value)]));
    const body = Buffer.concat(chunks).toString();
    const answer = await handle(new Request("http://127.0.0.1/webhook", { method: "POST", headers, body }));
    answers.push(answer.status);
    outgoing.writeHead(answer.status).end(await answer.text());
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/webhook`;
  const { id } = await control<{ id: string }>("POST", "/endpoints", { url, secret: WEBHOOK_SECRET });
  return {
    /** Status of each answer so far. */
    answers,
    /** Waits until no delivery is under way. */
    settle: () => control("POST", "/webhooks/wait", { timeout_s: 20 }),
    async stop() {
      await control("DELETE", `/endpoints/${id}`);
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
