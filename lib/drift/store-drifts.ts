import "server-only";
import { transaction } from "@/lib/db/client";
import { Prisma } from "@/lib/db/generated/client";
import { newPublicId } from "@/lib/ids/public-id";
import { type Difference, fingerprintOf } from "./compare";

/** A difference, and of whom. */
export type Found = Difference & { registrationId: number | null; indicoDbId: number | null };

/** A statement has an end of parameters. */
const AT_ONCE = 500;

type Run = { id: number; conferenceId: number };

/**
 * Keeps what a comparison found. What was accepted, or waits for the person, stays so while both sides are as they were;
 * everything else is open.
 */
export async function storeDrifts(run: Run, found: readonly Found[], now: Date): Promise<void> {
  for (let from = 0; from < found.length; from += AT_ONCE) await store(run, found.slice(from, from + AT_ONCE), now);
}

async function store(run: Run, found: readonly Found[], now: Date): Promise<void> {
  const values = found.map((difference) => {
    const { registrationId, indicoDbId, kind, ours, theirs, suggested } = difference;
    const subject = indicoDbId === null ? `registration:${registrationId}` : `indico:${indicoDbId}`;
    return Prisma.sql`(
      ${newPublicId()}, ${run.conferenceId}::int, ${subject}, ${registrationId}::int, ${indicoDbId}::int,
      ${kind}::drift_kind, ${jsonOf(ours)}::jsonb, ${jsonOf(theirs)}::jsonb, ${suggested}, ${fingerprintOf(difference)},
      ${now}::timestamptz, ${now}::timestamptz, ${run.id}::int)`;
  });
  await transaction(
    (tx) => tx.$executeRaw`
      INSERT INTO drift (public_id, conference_id, subject, registration_id, indico_db_id, kind, ours, theirs, suggested,
                         fingerprint, first_seen_at, last_seen_at, run_id)
      VALUES ${Prisma.join(values)}
      ON CONFLICT (conference_id, kind, subject) DO UPDATE
         SET ours = excluded.ours, theirs = excluded.theirs, suggested = excluded.suggested,
             registration_id = excluded.registration_id, fingerprint = excluded.fingerprint,
             last_seen_at = excluded.last_seen_at, run_id = excluded.run_id,
             first_seen_at = CASE WHEN drift.state IN ('gone', 'repaired') THEN excluded.first_seen_at
                                  ELSE drift.first_seen_at END,
             state = CASE WHEN ${IS_HELD} THEN drift.state ELSE 'open' END,
             reason = CASE WHEN ${IS_HELD} THEN drift.reason ELSE '' END`,
  );
}

const IS_HELD = Prisma.sql`(drift.fingerprint = excluded.fingerprint AND drift.state IN ('accepted', 'waiting'))`;

/** What a whole comparison did not find any more is gone. */
export async function closeUnseen(run: Run): Promise<void> {
  await transaction(
    (tx) => tx.$executeRaw`
      UPDATE drift SET state = 'gone'
       WHERE conference_id = ${run.conferenceId} AND run_id < ${run.id} AND state IN ('open', 'waiting', 'accepted')`,
  );
}

function jsonOf(value: Difference["ours"]): string | null {
  return value === null ? null : JSON.stringify(value);
}
