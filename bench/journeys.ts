import { readdir } from "node:fs/promises";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { type Bench, type Figure, INDICO_TOKEN, percentile, round } from "./bench";
import { Browser } from "./harness/browser";
import { type SeededConference, seedConferences } from "./harness/conference";
import { CpuMeter } from "./harness/cpu-meter";
import { query } from "./harness/database";
import { type Product, withProduct } from "./harness/product";
import { profileOptions, summariseProfile } from "./harness/profile";
import { emailOf } from "./harness/stub-indico";
import { STEPS, type Walker } from "./walk";

/** pretix's web-shop journey took 2.2 to 2.7 CPU seconds on two cores; the goal is a twentieth. */
const PRETIX_SECONDS = { least: 2.2, most: 2.7 };
const GOAL_SECONDS = PRETIX_SECONDS.most / 20;
/** Limits let followed links of newcomers ask Indico 120 times a minute in one conference. */
const PEOPLE_PER_CONFERENCE = 100;
const WARM_UP = 48;
const IN_LOCKSTEP = 100;
const MAILS_PER_JOURNEY = 2;
const DRAIN_MS = 60_000;

/** CPU of web and database per completed journey, and journeys per minute. */
export async function measureJourneys(bench: Bench): Promise<Figure[]> {
  const { people, journeys, profile } = bench.options;
  const nodeOptions = profileOptions(bench);
  const measured = await withProduct(bench, { name: "journeys", nodeOptions }, async (product) => {
    const total = WARM_UP + journeys + IN_LOCKSTEP;
    const conferences = await seed(bench, Math.ceil(total / PEOPLE_PER_CONFERENCE));
    const walkers = Array.from({ length: total }, (_, number) => walkerOf(product, conferences, number));
    const lockstep = walkers.splice(WARM_UP + journeys);
    const measuredOnes = walkers.splice(WARM_UP);
    await walkSideBySide(bench, product, walkers, people);

    const meter = new CpuMeter(product.web.pid, bench.database.name);
    meter.start();
    const { minutes, milliseconds } = await walkSideBySide(bench, product, measuredOnes, people);
    const cpu = meter.stop();
    const byStep = await walkInLockstep(bench, product, lockstep, people);
    const placed = await countPlaced(bench, conferences);
    if (placed !== total) throw new Error(`${placed} of ${total} orders were placed`);
    return { cpu, minutes, milliseconds, byStep };
  });

  const { cpu, minutes, milliseconds, byStep } = measured;
  const [web, database] = [cpu.web / journeys, cpu.database / journeys];
  const times = (seconds: number) => round(seconds / (web + database));
  const details = {
    people,
    journeys,
    cpuSeconds: { web: round(web, 4), database: round(database, 4) },
    cpuSecondsByStep: byStep,
    millisecondsToAnswer: Object.fromEntries(
      [...milliseconds].map(([name, all]) => [
        name,
        { median: round(percentile(all, 0.5)), p95: round(percentile(all, 0.95)) },
      ]),
    ),
    coresUsedByOthers: round(cpu.others / cpu.elapsed, 2),
    ...(profile ? { profile: await readProfile(bench.folder) } : {}),
  };
  return [
    {
      name: "CPU per journey",
      goal: `at most ${GOAL_SECONDS.toFixed(3)} s (a twentieth of pretix's ${PRETIX_SECONDS.least} to ${PRETIX_SECONDS.most} s)`,
      measured: `${(web + database).toFixed(3)} s (web ${web.toFixed(3)}, database ${database.toFixed(3)}): ${times(PRETIX_SECONDS.least)} to ${times(PRETIX_SECONDS.most)} times less than pretix`,
      isReached: web + database <= GOAL_SECONDS,
      how: `${journeys} journeys, ${people} people at once: link, code, details, choice, on-site payment, confirmation, with both mails and all jobs`,
      details,
    },
    {
      name: "Journeys per minute",
      goal: "none set",
      measured: String(round(journeys / minutes)),
      isReached: null,
      how: `the same run; other processes used ${details.coresUsedByOthers} cores meanwhile`,
      details: {},
    },
  ];
}

