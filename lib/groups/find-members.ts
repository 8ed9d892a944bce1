import "server-only";
import { ReadTooEarly, type Tx } from "@/lib/db/client";
import {
  findKnown,
  identityOf,
  isNamed,
  isSame,
  isSameName,
  isShared,
  type Known,
  type KnownPerson,
  type KnownRegistration,
  type Match,
  matchPerson,
  type PersonClaim,
} from "@/lib/registration/match-person";
import { err, ok, type Result } from "@/lib/result";
import type { GroupMember, GroupRefusal } from "./group";

/** Who a member is: somebody known, with the registration that goes on, or somebody new. */
export type FoundMember = GroupMember & {
  person: KnownPerson | null;
  /** A draft of theirs in the conference, by a link or an earlier try: it is this registration. */
  draft: KnownRegistration | null;
  by: Match["by"];
};

/**
 * Finds and locks the people of a group: their registrations by id, then themselves, so that of two calls that register
 * the same person the second sees what the first did.
 */
export async function findMembers(
  tx: Tx,
  conferenceId: number,
  members: readonly GroupMember[],
): Promise<Result<FoundMember[], GroupRefusal>> {
  const claims = members.map(({ claim }) => claim);
  const known = await findKnown(tx, conferenceId, claims);
  const found = match(members, known);
  if (!found.ok || found.value.every(({ person, draft }) => !person && !draft)) return found;
  const personIds = present(found.value.map(({ person }) => person?.id));
  const draftIds = present(found.value.map(({ draft }) => draft?.id));
  if (draftIds.length)
    await tx.$queryRaw`SELECT id FROM registration WHERE id = ANY(${draftIds}) ORDER BY id FOR UPDATE`;
  await tx.$queryRaw`SELECT id FROM person WHERE id = ANY(${personIds}) ORDER BY id FOR UPDATE`;
  const knownAgain = await findKnown(tx, conferenceId, claims);
  const again = match(members, knownAgain);
  if (!again.ok) return again;
  const hasOthers = again.value.some(({ person, draft }, index) => {
    const before = found.value[index];
    return person?.id !== before?.person?.id || draft?.id !== before?.draft?.id;
  });
  // What we hold is not what we would write to.
  if (hasOthers) throw new ReadTooEarly();
  return ok(await narrow(tx, conferenceId, again.value, knownAgain));
}

/**
 * Nobody overwrites a profile that is somebody else's too: of a person who stands for several with one mailbox, nor, for
 * who belongs to this conference, of one who is known in another.
 */
async function narrow(tx: Tx, conferenceId: number, members: FoundMember[], known: Known): Promise<FoundMember[]> {
  const overwritten = members.filter(({ person, overwrites }) => person && overwrites !== "nothing");
  const tied = overwritten.filter(({ person, rules }) => rules.isTied && person?.id !== rules.selfId);
  const rows = tied.length
    ? await tx.registration.findMany({
        where: { personId: { in: present(tied.map(({ person }) => person?.id)) }, conferenceId: { not: conferenceId } },
        select: { personId: true },
      })
    : [];
  const isElsewhere = new Set(rows.map(({ personId }) => personId));
  return members.map((member) => {
    const { person } = member;
    const isOthersToo = person && (isShared(person, known) || (tied.includes(member) && isElsewhere.has(person.id)));
    return isOthersToo ? { ...member, overwrites: "nothing" } : member;
  });
}

/**
 * Sees that nobody made meanwhile whom we are about to make: the caller holds the number series, and with it the only
 * way in which this conference gets another registration.
 */
export async function requireUnknown(tx: Tx, conferenceId: number, members: readonly FoundMember[]): Promise<void> {
  const unknown = members.filter(({ person, draft }) => !person && !draft);
  if (!unknown.length) return;
  const known = await findKnown(
    tx,
    conferenceId,
    unknown.map(({ claim }) => claim),
  );
  const found = match(unknown, known);
  if (!found.ok || found.value.some(({ person, draft }) => person || draft)) throw new ReadTooEarly();
}

function match(members: readonly GroupMember[], known: Known): Result<FoundMember[], GroupRefusal> {
  const found: FoundMember[] = [];
  for (const [index, member] of members.entries()) {
    const matched = matchPerson(member.claim, known, member.rules);
    if (!matched.ok) return err({ code: "claim", member: index, why: matched.error });
    const { person, by } = matched.value;
    const standing = standingOf(known, member.claim, matched.value);
    if (standing.boundId !== null) {
      return err({ code: "already-registered", member: index, registrationId: standing.boundId });
    }
    found.push({ ...member, person, draft: standing.draft, by });
  }
  const twice = found.findIndex((one, index) => found.slice(0, index).some((other) => isSameHuman(one, other)));
  return twice < 0 ? ok(found) : err({ code: "twice", member: twice });
}

/**
 * The registration that stands in the way, or else the draft that goes on: the one that was named, else one of their
 * name, else the only one without; Indico's before one of ours. A person may stand for several with one mailbox, and
 * then only what has the name is theirs.
 */
function standingOf(known: Known, claim: PersonClaim, { person, registration: named, by }: Match) {
  const isById = by === "id" || by === "username";
  const isTheirs = (one: KnownRegistration) => {
    if (one.id === named?.id || isSame(one, claim)) return true;
    if (!person || one.personId !== person.id) return false;
    if (!isNamed(one) || isSameName(one, claim)) return true;
    return isById && (isSameName(one, person) || !isShared(person, known));
  };
  const theirs = known.registrations.filter(isTheirs);
  const bound = theirs.find(({ state, isBound }) => state === "active" || isBound);
  const drafts = theirs.filter(({ state, isMismatch }) => state === "draft" && !isMismatch);
  const withName = drafts.filter(isNamed);
  const [nameless = null, ...others] = drafts.filter((one) => !isNamed(one));
  const draft =
    drafts.find(({ id }) => id === named?.id) ??
    withName.find(({ indicoDbId }) => indicoDbId !== null) ??
    withName.at(-1) ??
    (others.length ? null : nameless);
  return { boundId: bound?.id ?? null, draft };
}

function isSameHuman(a: FoundMember, b: FoundMember): boolean {
  if (a.draft && b.draft) return a.draft.id === b.draft.id;
  if (a.person && b.person) return a.person.id === b.person.id;
  return !a.person && !b.person && identityOf(a.claim) === identityOf(b.claim);
}

function present(ids: (number | undefined)[]): number[] {
  return [...new Set(ids.filter((id) => id !== undefined))];
}
