import "server-only";
import { createHash } from "node:crypto";
import { z } from "zod";
import { answerAboutRefunds } from "@/lib/sandbox/stripe/answer-refunds";
import {
  expireSandboxCheckout,
  findSandboxCheckout,
  findSandboxCheckoutOf,
  listTriedCheckouts,
  type NewCheckout,
  openSandboxCheckout,
} from "@/lib/sandbox/stripe/checkout";
import { givenBackOf } from "@/lib/sandbox/stripe/refund";
import { intentJson, sessionJson } from "@/lib/sandbox/stripe/session-json";

export type StripeRequest = {
  method: string;
  /** From `/v1` on, without the query. */
  path: string;
  query: URLSearchParams;
  headers: Headers;
  body: string;
};

export type StripeReply = { status: number; body: unknown; isReplay?: boolean };

const SESSIONS = "/v1/checkout/sessions";
const SESSION = /^\/v1\/checkout\/sessions\/(cs_test_[0-9a-f]{32})(\/expire)?$/;
const INTENTS = "/v1/payment_intents";
const INTENT_PATH = /^\/v1\/payment_intents\/(pi_[0-9a-f]{32})$/;

/** Answers as Stripe's API does, in the part that the portal's card payments use. Parameters it does not know are 400. */
export async function answerAsStripe(request: StripeRequest, now: Date): Promise<StripeReply> {
  const { method, path } = request;
  if (!/^Bearer (sk|rk)_test_/.test(request.headers.get("authorization") ?? "")) {
    return refuse(401, "invalid_request_error", "Invalid API Key provided.");
  }
  const aboutRefunds = await answerAboutRefunds(request);
  if (aboutRefunds) return aboutRefunds;
  if (method === "POST" && path === SESSIONS) return create(request, now);
  if (method === "GET" && path === SESSIONS) return listSessions(request.query);
  if (method === "GET" && path === INTENTS) return listIntents(request.query);
  const [, intentId] = INTENT_PATH.exec(path) ?? [];
  if (intentId && method === "GET") return retrieveIntent(intentId);
  const [, id, expire] = SESSION.exec(path) ?? [];
  if (id && method === "GET" && !expire) return retrieve(id, request.query, now);
  if (id && method === "POST" && expire) return close(id, now);
  return refuse(404, "invalid_request_error", "Unrecognized request URL.");
}

const refuse = (status: number, type: string, message: string, code?: string): StripeReply => ({
  status,
  body: { error: { type, message, ...(code ? { code } : {}) } },
});

const LINE = "line_items[0]";
const INTENT = "payment_intent_data";
/** The portal's own words, on the session and on its payment intent alike. */
const Metadata = z.string().max(500);

/** The form's fields by their flat names, as the SDK writes them. */
const Parameters = z.strictObject({
  mode: z.literal("payment"),
  "allowed_payment_method_types[0]": z.literal("card"),
  client_reference_id: z.string().max(200).optional(),
  customer_email: z.email(),
  locale: z.string().max(10),
  expires_at: z.coerce.number().int(),
  success_url: z.url({ protocol: /^https?$/ }),
  cancel_url: z.url({ protocol: /^https?$/ }),
  [`${LINE}[quantity]`]: z.literal("1"),
  [`${LINE}[price_data][currency]`]: z.string().regex(/^[a-z]{3}$/),
  [`${LINE}[price_data][unit_amount]`]: z.coerce.number().int().min(1).max(99_999_999),
  [`${LINE}[price_data][product_data][name]`]: z.string().min(1).max(250),
  "metadata[payment]": Metadata,
  "metadata[conference]": Metadata,
  [`${INTENT}[metadata][payment]`]: Metadata,
  [`${INTENT}[metadata][conference]`]: Metadata,
});

const REFUSALS = {
  "other-parameters": {
    type: "idempotency_error",
    message: "Keys for idempotent requests can only be used with the same parameters they were first used with.",
  },
  "expires-at": {
    type: "invalid_request_error",
    message: "expires_at must be between 30 minutes and 24 hours from Checkout Session creation.",
  },
};

