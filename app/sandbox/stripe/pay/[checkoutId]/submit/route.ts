import { seeOther } from "@/app/see-other";
import { env } from "@/lib/env";
import { formValues, singleValue } from "@/lib/http/form-values";
import { paySandboxCheckout } from "@/lib/sandbox/stripe/checkout";
import { successUrlOf } from "@/lib/sandbox/stripe/session-json";
import { tellWebhook } from "@/lib/sandbox/stripe/tell-webhook";

type Context = { params: Promise<{ checkoutId: string }> };

/** The card form of the sandbox payment page. What was typed is looked up in the list of test cards and forgotten. */
export async function POST(request: Request, { params }: Context): Promise<Response> {
  if (!env().isDemo) return new Response(null, { status: 404 });
  const { checkoutId } = await params;
  const now = new Date();
  const number = singleValue(formValues(await request.formData()), "number");
  const paid = await paySandboxCheckout(checkoutId, number, now);
  const page = `/sandbox/stripe/pay/${encodeURIComponent(checkoutId)}`;
  if (!paid.ok) return seeOther(paid.error === "not-open" ? page : `${page}?refused=${paid.error}`);
  await tellWebhook(paid.value, now);
  return Response.redirect(successUrlOf(paid.value), 303);
}
