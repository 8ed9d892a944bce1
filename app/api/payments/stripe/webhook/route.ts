import { transaction } from "@/lib/db/client";
import { readBody } from "@/lib/http/read-body";
import { sendJob } from "@/lib/jobs/queue";
import { lookUpRefund } from "@/lib/payments/look-up-refund";
import { verifyWebhook } from "@/lib/stripe/verify-webhook";

/** Stripe's events are some kilobytes. */
const MAX_BODY_BYTES = 256 * 1024;

/**
 * POST /api/payments/stripe/webhook: what Stripe tells us. An event is only a reason to look: it is recorded once, with
 * the job that reads the card page or refund from Stripe, whose state then decides. Reads no cookies.
 */
export async function POST(request: Request): Promise<Response> {
  const body = await readBody(request, MAX_BODY_BYTES);
  if (!body.ok) return refuse(413, body.error);
  const event = await verifyWebhook(body.value, request.headers.get("stripe-signature"));
  if (!event.ok) return refuse(event.error === "not-configured" ? 404 : 400, event.error);
  const { id: eventId, type, checkoutId, refund } = event.value;
  await transaction(async (tx) => {
    const { count } = await tx.providerEvent.createMany({
      data: [{ provider: "stripe", eventId, type }],
      skipDuplicates: true,
    });
    if (count === 0) return; // a redelivery sends nothing
    if (checkoutId) await sendJob(tx, "payment.look-up", { checkoutId });
    if (refund) await lookUpRefund(tx, refund);
  });
  return new Response(null, { status: 204 });
}

function refuse(status: number, error: string): Response {
  return new Response(`${error}\n`, { status, headers: { "Content-Type": "text/plain; charset=utf-8" } });
}
