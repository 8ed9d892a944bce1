import "server-only";
import type { AuditEvent } from "@/lib/audit/chain";
import { ReadTooEarly, type Tx } from "@/lib/db/client";
import { newPublicId } from "@/lib/ids/public-id";
import { err, ok, type Result } from "@/lib/result";
import { checkDelegationName, keyOfName } from "./delegation-name";

/** The delegation that somebody wants to belong to, with whomever they register. */
export type DelegationWish =
  | { kind: "join"; delegationId: number }
  /** A delegation of the edition before, formed again by one of its members. */
  | { kind: "again"; previousId: number }
  /** The one of this name, or a new one. */
  | { kind: "named"; name: string };

export type DelegationRefusal =
  | "delegations-off"
  | "no-such-delegation"
  /** It is no delegation of the edition before, the person was not in it, or it was formed again already. */
  | "not-again"
  | "name-taken"
  | "not-a-name"
  | "full";

export type TakenUp = { id: number; publicId: string; isNew: boolean };

type Setting = { id: number; takesDelegations: boolean; delegationLimit: number | null; previousId: number | null };

/**
 * Finds or makes the delegation that somebody wants, and sees that it has room. It stays locked, after the registrations
 * and before the quotas, so that of two who want the last place in it one gets it. Who joins is written by the caller.
 * @param personId who wants it; null: nobody known before
 * @param memberIds registrations that join and may be members already
 * @param count how many join in all
 */
export async function takeUpDelegation(
  tx: Tx,
  conference: Setting,
  wish: DelegationWish,
  { personId, memberIds, count }: { personId: number | null; memberIds: number[]; count: number },
): Promise<Result<TakenUp, DelegationRefusal>> {
  if (!conference.takesDelegations) return err("delegations-off");
  const taken = await findOrMake(tx, conference, wish, personId);
  if (!taken.ok) return taken;
  const [row] = await tx.$queryRaw<{ others: number; limit: number | null }[]>`
    SELECT coalesce(member_limit, ${conference.delegationLimit}::int) AS limit,
           (SELECT count(*)::int FROM registration r WHERE r.delegation_id = d.id AND r.state IN ('draft', 'active')
               AND r.id <> ALL(${memberIds}::int[])) AS others
      FROM delegation d WHERE id = ${taken.value.id}`;
  if (!row) return err("no-such-delegation");
  return row.limit !== null && row.others + count > row.limit ? err("full") : taken;
}

function findOrMake(
  tx: Tx,
  conference: Setting,
  wish: DelegationWish,
  personId: number | null,
): Promise<Result<TakenUp, DelegationRefusal>> {
  switch (wish.kind) {
    case "join":
      return join(tx, conference.id, wish.delegationId);
    case "again":
      return formAgain(tx, conference, wish.previousId, personId);
    case "named":
      return findNamed(tx, conference.id, wish.name);
  }
}

async function join(tx: Tx, conferenceId: number, id: number): Promise<Result<TakenUp, DelegationRefusal>> {
  const [row] = await tx.$queryRaw<{ publicId: string }[]>`
    SELECT public_id AS "publicId" FROM delegation WHERE id = ${id} AND conference_id = ${conferenceId} FOR UPDATE`;
  return row ? ok({ id, publicId: row.publicId, isNew: false }) : err("no-such-delegation");
}

async function formAgain(
  tx: Tx,
  { id: conferenceId, previousId: previousConferenceId }: Setting,
  previousId: number,
  personId: number | null,
): Promise<Result<TakenUp, DelegationRefusal>> {
  if (previousConferenceId === null || personId === null) return err("not-again");
  const previous = await tx.delegation.findFirst({
    where: { id: previousId, conferenceId: previousConferenceId, members: { some: { personId, state: "active" } } },
    select: { name: true, memberLimit: true },
  });
  if (!previous) return err("not-again");
  const made = await make(tx, conferenceId, previous.name, { previousId, memberLimit: previous.memberLimit });
  if (made) return ok(made);
  const isAgain = (await tx.delegation.count({ where: { previousId } })) > 0;
  return err(isAgain ? "not-again" : "name-taken");
}

async function findNamed(tx: Tx, conferenceId: number, raw: string): Promise<Result<TakenUp, DelegationRefusal>> {
  const name = checkDelegationName(raw);
  if (!name.ok) return name;
  const made = await make(tx, conferenceId, name.value, { previousId: null, memberLimit: null });
  if (made) return ok(made);
  const [row] = await tx.$queryRaw<{ id: number; publicId: string }[]>`
    SELECT id, public_id AS "publicId" FROM delegation
     WHERE conference_id = ${conferenceId} AND name_key = ${keyOfName(name.value)} FOR UPDATE`;
  // There was one until we held it: whoever formed it has given it up.
  if (!row) throw new ReadTooEarly();
  return ok({ ...row, isNew: false });
}

/** @returns null where there is one of this name, or of this past; waits for whoever makes it just now */
async function make(
  tx: Tx,
  conferenceId: number,
  name: string,
  { previousId, memberLimit }: { previousId: number | null; memberLimit: number | null },
): Promise<TakenUp | null> {
  const [made] = await tx.delegation.createManyAndReturn({
    data: [{ publicId: newPublicId(), conferenceId, name, nameKey: keyOfName(name), previousId, memberLimit }],
    skipDuplicates: true,
    select: { id: true, publicId: true },
  });
  return made ? { ...made, isNew: true } : null;
}

/**
 * The first registration leads a delegation that was made for it.
 * @returns what the audit says of the delegation
 */
export async function noteMembers(
  tx: Tx,
  { id, publicId, isNew }: TakenUp,
  registrationIds: readonly number[],
): Promise<AuditEvent> {
  const [leaderId = null] = registrationIds;
  if (isNew) await tx.delegation.update({ where: { id }, data: { leaderId } });
  return {
    what: isNew ? "delegation.formed" : "delegation.joined",
    object: "delegation",
    objectId: publicId,
    after: { registrations: [...registrationIds] },
  };
}
