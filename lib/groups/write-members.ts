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
  let number = (last.registration ?? 0) - fresh;
  const numbered = members.map((member) => ({ ...member, number: member.draft ? null : ++number }));
  const written = await insertMembers(tx, numbered, shared);
  const overwritten = await overwritePersons(tx, members);
  for (const [index, member] of members.entries()) {
    const { personId, registrationId } = written[index] as WrittenIds;
    const parentId = index === 0 ? null : (written[0] as WrittenIds).registrationId;
    if (member.draft) await goOn(tx, member, { personId, registrationId, parentId }, shared);
  }
  return {
    members: written.map((ids, index) => ({ ...ids, categoryId: (members[index] as FoundMember).categoryId })),
    audit: [
      ...overwritten,
      ...numbered.map(({ draft, by, number }, index) => {
        const { personId, registrationId } = written[index] as WrittenIds;
        return {
          what: draft ? "registration.taken-up" : "registration.begun",
          object: "registration",
          objectId: registrationId,
          after: { personId, by, ...(draft ? {} : { number }) },
        };
      }),
    ],
    orderNumber: last.order as number,
  };
}

type WrittenIds = { personId: number; registrationId: number };

/** `number`: of the registration that is begun; null where a draft goes on. */
type NumberedMember = FoundMember & { number: number | null };

/**
 * Makes who is unknown, and begins the registration of everybody without a draft; the first one's is the others' parent.
 * One statement, for five as for one: everybody else who wants these quotas waits for it.
 */
async function insertMembers(tx: Tx, members: readonly NumberedMember[], shared: Shared): Promise<WrittenIds[]> {
  const { conferenceId, locale, delegationId, now, origin } = shared;
  const rows = members.map((member, position) => {
    const { claim, person, draft, number, details, categoryId } = member;
    const { email, firstName, lastName } = namesOf(member);
    const accepted = acceptanceOf(member, shared);
    return Prisma.sql`(
      ${position}::int, ${person?.id ?? null}::int, ${draft?.id ?? null}::int, ${claim.email}, ${claim.firstName},
      ${claim.lastName}, ${claim.username}::text, ${newPublicId()}, ${number}::int, ${categoryId}::int, ${email},
      ${firstName}, ${lastName}, ${details.title}, ${details.affiliation}, ${details.phone}, ${details.address},
      ${details.country}, ${details.emergencyName}, ${details.emergencyPhone}, ${accepted.waiverAcceptedAt ?? null}::timestamptz,
      ${accepted.waiverText ?? ""})`;
  });
  return tx.$queryRaw<WrittenIds[]>`
    WITH given AS MATERIALIZED (
      SELECT *, coalesce(known_id, nextval(pg_get_serial_sequence('person', 'id'))::int) AS person_id,
             coalesce(draft_id, nextval(pg_get_serial_sequence('registration', 'id'))::int) AS registration_id
        FROM (VALUES ${Prisma.join(rows)}) member (
          position, known_id, draft_id, claimed_email, claimed_first, claimed_last, username, public_id, number, category_id,
          email, first_name, last_name, title, affiliation, phone, address, country, emergency_name, emergency_phone,
          waiver_accepted_at, waiver_text)
    ), made AS (
      INSERT INTO person (id, email, first_name, last_name, username, source, sub_source)
      SELECT person_id, claimed_email, claimed_first, claimed_last, username, ${origin.source}, ${origin.subSource}
        FROM given WHERE known_id IS NULL
    ), begun AS (
      INSERT INTO registration (
        id, public_id, conference_id, number, person_id, parent_id, delegation_id, locale, category_id, email, first_name,
        last_name, title, affiliation, phone, address, country, emergency_name, emergency_phone, waiver_accepted_at,
        waiver_text, details_at, updated_at)
      SELECT registration_id, public_id, ${conferenceId}::int, number, person_id,
             CASE WHEN position > 0 THEN (SELECT registration_id FROM given WHERE position = 0) END, ${delegationId}::int,
             ${locale}, category_id, email, first_name, last_name, title, affiliation, phone, address, country,
             emergency_name, emergency_phone, waiver_accepted_at, waiver_text, ${now}::timestamptz, now()
        FROM given WHERE draft_id IS NULL
    )
    SELECT person_id AS "personId", registration_id AS "registrationId" FROM given ORDER BY position`;
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
function namesOf(member: FoundMember) {
  const { claim, person, overwrites } = member;
  const isNamed = person !== null && person.firstName + person.lastName !== "";
  const { firstName, lastName } = isNamed && overwrites === "nothing" ? person : claim;
  return { email: person && !mayChangeEmail(member) ? person.email : claim.email, firstName, lastName };
}

/** That a member accepts, and the words that they accept: those of their category, where it has some. */
function acceptanceOf({ acceptsWaiver, categoryId }: FoundMember, { catalogue, now }: Shared) {
  if (!acceptsWaiver) return {};
  const category = catalogue.categories.find(({ id }) => id === categoryId);
  return { waiverAcceptedAt: now, waiverText: category?.waiver ?? "" };
}

async function goOn(
  tx: Tx,
  member: FoundMember,
  { personId, registrationId, parentId }: WrittenIds & { parentId: number | null },
  shared: Shared,
): Promise<void> {
  const { claim, overwrites, details } = member;
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
