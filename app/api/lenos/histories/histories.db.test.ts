import fc from "fast-check";
import { beforeAll, expect, test } from "vitest";
import { db } from "@/lib/db/client";
import { queue } from "@/lib/jobs/queue";
import { renderAgain } from "@/lib/publish/render-again";
import { giveApp } from "../ask-lenos.fixture";
import { Consumer, type Habits } from "./consumer.fixture";
import { existingPeople, truthOf } from "./truth.fixture";
import { ACT_NAMES, type Act, World } from "./world.fixture";

const MINUTE_MS = 60_000;
const RUNS = Number(process.env.FOYER_HISTORIES ?? 3);
const HOUR = 60;
const DAY = 24 * HOUR;

type Named = Habits & { name: string };
const mirror = { mode: "mirror" } as const;
const incremental = { mode: "incremental" } as const;
const safe = { mode: "safe" } as const;
/** The consumers of the contract; those whose names begin with N are to fail. */
const CONSUMERS: Named[] = [
  { name: "C1 removes", ...mirror, removes: true, isDated: false },
  { name: "C2 removes, dated", ...mirror, removes: true, isDated: true, recordsEnd: true },
  { name: "C3 keeps, dated by the beginning", ...incremental, removes: false, isDated: true, clockMs: 120_000 },
  {
    name: "C3 keeps, dated by the end",
    ...incremental,
    removes: false,
    isDated: true,
    recordsEnd: true,
    clockMs: -120_000,
  },
  { name: "C4 keeps", ...incremental, removes: false, isDated: false },
  { name: "C5 safe, removes, dated", ...safe, removes: true, isDated: true, recordsEnd: true },
  { name: "C5 safe, keeps", ...safe, removes: false, isDated: false },
  { name: "C6 C9 cursor, pages of 3", ...safe, removes: false, isDated: false, pages: 3 },
  {
    name: "C6 C9 cursor, pages of 500, wrong clock",
    ...mirror,
    removes: false,
    isDated: false,
    pages: 500,
    clockMs: 9e8,
  },
  { name: "C7 keeps, dated, two hours ahead", ...incremental, removes: false, isDated: true, clockMs: 119 * MINUTE_MS },
  {
    name: "C7 keeps, dated, two hours behind",
    ...incremental,
    removes: false,
    isDated: true,
    clockMs: -120 * MINUTE_MS,
  },
  {
    name: "C8 overtaken, checks",
    ...incremental,
    removes: false,
    isDated: false,
    overtakes: true,
    checksSequence: true,
  },
  { name: "C8 overtaken", ...incremental, removes: false, isDated: false, overtakes: true },
  { name: "N1 removes, dated, but said to keep", ...incremental, removes: true, isDated: true },
  { name: "N2 keeps, but said to remove", ...mirror, removes: false, isDated: false },
];

const act = fc.record({ do: fc.constantFrom(...ACT_NAMES), who: fc.nat(9), what: fc.nat(9), n: fc.nat(30) });
const step = fc.record({
  minutes: fc.oneof(fc.nat(30), fc.nat(5 * HOUR)),
  act,
  polls: fc.array(
    fc.record({
      who: fc.nat(CONSUMERS.length - 1),
      lost: fc.integer({ min: -6, max: 4 }),
      during: fc.array(act, { maxLength: 1 }),
    }),
    {
      maxLength: 3,
    },
  ),
});

beforeAll(async () => {
  await queue();
});

const failed = { N1: 0, N2: 0 };

test("every app that is told the truth about itself shows the truth, after every history", async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 4, maxLength: 14 }), async (steps) => live(steps)),
    {
      numRuns: RUNS,
      seed: Number(process.env.FOYER_SEED ?? 20270601),
      endOnFailure: process.env.FOYER_SHRINK !== "1",
      ...(process.env.FOYER_PATH ? { path: process.env.FOYER_PATH } : {}),
    },
  );
  if (RUNS >= 50) expect(Math.min(...Object.values(failed))).toBeGreaterThan(0);
}, 7_200_000);

type Step = { minutes: number; act: Act; polls: { who: number; lost: number; during: Act[] }[] };

async function live(steps: Step[]): Promise<void> {
  const world = await World.begin();
  const { conferenceId } = world;
  const client = await db();
  const consumers: Consumer[] = [];
  for (const { name: _, ...habits } of CONSUMERS) {
    const credential = await giveApp(conferenceId, { mode: habits.mode });
    await client.appAccess.update({ where: { credentialId: credential.id }, data: { viewChangedAt: world.now } });
    consumers.push(new Consumer(habits, credential));
  }
  const existing = () => existingPeople(conferenceId);
  const poll = (consumer: Consumer, lost: number, during: Act[] = []) => {
    const acts = [...during];
    const meanwhile = async () => {
      world.pass(0.2);
      const next = acts.pop();
      if (next) await world.act(next);
    };
    return consumer.sync(world, { lost }, meanwhile, existing);
  };
  for (const { minutes, act, polls } of steps) {
    world.pass(minutes);
    await world.act(act);
    for (const { who, lost, during } of polls) await poll(consumers[who] as Consumer, lost, during);
  }
  world.pass(15);
  const differing = await renderAgain(conferenceId);
  expect(differing, "rows that nobody published").toEqual([]);
  const truth = await truthOf(conferenceId);
  const isDue = (name: string) => !/^(C5|C7|N)/.test(name) && name !== "C8 overtaken";
  for (const [nth, consumer] of consumers.entries()) await check(nth, consumer, isDue);
  // The window has passed, and a full list has come: nothing is left of what anybody missed.
  world.pass(8 * DAY);
  for (const [nth, consumer] of consumers.entries()) {
    if (/^(C5|C7|C8)/.test(nameOf(nth))) await poll(consumer, -1);
  }
  world.pass(HOUR);
  for (const [nth, consumer] of consumers.entries()) await check(nth, consumer, (name) => !name.startsWith("N"));

  async function check(nth: number, consumer: Consumer, isBound: (name: string) => boolean): Promise<void> {
    const name = nameOf(nth);
    await poll(consumer, -1);
    const shown = consumer.shown();
    if (name.startsWith("C1") || name.startsWith("C2")) expect(consumer.wronglyDeleted, name).toBe(0);
    if (name.startsWith("C5")) expect(shown.people, name).toEqual(truth.people);
    if (isBound(name)) expect(shown, name).toEqual(truth);
    if (name.startsWith("N1") && consumer.wronglyDeleted > 0) failed.N1 += 1;
    if (name.startsWith("N2") && JSON.stringify(shown) !== JSON.stringify(truth)) failed.N2 += 1;
  }
}

function nameOf(nth: number): string {
  return CONSUMERS[nth]?.name ?? "";
}
