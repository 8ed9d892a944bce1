import "server-only";
import type { Permission } from "@/lib/auth/permissions";
import { db } from "@/lib/db/client";
import { type Act, actAtDesk, registrationPage, type Said } from "../../../../act";
import { backOr } from "../../../../back";

export type ActOnRegistration = Act & { readonly registrationId: number; readonly publicId: string };

/**
 * The frame of a button's act on one registration: it is looked up in the conference, then the act, then back to where
 * it was asked for. A registration of another conference is not there.
 */
export function actOnRegistration(
  request: Request,
  { conference: slug, publicId }: { conference: string; publicId: string },
  permission: Permission,
  act: (act: ActOnRegistration) => Promise<Said>,
): Promise<Response> {
  return actAtDesk(request, slug, permission, async (at) => {
    const client = await db();
    const registration = await client.registration.findFirst({
      where: { publicId, conferenceId: at.conference.id },
      select: { id: true },
    });
    if (!registration) return { to: `/admin/c/${slug}`, said: { problem: "desk.not-found" } };
    const said = await act({ ...at, registrationId: registration.id, publicId });
    return { to: backOr(at.form, slug, registrationPage(slug, publicId)), said };
  });
}
