import "server-only";
import type { Actor, AuditEvent } from "@/lib/audit/chain";
import { attempt, isDuplicate, type Tx } from "@/lib/db/client";
import type { Delegation } from "@/lib/db/generated/client";
import { isPublicId } from "@/lib/ids/public-id";
import { publish } from "@/lib/publish/publish";
import { err, ok, type Result } from "@/lib/result";
import { checkDelegationName, keyOfName } from "./delegation-name";

export type ChangeRefusal =
  | "not-found"
  /** Somebody changed it since the page was opened. */
  | "changed"
  | "not-a-name"
  | "name-taken"
  | "not-a-limit"
  | "not-a-member";

/** What staff change of a delegation. */
export type DelegationChange =
  | { kind: "rename"; name: string }
  /** Null: as the conference says. Members who are more than that stay. */
  | { kind: "limit"; limit: number | null }
  | { kind: "lead"; registration: string }
  | { kind: "remove"; registration: string };

/** What a page showed of a delegation, for its forms to carry. */
export function delegationVersion({ updatedAt }: Pick<Delegation, "updatedAt">): string {
  return String(updatedAt.getTime());
}

/** Staff change a delegation, unless somebody else did meanwhile. Whoever leaves it stays registered. */
export async function changeDelegation(
  { conferenceId, publicId, version }: { conferenceId: number; publicId: string; version: string },
  change: DelegationChange,
  actor: Actor,
): Promise<Result<void, ChangeRefusal>> {
  if (!isPublicId(publicId)) return err("not-found");
  try {
    return await attempt<void, ChangeRefusal>(async (tx) => {
      const registrationIds = await lockMember(tx, conferenceId, change);
      await tx.$queryRaw`SELECT id FROM delegation WHERE public_id = ${publicId} FOR UPDATE`;
      const delegation = await tx.delegation.findFirst({ where: { conferenceId, publicId } });
      if (!delegation) return err("not-found");
      if (delegationVersion(delegation) !== version) return err("changed");
      const done = await apply(tx, delegation, change);
      if (!done.ok) return done;
      const event = { object: "delegation", objectId: publicId, ...done.value };
      await publish(tx, { conferenceId, actor, registrations: registrationIds, audit: [event] });
      return ok(undefined);
    });
  } catch (error) {
    if (isDuplicate(error)) return err("name-taken");
    throw error;
  }
}

/** Registrations are locked before delegations. */
async function lockMember(tx: Tx, conferenceId: number, change: DelegationChange): Promise<number[]> {
  if (!("registration" in change)) return [];
  const rows = await tx.$queryRaw<{ id: number }[]>`
    SELECT id FROM registration WHERE conference_id = ${conferenceId} AND public_id = ${change.registration} FOR UPDATE`;
  return rows.map(({ id }) => id);
}

type Done = Result<Pick<AuditEvent, "what" | "before" | "after">, ChangeRefusal>;

async function apply(tx: Tx, delegation: Delegation, change: DelegationChange): Promise<Done> {
  const { id, name: before, memberLimit, leaderId } = delegation;
  switch (change.kind) {
    case "rename": {
      const name = checkDelegationName(change.name);
      if (!name.ok) return name;
      await tx.delegation.update({ where: { id }, data: { name: name.value, nameKey: keyOfName(name.value) } });
      return ok({ what: "delegation.renamed", before: { name: before }, after: { name: name.value } });
    }
    case "limit": {
      const { limit } = change;
      if (limit !== null && !(Number.isSafeInteger(limit) && limit >= 1 && limit <= 10_000)) return err("not-a-limit");
      await tx.delegation.update({ where: { id }, data: { memberLimit: limit } });
      return ok({ what: "delegation.limit-changed", before: { limit: memberLimit }, after: { limit } });
    }
    case "lead": {
      const member = await findMember(tx, id, change.registration);
      if (member === null) return err("not-a-member");
      await tx.delegation.update({ where: { id }, data: { leaderId: member } });
      return ok({
        what: "delegation.leader-changed",
        before: { registration: leaderId },
        after: { registration: member },
      });
    }
    case "remove": {
      const member = await findMember(tx, id, change.registration);
      if (member === null) return err("not-a-member");
      await tx.registration.update({ where: { id: member }, data: { delegationId: null } });
      const data = leaderId === member ? { leaderId: null } : { memberLimit };
      await tx.delegation.update({ where: { id }, data });
      return ok({ what: "delegation.left", after: { registrations: [member] } });
    }
  }
}

async function findMember(tx: Tx, delegationId: number, publicId: string): Promise<number | null> {
  const member = await tx.registration.findFirst({ where: { delegationId, publicId }, select: { id: true } });
  return member?.id ?? null;
}
