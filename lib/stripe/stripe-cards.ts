import "server-only";
import Stripe from "stripe";
import { env } from "@/lib/env";
import { chooseLocale } from "@/lib/i18n/locales";
import { log } from "@/lib/log/log";
import type { CardProvider, CheckoutReading, ProviderFailure } from "@/lib/payments/card-provider";
import { err, ok, type Result } from "@/lib/result";

/** A person may be waiting: two tries of this length at most. */
const TIMEOUT_MS = 8_000;

/** Languages of the hosted page; another one would be refused. Source: `locale` of Stripe's Checkout Session. */
const CHECKOUT_LOCALES =
  "en bg cs da de el en-GB es es-419 et fi fil fr fr-CA hr hu id it ja ko lt lv ms mt nb nl pl pt pt-BR ro ru sk sl sv th tr vi zh zh-HK zh-TW".split(
    " ",
  );

/** Key and address of the demo's own card page. */
const SANDBOX_KEY = "sk_test_sandbox";
export const SANDBOX_STRIPE_PATH = "/sandbox/stripe";

let client: Stripe | undefined;

/** Whether cards can be taken: a key is configured, or this is the demo. */
export function canTakeCards(): boolean {
  return Boolean(env().STRIPE_SECRET_KEY) || env().isDemo;
}

/** The SDK on the configured address; in the demo without a key, on the demo's own card page. */
export function stripe(): Stripe {
  if (client) return client;
  const { STRIPE_SECRET_KEY, STRIPE_API_BASE, PORT } = env();
  const base = STRIPE_API_BASE ?? (STRIPE_SECRET_KEY ? undefined : `http://127.0.0.1:${PORT}${SANDBOX_STRIPE_PATH}`);
  client = new Stripe(STRIPE_SECRET_KEY ?? SANDBOX_KEY, {
    timeout: TIMEOUT_MS,
    maxNetworkRetries: 1,
    telemetry: false,
    httpClient: Stripe.createFetchHttpClient(base ? fetchUnder(base) : undefined),
  });
  return client;
}

/** The SDK knows no path before `/v1`, so the address is put in front of each call here. */
function fetchUnder(base: string): typeof fetch {
  const prefix = base.replace(/\/+$/, "");
  return (input, init) => {
    const { pathname, search } = new URL(String(input));
    return fetch(`${prefix}${pathname}${search}`, { ...init, redirect: "error" });
  };
}

/** Cards by Stripe Checkout: hosted page and redirect, no card field and no provider script on our pages. */
export const stripeCards: CardProvider = {
  openCheckout: (request) =>
    callStripe("open checkout", async () => {
      // On both, since the two are listed and read apart.
      const metadata = { payment: request.paymentId, conference: request.conference };
      const session = await stripe().checkout.sessions.create(
        {
          mode: "payment",
          allowed_payment_method_types: ["card"],
          client_reference_id: request.paymentId,
          customer_email: request.email,
          locale: chooseLocale(CHECKOUT_LOCALES, [request.locale]),
          expires_at: Math.floor(request.expiresAt.getTime() / 1_000),
          success_url: request.returnUrl,
          cancel_url: request.cancelUrl,
          line_items: [
            {
              quantity: 1,
              price_data: {
                currency: request.currency.toLowerCase(),
                unit_amount: request.amountMinor,
                product_data: { name: request.title },
              },
            },
          ],
          metadata,
          payment_intent_data: { metadata },
        },
        { idempotencyKey: request.idempotencyKey },
      );
      return session.url ? ok({ checkoutId: session.id, url: session.url }) : err("refused");
    }),

  readCheckout: (checkoutId) =>
    callStripe("read checkout", async () => {
      const session = await stripe().checkout.sessions.retrieve(checkoutId, {
        expand: ["payment_intent.latest_charge"],
      });
      return ok(readingOf(session));
    }),

  expireCheckout: async (checkoutId) => {
    const expired = await callStripe("expire checkout", async () => {
      await stripe().checkout.sessions.expire(checkoutId);
      return ok(undefined);
    });
    // Refused: it is complete or has expired already. The reading that follows tells which.
    return expired.ok || expired.error !== "refused" ? expired : ok(undefined);
  },
};

function readingOf(session: Stripe.Checkout.Session): CheckoutReading {
  const intent = typeof session.payment_intent === "string" ? null : session.payment_intent;
  const charge = typeof intent?.latest_charge === "string" ? null : (intent?.latest_charge ?? null);
  const isPaid = session.payment_status === "paid" && intent?.status === "succeeded";
  return {
    checkoutId: session.id,
    paymentId: session.client_reference_id,
    conference: session.metadata?.conference ?? null,
    status: statusOf(session),
    wasDeclined: !isPaid && Boolean(intent?.last_payment_error),
    charge: isPaid
      ? {
          providerId: intent.id,
          amountMinor: intent.amount_received,
          currency: intent.currency.toUpperCase(),
          cardLastFour: charge?.payment_method_details?.card?.last4 ?? null,
          at: new Date((charge?.created ?? intent.created) * 1_000),
        }
      : null,
  };
}

function statusOf({ status }: Stripe.Checkout.Session): CheckoutReading["status"] {
  if (status === "complete") return "complete";
  return status === "expired" ? "expired" : "open";
}

/** Runs one call; what Stripe or the network refuses becomes a code. The message may hold personal data: not logged. */
export async function callStripe<T, E = never>(
  what: string,
  run: () => Promise<Result<T, ProviderFailure | E>>,
): Promise<Result<T, ProviderFailure | E>> {
  try {
    return await run();
  } catch (error) {
    if (!(error instanceof Stripe.errors.StripeError)) throw error;
    log.warn({ what, type: error.type, statusCode: error.statusCode, stripeCode: error.code }, "stripe");
    if (error.statusCode === 404) return err("not-found");
    return err(isFinal(error.statusCode) ? "refused" : "unreachable");
  }
}

/** Not final: no answer, too many calls (429), a call with the same key still under way (409), Stripe's own trouble. */
function isFinal(statusCode: number | undefined): boolean {
  return statusCode !== undefined && statusCode < 500 && statusCode !== 429 && statusCode !== 409;
}
