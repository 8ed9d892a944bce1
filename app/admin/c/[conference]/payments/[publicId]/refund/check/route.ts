import { keepStaffForm } from "@/lib/desk/kept-form";
import { loadPayment } from "@/lib/payments/load-payment";
import { actAtDesk } from "../../../../../../act";
import { paymentPage } from "../../../payments-frame";
import { readRefundForm, refundFormName } from "../refund-form";

type Context = RouteContext<"/admin/c/[conference]/payments/[publicId]/refund/check">;

/** POST: what shall go back. Leads to the question with its sum, or back to the form with what is wrong. */
export async function POST(request: Request, { params }: Context): Promise<Response> {
  const { conference: slug, publicId } = await params;
  return actAtDesk(request, slug, "payments.refund", async ({ conference, staff, form }) => {
    const payment = await loadPayment(conference.id, publicId);
    if (!payment) return { to: `/admin/c/${slug}`, said: { problem: "desk.not-found" } };
    const read = readRefundForm(payment, form);
    const problems = read.ok ? {} : read.error;
    await keepStaffForm(staff, refundFormName(publicId), { values: form, problems });
    return { to: `${paymentPage(slug, publicId)}/refund${read.ok ? "?ask=1" : ""}` };
  });
}
