import { readForm } from "@/app/read-form";
import { seeOther } from "@/app/see-other";
import { acceptInvitation } from "@/lib/auth/invitations";
import { formValues, singleValue } from "@/lib/http/form-values";
import { cleanText } from "@/lib/text/clean-text";

const LONGEST_NAME = 120;

/** POST: makes the account of an invitation; the person then signs in with it. */
export async function POST(
  request: Request,
  { params }: RouteContext<"/admin/invitation/[secret]/accept">,
): Promise<Response> {
  const { secret } = await params;
  const form = formValues(await readForm(request));
  const name = cleanText(singleValue(form, "name"), { maxLength: LONGEST_NAME });
  const typed = { name: name.ok ? name.value : "", password: singleValue(form, "password") };
  const accepted = await acceptInvitation(secret, typed, new Date());
  if (accepted.ok) return seeOther("/admin/sign-in?done=account.ready");
  return seeOther(`/admin/invitation/${encodeURIComponent(secret)}?problem=account.${accepted.error}`);
}
