import "server-only";
import type { Permission } from "@/lib/auth/permissions";
import { loadForDesk } from "@/lib/registration/load-for-desk";
import { registrationPage } from "../../../../act";
import { leaveUnknown, requireAtDesk } from "../../../../guard";

/**
 * The guard of a page below a registration's: who is at the desk, and the registration with its orders.
 * @param below of this page under the registration's, to come back to after signing in
 */
export async function requireAtRegistration(
  { conference: slug, publicId }: { conference: string; publicId: string },
  permission: Permission,
  below: string,
) {
  const wanted = `${registrationPage(encodeURIComponent(slug), encodeURIComponent(publicId))}/${below}`;
  const at = await requireAtDesk(slug, permission, wanted);
  const view = await loadForDesk(at.conference.id, publicId);
  if (!view) leaveUnknown(slug);
  const { firstName, lastName, email } = view.registration;
  return { at, view, page: registrationPage(slug, publicId), name: `${firstName} ${lastName}`.trim() || email };
}
