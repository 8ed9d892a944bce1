import { confirmOwnPassword } from "@/lib/auth/own-password";
import { removeSecondFactor } from "@/lib/auth/second-factor";
import { singleValue } from "@/lib/http/form-values";
import { actOnAccount } from "../../../act-on-account";

/** POST: takes one's own second factor off; the password is asked for. */
export function POST(request: Request): Promise<Response> {
  return actOnAccount(request, async ({ staff, form }) => {
    const confirmed = await confirmOwnPassword(staff, singleValue(form, "current"));
    if (!confirmed.ok) return { problem: `account.${confirmed.error}` };
    const removed = await removeSecondFactor(staff.id, { kind: "staff", id: String(staff.id) });
    return removed.ok ? { done: "account.second-factor-removed" } : { problem: `account.${removed.error}` };
  });
}
