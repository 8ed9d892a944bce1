import "server-only";
import { createHash } from "node:crypto";
import { z } from "zod";
import type { SandboxRefund } from "@/lib/db/generated/client";
import type { StripeReply, StripeRequest } from "./answer-as-stripe";
import { findSandboxRefund, listSandboxRefunds, makeSandboxRefund } from "./refund";

const REFUNDS = "/v1/refunds";
const REFUND = /^\/v1\/refunds\/(re_[0-9a-f]{32})$/;

const Parameters = z.strictObject({
  payment_intent: z.string().max(200),
  amount: z.coerce.number().int().min(1).max(99_999_999),
  "metadata[refund]": z.string().max(500),
});

const REFUSALS = {
  "other-parameters": { type: "idempotency_error", message: "The key was first used with other parameters." },
  "no-charge": { type: "invalid_request_error", code: "resource_missing", message: "No such payment_intent." },
  "too-much": {
    type: "invalid_request_error",
    param: "amount",
    message: "Refund amount is greater than what is left.",
  },
};

/** The part of Stripe's API that is about refunds; null: the request is about something else. */
export async function answerAboutRefunds({
  method,
  path,
  query,
  headers,
  body,
}: StripeRequest): Promise<StripeReply | null> {
  if (method === "GET" && path === REFUNDS) {
    const data = (await listSandboxRefunds(query.get("payment_intent") ?? "")).map(refundJson);
    return { status: 200, body: { object: "list", url: REFUNDS, has_more: false, data } };
  }
  const [, id] = REFUND.exec(path) ?? [];
  if (method === "GET" && id) {
    const refund = await findSandboxRefund(id);
    return refund ? { status: 200, body: refundJson(refund) } : { status: 404, body: { error: REFUSALS["no-charge"] } };
  }
  return method === "POST" && path === REFUNDS ? make(headers.get("idempotency-key"), body) : null;
}

async function make(key: string | null, body: string): Promise<StripeReply> {
  const parsed = Parameters.safeParse(Object.fromEntries(new URLSearchParams(body)));
  if (!key || !parsed.success) {
    const message = parsed.success ? "The sandbox wants an Idempotency-Key." : z.prettifyError(parsed.error);
    return { status: 400, body: { error: { type: "invalid_request_error", message } } };
  }
  const { payment_intent: paymentIntentId, amount: amountMinor } = parsed.data;
  const hash = createHash("sha256").update(body).digest("hex");
  const metadata = { refund: parsed.data["metadata[refund]"] };
  const made = await makeSandboxRefund(key, hash, { paymentIntentId, amountMinor, metadata });
  if (!made.ok) return { status: made.error === "no-charge" ? 404 : 400, body: { error: REFUSALS[made.error] } };
  return { status: 200, body: refundJson(made.value.refund), isReplay: made.value.isReplay };
}

function refundJson({ id, paymentIntentId, amountMinor, currency, metadata, createdAt }: SandboxRefund) {
  return {
    id,
    object: "refund",
    amount: amountMinor,
    charge: paymentIntentId.replace("pi_", "ch_"),
    created: Math.floor(createdAt.getTime() / 1_000),
    currency: currency.toLowerCase(),
    metadata,
    payment_intent: paymentIntentId,
    status: "succeeded",
  };
}
