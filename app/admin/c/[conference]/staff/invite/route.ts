import { getLocale } from "next-intl/server";
import { inviteStaff } from "@/lib/auth/invitations";
import { Role } from "@/lib/db/generated/enums";
import { dropKeptStaffForm, keepStaffForm } from "@/lib/desk/kept-form";
import { singleValue } from "@/lib/http/form-values";
import { takeToken } from "@/lib/limits/take-token";
import { actAtDesk } from "../../../../act";

const ADDRESS = /^[^\s@]+@[^\s@]+\.[^\s@]+$/;
const LONGEST = 254;

type Context = RouteContext<"/admin/c/[conference]/staff/invite">;

/** POST: invites somebody by mail, or gives a role to an account that there is. */
export async function POST(request: Request, { params }: Context): Promise<Response> {
  const { conference: slug } = await params;
  return actAtDesk(request, slug, "staff.manage", async ({ conference, staff, actor, form, now }) => {
    const to = `/admin/c/${slug}/staff`;
    const keptAs = `account.invite:${conference.id}`;
    const email = singleValue(form, "email").trim();
    const role = Object.values(Role).find((known) => known === singleValue(form, "role"));
    if (!role || !ADDRESS.test(email) || email.length > LONGEST) {
      await keepStaffForm(staff, keptAs, { values: form, problems: "email" });
      return { to, said: { problem: "account.no-email" } };
    }
    if ((await takeToken("invitationsByStaff", String(staff.id))) === "refused") {
      return { to, said: { problem: "account.too-many-tries" } };
    }
    const locale = await getLocale();
    const invitation = { email, role, conferenceId: conference.id, locale };
    const invited = await inviteStaff(invitation, { staffId: staff.id, actor }, now);
    await dropKeptStaffForm(staff, keptAs);
    if (!invited.ok) return { to, said: { problem: `account.${invited.error}` } };
    return { to, said: { done: invited.value === "given" ? "account.role-given" : "account.invited" } };
  });
}
