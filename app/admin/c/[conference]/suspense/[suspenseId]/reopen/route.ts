import { findSuspense } from "@/lib/payments/load-payment";
import { reopenSuspense } from "@/lib/payments/resolve-suspense";
import { actAtDesk } from "../../../../../act";
import { suspensePage } from "../../../payments/payments-frame";

type Context = RouteContext<"/admin/c/[conference]/suspense/[suspenseId]/reopen">;

/** POST: money that was kept is looked at once more. */
export async function POST(request: Request, { params }: Context): Promise<Response> {
  const { conference: slug, suspenseId } = await params;
  return actAtDesk(request, slug, "suspense.resolve", async ({ conference, actor }) => {
    const suspense = await findSuspense(conference.id, suspenseId);
    const reopened = suspense && (await reopenSuspense(suspense.id, actor));
    const said = reopened?.ok ? { done: "payments.reopened" } : { problem: "payments.gone" };
    return { to: suspensePage(slug), said };
  });
}
