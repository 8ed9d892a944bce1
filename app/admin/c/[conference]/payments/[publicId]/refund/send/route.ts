import { dropKeptStaffForm, keepStaffForm } from "@/lib/desk/kept-form";
import { singleValue } from "@/lib/http/form-values";
import { loadPayment } from "@/lib/payments/load-payment";
import { type RefundRefusal, requestRefund } from "@/lib/payments/request-refund";
import { actAtDesk } from "../../../../../../act";
import { paymentPage } from "../../../payments-frame";
import { type RefundProblems, readRefundForm, refundFormName } from "../refund-form";

type Context = RouteContext<"/admin/c/[conference]/payments/[publicId]/refund/send">;

/** Where the core's refusal is shown. */
const FIELDS: Record<Exclude<RefundRefusal, "not-found">, RefundProblems> = {
  "not-an-amount": { amount: "not-an-amount" },
  "over-the-cap": { amount: "over-the-cap" },
  "reason-missing": { reason: "reason-missing" },
  "wrong-way": { way: "choose" },
  "leaves-missing": { leaves: "choose" },
  "more-than-it-costs": { leaves: "more-than-it-costs" },
  "not-divisible": { leaves: "not-divisible" },
};

/** POST: the refund that the question named. A form that is sent twice is taken once. */
export async function POST(request: Request, { params }: Context): Promise<Response> {
  const { conference: slug, publicId } = await params;
  return actAtDesk(request, slug, "payments.refund", async ({ conference, staff, form, actor, now }) => {
    const page = paymentPage(slug, publicId);
    const payment = await loadPayment(conference.id, publicId);
    if (!payment) return { to: `/admin/c/${slug}`, said: { problem: "desk.not-found" } };
    const comeBack = async (problems: RefundProblems) => {
      await keepStaffForm(staff, refundFormName(publicId), { values: form, problems });
      return { to: `${page}/refund` };
    };
    const isRepeated = payment.refunds.some((refund) => refund.publicId === singleValue(form, "key"));
    if (isRepeated) return { to: page, said: { done: "payments.refund-repeated" } };
    const read = readRefundForm(payment, form);
    if (!read.ok) return comeBack(read.error);
    if (read.value.publicId === "") return comeBack({});
    const { source, ...asked } = read.value;
    const refunded = await requestRefund(payment.id, { ...asked, from: source.from }, actor, now);
    if (!refunded.ok) {
      if (refunded.error === "not-found") return { to: page, said: { problem: "payments.gone" } };
      return comeBack(FIELDS[refunded.error]);
    }
    await dropKeptStaffForm(staff, refundFormName(publicId));
    return { to: page, said: { done: `payments.refund-${refunded.value}` } };
  });
}
