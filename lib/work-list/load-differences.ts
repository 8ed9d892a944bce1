import "server-only";
import { db } from "@/lib/db/client";
import { type Scope, type WorkItem, within } from "./work-item";

/** The open differences to Indico, one row a conference. */
export async function loadDifferences(scope: Scope): Promise<WorkItem[]> {
  const client = await db();
  const groups = await client.drift.groupBy({
    by: ["conferenceId"],
    where: { ...within(scope), state: "open" },
    _count: true,
    _min: { firstSeenAt: true },
  });
  const conferences = await client.conference.findMany({
    where: { id: { in: groups.map(({ conferenceId }) => conferenceId) } },
    select: { id: true, slug: true, name: true },
  });
  return groups.flatMap(({ conferenceId, _count, _min }) => {
    const conference = conferences.find(({ id }) => id === conferenceId);
    if (!conference || !_min.firstSeenAt) return [];
    const { slug, name } = conference;
    return [{ kind: "differences" as const, since: _min.firstSeenAt, count: _count, conference: { slug, name } }];
  });
}
