import { changeRoleHere } from "@/lib/auth/roles-here";
import { Role } from "@/lib/db/generated/enums";
import { singleValue } from "@/lib/http/form-values";
import { actAtDesk } from "../../../../../act";

type Context = RouteContext<"/admin/c/[conference]/staff/[staffId]/role">;

/** POST: gives somebody another role here. */
export async function POST(request: Request, { params }: Context): Promise<Response> {
  const { conference: slug, staffId } = await params;
  return actAtDesk(request, slug, "staff.manage", async ({ conference, actor, form }) => {
    const to = `/admin/c/${slug}/staff`;
    if (!/^\d{1,9}$/.test(staffId)) return { to, said: { problem: "account.not-found" } };
    const role = Object.values(Role).find((known) => known === singleValue(form, "role"));
    if (!role) return { to, said: { problem: "account.not-found" } };
    const done = await changeRoleHere(conference.id, Number(staffId), role, actor);
    return { to, said: done.ok ? { done: "account.role-changed" } : { problem: `account.${done.error}` } };
  });
}
