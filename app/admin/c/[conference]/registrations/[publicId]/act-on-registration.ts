import "server-only";
import type { Permission } from "@/lib/auth/permissions";
import type { Said } from "../../../../act";
import { backOr } from "../../../../back";
import { type ActOnForm, actOnForm } from "./act-on-form";

/** As `actOnForm`, for a button that stands on several pages: after the act back to where it was asked for. */
export function actOnRegistration(
  request: Request,
  params: { conference: string; publicId: string },
  permission: Permission,
  act: (act: ActOnForm) => Promise<Said>,
): Promise<Response> {
  return actOnForm(request, params, permission, async (at) => {
    const said = await act(at);
    return { to: backOr(at.form, params.conference, at.page), said };
  });
}
