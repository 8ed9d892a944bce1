import { readForm } from "@/app/read-form";
import { seeOther } from "@/app/see-other";
import { SECOND_FACTOR_PAGE, SIGN_IN_PAGE, safeReturn } from "@/lib/auth/next-auth";
import { passSecondFactor } from "@/lib/auth/second-factor";
import { env } from "@/lib/env";
import { formValues, singleValue } from "@/lib/http/form-values";
import { findHalfOpenSession } from "../../half-open";

/** POST: the code of the app, or a recovery code, opens the session whose password was right. */
export async function POST(request: Request): Promise<Response> {
  const sessionId = await findHalfOpenSession();
  if (!sessionId) return seeOther(SIGN_IN_PAGE);
  const form = formValues(await readForm(request));
  const { publicUrl } = env();
  const back = safeReturn(singleValue(form, "back") || "/admin", publicUrl).slice(publicUrl.length);
  const passed = await passSecondFactor(sessionId, singleValue(form, "code"), new Date());
  if (passed.ok) return seeOther(back);
  if (passed.error === "no-session") return seeOther(SIGN_IN_PAGE);
  return seeOther(`${SECOND_FACTOR_PAGE}?${new URLSearchParams({ back, problem: `account.${passed.error}` })}`);
}
