import { readForm } from "@/app/read-form";
import { seeOther } from "@/app/see-other";
import { setUpFirstStaff } from "@/lib/auth/set-up-link";
import { formValues, singleValue } from "@/lib/http/form-values";
import { cleanText } from "@/lib/text/clean-text";

const LONGEST_NAME = 120;

/** POST: makes the first administrator's account, once. */
export async function POST(
  request: Request,
  { params }: RouteContext<"/admin/set-up/[secret]/make">,
): Promise<Response> {
  const { secret } = await params;
  const form = formValues(await readForm(request));
  const name = cleanText(singleValue(form, "name"), { maxLength: LONGEST_NAME });
  const typed = {
    name: name.ok ? name.value : "",
    ...{ email: singleValue(form, "email"), password: singleValue(form, "password") },
  };
  const made = await setUpFirstStaff(secret, typed, new Date());
  if (made.ok) return seeOther("/admin/sign-in?done=account.ready");
  return seeOther(`/admin/set-up/${encodeURIComponent(secret)}?problem=account.${made.error}`);
}
