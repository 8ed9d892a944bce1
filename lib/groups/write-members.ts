import "server-only";
import type { AuditEvent } from "@/lib/audit/chain";
import type { Tx } from "@/lib/db/client";
import { Prisma } from "@/lib/db/generated/client";
import { nextNumber } from "@/lib/ids/next-number";
import { newPublicId } from "@/lib/ids/public-id";
import type { FoundMember } from "./find-members";
import { requireUnknown } from "./find-members";
import type { Group, RegisteredMember } from "./group";

type Shared = Pick<Group, "conferenceId" | "locale" | "origin"> & { delegationId: number | null; now: Date };

export type WrittenMembers = { members: RegisteredMember[]; audit: AuditEvent[] };

/**
 * Writes the people of a group and their registrations: who is new is made; who is known is overwritten as far as the
 * group may; a draft of theirs goes on as it is, and what it lacks is filled in. Locks the number series.
 */
export async function writeMembers(tx: Tx, members: readonly FoundMember[], shared: Shared): Promise<WrittenMembers> {
  const fresh = members.filter(({ draft }) => !draft);
  const last = fresh.length ? await nextNumber(tx, shared.conferenceId, "registration", fresh.length) : 0;
  await requireUnknown(tx, shared.conferenceId, members);
  const personIds = await writePersons(tx, members, shared);
  const audit = await overwritePersons(tx, members);
  const written: RegisteredMember[] = [];
  let number = last - fresh.length;
  for (const [index, member] of members.entries()) {
    const personId = personIds[index] as number;
    const links = { personId, parentId: written[0]?.registrationId ?? null };
    const { draft, categoryId, by } = member;
    if (!draft) number += 1;
    const registrationId = draft
      ? await goOn(tx, member, draft.id, links, shared)
      : await begin(tx, member, number, links, shared);
    written.push({ registrationId, personId, categoryId });
    audit.push({
      what: draft ? "registration.taken-up" : "registration.begun",
      object: "registration",
      objectId: registrationId,
      after: { personId, by, ...(draft ? {} : { number }) },
    });
  }
  return { members: written, audit };
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

type Links = { personId: number; parentId: number | null };

/** Who is known keeps the name and the address that we know, unless these are overwritten. */
async function begin(
  tx: Tx,
  member: FoundMember,
  number: number,
  links: Links,
  { conferenceId, locale, delegationId, now }: Shared,
): Promise<number> {
  const { claim, person, overwrites, details, categoryId, acceptsWaiver } = member;
  const given = { email: claim.email, firstName: claim.firstName, lastName: claim.lastName };
  const isNamed = person !== null && person.firstName + person.lastName !== "";
  const kept = isNamed && overwrites === "nothing" ? person : given;
  const email = person && !mayChangeEmail(member) ? person.email : given.email;
  const { id } = await tx.registration.create({
    data: {
      ...{ publicId: newPublicId(), conferenceId, number, locale, delegationId, categoryId, ...links, ...details },
      ...{ email, firstName: kept.firstName, lastName: kept.lastName },
      detailsAt: now,
      waiverAcceptedAt: acceptsWaiver ? now : null,
    },
    select: { id: true },
  });
  return id;
}

async function goOn(
  tx: Tx,
  { claim: { firstName, lastName }, overwrites, details, acceptsWaiver }: FoundMember,
  registrationId: number,
  { personId, parentId }: Links,
  { delegationId, now }: Shared,
): Promise<number> {
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
      ...(acceptsWaiver ? { waiverAcceptedAt: now } : {}),
    },
  });
  return registrationId;
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