async function create({ headers, body }: StripeRequest, now: Date): Promise<StripeReply> {
  const key = headers.get("idempotency-key");
  if (!key) return refuse(400, "invalid_request_error", "The sandbox wants an Idempotency-Key.");
  const parsed = Parameters.safeParse(Object.fromEntries(new URLSearchParams(body)));
  if (!parsed.success) return refuse(400, "invalid_request_error", z.prettifyError(parsed.error), "parameter_invalid");
  const hash = createHash("sha256").update(body).digest("hex");
  const opened = await openSandboxCheckout(key, hash, checkoutOf(parsed.data), now);
  if (!opened.ok) {
    const { type, message } = REFUSALS[opened.error];
    return refuse(400, type, message);
  }
  return { status: 200, body: sessionJson(opened.value.checkout, false), isReplay: opened.value.isReplay };
}

function checkoutOf(parameters: z.output<typeof Parameters>): NewCheckout {
  return {
    amountMinor: Number(parameters[`${LINE}[price_data][unit_amount]`]),
    currency: String(parameters[`${LINE}[price_data][currency]`]).toUpperCase(),
    title: String(parameters[`${LINE}[price_data][product_data][name]`]),
    customerEmail: parameters.customer_email,
    clientReferenceId: parameters.client_reference_id ?? null,
    locale: parameters.locale,
    successUrl: parameters.success_url,
    cancelUrl: parameters.cancel_url,
    metadata: { payment: parameters["metadata[payment]"], conference: parameters["metadata[conference]"] },
    expiresAt: new Date(parameters.expires_at * 1_000),
  };
}

async function retrieve(id: string, query: URLSearchParams, now: Date): Promise<StripeReply> {
  const checkout = await findSandboxCheckout(id, now);
  if (!checkout) return noSuchSession(id);
  const isExpanded = [...query.values()].some((path) => path.startsWith("payment_intent"));
  return { status: 200, body: sessionJson(checkout, isExpanded) };
}

async function close(id: string, now: Date): Promise<StripeReply> {
  if (!(await findSandboxCheckout(id, now))) return noSuchSession(id);
  const expired = await expireSandboxCheckout(id);
  return expired
    ? { status: 200, body: sessionJson(expired, false) }
    : refuse(400, "invalid_request_error", "Only Checkout Sessions with a status of open can be expired.");
}

const list = (path: string, data: unknown[], has_more: boolean): StripeReply => ({
  status: 200,
  body: { object: "list", url: path, has_more, data },
});

/** The page on which one payment intent was paid: all that the portal lists sessions for. */
async function listSessions(query: URLSearchParams): Promise<StripeReply> {
  const checkout = await findSandboxCheckoutOf(query.get("payment_intent") ?? "");
  return list(SESSIONS, checkout ? [sessionJson(checkout, false)] : [], false);
}

async function listIntents(query: URLSearchParams): Promise<StripeReply> {
  const limit = Math.min(Math.max(Number(query.get("limit") ?? 10) || 10, 1), 100);
  const found = await listTriedCheckouts(query.get("starting_after"), limit + 1);
  const shown = found.slice(0, limit);
  const refunded = await givenBackOf(shown.map(({ paymentIntentId }) => paymentIntentId));
  const intents = shown.map((checkout) => intentJson(checkout, refunded.get(checkout.paymentIntentId)));
  return list(INTENTS, intents, found.length > limit);
}

async function retrieveIntent(id: string): Promise<StripeReply> {
  const checkout = await findSandboxCheckoutOf(id);
  const refunded = await givenBackOf([id]);
  return checkout
    ? { status: 200, body: intentJson(checkout, refunded.get(id)) }
    : refuse(404, "invalid_request_error", `No such payment_intent: ${id}`, "resource_missing");
}

const noSuchSession = (id: string) =>
  refuse(404, "invalid_request_error", `No such checkout.session: ${id}`, "resource_missing");
