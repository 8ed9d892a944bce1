import "server-only";
import { z } from "zod";
import { db } from "@/lib/db/client";
import { filterOfQuery } from "@/lib/registration/search/filter";
import { countRegistrations, walkRegistrations } from "@/lib/registration/search/search-registrations";

/** Which registrations an act is for: those that were ticked, or all that a list's query finds. */
export type Selection = { publicIds: string[] } | { query: string };

const MOST_TICKED = 500;

/** A selection as a batch keeps it; `untilId`: a registration that comes later is not of it. */
export const StoredSelection = z.union([
  z.object({ ids: z.array(z.number()) }),
  z.object({ query: z.string(), untilId: z.number() }),
]);
export type StoredSelection = z.infer<typeof StoredSelection>;

type Conference = { id: number; timeZone: string };

/** Fixes a selection at this moment, and counts it. Ticked rows of another conference are not of it. */
export async function fixSelection(
  conference: Conference,
  selection: Selection,
): Promise<{ stored: StoredSelection; count: number; sampleId: number | null }> {
  const client = await db();
  if ("publicIds" in selection) {
    const rows = await client.registration.findMany({
      where: {
        conferenceId: conference.id,
        state: { not: "erased" },
        publicId: { in: selection.publicIds.slice(0, MOST_TICKED) },
      },
      orderBy: { id: "asc" },
      select: { id: true },
    });
    const ids = rows.map(({ id }) => id);
    return { stored: { ids }, count: ids.length, sampleId: ids[0] ?? null };
  }
  const filter = filterOfQuery(selection.query);
  const { _max } = await client.registration.aggregate({ where: { conferenceId: conference.id }, _max: { id: true } });
  const untilId = _max.id ?? 0;
  const [count, [sampleId = null]] = await Promise.all([
    countRegistrations(conference, filter),
    walkRegistrations(conference, filter, { afterId: 0, untilId, take: 1 }),
  ]);
  return { stored: { query: selection.query, untilId }, count, sampleId };
}

/** The next registrations of a selection after one id. */
export async function nextOfSelection(
  conference: Conference,
  stored: StoredSelection,
  afterId: number,
  take: number,
): Promise<number[]> {
  if ("ids" in stored) return stored.ids.filter((id) => id > afterId).slice(0, take);
  return walkRegistrations(conference, filterOfQuery(stored.query), { afterId, untilId: stored.untilId, take });
}
