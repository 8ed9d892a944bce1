import "server-only";
import type { Tx } from "@/lib/db/client";
import type { NumberKind } from "@/lib/db/generated/enums";

/**
 * The next number for people in a conference's series, without gaps among what commits. Locks the series.
 * @param count numbers that are given at once
 * @returns the last of them
 */
export async function nextNumber(tx: Tx, conferenceId: number, kind: NumberKind, count = 1): Promise<number> {
  const [row] = await tx.$queryRaw<{ last: number }[]>`
    INSERT INTO number_series (conference_id, kind, last) VALUES (${conferenceId}, ${kind}::number_kind, ${count})
    ON CONFLICT (conference_id, kind) DO UPDATE SET last = number_series.last + excluded.last
    RETURNING last`;
  return row?.last as number;
}
