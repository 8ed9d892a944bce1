import "server-only";
import type { AuditEvent } from "@/lib/audit/chain";
import type { Catalogue } from "@/lib/catalogue/load-catalogue";
import type { Tx } from "@/lib/db/client";
import { Prisma } from "@/lib/db/generated/client";
import { nextNumbers } from "@/lib/ids/next-number";
import { newPublicId } from "@/lib/ids/public-id";
import type { FoundMember } from "./find-members";
import { requireUnknown } from "./find-members";
import type { Group, RegisteredMember } from "./group";

type Shared = Pick<Group, "conferenceId" | "locale" | "origin"> & {
  delegationId: number | null;
  catalogue: Catalogue;
  now: Date;
};

export type WrittenMembers = { members: RegisteredMember[]; audit: AuditEvent[]; orderNumber: number };

/**
 * Writes the people of a group and their registrations: who is new is made; who is known is overwritten as far as the
 * group may; a draft of theirs goes on as it is, and what it lacks is filled in. Locks the number series, that of orders
 * too, and takes the order's number with theirs. As many statements for five as for two who are new.
 */
export async function writeMembers(tx: Tx, members: readonly FoundMember[], shared: Shared): Promise<WrittenMembers> {
  const { conferenceId } = shared;
  const fresh = members.filter(({ draft }) => !draft).length;
  const people = fresh ? [{ kind: "registration" as const, count: fresh }] : [];
  const last = await nextNumbers(tx, conferenceId, [...people, { kind: "order", count: 1 }]);
  await requireUnknown(tx, conferenceId, members);
  const personIds = await writePersons(tx, members, shared);
  const overwritten = await overwritePersons(tx, members);
  let number = (last.registration ?? 0) - fresh;
  const toWrite = members.map((member, index) => {
    if (!member.draft) number += 1;
    return { ...member, personId: personIds[index] as number, number };
  });
  const ids = await writeRegistrations(tx, toWrite, shared);
  return {
    members: toWrite.map(({ personId, categoryId }, index) => ({
      registrationId: ids[index] as number,
      personId,
      categoryId,
    })),
    audit: [
      ...overwritten,
      ...toWrite.map(({ draft, personId, by, number }, index) => ({
        what: draft ? "registration.taken-up" : "registration.begun",
        object: "registration",
        objectId: ids[index] as number,
        after: { personId, by, ...(draft ? {} : { number }) },
      })),
    ],
    orderNumber: last.order as number,
  };
}

/** Somebody whose person is written. `number`: that of a new registration. */
type MemberToWrite = FoundMember & { personId: number; number: number };

/** The first is the others' parent, so it is written before them. @returns the registration of each */
async function writeRegistrations(tx: Tx, members: readonly MemberToWrite[], shared: Shared): Promise<number[]> {
  const [first, ...others] = members;
  if (!first) return [];
  const [parentId] = await writeBeside(tx, [first], null, shared);
  return [parentId as number, ...(await writeBeside(tx, others, parentId as number, shared))];
}

async function writeBeside(
  tx: Tx,
  members: readonly MemberToWrite[],
  parentId: number | null,
  shared: Shared,
): Promise<number[]> {
  const fresh = members.filter(({ draft }) => !draft);
  const begun = fresh.length
    ? await tx.registration.createManyAndReturn({
        data: fresh.map((member) => begin(member, parentId, shared)),
        select: { id: true, number: true },
      })
    : [];
  const ids: number[] = [];
  for (const member of members) {
    const { draft, number } = member;
    if (draft) await goOn(tx, member, draft.id, parentId, shared);
    ids.push(draft?.id ?? (begun.find((one) => one.number === number)?.id as number));
  }
  return ids;
}

/** @returns the person of each member */
async function writePersons(tx: Tx, members: readonly FoundMember[], { origin }: Shared): Promise<number[]> {
  const { source, subSource } = origin;
  const unknown = members.filter(({ person }) => !person);
  const made = unknown.length
    ? await tx.person.createManyAndReturn({
        data: unknown.map(({ claim: { email, firstName, lastName, username } }) => ({
          ...{ email, firstName, lastName, username, source, subSource },
        })),
        select: { id: true },
      })
    : [];
  return members.map(({ person }) => person?.id ?? (made.shift()?.id as number));
}

