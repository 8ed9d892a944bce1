import { beforeAll, expect, test } from "vitest";
import type { Json } from "@/lib/audit/canonical-json";
import { db, transaction } from "@/lib/db/client";
import { seedConference } from "@/lib/db/test-conference";
import { queue } from "@/lib/jobs/queue";
import { resumeBatches, runBatch, stopBatch } from "./run-batch";
import { startBatch } from "./start-batch";
import type { BatchKind, RunningBatch, Step } from "./step";

let conferenceId = 0;

beforeAll(async () => {
  await queue();
  ({ conferenceId } = await seedConference());
});

async function begin(total = 10): Promise<number> {
  const batch = { conferenceId, staffId: null, kind: "test", parameters: {}, total };
  return (await transaction((tx) => startBatch(tx, batch))).id;
}

async function read(id: number) {
  const client = await db();
  return client.batch.findUniqueOrThrow({ where: { id } });
}

/** Three items a step, up to ten; the seventh does not go well. */
function counting(before: (batch: RunningBatch) => Promise<void> | void = () => {}): { test: BatchKind } {
  const step = async (batch: RunningBatch): Promise<Step> => {
    await before(batch);
    const from = Number(batch.cursor ?? 0);
    const until = Math.min(from + 3, 10);
    const failed = from <= 6 && until > 6 ? 1 : 0;
    const cursor: Json = until === 10 ? null : until;
    return { done: until - from - failed, failed, cursor, ...(cursor === null ? { result: { last: until } } : {}) };
  };
  return { test: { step } };
}

test("a batch is worked off step by step, and its row tells how far it is", async () => {
  const id = await begin();
  const seen: number[] = [];
  await runBatch(
    id,
    counting(({ done }) => {
      seen.push(done);
    }),
  );
  expect(seen).toEqual([0, 3, 6, 8]);
  expect(await read(id)).toMatchObject({ state: "done", done: 9, failed: 1, total: 10, result: { last: 10 } });
});

test("stopped in the middle: the step under way counts, none follows, and the kind takes back the rest", async () => {
  const id = await begin();
  const takenBack: number[] = [];
  const kinds = counting(async ({ done }) => {
    if (done === 3)
      await stopBatch(id, { test: { ...kinds.test, stopped: async (batch) => void takenBack.push(batch.id) } });
  });
  await runBatch(id, kinds);
  expect(await read(id)).toMatchObject({ state: "stopped", done: 6 });
  expect(takenBack).toEqual([id]);
  expect(await stopBatch(id, kinds), "twice is once").toBe(false);
});

test("of two runners at once each step counts once", async () => {
  const id = await begin();
  await Promise.all([runBatch(id, counting()), runBatch(id, counting()), runBatch(id, counting())]);
  await runBatch(id, counting());
  expect(await read(id)).toMatchObject({ state: "done", done: 9, failed: 1 });
});

test("a killed worker's batch goes on where it was", async () => {
  const id = await begin();
  const killed = counting(({ done }) => {
    if (done === 6) throw new Error("killed");
  });
  await expect(runBatch(id, killed)).rejects.toThrow("killed");
  const client = await db();
  const jobs = () => client.$queryRaw<{ count: bigint }[]>`
    SELECT count(*) FROM pgboss.job WHERE name = 'batch.run' AND (data->>'batchId')::int = ${id}`;
  await resumeBatches();
  expect((await jobs())[0]?.count, "it is young still").toBe(1n);
  await client.$executeRaw`UPDATE batch SET updated_at = now() - interval '3 minutes' WHERE id = ${id}`;
  await resumeBatches();
  expect((await jobs())[0]?.count).toBe(2n);
  await runBatch(id, counting());
  expect(await read(id)).toMatchObject({ state: "done", done: 9, failed: 1, misses: 0 });
});

test("a step that never goes well is given up after six tries", async () => {
  const id = await begin();
  const broken = counting(() => {
    throw new Error("broken");
  });
  for (let time = 1; time < 6; time++) await expect(runBatch(id, broken)).rejects.toThrow("broken");
  await runBatch(id, broken);
  expect(await read(id)).toMatchObject({ state: "failed", done: 0, misses: 6 });
});

test("a kind that this version does not know ends as failed", async () => {
  const id = await begin();
  await runBatch(id, {});
  expect(await read(id)).toMatchObject({ state: "failed" });
});
