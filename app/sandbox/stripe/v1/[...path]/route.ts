import { env } from "@/lib/env";
import { answerAsStripe } from "@/lib/sandbox/stripe/answer-as-stripe";

const BASE = "/sandbox/stripe";
const MAX_BODY_BYTES = 64 * 1024;

/** The sandbox card provider's API; outside the demo there is nothing here. */
async function answer(request: Request): Promise<Response> {
  if (!env().isDemo) return new Response(null, { status: 404 });
  const body = await request.text();
  if (body.length > MAX_BODY_BYTES) return new Response(null, { status: 413 });
  const { pathname, searchParams: query } = new URL(request.url);
  const { method, headers } = request;
  const reply = await answerAsStripe({ method, path: pathname.slice(BASE.length), query, headers, body }, new Date());
  return Response.json(reply.body, {
    status: reply.status,
    headers: reply.isReplay ? { "idempotent-replayed": "true" } : {},
  });
}

export { answer as GET, answer as POST };
