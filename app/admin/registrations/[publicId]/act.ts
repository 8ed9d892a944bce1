import "server-only";
import { readForm } from "@/app/read-form";
import { seeOther } from "@/app/see-other";
import type { Actor } from "@/lib/audit/chain";
import { isAllowed, type Permission } from "@/lib/auth/permissions";
import { db } from "@/lib/db/client";
import { addressAfter } from "../../back";
import { admitStaff } from "../../guard";

/** What an act said: a code of the messages `admin.outcomes`. */
export type Said = { done: string } | { problem: string };

/**
 * The frame of every act on one registration: who asks, whether they may in its conference, then the act, then back to
 * where it was asked for. A registration of a conference that is not theirs is not there for them.
 */
export async function actOnRegistration(
  request: Request,
  publicId: string,
  permission: Permission,
  act: (registrationId: number, actor: Actor) => Promise<Said>,
): Promise<Response> {
  const staff = await admitStaff(permission);
  if (!staff.ok) return staff.error;
  const form = await readForm(request);
  const client = await db();
  const registration = await client.registration.findUnique({
    where: { publicId },
    select: { id: true, conferenceId: true },
  });
  if (!registration || !isAllowed(staff.value.roles, permission, registration.conferenceId)) {
    return seeOther("/admin?problem=not-found");
  }
  const said = await act(registration.id, { kind: "staff", id: String(staff.value.id) });
  return seeOther(addressAfter(form, publicId, said));
}
