import "server-only";
import type { Actor } from "@/lib/audit/chain";
import { auditIn } from "@/lib/auth/audit-staff";
import { attempt, db, type Tx } from "@/lib/db/client";
import type { Role } from "@/lib/db/generated/enums";
import { err, ok, type Result } from "@/lib/result";

/** `"everywhere"`: their role holds in all conferences; operators change it. */
export type RoleRefusal = "not-found" | "last-admin" | "everywhere";

/** Who has a role in a conference, by name; `isEverywhere` where it is one in all. */
export async function listStaffHere(conferenceId: number) {
  const client = await db();
  const roles = await client.staffRole.findMany({
    where: { OR: [{ conferenceId }, { conferenceId: null }], staff: { isDisabled: false } },
    orderBy: [{ staff: { name: "asc" } }, { staffId: "asc" }],
    select: {
      role: true,
      conferenceId: true,
      staff: { select: { id: true, name: true, email: true, totpSealed: true } },
    },
  });
  return roles.map(({ role, conferenceId: held, staff: { totpSealed, ...staff } }) => ({
    ...staff,
    role,
    isEverywhere: held === null,
    hasSecondFactor: totpSealed !== null,
  }));
}

/** Gives somebody another role in a conference; the last administrator keeps theirs. */
export function changeRoleHere(
  conferenceId: number,
  staffId: number,
  role: Role,
  actor: Actor,
): Promise<Result<void, RoleRefusal>> {
  return change(conferenceId, staffId, actor, role);
}

/** Takes somebody's role in a conference away: they see it no longer, at once. */
export function removeRoleHere(
  conferenceId: number,
  staffId: number,
  actor: Actor,
): Promise<Result<void, RoleRefusal>> {
  return change(conferenceId, staffId, actor, null);
}

function change(
  conferenceId: number,
  staffId: number,
  actor: Actor,
  role: Role | null,
): Promise<Result<void, RoleRefusal>> {
  return attempt<void, RoleRefusal>(async (tx) => {
    const roles = await lockRoles(tx, conferenceId);
    const held = roles.find((one) => one.staffId === staffId && one.conferenceId === conferenceId);
    if (!held) return err(roles.some((one) => one.staffId === staffId) ? "everywhere" : "not-found");
    if (held.role === role) return ok(undefined);
    const otherAdmins = roles.filter((one) => one.role === "admin" && one.id !== held.id);
    if (held.role === "admin" && otherAdmins.length === 0) return err("last-admin");
    if (role) await tx.staffRole.update({ where: { id: held.id }, data: { role } });
    else await tx.staffRole.delete({ where: { id: held.id } });
    await auditIn(tx, [conferenceId], staffId, actor, {
      what: role ? "staff.role-changed" : "staff.role-removed",
      before: { role: held.role },
      ...(role ? { after: { role } } : {}),
    });
    return ok(undefined);
  });
}

/** Locks every role that holds in the conference, so that two administrators cannot remove each other at once. */
async function lockRoles(tx: Tx, conferenceId: number) {
  await tx.$queryRaw`
    SELECT id FROM staff_role WHERE conference_id = ${conferenceId} OR conference_id IS NULL ORDER BY id FOR UPDATE`;
  return tx.staffRole.findMany({
    where: { OR: [{ conferenceId }, { conferenceId: null }], staff: { isDisabled: false } },
  });
}
