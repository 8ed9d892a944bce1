import "server-only";
import type { Tx } from "@/lib/db/client";
import { sendJob } from "@/lib/jobs/queue";

/**
 * Keeps what a reading of Indico showed, unless the one writer knows better: not while somebody holds the lease, and not
 * when what was seen last is younger than the reading. A wish that the reading contradicts is written again.
 * @param began when the reading began, by the database's clock
 * @returns "contradicted" when a job was sent to write the wish again; "left" when the mirror was not touched
 */
export async function noteSeen(
  tx: Tx,
  registrationId: number,
  seen: { paid: boolean; checkedIn: boolean },
  began: Date,
): Promise<"noted" | "contradicted" | "left"> {
  const [before] = await tx.$queryRaw<{ isContradicted: boolean }[]>`
    SELECT state = 'in_step' AND (coalesce(want_paid <> ${seen.paid}, false)
           OR coalesce(want_checked_in <> ${seen.checkedIn}, false)) AS "isContradicted"
      FROM mirror WHERE registration_id = ${registrationId} FOR UPDATE`;
  const isContradicted = before?.isContradicted ?? false;
  const noted = await tx.$executeRaw`
    INSERT INTO mirror (registration_id, state, seen_paid, seen_checked_in, seen_at)
    VALUES (${registrationId}, 'in_step', ${seen.paid}, ${seen.checkedIn}, ${began}::timestamptz)
    ON CONFLICT (registration_id) DO UPDATE
       SET seen_paid = excluded.seen_paid, seen_checked_in = excluded.seen_checked_in, seen_at = excluded.seen_at,
           state = CASE WHEN ${isContradicted} THEN 'to_write' ELSE mirror.state END,
           attempts = CASE WHEN ${isContradicted} THEN 0 ELSE mirror.attempts END
     WHERE (mirror.lease_until IS NULL OR mirror.lease_until < now())
       AND (mirror.seen_at IS NULL OR mirror.seen_at < ${began}::timestamptz)`;
  if (noted === 0) return "left";
  if (!isContradicted) return "noted";
  await sendJob(tx, "mirror.write", { registrationId });
  return "contradicted";
}
