import "server-only";
import type { Actor } from "@/lib/audit/chain";
import { auditIn, auditStaff } from "@/lib/auth/audit-staff";
import { hashPassword, LONGEST_PASSWORD, SHORTEST_PASSWORD } from "@/lib/auth/password";
import { attempt, type Tx } from "@/lib/db/client";
import type { Role } from "@/lib/db/generated/client";
import { err, ok, type Result } from "@/lib/result";

export type NewStaff = {
  email: string;
  name: string;
  role: Role;
  /** Null: in all conferences, those to come too. */
  conferenceSlug: string | null;
  password: string;
};

export type StaffRefusal = "email-taken" | "unknown-conference" | "unknown-email" | "weak-password";

/** Makes an account with one role. */
export async function createStaff(wanted: NewStaff, by: Actor): Promise<Result<{ id: number }, StaffRefusal>> {
  if (!isAcceptable(wanted.password)) return err("weak-password");
  const passwordHash = await hashPassword(wanted.password);
  const email = wanted.email.trim().toLowerCase();
  return attempt<{ id: number }, StaffRefusal>(async (tx) => {
    if (await tx.staff.findUnique({ where: { email } })) return err("email-taken");
    const conference = await findConference(tx, wanted.conferenceSlug);
    if (!conference.ok) return conference;
    const { id } = await tx.staff.create({
      data: {
        email,
        name: wanted.name.trim(),
        passwordHash,
        roles: { create: { role: wanted.role, conferenceId: conference.value } },
      },
    });
    await auditStaff(tx, id, by, { what: "staff.created", after: { role: wanted.role } });
    return ok({ id });
  });
}

/** Gives somebody a role in a conference, or in all; the role held there before ends. */
export function grantRole(
  email: string,
  role: Role,
  conferenceSlug: string | null,
  by: Actor,
): Promise<Result<void, StaffRefusal>> {
  return attempt<void, StaffRefusal>(async (tx) => {
    const staff = await tx.staff.findUnique({ where: { email: email.trim().toLowerCase() } });
    if (!staff) return err("unknown-email");
    const conference = await findConference(tx, conferenceSlug);
    if (!conference.ok) return conference;
    const where = { staffId: staff.id, conferenceId: conference.value };
    const before = await tx.staffRole.findFirst({ where });
    await tx.staffRole.deleteMany({ where });
    await tx.staffRole.create({ data: { ...where, role } });
    await auditIn(tx, conference.value === null ? null : [conference.value], staff.id, by, {
      what: "staff.role-granted",
      ...(before ? { before: { role: before.role } } : {}),
      after: { role },
    });
    return ok(undefined);
  });
}

/** Sets a new password and ends every session of the account. */
export async function changePassword(
  email: string,
  password: string,
  by: Actor,
  now: Date,
): Promise<Result<void, StaffRefusal>> {
  if (!isAcceptable(password)) return err("weak-password");
  const passwordHash = await hashPassword(password);
  return changeAccount(email, { passwordHash }, "staff.password-changed", by, now);
}

/** Closes an account or opens it again; its sessions end at once. */
export function disableStaff(
  email: string,
  isDisabled: boolean,
  by: Actor,
  now: Date,
): Promise<Result<void, StaffRefusal>> {
  return changeAccount(email, { isDisabled }, isDisabled ? "staff.disabled" : "staff.enabled", by, now);
}

function changeAccount(
  email: string,
  data: { passwordHash: string } | { isDisabled: boolean },
  what: string,
  by: Actor,
  now: Date,
): Promise<Result<void, StaffRefusal>> {
  return attempt<void, StaffRefusal>(async (tx) => {
    const staff = await tx.staff.findUnique({ where: { email: email.trim().toLowerCase() } });
    if (!staff) return err("unknown-email");
    await tx.staff.update({ where: { id: staff.id }, data });
    await tx.staffSession.updateMany({ where: { staffId: staff.id, revokedAt: null }, data: { revokedAt: now } });
    await auditStaff(tx, staff.id, by, { what });
    return ok(undefined);
  });
}

/** Long enough, and not so long that hashing it is an attack. */
export function isAcceptable(password: string): boolean {
  return password.length >= SHORTEST_PASSWORD && password.length <= LONGEST_PASSWORD;
}

async function findConference(tx: Tx, slug: string | null): Promise<Result<number | null, "unknown-conference">> {
  if (slug === null) return ok(null);
  const conference = await tx.conference.findUnique({ where: { slug }, select: { id: true } });
  return conference ? ok(conference.id) : err("unknown-conference");
}
