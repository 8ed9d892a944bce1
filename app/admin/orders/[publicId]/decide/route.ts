import { readForm } from "@/app/read-form";
import { seeOther } from "@/app/see-other";
import type { Actor } from "@/lib/audit/chain";
import { isAllowed } from "@/lib/auth/permissions";
import { db } from "@/lib/db/client";
import { formValues, singleValue } from "@/lib/http/form-values";
import { approvePurchaseOrder, declinePurchaseOrder } from "@/lib/payments/decide-purchase-order";
import { cleanText } from "@/lib/text/clean-text";
import { addressAfter } from "../../../back";
import { admitStaff } from "../../../guard";

const LONGEST_REASON = 500;

/** POST: whether an institute may pay this order, `decision` approve or decline; a decline may say why. */
export async function POST(
  request: Request,
  { params }: RouteContext<"/admin/orders/[publicId]/decide">,
): Promise<Response> {
  const admitted = await admitStaff("orders.decide");
  if (!admitted.ok) return admitted.error;
  const { roles, id } = admitted.value;
  const client = await db();
  const order = await client.order.findUnique({
    where: { publicId: (await params).publicId },
    select: { id: true, conferenceId: true, payer: { select: { publicId: true } } },
  });
  if (!order || !isAllowed(roles, "orders.decide", order.conferenceId)) return seeOther("/admin?problem=not-found");

  const form = await readForm(request);
  const values = formValues(form);
  const decision = singleValue(values, "decision");
  const reason = cleanText(singleValue(values, "reason"), { maxLength: LONGEST_REASON });
  const back = (said: { done: string } | { problem: string }) =>
    seeOther(addressAfter(form, order.payer.publicId, said));
  if (decision !== "approve" && decision !== "decline") return back({ problem: "no-decision" });
  if (!reason.ok) return back({ problem: "reason-not-readable" });
  const actor: Actor = { kind: "staff", id: String(id) };
  const now = new Date();
  const decided =
    decision === "approve"
      ? await approvePurchaseOrder(order.id, actor, now)
      : await declinePurchaseOrder(order.id, reason.value, actor, now);
  return back(decided.ok ? { done: decision === "approve" ? "approved" : "declined" } : { problem: decided.error });
}