async function seed(bench: Bench, count: number) {
  const { disconnect } = await import("@/lib/db/client");
  const indicoUrl = `http://127.0.0.1:${bench.ports.indico}`;
  const conferences = await seedConferences(count, { indicoUrl, token: INDICO_TOKEN, places: 100_000 });
  await disconnect();
  return conferences;
}

function walkerOf({ web }: Product, conferences: readonly SeededConference[], number: number): Walker {
  const conference = conferences[number % conferences.length];
  if (!conference) throw new Error("No conference");
  const { eventId } = conference;
  const friendlyId = Math.floor(number / conferences.length) + 1;
  const registrationDbId = 10_000 + friendlyId;
  const attendee = { eventId, friendlyId, registrationDbId, email: emailOf(eventId, registrationDbId) };
  return { browser: new Browser(web.url, addressOf(number)), attendee, page: undefined };
}

/** Everybody at their own pace, `people` at any time; ends when the mails are out and the jobs are done. */
async function walkSideBySide(bench: Bench, { mails }: Product, walkers: readonly Walker[], people: number) {
  const milliseconds = new Map<string, number[]>(STEPS.map(({ name }) => [name, []]));
  const mailsWanted = mails.count + walkers.length * MAILS_PER_JOURNEY;
  const startedAt = performance.now();
  await sideBySide(people, walkers, async (walker) => {
    for (const { name, take } of STEPS) {
      const stepAt = performance.now();
      walker.page = await take(walker, mails);
      milliseconds.get(name)?.push(performance.now() - stepAt);
    }
  });
  const minutes = (performance.now() - startedAt) / 60_000;
  await drain(bench, () => mails.count >= mailsWanted);
  return { minutes, milliseconds };
}

/** Everybody takes the same step, then everybody the next: so each step's CPU is known, its jobs with it. */
async function walkInLockstep(bench: Bench, { web, mails }: Product, walkers: readonly Walker[], people: number) {
  const byStep: Record<string, { web: number; database: number }> = {};
  for (const { name, take } of STEPS) {
    const meter = new CpuMeter(web.pid, bench.database.name);
    meter.start();
    await sideBySide(people, walkers, async (walker) => {
      walker.page = await take(walker, mails);
    });
    await drain(bench, () => true);
    const cpu = meter.stop();
    byStep[name] = { web: round(cpu.web / walkers.length, 4), database: round(cpu.database / walkers.length, 4) };
  }
  return byStep;
}

async function countPlaced({ database }: Bench, conferences: readonly SeededConference[]): Promise<number> {
  const ids = conferences.map(({ id }) => id).join(", ");
  const [row] = await query<{ count: number }>(
    database.url,
    `SELECT count(*)::int AS count FROM "order" WHERE state = 'placed' AND conference_id IN (${ids})`,
  );
  return row?.count ?? 0;
}

/** Every person comes from another network. */
export function addressOf(number: number): string {
  return `10.${(number >> 16) & 255}.${(number >> 8) & 255}.${number & 255}`;
}

/** Acts on everything in the list, on `width` of them at any time. */
export async function sideBySide<T>(
  width: number,
  list: readonly T[],
  act: (one: T, index: number) => Promise<void>,
): Promise<void> {
  let next = 0;
  const worker = async () => {
    while (next < list.length) {
      const index = next++;
      await act(list[index] as T, index);
    }
  };
  await Promise.all(Array.from({ length: Math.min(width, list.length) }, worker));
}

/** Waits for the mails and for every job that a journey caused. */
export async function drain({ database }: Bench, mailsAreThere: () => boolean): Promise<void> {
  const until = performance.now() + DRAIN_MS;
  const waiting = "SELECT 1 FROM pgboss.job WHERE state < 'completed' AND name <> 'sweep' LIMIT 1";
  while (performance.now() < until) {
    if (mailsAreThere() && (await query(database.url, waiting)).length === 0) return;
    await sleep(200);
  }
  throw new Error("The jobs did not end within a minute");
}

export async function readProfile(folder: string) {
  const files = (await readdir(folder)).filter((name) => name.endsWith(".cpuprofile"));
  const last = files.toSorted().at(-1);
  return last ? summariseProfile(path.join(folder, last)) : null;
}
