import { db } from "@/lib/db/client";
import { extendHold } from "@/lib/orders/extend-hold";
import { actAtDesk, registrationPage } from "../../../../../act";
import { backOr } from "../../../../../back";

type Context = RouteContext<"/admin/c/[conference]/orders/[publicId]/extend-hold">;

/** POST: keeps the places of an order that waits for money for seven days from today. */
export async function POST(request: Request, { params }: Context): Promise<Response> {
  const { conference: slug, publicId } = await params;
  return actAtDesk(request, slug, "payments.confirm-transfer", async ({ conference, form, actor, now }) => {
    const client = await db();
    const order = await client.order.findFirst({
      where: { publicId, conferenceId: conference.id },
      select: { id: true, payer: { select: { publicId: true } } },
    });
    if (!order) return { to: `/admin/c/${slug}`, said: { problem: "desk.not-found" } };
    const extended = await extendHold(order.id, actor, now);
    const to = backOr(form, slug, registrationPage(slug, order.payer.publicId));
    return { to, said: extended.ok ? { done: "figures.extended" } : { problem: `figures.${extended.error}` } };
  });
}
