import "server-only";
import type { Permission } from "@/lib/auth/permissions";
import { db } from "@/lib/db/client";
import { type Act, actAtDesk, type Next, registrationPage } from "../../../../act";

export type ActOnForm = Act & {
  readonly registrationId: number;
  readonly publicId: string;
  /** The registration's page. */
  readonly page: string;
};

/**
 * The frame of an act on one registration: it is looked up in the conference, then the act, which says where it leads.
 * A registration of another conference is not there.
 */
export function actOnForm(
  request: Request,
  { conference: slug, publicId }: { conference: string; publicId: string },
  permission: Permission,
  act: (act: ActOnForm) => Promise<Next>,
): Promise<Response> {
  return actAtDesk(request, slug, permission, async (at) => {
    const client = await db();
    const registration = await client.registration.findFirst({
      where: { publicId, conferenceId: at.conference.id },
      select: { id: true },
    });
    if (!registration) return { to: `/admin/c/${slug}`, said: { problem: "desk.not-found" } };
    return act({ ...at, registrationId: registration.id, publicId, page: registrationPage(slug, publicId) });
  });
}
