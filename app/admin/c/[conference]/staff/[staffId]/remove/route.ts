import { removeRoleHere } from "@/lib/auth/roles-here";
import { actAtDesk } from "../../../../../act";

type Context = RouteContext<"/admin/c/[conference]/staff/[staffId]/remove">;

/** POST: takes somebody's role here away. */
export async function POST(request: Request, { params }: Context): Promise<Response> {
  const { conference: slug, staffId } = await params;
  return actAtDesk(request, slug, "staff.manage", async ({ conference, actor }) => {
    const to = `/admin/c/${slug}/staff`;
    if (!/^\d{1,9}$/.test(staffId)) return { to, said: { problem: "account.not-found" } };
    const done = await removeRoleHere(conference.id, Number(staffId), actor);
    return { to, said: done.ok ? { done: "account.role-removed" } : { problem: `account.${done.error}` } };
  });
}
