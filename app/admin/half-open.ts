import "server-only";
import { cookies } from "next/headers";
import { readSessionId, sessionCookie } from "@/lib/auth/next-auth";
import { awaitsSecondFactor } from "@/lib/auth/staff-session";

/** The session of this browser whose password was right and whose second factor is still to come; null for none. */
export async function findHalfOpenSession(): Promise<string | null> {
  const cookie = (await cookies()).get(sessionCookie().name)?.value;
  const sessionId = await readSessionId(cookie);
  return sessionId && (await awaitsSecondFactor(sessionId, new Date())) ? sessionId : null;
}
