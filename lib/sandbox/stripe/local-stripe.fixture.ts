import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";
import { db } from "@/lib/db/client";
import { answerAsStripe } from "./answer-as-stripe";

/**
 * The sandbox card provider on this machine, and the portal's adapter with Stripe's SDK pointed at it: call it before
 * anything reads the environment, which is read once.
 * @returns how to stop it
 */
export async function startStripe(): Promise<() => void> {
  const server = createServer(async (request, response) => {
    const { pathname, searchParams: query } = new URL(request.url ?? "/", "http://127.0.0.1");
    const reply = await answerAsStripe(
      {
        method: request.method ?? "GET",
        path: pathname,
        query,
        headers: new Headers(Object.entries(request.headers).map(([name, value]) => [name, String(value)])),
        body: await text(request),
      },
      new Date(),
    );
    response.writeHead(reply.status, { "content-type": "application/json" }).end(JSON.stringify(reply.body));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  process.env.STRIPE_SECRET_KEY = "sk_test_sandbox";
  process.env.STRIPE_WEBHOOK_SECRET = "whsec_sandbox";
  process.env.STRIPE_API_BASE = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  // The embedded database takes longer to open than the provider may take.
  await db();
  return () => server.close();
}
