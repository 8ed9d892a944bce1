import "server-only";
import { db } from "@/lib/db/client";
import { startCompare } from "./run-compare";

/** A conference is compared again so long after its last comparison began. */
const EVERY_HOURS = 6;
/** Begun in one sweep: comparisons are spread, and no Indico is asked by many at once. */
const AT_ONCE = 1;
/** Days after a conference ended during which it is still compared. */
const DAYS_AFTER = 14;

/** The sweeper's part: compares the conferences whose last comparison is old, the oldest first. */
export async function startDueComparisons(): Promise<void> {
  const client = await db();
  const due = await client.$queryRaw<{ id: number }[]>`
    SELECT c.id FROM conference c
      LEFT JOIN LATERAL (SELECT max(started_at) AS at FROM drift_run r WHERE r.conference_id = c.id) last ON true
     WHERE c.indico_url IS NOT NULL AND c.indico_event_id IS NOT NULL AND c.indico_form_id IS NOT NULL
       AND c.ends_on > now() - ${DAYS_AFTER} * interval '1 day'
       AND (last.at IS NULL OR last.at < now() - ${EVERY_HOURS} * interval '1 hour')
       AND EXISTS (SELECT 1 FROM registration r WHERE r.conference_id = c.id)
     ORDER BY last.at NULLS FIRST, c.id LIMIT ${AT_ONCE}`;
  for (const { id } of due) await startCompare(id, null, { kind: "job", id: "sweep" });
}
