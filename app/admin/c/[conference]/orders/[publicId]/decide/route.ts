import { db } from "@/lib/db/client";
import { singleValue } from "@/lib/http/form-values";
import { approvePurchaseOrder, declinePurchaseOrder } from "@/lib/payments/decide-purchase-order";
import { cleanText } from "@/lib/text/clean-text";
import { actAtDesk, registrationPage, type Said } from "../../../../../act";
import { backOr } from "../../../../../back";

const LONGEST_REASON = 500;

type Context = RouteContext<"/admin/c/[conference]/orders/[publicId]/decide">;

/** POST: whether an institute may pay this order, `decision` approve or decline; a decline may say why. */
export async function POST(request: Request, { params }: Context): Promise<Response> {
  const { conference: slug, publicId } = await params;
  return actAtDesk(request, slug, "orders.decide", async ({ conference, form, actor, now }) => {
    const client = await db();
    const order = await client.order.findFirst({
      where: { publicId, conferenceId: conference.id },
      select: { id: true, payer: { select: { publicId: true } } },
    });
    if (!order) return { to: `/admin/c/${slug}`, said: { problem: "desk.not-found" } };
    const back = (said: Said) => ({ to: backOr(form, slug, registrationPage(slug, order.payer.publicId)), said });
    const decision = singleValue(form, "decision");
    const reason = cleanText(singleValue(form, "reason"), { maxLength: LONGEST_REASON });
    if (decision !== "approve" && decision !== "decline") return back({ problem: "desk.no-decision" });
    if (!reason.ok) return back({ problem: "desk.reason-not-readable" });
    const decided =
      decision === "approve"
        ? await approvePurchaseOrder(order.id, actor, now)
        : await declinePurchaseOrder(order.id, reason.value, actor, now);
    if (!decided.ok) return back({ problem: `desk.${decided.error}` });
    return back({ done: decision === "approve" ? "desk.approved" : "desk.declined" });
  });
}
