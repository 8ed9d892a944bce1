import "server-only";
import { transaction } from "@/lib/db/client";
import { sendJob } from "@/lib/jobs/queue";

/** After a job has given up, the next one waits so long: an Indico that is away for days is not hammered. */
const PAUSE_SECONDS = 300;
const BATCH = 100;

/** Forms whose job gave up or vanished before Indico answered are tried again, for as long as it takes. */
export async function repeatPrefills(): Promise<void> {
  await transaction(async (tx) => {
    const left = await tx.$queryRaw<{ id: number }[]>`
      SELECT r.id FROM registration r
       WHERE r.prefill IN ('waiting', 'late') AND r.indico_db_id IS NOT NULL AND r.state IN ('draft', 'active')
         AND NOT EXISTS (SELECT 1 FROM pgboss.job j WHERE j.name = 'registration.prefill' AND j.state < 'completed'
                            AND (j.data->>'registrationId')::int = r.id)
       ORDER BY r.id LIMIT ${BATCH}`;
    for (const { id } of left) await sendJob(tx, "registration.prefill", { registrationId: id }, PAUSE_SECONDS);
  });
}
