import "server-only";
import { db } from "@/lib/db/client";

/** A long act of a conference, for its page; null when there is none. */
export async function loadBatch(conferenceId: number, publicId: string) {
  const client = await db();
  return client.batch.findFirst({ where: { conferenceId, publicId: publicId.replaceAll("\u0000", "") } });
}

export type Batch = NonNullable<Awaited<ReturnType<typeof loadBatch>>>;

const RATE_FROM_MS = 2_000;

/**
 * Seconds until a batch is done, by its pace so far; null while that cannot be said.
 */
export function secondsLeft(batch: Pick<Batch, "state" | "total" | "done" | "failed" | "createdAt">, now: Date) {
  const passed = batch.done + batch.failed;
  const elapsed = now.getTime() - batch.createdAt.getTime();
  if (batch.state !== "running" || batch.total === null || passed === 0 || elapsed < RATE_FROM_MS) return null;
  return Math.ceil(((batch.total - passed) * elapsed) / passed / 1_000);
}
