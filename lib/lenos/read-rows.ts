import "server-only";
import { db } from "@/lib/db/client";
import { Prisma } from "@/lib/db/generated/client";
import type { StoredRow } from "@/lib/lenos/show-row";

/** The conference and its change log at one instant. */
export type Head = {
  readonly conferenceId: number;
  readonly slug: string;
  readonly name: string;
  readonly timeZone: string;
  readonly epoch: number;
  /** Last number given. */
  readonly seq: number;
  /** ISO 8601: every later change has a later one. */
  readonly stamp: string;
  readonly purgedThrough: number;
  /** Newest number of the resources that were asked for. */
  readonly resourceSeq: number;
  /** It was opened, or has a session that is published: an app may be told who is in it. */
  readonly isPublished: boolean;
};

/** Which rows of the change log are read; ascending by number. */
export type RowChoice = {
  /** Names in `feed_row`. */
  readonly resources: readonly string[];
  readonly after?: bigint;
  /** Stamped then or later. */
  readonly since?: Date;
  /** Without those that are gone. */
  readonly currentOnly?: boolean;
  readonly limit?: number;
};

export type FeedRows = { readonly head: Head; readonly rows: readonly (StoredRow & { readonly resource: string })[] };

/** Where a reader would begin, without the rows: what an entity tag is made of. Null: no such conference. */
export async function readHead(conferenceId: number, resources: readonly string[]): Promise<Head | null> {
  const client = await db();
  const [answer] = await client.$queryRaw<{ head: Head }[]>`
    WITH head AS (${headOf(conferenceId, resources)}) SELECT to_json(head) AS head FROM head`;
  return answer?.head ?? null;
}

/**
 * The rows and the counter by one statement, so of one instant: a list is complete, and a change that is not in it has
 * a later number and stamp than the answer says.
 */
export async function readRows(conferenceId: number, choice: RowChoice): Promise<FeedRows | null> {
  const { resources, after, since, currentOnly = false, limit } = choice;
  const client = await db();
  const [answer] = await client.$queryRaw<{ head: Head; rows: string }[]>`
    WITH head AS (${headOf(conferenceId, resources)}), chosen AS (
      SELECT resource, entity_id, seq, stamp, created_at, state, payload FROM feed_row
       WHERE conference_id = ${conferenceId} AND resource = ANY(${[...resources]})
         ${after === undefined ? Prisma.empty : Prisma.sql`AND seq > ${after}`}
         ${since === undefined ? Prisma.empty : Prisma.sql`AND stamp >= ${since}`}
         ${currentOnly ? Prisma.sql`AND state = 'current'` : Prisma.empty}
       ORDER BY seq ${limit === undefined ? Prisma.empty : Prisma.sql`LIMIT ${limit}`}
    )
    SELECT to_json(head) AS head,
           coalesce((SELECT json_agg(json_build_array(resource, entity_id, seq, ${iso("stamp")}, ${iso("created_at")},
                     state = 'deleted', payload) ORDER BY seq) FROM chosen), '[]')::text AS rows
      FROM head`;
  if (!answer) return null;
  const rows = (JSON.parse(answer.rows) as RowParts[]).map(
    ([resource, entityId, seq, stamp, createdAt, isDeleted, payload]) => ({
      ...{ resource, entityId, seq, stamp, createdAt, isDeleted, payload },
    }),
  );
  return { head: answer.head, rows };
}

type RowParts = [string, string, number, string, string, boolean, StoredRow["payload"]];

function headOf(conferenceId: number, resources: readonly string[]): Prisma.Sql {
  return Prisma.sql`
    SELECT c.id AS "conferenceId", c.slug, c.name, c.time_zone AS "timeZone", k.epoch, k.seq, ${iso("k.stamp")} AS stamp,
           k.purged_through AS "purgedThrough",
           coalesce((SELECT max(f.seq) FROM unnest(${[...resources]}::text[]) AS r (name)
                      CROSS JOIN LATERAL (SELECT seq FROM feed_row
                        WHERE conference_id = c.id AND resource = r.name ORDER BY seq DESC LIMIT 1) f), 0) AS "resourceSeq",
           c.is_open OR EXISTS (SELECT 1 FROM session s WHERE s.conference_id = c.id AND s.is_published) AS "isPublished"
      FROM conference c JOIN conference_counter k ON k.conference_id = c.id WHERE c.id = ${conferenceId}`;
}

function iso(column: "stamp" | "created_at" | "k.stamp"): Prisma.Sql {
  return Prisma.raw(`to_char(${column} AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`);
}
