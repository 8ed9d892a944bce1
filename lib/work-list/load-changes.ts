import "server-only";
import { OF_CHANGE } from "@/lib/changes/load-changes";
import { db } from "@/lib/db/client";
import { MOST_OF_A_KIND, REGISTRANT, type Scope, toRegistrant, type WorkItem, within } from "./work-item";

/** What people ask to be changed of what they ordered. */
export async function loadAskedChanges(scope: Scope): Promise<WorkItem[]> {
  const client = await db();
  const changes = await client.changeRequest.findMany({
    where: { state: "asked", registration: within(scope) },
    orderBy: { id: "asc" },
    take: MOST_OF_A_KIND,
    select: { ...OF_CHANGE, registration: { select: REGISTRANT } },
  });
  return changes.map(({ registration, ...change }) => ({
    kind: "change" as const,
    registrant: toRegistrant(registration),
    since: change.askedAt,
    change,
  }));
}
