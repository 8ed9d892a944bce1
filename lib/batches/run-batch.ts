import "server-only";
import type { Json } from "@/lib/audit/canonical-json";
import { db, transaction } from "@/lib/db/client";
import { Prisma } from "@/lib/db/generated/client";
import { sendJob, sendJobs } from "@/lib/jobs/queue";
import { log } from "@/lib/log/log";
import type { BatchKind, RunningBatch, Step } from "./step";

type Kinds = Record<string, BatchKind>;

/** One job works for so long, then a new one goes on: a deployment waits for no long act. */
const TURN_MS = 30_000;
/** Nobody has worked on it for so long: its worker was killed. */
const QUIET_SECONDS = 150;
const MOST_AT_ONCE = 50;
/** A step that failed so often in a row will not go well by itself. */
const MOST_MISSES = 6;

/**
 * Works on a batch, step by step, until it is done, was stopped, or this turn is over; then a new job goes on. Of two
 * runners at once the slower one's step counts for nothing, and it leaves. A step that throws is tried again by the
 * job's retries and the sweeper; after six in a row, and for a kind that is not known, the batch ends as failed.
 */
export async function runBatch(batchId: number, kinds: Kinds, clock: () => Date = () => new Date()): Promise<void> {
  const until = clock().getTime() + TURN_MS;
  for (;;) {
    const batch = await findRunning(batchId);
    if (!batch) return;
    const kind = kinds[batch.kind];
    if (!kind) return endUnknown(batch);
    const step = await tryStep(kind, batch, clock());
    if (!step || !(await book(batch, step)) || step.cursor === null) return;
    if (clock().getTime() >= until) return goOn(batchId);
  }
}

/** Ends a batch that still runs: the step under way is finished, none follows. @returns whether it still ran */
export async function stopBatch(batchId: number, kinds: Kinds): Promise<boolean> {
  if (!(await endBatch(batchId, "stopped"))) return false;
  const client = await db();
  const batch = await client.batch.findUniqueOrThrow({ where: { id: batchId } });
  await kinds[batch.kind]?.stopped?.(batch as RunningBatch);
  return true;
}

/** The sweeper's part: batches whose worker was killed, or whose job is lost, go on. */
export async function resumeBatches(): Promise<void> {
  await transaction(async (tx) => {
    const quiet = await tx.$queryRaw<{ batchId: number }[]>`
      UPDATE batch SET updated_at = now()
       WHERE id IN (SELECT id FROM batch
                     WHERE state = 'running' AND updated_at < now() - ${QUIET_SECONDS} * interval '1 second'
                     ORDER BY updated_at LIMIT ${MOST_AT_ONCE} FOR UPDATE SKIP LOCKED)
      RETURNING id AS "batchId"`;
    await sendJobs(tx, "batch.run", quiet);
  });
}

type Running = RunningBatch & { kind: string; steps: number };

async function findRunning(batchId: number): Promise<Running | null> {
  const client = await db();
  const batch = await client.batch.findFirst({ where: { id: batchId, state: "running" } });
  return batch as Running | null;
}

/** Null when the batch was given up. @throws what the step threw, while it may still go well */
async function tryStep(kind: BatchKind, batch: Running, now: Date): Promise<Step | null> {
  try {
    return await kind.step(batch, now);
  } catch (error) {
    const client = await db();
    const { misses } = await client.batch.update({ where: { id: batch.id }, data: { misses: { increment: 1 } } });
    if (misses < MOST_MISSES) throw error;
    log.error({ batch: batch.id, kind: batch.kind, error }, "a batch was given up");
    await endBatch(batch.id, "failed");
    return null;
  }
}

/** Books a step if it is still the next one. A stopped batch keeps count of what its last step did. */
async function book(batch: Running, step: Step): Promise<boolean> {
  const client = await db();
  const isLast = step.cursor === null;
  const now = new Date();
  const { count } = await client.batch.updateMany({
    where: { id: batch.id, steps: batch.steps },
    data: {
      steps: { increment: 1 },
      misses: 0,
      done: { increment: step.done },
      failed: { increment: step.failed },
      cursor: asJson(step.cursor),
      updatedAt: now,
      ...(step.total === undefined ? {} : { total: step.total }),
      ...(step.result === undefined ? {} : { result: asJson(step.result) }),
    },
  });
  if (count === 0) return false;
  if (isLast) await endBatch(batch.id, "done");
  return true;
}

async function goOn(batchId: number): Promise<void> {
  await transaction((tx) => sendJob(tx, "batch.run", { batchId }));
}

async function endUnknown({ id, kind }: Running): Promise<void> {
  log.error({ batch: id, kind }, "a batch of no known kind");
  await endBatch(id, "failed");
}

/** Of two who end it at once one does. */
async function endBatch(id: number, state: "done" | "stopped" | "failed"): Promise<boolean> {
  const client = await db();
  const { count } = await client.batch.updateMany({
    where: { id, state: "running" },
    data: { state, endedAt: new Date(), updatedAt: new Date() },
  });
  return count > 0;
}

function asJson(value: Json) {
  return value === null ? Prisma.DbNull : (value as Prisma.InputJsonValue);
}
