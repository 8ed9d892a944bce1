import "server-only";
import type { Json } from "@/lib/audit/canonical-json";
import type { Tx } from "@/lib/db/client";
import { newPublicId } from "@/lib/ids/public-id";
import { sendJob } from "@/lib/jobs/queue";

export type NewBatch = {
  conferenceId: number;
  /** Who began it; null: the schedule. */
  staffId: number | null;
  /** One of lib/batches/kinds.ts. */
  kind: string;
  parameters: Json;
  /** How many items; null when it is known only at the end. */
  total: number | null;
};

/** Begins a long act: a job works it off, and its page shows how far it is. The caller audits what is begun. */
export async function startBatch(tx: Tx, batch: NewBatch): Promise<{ id: number; publicId: string }> {
  const { parameters, ...rest } = batch;
  const made = await tx.batch.create({
    data: { ...rest, parameters: parameters as object, publicId: newPublicId() },
    select: { id: true, publicId: true },
  });
  await sendJob(tx, "batch.run", { batchId: made.id });
  return made;
}
