import "server-only";
import type { Tx } from "@/lib/db/client";
import { Prisma } from "@/lib/db/generated/client";
import type { NumberKind } from "@/lib/db/generated/enums";

/** The next number for people in a conference's series, without gaps among what commits. Locks the series. */
export async function nextNumber(tx: Tx, conferenceId: number, kind: NumberKind): Promise<number> {
  const last = await nextNumbers(tx, conferenceId, [{ kind, count: 1 }]);
  return last[kind] as number;
}

/**
 * As `nextNumber`, for several series and several numbers at once, in one statement.
 * @param counts the series are locked in this order
 * @returns the last of the numbers given in each
 */
export async function nextNumbers(
  tx: Tx,
  conferenceId: number,
  counts: readonly { kind: NumberKind; count: number }[],
): Promise<Partial<Record<NumberKind, number>>> {
  const rows = counts.map(({ kind, count }) => Prisma.sql`(${conferenceId}::int, ${kind}::number_kind, ${count}::int)`);
  const columns = counts.map(
    ({ kind }) => Prisma.sql`max(last) FILTER (WHERE kind = ${kind}::number_kind) AS ${Prisma.raw(`"${kind}"`)}`,
  );
  const [last] = await tx.$queryRaw<Partial<Record<NumberKind, number>>[]>`
    WITH given AS (
      INSERT INTO number_series (conference_id, kind, last) VALUES ${Prisma.join(rows)}
      ON CONFLICT (conference_id, kind) DO UPDATE SET last = number_series.last + excluded.last
      RETURNING kind, last
    ) SELECT ${Prisma.join(columns)} FROM given`;
  return last ?? {};
}
