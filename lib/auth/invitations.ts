import "server-only";
import type { Actor } from "@/lib/audit/chain";
import { auditIn, auditStaff } from "@/lib/auth/audit-staff";
import { isAcceptable } from "@/lib/auth/manage-staff";
import { hashPassword } from "@/lib/auth/password";
import { attempt, db, type Tx } from "@/lib/db/client";
import type { Role } from "@/lib/db/generated/enums";
import { hashSecret, newSecret } from "@/lib/ids/public-id";
import { queueMail } from "@/lib/mail/queue-mail";
import { publish } from "@/lib/publish/publish";
import { err, ok, type Result } from "@/lib/result";

/** So long an invitation may be accepted. */
export const INVITATION_DAYS = 7;
const DAY_MS = 86_400_000;

export type Invitation = { email: string; role: Role; conferenceId: number; locale: string };

/**
 * Invites somebody to a conference's desk: an account that there is gets the role at once, others get a link by mail,
 * which replaces one that was mailed before. @returns what was done
 */
export function inviteStaff(
  { email: typed, role, conferenceId, locale }: Invitation,
  by: { staffId: number | null; actor: Actor },
  now: Date,
): Promise<Result<"given" | "invited", "has-role">> {
  const email = typed.trim().toLowerCase();
  return attempt<"given" | "invited", "has-role">(async (tx) => {
    const staff = await tx.staff.findUnique({ where: { email }, include: { roles: true } });
    if (staff?.roles.some((held) => held.conferenceId === null || held.conferenceId === conferenceId)) {
      return err("has-role");
    }
    if (staff) {
      await tx.staffRole.create({ data: { staffId: staff.id, conferenceId, role } });
      await auditIn(tx, [conferenceId], staff.id, by.actor, { what: "staff.role-granted", after: { role } });
      return ok("given");
    }
    const secret = newSecret();
    const fresh = {
      ...{ role, invitedById: by.staffId, secretHash: hashSecret(secret), acceptedAt: null, createdAt: now },
      expiresAt: new Date(now.getTime() + INVITATION_DAYS * DAY_MS),
    };
    const { id } = await tx.staffInvitation.upsert({
      where: { conferenceId_email: { conferenceId, email } },
      create: { ...fresh, conferenceId, email },
      update: fresh,
    });
    const facts = { invitationId: id, secret };
    const key = `staff-invitation:${id}:${now.getTime()}`;
    await queueMail(tx, { letter: "staff-invitation", key, facts, recipient: email, locale, conferenceId });
    await publish(tx, {
      conferenceId,
      actor: by.actor,
      registrations: [],
      audit: [{ what: "staff.invited", object: "invitation", objectId: id, after: { role } }],
    });
    return ok("invited");
  });
}

/** Takes an invitation back: its link opens nothing any more. */
export function withdrawInvitation(conferenceId: number, id: number, actor: Actor): Promise<Result<void, "not-found">> {
  return attempt<void, "not-found">(async (tx) => {
    const { count } = await tx.staffInvitation.deleteMany({ where: { id, conferenceId, acceptedAt: null } });
    if (count === 0) return err("not-found");
    await publish(tx, {
      conferenceId,
      actor,
      registrations: [],
      audit: [{ what: "staff.invitation-withdrawn", object: "invitation", objectId: id }],
    });
    return ok(undefined);
  });
}

/** Invitations of a conference that nobody accepted yet. */
export async function listInvitations(conferenceId: number) {
  const client = await db();
  return client.staffInvitation.findMany({
    where: { conferenceId, acceptedAt: null },
    orderBy: { email: "asc" },
    select: { id: true, email: true, role: true, expiresAt: true },
  });
}

/** The invitation of a link that still holds; null otherwise. */
export async function findInvitation(secret: string, now: Date) {
  const client = await db();
  return client.staffInvitation.findFirst({
    where: { secretHash: hashSecret(secret), acceptedAt: null, expiresAt: { gt: now } },
    select: { email: true, role: true, conference: { select: { slug: true, name: true } } },
  });
}

export type AcceptRefusal = "over" | "weak-password" | "no-name";

/** Makes the account of an invitation, with the role it names. The link is spent: of two who use it one has it. */
export async function acceptInvitation(
  secret: string,
  typed: { name: string; password: string },
  now: Date,
): Promise<Result<{ staffId: number }, AcceptRefusal>> {
  const name = typed.name.trim();
  if (!name) return err("no-name");
  if (!isAcceptable(typed.password)) return err("weak-password");
  if (!(await findInvitation(secret, now))) return err("over");
  const passwordHash = await hashPassword(typed.password);
  return attempt<{ staffId: number }, AcceptRefusal>((tx) =>
    spend(tx, { secretHash: hashSecret(secret) }, { name, passwordHash }, now),
  );
}

/**
 * Makes the account of whoever was invited by the address that a provider vouches for; it has no password until its
 * owner sets one. Invitations to several conferences are all accepted.
 */
export function acceptByAddress(
  tx: Tx,
  email: string,
  name: string,
  now: Date,
): Promise<Result<{ staffId: number }, "over">> {
  return spend(tx, { email }, { name, passwordHash: null }, now);
}

async function spend(
  tx: Tx,
  which: { secretHash: string } | { email: string },
  account: { name: string; passwordHash: string | null },
  now: Date,
): Promise<Result<{ staffId: number }, "over">> {
  const held = { ...which, acceptedAt: null, expiresAt: { gt: now } };
  const first = await tx.staffInvitation.findFirst({ where: held });
  if (!first) return err("over");
  const { email } = first;
  // All of one person's invitations, under their locks: of two links used at once the second finds none.
  await tx.$queryRaw`SELECT id FROM staff_invitation WHERE email = ${email} ORDER BY id FOR UPDATE`;
  const open = await tx.staffInvitation.findMany({
    where: { email, acceptedAt: null, expiresAt: { gt: now } },
    orderBy: { conferenceId: "asc" },
  });
  if (!open.some(({ id }) => id === first.id)) return err("over");
  if (await tx.staff.findUnique({ where: { email } })) return err("over");
  const roles = open.map(({ conferenceId, role }) => ({ conferenceId, role }));
  const staff = await tx.staff.create({ data: { email, ...account, roles: { create: roles } } });
  await tx.staffInvitation.updateMany({ where: { id: { in: open.map(({ id }) => id) } }, data: { acceptedAt: now } });
  const actor: Actor = { kind: "staff", id: String(staff.id) };
  await auditStaff(tx, staff.id, actor, { what: "staff.invitation-accepted", after: { roles } });
  return ok({ staffId: staff.id });
}
