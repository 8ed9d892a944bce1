import { resendAll } from "@/lib/publish/render-again";
import { actAtDesk } from "../../../../../act";

type Context = RouteContext<"/admin/c/[conference]/machines/apps/resend">;

/** POST: every row goes to every app once more. */
export async function POST(request: Request, { params }: Context): Promise<Response> {
  const { conference: slug } = await params;
  return actAtDesk(request, slug, "machines.manage", async ({ conference, actor }) => {
    await resendAll(conference.id, actor, new Date());
    return { to: `/admin/c/${slug}/machines`, said: { done: "apps.resent" } };
  });
}
