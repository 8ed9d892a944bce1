import "server-only";
import { db } from "@/lib/db/client";
import { log } from "@/lib/log/log";

/** What may go wrong without a row of its own to show it. */
export const INCIDENTS = [
  "sweep-holds",
  "sweep-mirrors",
  "sweep-mails",
  "sweep-prefills",
  "sweep-payments",
  "sweep-refunds",
  "sweep-batches",
  "sweep-comparisons",
  "sweep-waiting-lists",
  "sweep-feeds",
  "sweep-leftovers",
  /** The card provider took money on a page of nobody's: no order, no conference of ours. */
  "money-of-nobody",
  /** Somebody guesses a conference's promotion codes from many addresses; none is looked at for a while. */
  "promotion-guesses",
] as const;
export type Incident = (typeof INCIDENTS)[number];

/** Counts one, for the metrics of every process. Never throws: the database may be what went wrong, and the log has it. */
export async function countIncident(what: Incident): Promise<void> {
  try {
    const client = await db();
    await client.$executeRaw`
      INSERT INTO incident (what, count, last_at) VALUES (${what}, 1, now())
      ON CONFLICT (what) DO UPDATE SET count = incident.count + 1, last_at = now()`;
  } catch (error) {
    log.error({ incident: what, error }, "an incident could not be counted");
  }
}
