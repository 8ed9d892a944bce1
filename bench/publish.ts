import { execFile } from "node:child_process";
import path from "node:path";
import { promisify } from "node:util";
import { type Bench, type Figure, percentile, round } from "./bench";
import { query } from "./harness/database";

const PORTIONS = 8;
const ORDERS = 60;
/** Of each process the first orders compile and plan. */
const WARM = 15;
const GOAL = 0.25;
const SESSIONS = 200;

const run = promisify(execFile);

/** What the feed costs an order: the same orders with and without its rows, in turns, in a conference with a programme. */
export async function measurePublish(bench: Bench): Promise<Figure[]> {
  const { applyMigrations } = await import("@/lib/db/schema-engine");
  await applyMigrations({ url: bench.database.url });
  const ids = await seed(PORTIONS * ORDERS);
  const times: Record<"with" | "without", number[]> = { with: [], without: [] };
  for (let portion = 0; portion < PORTIONS; portion++) {
    const mine = ids.slice(portion * ORDERS, (portion + 1) * ORDERS);
    const how = portion % 2 === 0 ? "with" : "without";
    const before = await countRows(bench);
    times[how].push(...(await timeOrders(bench, how, mine)).slice(WARM));
    const isPublished = (await countRows(bench)) > before;
    if (isPublished !== (how === "with"))
      throw new Error(`Orders ${how} the feed were ${isPublished ? "" : "not "}published`);
  }
  const median = { with: percentile(times.with, 0.5), without: percentile(times.without, 0.5) };
  const share = (median.with - median.without) / median.without;
  return [
    {
      name: "what publishing adds to an order's transaction",
      goal: `at most ${GOAL * 100} %`,
      measured: `${round(share * 100)} % (median ${round(median.with, 1)} ms with, ${round(median.without, 1)} ms without)`,
      isReached: share <= GOAL,
      how: `${PORTIONS * ORDERS} orders one after the other, processes with and without the feed in turns, ${SESSIONS} sessions`,
      details: {
        orders: times.with.length + times.without.length,
        p95: { with: round(percentile(times.with, 0.95), 1), without: round(percentile(times.without, 0.95), 1) },
      },
    },
  ];
}

async function seed(count: number): Promise<number[]> {
  const { seedConference, seedRegistration } = await import("@/lib/db/test-conference");
  const { db, disconnect } = await import("@/lib/db/client");
  const { newPublicId } = await import("@/lib/ids/public-id");
  const { conferenceId } = await seedConference({ hall: count });
  const client = await db();
  const startsAt = (nth: number) => new Date(Date.UTC(2027, 5, 14, 8 + (nth % 10)));
  await client.session.createMany({
    data: Array.from({ length: SESSIONS }, (_, nth) => ({
      ...{ conferenceId, number: nth + 1, code: `s${nth}`, title: `Session ${nth}`, publicId: newPublicId() },
      ...{ startsAt: startsAt(nth), endsAt: new Date(startsAt(nth).getTime() + 3_600_000), booking: "app" as const },
    })),
  });
  const ids: number[] = [];
  for (let number = 1; number <= count; number++) ids.push((await seedRegistration(conferenceId, number)).id);
  await disconnect();
  return ids;
}

async function countRows({ database }: Bench): Promise<number> {
  const [row] = await query<{ count: number }>(database.url, "SELECT count(*)::int AS count FROM feed_row");
  return row?.count ?? 0;
}

async function timeOrders({ database }: Bench, how: "with" | "without", ids: number[]): Promise<number[]> {
  const here = import.meta.dirname;
  const hook = how === "without" ? ["--import", path.join(here, "harness", "without-lists.mjs")] : [];
  const args = ["--import", "tsx", ...hook, path.join(here, "harness", "time-orders.ts"), ids.join(",")];
  const env = { ...process.env, DATABASE_URL: database.url, TSX_TSCONFIG_PATH: "tsconfig.scripts.json" };
  const { stdout } = await run(process.execPath, args, { env });
  return JSON.parse(stdout.trim().split("\n").at(-1) ?? "[]");
}
