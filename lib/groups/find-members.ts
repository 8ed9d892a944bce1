import "server-only";
import { ReadTooEarly, type Tx } from "@/lib/db/client";
import {
  findKnown,
  identityOf,
  type Known,
  type KnownPerson,
  type KnownRegistration,
  type Match,
  matchPerson,
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
  const again = match(members, await findKnown(tx, conferenceId, claims));
  if (!again.ok) return again;
  const hasOthers = again.value.some(({ person, draft }, index) => {
    const before = found.value[index];
    return person?.id !== before?.person?.id || draft?.id !== before?.draft?.id;
  });
  // What we hold is not what we would write to.
  if (hasOthers) throw new ReadTooEarly();
  return again;
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
  const isKnown = unknown.some(({ claim, rules }) => {
    const found = matchPerson(claim, known, rules);
    return !found.ok || found.value.by !== "new";
  });
  if (isKnown) throw new ReadTooEarly();
}

function match(members: readonly GroupMember[], known: Known): Result<FoundMember[], GroupRefusal> {
  const found: FoundMember[] = [];
  for (const [index, member] of members.entries()) {
    const matched = matchPerson(member.claim, known, member.rules);
    if (!matched.ok) return err({ code: "claim", member: index, why: matched.error });
    const { person, registration, by } = matched.value;
    const standing = standingOf(known, person, registration);
    if (standing.boundId !== null) {
      return err({ code: "already-registered", member: index, registrationId: standing.boundId });
    }
    found.push({ ...member, person, draft: standing.draft, by });
  }
  const twice = found.findIndex((one, index) => found.slice(0, index).some((other) => isSameHuman(one, other)));
  return twice < 0 ? ok(found) : err({ code: "twice", member: twice });
}

/** The registration that stands in the way, or else the draft that goes on: Indico's before one of ours. */
function standingOf({ registrations }: Known, person: KnownPerson | null, named: KnownRegistration | null) {
  const theirs = registrations.filter((one) => one.id === named?.id || (person && one.personId === person.id));
  const bound = theirs.find(({ state, isBound }) => state === "active" || isBound);
  const drafts = theirs.filter(({ state, isMismatch }) => state === "draft" && !isMismatch);
  const isNamed = drafts.find(({ id }) => id === named?.id);
  const draft = isNamed ?? drafts.find(({ indicoDbId }) => indicoDbId !== null) ?? drafts.at(-1) ?? null;
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
