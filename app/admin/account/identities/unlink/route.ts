import { unlinkIdentity } from "@/lib/auth/sign-in-by-provider";
import { singleValue } from "@/lib/http/form-values";
import { actOnAccount } from "../../../act-on-account";

/** POST: unlinks an account at another provider. */
export function POST(request: Request): Promise<Response> {
  return actOnAccount(request, async ({ staff, form }) => {
    const id = singleValue(form, "identity");
    if (!/^\d{1,9}$/.test(id)) return { problem: "account.not-found" };
    const unlinked = await unlinkIdentity(staff.id, Number(id));
    return unlinked.ok ? { done: "account.identity-unlinked" } : { problem: `account.${unlinked.error}` };
  });
}
