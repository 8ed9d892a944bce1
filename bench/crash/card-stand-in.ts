import { z } from "zod";

const Ledger = z.object({
  payment_intents: z.array(
    z.looseObject({
      payment_intent: z.string(),
      charged: z.number(),
      refunded: z.number(),
      net: z.number(),
      currency: z.string(),
      metadata: z.record(z.string(), z.string()),
    }),
  ),
});
const Endpoint = z.looseObject({ id: z.string() });

/** What the card provider really charged, by the public id of our payment. */
export type Charge = { providerId: string; paymentId: string; netMinor: number; currency: string };

/** The Stripe stand-in's controls. It keeps a ledger of its own, and may serve others at the same time. */
export class CardStandIn {
  readonly #baseUrl: string;

  constructor(baseUrl: string) {
    this.#baseUrl = baseUrl.replace(/\/+$/, "");
  }

  /** Has webhooks delivered to an address. @returns how to stop it */
  async deliverTo(url: string, secret: string): Promise<() => Promise<void>> {
    const { id } = Endpoint.parse(await this.#call("POST", "/endpoints", { url, secret }));
    return async () => void (await this.#call("DELETE", `/endpoints/${id}`));
  }

  /** The buyer pays on the hosted page. */
  async pay(checkoutId: string): Promise<void> {
    await this.#call("POST", `/sessions/${checkoutId}/pay`, { card: "4242424242424242" });
  }

  async charges(): Promise<Charge[]> {
    const ledger = Ledger.parse(await this.#call("GET", "/ledger"));
    return ledger.payment_intents
      .filter(({ charged }) => charged > 0)
      .map(({ payment_intent, net, currency, metadata }) => ({
        providerId: payment_intent,
        paymentId: metadata.payment ?? "",
        netMinor: net,
        currency: currency.toUpperCase(),
      }));
  }

  async #call(method: "GET" | "POST" | "DELETE", path: string, body?: object): Promise<unknown> {
    const response = await fetch(`${this.#baseUrl}/_test${path}`, {
      method,
      ...(body ? { body: JSON.stringify(body) } : {}),
    });
    const text = await response.text();
    if (!response.ok) throw new Error(`The card stand-in answered ${response.status} to ${method} ${path}: ${text}`);
    return text ? JSON.parse(text) : undefined;
  }
}
