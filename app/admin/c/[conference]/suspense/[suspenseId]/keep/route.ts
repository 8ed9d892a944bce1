import { findSuspense } from "@/lib/payments/load-payment";
import { keepSuspense } from "@/lib/payments/resolve-suspense";
import { actAtDesk } from "../../../../../act";
import { suspensePage } from "../../../payments/payments-frame";
import { readLine } from "../../../payments/read-money-form";

type Context = RouteContext<"/admin/c/[conference]/suspense/[suspenseId]/keep">;

/** POST: the conference keeps the money, for a reason. */
export async function POST(request: Request, { params }: Context): Promise<Response> {
  const { conference: slug, suspenseId } = await params;
  return actAtDesk(request, slug, "suspense.resolve", async ({ conference, form, actor, now }) => {
    const list = suspensePage(slug);
    const suspense = await findSuspense(conference.id, suspenseId);
    if (!suspense) return { to: list, said: { problem: "payments.gone" } };
    const kept = await keepSuspense(suspense.id, readLine(form, "reason") ?? "", actor, now);
    if (kept.ok) return { to: list, said: { done: "payments.kept" } };
    const problem = kept.error === "not-found" ? "payments.gone" : `payments.${kept.error}`;
    return { to: kept.error === "reason-missing" ? `${list}/${suspense.id}` : list, said: { problem } };
  });
}
