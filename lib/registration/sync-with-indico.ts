import "server-only";
import { db, transaction } from "@/lib/db/client";
import { queue, sendJob } from "@/lib/jobs/queue";
import { compareAgain } from "@/lib/mirror/wish";

const BATCH = 200;

/**
 * Sends the jobs that read every registration of a conference from Indico and bring Indico in step with the mirror.
 * Where both agree the jobs change nothing.
 * @param onProgress registrations done so far
 */
export async function syncWithIndico(
  conferenceId: number,
  onProgress: (done: number) => void,
): Promise<{ read: number; compare: number }> {
  // Opened before the first transaction: on the embedded database it would wait for it.
  await queue();
  const client = await db();
  const sent = { read: 0, compare: 0 };
  for (let last = 0; ; ) {
    const batch = await client.registration.findMany({
      where: { id: { gt: last }, conferenceId, indicoDbId: { not: null }, state: { not: "erased" } },
      orderBy: { id: "asc" },
      take: BATCH,
      select: { id: true },
    });
    const end = batch.at(-1);
    if (!end) return sent;
    sent.compare += await transaction(async (tx) => {
      let count = 0;
      for (const { id } of batch) {
        await sendJob(tx, "registration.prefill", { registrationId: id });
        if (await compareAgain(tx, id)) count += 1;
      }
      return count;
    });
    sent.read += batch.length;
    last = end.id;
    onProgress(sent.read);
  }
}
