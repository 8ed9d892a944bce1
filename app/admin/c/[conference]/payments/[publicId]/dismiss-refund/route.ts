import { singleValue } from "@/lib/http/form-values";
import { dismissRefund } from "@/lib/payments/dismiss-refund";
import { actAtDesk } from "../../../../../act";
import { paymentPage } from "../../payments-frame";

type Context = RouteContext<"/admin/c/[conference]/payments/[publicId]/dismiss-refund">;

/** POST: staff dealt with a refund that failed, `refund` its public id. */
export async function POST(request: Request, { params }: Context): Promise<Response> {
  const { conference: slug, publicId } = await params;
  return actAtDesk(request, slug, "payments.refund", async ({ conference, form, actor, now }) => {
    const dismissed = await dismissRefund(conference.id, singleValue(form, "refund"), actor, now);
    const said = dismissed.ok ? { done: "payments.refund-dismissed" } : { problem: "payments.gone" };
    return { to: paymentPage(slug, publicId), said };
  });
}
