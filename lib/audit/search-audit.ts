import "server-only";
import { db } from "@/lib/db/client";
import { Prisma } from "@/lib/db/generated/client";
import type { ActorKind } from "@/lib/db/generated/enums";

export const ACTOR_KINDS = ["staff", "person", "credential", "job"] as const satisfies ActorKind[];

/** What of the log is asked for. Days are the conference's own. */
export type AuditQuestion = {
  /** Words that what happened, its object or whoever did it must hold. */
  words: string;
  actorKind: ActorKind | null;
  /** Of one object alone. */
  object: { object: string; objectId: string } | null;
  from: Date | null;
  until: Date | null;
  /** Entries before this one; null for the newest. */
  beforeSeq: bigint | null;
};

export type AuditRow = {
  seq: bigint;
  at: Date;
  actorKind: ActorKind;
  actorId: string;
  /** A staff member's, person's or credential's name; null for a job, or for somebody who is no more. */
  actorName: string | null;
  what: string;
  object: string;
  objectId: string;
  before: Prisma.JsonValue;
  after: Prisma.JsonValue;
  /** The registration that the object is or belongs to. */
  registrationPublicId: string | null;
  registrationName: string | null;
  /** Name or address of a staff member or an invitation that the entry is about. */
  staffName: string | null;
};

export const AUDIT_PAGE = 50;

/** The newest entries that answer the question, one more than a page where there are more. */
export async function searchAudit(conferenceId: number, question: AuditQuestion): Promise<AuditRow[]> {
  const { words, actorKind, object, from, until, beforeSeq } = question;
  const conditions = [
    Prisma.sql`a.conference_id = ${conferenceId}`,
    ...(actorKind ? [Prisma.sql`a.actor_kind = ${actorKind}::actor_kind`] : []),
    ...(object ? [Prisma.sql`a.object = ${object.object} AND a.object_id = ${object.objectId}`] : []),
    ...(from ? [Prisma.sql`a.at >= ${from}`] : []),
    ...(until ? [Prisma.sql`a.at < ${until}`] : []),
    ...(beforeSeq ? [Prisma.sql`a.seq < ${beforeSeq}`] : []),
    ...words.split(/\s+/).filter(Boolean).slice(0, 6).map(holds),
  ];
  return readEntries(Prisma.join(conditions, " AND "), AUDIT_PAGE + 1);
}

/** An object that entries are about; without an id, all of its kind. */
export type AuditedObject = { object: string; objectId: string | null };

/** The newest entries about any of these objects: a registration with its orders and payments, or all staff. */
export async function readHistory(
  conferenceId: number,
  objects: readonly AuditedObject[],
  most: number,
): Promise<AuditRow[]> {
  if (!objects.length) return [];
  const of = objects.map(({ object, objectId }) =>
    objectId === null
      ? Prisma.sql`a.object = ${object}`
      : Prisma.sql`(a.object = ${object} AND a.object_id = ${objectId})`,
  );
  return readEntries(Prisma.sql`a.conference_id = ${conferenceId} AND (${Prisma.join(of, " OR ")})`, most);
}

async function readEntries(conditions: Prisma.Sql, most: number): Promise<AuditRow[]> {
  const client = await db();
  return client.$queryRaw<AuditRow[]>`
    SELECT a.seq, a.at, a.actor_kind AS "actorKind", a.actor_id AS "actorId", a.what, a.object, a.object_id AS "objectId",
           a.before, a.after, coalesce(s.name, c.name, nullif(trim(p.first_name || ' ' || p.last_name), ''), p.email) AS "actorName",
           r.public_id AS "registrationPublicId", nullif(trim(r.first_name || ' ' || r.last_name), '') AS "registrationName",
           coalesce(m.name, i.email) AS "staffName"
      FROM audit_entry a
      LEFT JOIN staff s ON a.actor_kind = 'staff' AND s.id::text = a.actor_id
      LEFT JOIN credential c ON a.actor_kind = 'credential' AND c.id::text = a.actor_id
      LEFT JOIN registration p ON a.actor_kind = 'person' AND p.id::text = a.actor_id
      LEFT JOIN staff m ON a.object = 'staff' AND m.id::text = a.object_id
      LEFT JOIN staff_invitation i ON a.object = 'invitation' AND i.id::text = a.object_id
      LEFT JOIN "order" o ON a.object = 'order' AND o.public_id = a.object_id
      LEFT JOIN registration r ON r.conference_id = a.conference_id
           AND r.id = CASE WHEN a.object = 'order' THEN o.payer_id
                           WHEN a.object = 'registration' AND a.object_id ~ '^[0-9]{1,9}$' THEN a.object_id::int END
     WHERE ${conditions}
     ORDER BY a.seq DESC LIMIT ${most}`;
}

function holds(word: string): Prisma.Sql {
  const like = `%${word.replaceAll(/[\\%_]/g, "\\$&")}%`;
  return Prisma.sql`(a.what ILIKE ${like} OR a.object_id ILIKE ${like} OR s.name ILIKE ${like} OR c.name ILIKE ${like}
    OR a.actor_id = ${word} OR p.last_name ILIKE ${like} OR r.last_name ILIKE ${like} OR r.first_name ILIKE ${like})`;
}
