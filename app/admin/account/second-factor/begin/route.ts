import { confirmOwnPassword } from "@/lib/auth/own-password";
import { beginSecondFactor } from "@/lib/auth/second-factor";
import { singleValue } from "@/lib/http/form-values";
import { actOnAccount } from "../../../act-on-account";

/** POST: begins to set up a second factor; the password is asked for. */
export function POST(request: Request): Promise<Response> {
  return actOnAccount(request, async ({ staff, form }) => {
    const confirmed = await confirmOwnPassword(staff, singleValue(form, "current"));
    if (!confirmed.ok) return { problem: `account.${confirmed.error}` };
    await beginSecondFactor(staff.id);
    return { to: "/admin/account/second-factor" };
  });
}
