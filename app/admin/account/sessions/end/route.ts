import { revokeOwnSessions } from "@/lib/auth/staff-session";
import { singleValue } from "@/lib/http/form-values";
import { actOnAccount } from "../../../act-on-account";

/** POST: ends one of one's own sessions, or all but this one. */
export function POST(request: Request): Promise<Response> {
  return actOnAccount(request, async ({ staff, form, now }) => {
    const only = singleValue(form, "session");
    if (only === staff.sessionId) return { problem: "account.this-session" };
    const ended = await revokeOwnSessions(staff.id, only ? { only } : { allBut: staff.sessionId }, now);
    return ended > 0 ? { done: "account.sessions-ended" } : { problem: "account.no-session" };
  });
}
