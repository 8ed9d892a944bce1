import { readForm } from "@/app/read-form";
import { seeOther } from "@/app/see-other";
import { resetPassword } from "@/lib/auth/reset-password";
import { formValues, singleValue } from "@/lib/http/form-values";

/** POST: sets the new password; every session of the account ends. */
export async function POST(
  request: Request,
  { params }: RouteContext<"/admin/reset/[secret]/save">,
): Promise<Response> {
  const { secret } = await params;
  const password = singleValue(formValues(await readForm(request)), "password");
  const done = await resetPassword(secret, password, new Date());
  if (done.ok) return seeOther("/admin/sign-in?done=account.password-reset");
  return seeOther(`/admin/reset/${encodeURIComponent(secret)}?problem=account.${done.error}`);
}
