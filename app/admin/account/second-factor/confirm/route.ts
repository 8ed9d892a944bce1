import { confirmSecondFactor } from "@/lib/auth/second-factor";
import { singleValue } from "@/lib/http/form-values";
import { actOnAccount } from "../../../act-on-account";
import { keepRecoveryCodes } from "../../kept-codes";

/** POST: the app's first code ends the set-up. */
export function POST(request: Request): Promise<Response> {
  return actOnAccount(request, async ({ staff, form, now }) => {
    const set = await confirmSecondFactor(staff.id, staff.sessionId, singleValue(form, "code"), now);
    if (!set.ok) return { to: "/admin/account/second-factor", said: { problem: `account.${set.error}` } };
    await keepRecoveryCodes(staff, set.value);
    return { to: "/admin/account/recovery-codes" };
  });
}