/** @returns whose profile was changed, and in which fields */
async function overwritePersons(tx: Tx, members: readonly FoundMember[]): Promise<AuditEvent[]> {
  const audit: AuditEvent[] = [];
  for (const member of members) {
    const { person, overwrites, claim } = member;
    if (!person || overwrites === "nothing") continue;
    const allowed = [...(mayChangeEmail(member) ? (["email"] as const) : []), "firstName", "lastName"] as const;
    const fields = allowed.filter((field) => claim[field] !== person[field]);
    if (!fields.length) continue;
    const data = Object.fromEntries(fields.map((field) => [field, claim[field]]));
    await tx.person.update({ where: { id: person.id }, data });
    audit.push({ what: "person.changed", object: "person", objectId: person.id, after: { fields } });
  }
  return audit;
}

/** An address is whom mails go to: only whoever is believed changes it, and whoever it is the address of. */
function mayChangeEmail({ person, overwrites, rules }: FoundMember): boolean {
  return overwrites === "all" || (overwrites === "all-but-email" && person !== null && person.id === rules.selfId);
}

/** Who is known keeps the name and the address that we know, unless these are overwritten. */
function begin(member: MemberToWrite, parentId: number | null, shared: Shared) {
  const { conferenceId, locale, delegationId, now } = shared;
  const { claim, person, personId, number, overwrites, details, categoryId } = member;
  const given = { email: claim.email, firstName: claim.firstName, lastName: claim.lastName };
  const isNamed = person !== null && person.firstName + person.lastName !== "";
  const kept = isNamed && overwrites === "nothing" ? person : given;
  return {
    ...{ publicId: newPublicId(), conferenceId, number, locale, delegationId, categoryId, personId, parentId },
    ...details,
    email: person && !mayChangeEmail(member) ? person.email : given.email,
    ...{ firstName: kept.firstName, lastName: kept.lastName },
    detailsAt: now,
    ...acceptanceOf(member, shared),
  };
}

/** That a member accepts, and the words that they accept: those of their category, where it has some. */
function acceptanceOf({ acceptsWaiver, categoryId }: MemberToWrite, { catalogue, now }: Shared) {
  if (!acceptsWaiver) return {};
  const category = catalogue.categories.find(({ id }) => id === categoryId);
  return { waiverAcceptedAt: now, waiverText: category?.waiver ?? "" };
}

async function goOn(
  tx: Tx,
  member: MemberToWrite,
  registrationId: number,
  parentId: number | null,
  shared: Shared,
): Promise<void> {
  const { claim, personId, overwrites, details } = member;
  const { firstName, lastName } = claim;
  const { delegationId, now } = shared;
  const stored = await tx.registration.findUniqueOrThrow({ where: { id: registrationId } });
  const given = { firstName, lastName, ...details };
  const fields = (Object.keys(given) as (keyof typeof given)[]).filter(
    (field) => given[field] !== "" && (overwrites !== "nothing" || stored[field] === ""),
  );
  await tx.registration.update({
    where: { id: registrationId },
    data: {
      ...Object.fromEntries(fields.map((field) => [field, given[field]])),
      ...{ personId, parentId: stored.parentId ?? parentId, detailsAt: stored.detailsAt ?? now },
      ...(delegationId === null ? {} : { delegationId }),
      ...acceptanceOf(member, shared),
    },
  });
}

/** An answer to write; null: not answered. */
export type AnswerToWrite = { registrationId: number; questionId: number; value: string | readonly string[] | boolean };

/** Writes answers; those of a draft that were given before are answered anew. */
export async function writeAnswers(tx: Tx, answers: readonly AnswerToWrite[]): Promise<void> {
  if (!answers.length) return;
  const rows = answers.map(
    ({ registrationId, questionId, value }) =>
      Prisma.sql`(${registrationId}::int, ${questionId}::int, ${JSON.stringify(value)}::jsonb, now())`,
  );
  await tx.$executeRaw`
    INSERT INTO answer (registration_id, question_id, value, updated_at) VALUES ${Prisma.join(rows)}
    ON CONFLICT (registration_id, question_id) DO UPDATE SET value = excluded.value, updated_at = excluded.updated_at`;
}
