import { changeOwnPassword } from "@/lib/auth/own-password";
import { singleValue } from "@/lib/http/form-values";
import { actOnAccount } from "../../act-on-account";

/** POST: changes one's own password; every other session ends. */
export function POST(request: Request): Promise<Response> {
  return actOnAccount(request, async ({ staff, form, now }) => {
    const typed = { current: singleValue(form, "current"), wanted: singleValue(form, "password") };
    const changed = await changeOwnPassword(staff, typed, now);
    return changed.ok ? { done: "account.password-changed" } : { problem: `account.${changed.error}` };
  });
}
