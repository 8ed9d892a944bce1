import "server-only";
import { z } from "zod";
import { db } from "@/lib/db/client";
import { filterOfQuery, type RegistrationFilter } from "@/lib/registration/search/filter";
import { countRegistrations, walkRegistrations } from "@/lib/registration/search/search-registrations";

/** A page of the list holds no more, so no more can be ticked. */
export const MOST_TICKED = 200;

type Conference = { id: number; timeZone: string };

/** Whom an act on many is for, as staff chose them: rows that were ticked, or all that a list's query finds. */
export type Choice = { publicIds: readonly string[] } | { query: string };

/**
 * The same, fixed when the act begins: registrations that come later are not of it. Who does not fit the query any more
 * when their turn comes is left out.
 */
export const Chosen = z.object({
  /** In order; null: all that the query finds. */
  ids: z.array(z.number()).nullable(),
  query: z.string(),
  untilId: z.number(),
});
export type Chosen = z.infer<typeof Chosen>;

/** Fixes a choice. Rows of another conference are not of it. */
export async function fixChoice(conference: Conference, choice: Choice): Promise<Chosen> {
  const client = await db();
  const { _max } = await client.registration.aggregate({ where: { conferenceId: conference.id }, _max: { id: true } });
  const untilId = _max.id ?? 0;
  if ("query" in choice) return { ids: null, query: choice.query, untilId };
  const ticked = await client.registration.findMany({
    where: {
      conferenceId: conference.id,
      publicId: { in: choice.publicIds.slice(0, MOST_TICKED) },
      state: { not: "erased" },
    },
    orderBy: { id: "asc" },
    select: { id: true },
  });
  return { ids: ticked.map(({ id }) => id), query: "", untilId };
}

/** How many are chosen now. */
export async function countChosen(conference: Conference, { ids, query }: Chosen): Promise<number> {
  return ids ? ids.length : countRegistrations(conference, filterOfQuery(query));
}

/** The ids of those chosen who come after one id, in order. */
export async function walkChosen(
  conference: Conference,
  { ids, query, untilId }: Chosen,
  { afterId, take }: { afterId: number; take: number },
): Promise<number[]> {
  if (ids) return ids.filter((id) => id > afterId).slice(0, take);
  return walkRegistrations(conference, filterOfQuery(query), { afterId, untilId, take });
}

/** A choice that leaves out who has not finished registering, and who is cancelled. */
export async function onlyActive(conference: Conference, { ids, query, untilId }: Chosen): Promise<Chosen | null> {
  if (ids) {
    const client = await db();
    const active = await client.registration.findMany({
      where: { conferenceId: conference.id, id: { in: ids }, state: "active" },
      orderBy: { id: "asc" },
      select: { id: true },
    });
    return { ids: active.map(({ id }) => id), query, untilId };
  }
  const filter: RegistrationFilter = filterOfQuery(query);
  if (filter.states.length && !filter.states.includes("active")) return null;
  const parameters = new URLSearchParams(query);
  parameters.delete("state");
  parameters.set("state", "active");
  return { ids, query: parameters.toString(), untilId };
}
