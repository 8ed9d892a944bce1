import { deleteView } from "@/lib/registration/search/views";
import { actAtDesk } from "../../../../../../act";

type Context = RouteContext<"/admin/c/[conference]/registrations/views/[viewId]/delete">;

/** POST: takes a kept view away. */
export async function POST(request: Request, { params }: Context): Promise<Response> {
  const { conference: slug, viewId } = await params;
  return actAtDesk(request, slug, "registrations.see", async ({ conference, staff, may }) => {
    const to = `/admin/c/${slug}/registrations`;
    const by = { staffId: staff.id, maySetUp: may("set-up.edit") };
    const isGone = /^\d{1,9}$/.test(viewId) && (await deleteView(conference.id, Number(viewId), by));
    return { to, said: isGone ? { done: "registrations.view-deleted" } : { problem: "desk.not-found" } };
  });
}
