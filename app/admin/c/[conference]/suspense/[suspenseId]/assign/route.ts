import { db } from "@/lib/db/client";
import { singleValue } from "@/lib/http/form-values";
import { findSuspense } from "@/lib/payments/load-payment";
import { assignSuspense } from "@/lib/payments/resolve-suspense";
import { actAtDesk, type Said } from "../../../../../act";
import { suspensePage } from "../../../payments/payments-frame";

type Context = RouteContext<"/admin/c/[conference]/suspense/[suspenseId]/assign">;

/** POST: the money is of `order`, the one that it came for or another. */
export async function POST(request: Request, { params }: Context): Promise<Response> {
  const { conference: slug, suspenseId } = await params;
  return actAtDesk(request, slug, "suspense.resolve", async ({ conference, form, actor, now }) => {
    const list = suspensePage(slug);
    const suspense = await findSuspense(conference.id, suspenseId);
    if (!suspense) return { to: list, said: { problem: "payments.gone" } };
    const client = await db();
    const order = await client.order.findFirst({
      where: { publicId: singleValue(form, "order"), conferenceId: conference.id },
      select: { id: true },
    });
    const question = new URLSearchParams({ q: singleValue(form, "q") });
    const comeBack = (said: Said) => ({ to: `${list}/${suspense.id}?${question}`, said });
    if (!order) return comeBack({ problem: "payments.gone" });
    const mayOverbook = singleValue(form, "overbook") !== "";
    const assigned = await assignSuspense(suspense.id, order.id, { mayOverbook }, actor, now);
    if (assigned.ok) {
      return {
        to: list,
        said: { done: assigned.value.restMinor > 0 ? "payments.assigned-in-part" : "payments.assigned" },
      };
    }
    const problem = assigned.error === "not-found" ? "payments.gone" : `payments.${assigned.error}`;
    const isOver = assigned.error === "already-resolved" || assigned.error === "refund-under-way";
    return isOver ? { to: list, said: { problem } } : comeBack({ problem });
  });
}
