import "server-only";
import type { Permission } from "@/lib/auth/permissions";
import { db } from "@/lib/db/client";
import { actAtDesk, type Next, registrationPage } from "../../../../act";
import type { ActOnRegistration } from "./act-on-registration";

export type ActOnForm = ActOnRegistration & {
  /** The registration's page. */
  readonly page: string;
};

/** As `actOnRegistration`, for a form that has a page of its own: the act says where it leads. */
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
