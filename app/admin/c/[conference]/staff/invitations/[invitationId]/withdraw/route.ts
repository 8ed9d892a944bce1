import { withdrawInvitation } from "@/lib/auth/invitations";
import { actAtDesk } from "../../../../../../act";

type Context = RouteContext<"/admin/c/[conference]/staff/invitations/[invitationId]/withdraw">;

/** POST: takes an invitation back. */
export async function POST(request: Request, { params }: Context): Promise<Response> {
  const { conference: slug, invitationId } = await params;
  return actAtDesk(request, slug, "staff.manage", async ({ conference, actor }) => {
    const to = `/admin/c/${slug}/staff`;
    if (!/^\d{1,9}$/.test(invitationId)) return { to, said: { problem: "account.not-found" } };
    const withdrawn = await withdrawInvitation(conference.id, Number(invitationId), actor);
    return { to, said: withdrawn.ok ? { done: "account.withdrawn" } : { problem: `account.${withdrawn.error}` } };
  });
}
