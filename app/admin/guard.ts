import "server-only";
import { cookies } from "next/headers";
import { redirect } from "next/navigation";
import { seeOther } from "@/app/see-other";
import { readSessionId, SIGN_IN_PAGE, sessionCookie } from "@/lib/auth/next-auth";
import { conferencesWhere, isAllowed, type Permission } from "@/lib/auth/permissions";
import { findStaff, type StaffMember } from "@/lib/auth/staff-session";
import { type DeskConference, findDeskConference } from "@/lib/desk/find-conference";
import { err, ok, type Result } from "@/lib/result";

export const NOT_ALLOWED_PAGE = "/admin/not-allowed";

/** Somebody at the desk of one conference. */
export type AtDesk = {
  readonly staff: StaffMember;
  readonly conference: DeskConference;
  /** Whether they may do this here. */
  readonly may: (permission: Permission) => boolean;
};

/** Who is signed in at this browser, read from the session's row; null for nobody. */
export async function findSignedIn(): Promise<StaffMember | null> {
  const cookie = (await cookies()).get(sessionCookie().name)?.value;
  const sessionId = await readSessionId(cookie);
  return sessionId ? findStaff(sessionId, new Date()) : null;
}

/**
 * The guard of a page that belongs to no conference: anybody who is signed in; others are led to sign in.
 * @param path this page's address, to come back to after signing in
 */
export async function requireSignedIn(path: string): Promise<StaffMember> {
  const staff = await findSignedIn();
  if (!staff) redirect(signInAddress(path));
  return staff;
}

/**
 * The guard of a page below `/admin/c/[conference]`: staff with this permission there. Strangers are led to sign in;
 * a conference in which somebody has no role at all is not there for them; a role that does not hold the permission is
 * told so.
 * @param slug the conference, from the address
 * @param path this page's address, to come back to after signing in
 */
export async function requireAtDesk(slug: string, permission: Permission, path: string): Promise<AtDesk> {
  const staff = await requireSignedIn(path);
  const at = await findAtDesk(staff, slug);
  if (!at) redirect("/admin?problem=desk.not-found");
  if (!at.may(permission)) redirect(NOT_ALLOWED_PAGE);
  return at;
}

/** Leads a page's visitor away from an object that is not in this conference: the desk says that it is not there. */
export function leaveUnknown(slug: string): never {
  redirect(`/admin/c/${slug}?problem=desk.not-found`);
}

/** The same for a route handler: who acts, or the answer that leads away. */
export async function admitAtDesk(slug: string, permission: Permission): Promise<Result<AtDesk, Response>> {
  const staff = await findSignedIn();
  if (!staff) return err(seeOther(SIGN_IN_PAGE));
  const at = await findAtDesk(staff, slug);
  if (!at) return err(seeOther("/admin?problem=desk.not-found"));
  return at.may(permission) ? ok(at) : err(seeOther(NOT_ALLOWED_PAGE));
}

/** The same for a route handler of no conference: anybody who holds the permission in one at least, or in all. */
export async function admitStaff(permission: Permission): Promise<Result<StaffMember, Response>> {
  const staff = await findSignedIn();
  if (!staff) return err(seeOther(SIGN_IN_PAGE));
  // "all" has a length too
  return conferencesWhere(staff.roles, permission).length > 0 ? ok(staff) : err(seeOther(NOT_ALLOWED_PAGE));
}

async function findAtDesk(staff: StaffMember, slug: string): Promise<AtDesk | null> {
  const conference = await findDeskConference(slug);
  if (!conference || !isAllowed(staff.roles, "registrations.see", conference.id)) return null;
  return { staff, conference, may: (permission) => isAllowed(staff.roles, permission, conference.id) };
}

function signInAddress(path: string): string {
  return `${SIGN_IN_PAGE}?${new URLSearchParams({ back: path })}`;
}
