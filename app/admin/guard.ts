import "server-only";
import { cookies } from "next/headers";
import { redirect } from "next/navigation";
import { seeOther } from "@/app/see-other";
import { readSessionId, SIGN_IN_PAGE, sessionCookie } from "@/lib/auth/next-auth";
import { conferencesWhere, type Permission } from "@/lib/auth/permissions";
import { findStaff, type StaffMember } from "@/lib/auth/staff-session";
import { err, ok, type Result } from "@/lib/result";

export const NOT_ALLOWED_PAGE = "/admin/not-allowed";

/** Who is signed in at this browser, read from the session's row; null for nobody. */
export async function findSignedIn(): Promise<StaffMember | null> {
  const cookie = (await cookies()).get(sessionCookie().name)?.value;
  const sessionId = await readSessionId(cookie);
  return sessionId ? findStaff(sessionId, new Date()) : null;
}

/**
 * The guard of a page or a server action: staff who may do this in one conference at least; others are led to sign in,
 * or told that they may not. What belongs to one conference is then asked for with `isAllowed`.
 * @param path this page's address, to come back to after signing in
 */
export async function requireStaff(permission: Permission, path: string): Promise<StaffMember> {
  const staff = await findSignedIn();
  if (!staff) redirect(signInAddress(path));
  if (!holds(staff, permission)) redirect(NOT_ALLOWED_PAGE);
  return staff;
}

/** The same for a route handler: the staff member, or the answer that leads away. */
export async function admitStaff(permission: Permission): Promise<Result<StaffMember, Response>> {
  const staff = await findSignedIn();
  if (!staff) return err(seeOther(SIGN_IN_PAGE));
  return holds(staff, permission) ? ok(staff) : err(seeOther(NOT_ALLOWED_PAGE));
}

function holds(staff: StaffMember, permission: Permission): boolean {
  return conferencesWhere(staff.roles, permission).length > 0; // "all" has a length too
}

function signInAddress(path: string): string {
  return `${SIGN_IN_PAGE}?${new URLSearchParams({ back: path })}`;
}
