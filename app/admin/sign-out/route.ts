import { seeOther } from "@/app/see-other";
import { SIGN_IN_PAGE, sessionCookie } from "@/lib/auth/next-auth";
import { revokeStaffSession } from "@/lib/auth/staff-session";
import { findSignedIn } from "../guard";
import { findHalfOpenSession } from "../half-open";

/** POST /admin/sign-out: ends the session for every copy of its cookie. */
export async function POST(): Promise<Response> {
  const sessionId = (await findSignedIn())?.sessionId ?? (await findHalfOpenSession());
  if (sessionId) await revokeStaffSession(sessionId, new Date());
  const response = seeOther(SIGN_IN_PAGE);
  const { name, options } = sessionCookie();
  response.cookies.set(name, "", { ...options, maxAge: 0 });
  return response;
}
