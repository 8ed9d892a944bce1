import "server-only";
import { db } from "@/lib/db/client";
import { Prisma } from "@/lib/db/generated/client";
import type { RegistrationFilter } from "./filter";
import { type RegistrationRow, readRows } from "./read-rows";
import { registrationQuery } from "./registration-where";

export const SORTS = ["newest", "oldest", "name", "-name", "number", "-number"] as const;
export type Sort = (typeof SORTS)[number];

/** Where a page begins: after the row with this value and id. */
export type After = { value: string; id: number };

export type RegistrationPage = {
  rows: RegistrationRow[];
  /** How many the filter finds in all. */
  count: number;
  /** Where the next page begins; null on the last. */
  next: After | null;
};

type Conference = { id: number; timeZone: string };

const ORDER = {
  newest: { by: Prisma.sql`r.id`, isUp: false, cast: Prisma.sql`int` },
  oldest: { by: Prisma.sql`r.id`, isUp: true, cast: Prisma.sql`int` },
  name: { by: Prisma.sql`s.sort_name`, isUp: true, cast: Prisma.sql`text` },
  "-name": { by: Prisma.sql`s.sort_name`, isUp: false, cast: Prisma.sql`text` },
  number: { by: Prisma.sql`r.number`, isUp: true, cast: Prisma.sql`int` },
  "-number": { by: Prisma.sql`r.number`, isUp: false, cast: Prisma.sql`int` },
} as const satisfies Record<Sort, { by: Prisma.Sql; isUp: boolean; cast: Prisma.Sql }>;

/**
 * One page of the registrations that a filter finds. Pages follow each other by the value and id of the last row, so
 * that a row that comes or goes meanwhile neither doubles nor hides another.
 */
export async function searchRegistrations(
  conference: Conference,
  filter: RegistrationFilter,
  { sort, after, take }: { sort: Sort; after: After | null; take: number },
): Promise<RegistrationPage> {
  const client = await db();
  const { tables, from, where } = registrationQuery(conference, filter);
  const { by, isUp, cast } = ORDER[sort];
  const direction = isUp ? Prisma.sql`ASC` : Prisma.sql`DESC`;
  const than = isUp ? Prisma.sql`>` : Prisma.sql`<`;
  const begin = after
    ? Prisma.sql`AND (${by}, r.id) ${than} (CAST(${after.value} AS ${cast}), ${after.id})`
    : Prisma.empty;
  const [found, count] = await Promise.all([
    client.$queryRaw<{ id: number; value: string }[]>`
      ${tables} SELECT r.id, ${by}::text AS value ${from} ${where} ${begin}
      ORDER BY ${by} ${direction}, r.id ${direction} LIMIT ${take + 1}`,
    countRegistrations(conference, filter),
  ]);
  const shown = found.slice(0, take);
  const last = shown.at(-1);
  return {
    rows: await readRows(shown.map(({ id }) => id)),
    count,
    next: found.length > take && last ? { value: last.value, id: last.id } : null,
  };
}

/** How many registrations a filter finds. */
export async function countRegistrations(conference: Conference, filter: RegistrationFilter): Promise<number> {
  const client = await db();
  const { tables, fromAlone, where } = registrationQuery(conference, filter);
  const [row] = await client.$queryRaw<
    { count: number }[]
  >`${tables} SELECT count(*)::int AS count ${fromAlone} ${where}`;
  return row?.count ?? 0;
}

/** Ids that a filter finds after one id and up to another, in order: how a batch walks a list that changes meanwhile. */
export async function walkRegistrations(
  conference: Conference,
  filter: RegistrationFilter,
  { afterId, untilId, take }: { afterId: number; untilId: number; take: number },
): Promise<number[]> {
  const client = await db();
  const { tables, fromAlone, where } = registrationQuery(conference, filter);
  const rows = await client.$queryRaw<{ id: number }[]>`
    ${tables} SELECT r.id ${fromAlone} ${where} AND r.id > ${afterId} AND r.id <= ${untilId} ORDER BY r.id LIMIT ${take}`;
  return rows.map(({ id }) => id);
}
