import { ONE_CALL } from "./indico";
import { STRIPE_URL, WEBHOOK_SECRET } from "./places";

/** One payment in the stand-in's own ledger, in minor units. */
export type Charged = { checkout_session: string; currency: string; charged: number; refunded: number; net: number };

type Endpoint = { id: string; url: string };
type CompletedEvent = { id: string; data: { object: { id: string } } };

/** Tells this portal of every event from now on; twice is once. */
export async function addWebhook(portalUrl: string): Promise<void> {
  await dropWebhook(portalUrl);
  await control("POST", "endpoints", { url: webhookOf(portalUrl), secret: WEBHOOK_SECRET });
}

/** From now on this portal is told nothing, as if every webhook were lost. */
export async function dropWebhook(portalUrl: string): Promise<void> {
  const endpoints = await control<Endpoint[]>("GET", "endpoints");
  for (const { id, url } of endpoints) if (url === webhookOf(portalUrl)) await control("DELETE", `endpoints/${id}`);
}

/** Somebody pays a hosted page in a browser that never comes back. */
export async function payHostedPage(checkoutId: string): Promise<void> {
  await control("POST", `sessions/${checkoutId}/pay`, { card: "4242424242424242" });
}

/** The event "this page was paid" comes again, so many times at once. */
export async function resendCompleted(checkoutId: string, copies: number): Promise<void> {
  const reply = await fetch(`${STRIPE_URL}/v1/events?type=checkout.session.completed&limit=100`, {
    headers: { authorization: "Bearer sk_test_live", ...ONE_CALL },
  });
  const { data } = (await reply.json()) as { data: CompletedEvent[] };
  const event = data.find((candidate) => candidate.data.object.id === checkoutId);
  if (!event) throw new Error(`The stand-in has no completed event of ${checkoutId}`);
  await control("POST", "webhooks/resend", { event: event.id, copies });
  await control("POST", "webhooks/wait", { timeout_s: 10 });
}

/** What was really charged on a hosted page. */
export async function chargedOn(checkoutId: string): Promise<Charged[]> {
  const ledger = await control<{ payment_intents: Charged[] }>("GET", "ledger");
  return ledger.payment_intents.filter((row) => row.checkout_session === checkoutId);
}

function webhookOf(portalUrl: string): string {
  return `${portalUrl}/api/payments/stripe/webhook`;
}

async function control<T = unknown>(method: string, path: string, body?: unknown): Promise<T> {
  const reply = await fetch(`${STRIPE_URL}/_test/${path}`, {
    method,
    headers: ONE_CALL,
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  if (!reply.ok) throw new Error(`${method} ${path}: ${reply.status} ${await reply.text()}`);
  return (await reply.json()) as T;
}
