import { confirmOwnPassword } from "@/lib/auth/own-password";
import { renewRecoveryCodes } from "@/lib/auth/second-factor";
import { singleValue } from "@/lib/http/form-values";
import { actOnAccount } from "../../../act-on-account";
import { keepRecoveryCodes } from "../../kept-codes";

/** POST: ten new recovery codes; the password is asked for. */
export function POST(request: Request): Promise<Response> {
  return actOnAccount(request, async ({ staff, form }) => {
    const confirmed = await confirmOwnPassword(staff, singleValue(form, "current"));
    if (!confirmed.ok) return { problem: `account.${confirmed.error}` };
    const renewed = await renewRecoveryCodes(staff.id);
    if (!renewed.ok) return { problem: `account.${renewed.error}` };
    await keepRecoveryCodes(staff, renewed.value);
    return { to: "/admin/account/recovery-codes" };
  });
}
