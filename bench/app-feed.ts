import { setTimeout as sleep } from "node:timers/promises";
import { type Bench, type Figure, INDICO_TOKEN, percentile, round } from "./bench";
import { seedConferences } from "./harness/conference";
import { query } from "./harness/database";
import { seedRegistrations } from "./harness/desk";
import { withProduct } from "./harness/product";
import { addressOf } from "./journeys";

const PERSONS = 5_000;
const SESSIONS = 60;
const SEATS = 20;
const TAPS = 500;
const WAITING = 100;
const FULL_MS = 1_000;
const INCREMENTAL_MS = 200;
const UNCHANGED_MS = 20;
const TWO_WAY_MS = 300;
const PER_SECOND = 20;
const PACED = 600;
/** An app may book so often; the figures are of the product, not of its limits. */
const APPS = 12;

type App = { name: string; secret: string };
type Seeded = { conferenceId: number; apps: App[]; people: string[]; sessions: string[]; scarce: string };
type Answer = { status: number; text: string; milliseconds: number; tag: string | null };

/** What an event app waits for: lists, what changed, nothing new; and its people, when they tap on a session. */
export async function measureAppFeed(bench: Bench): Promise<Figure[]> {
  return withProduct(bench, { name: "app-feed" }, async ({ web }) => {
    const seeded = await seed(bench);
    const [reader] = seeded.apps as [App];
    const ask = (app: App, path: string, more: RequestInit = {}) => askFeed(web.url, seeded, app, path, more);
    const repeat = async (times: number, path: string) => {
      const taken: number[] = [];
      for (let n = 0; n < times; n++) taken.push((await ask(reader, path)).milliseconds);
      return taken;
    };
    const first = await ask(reader, "Person");
    await ask(reader, `Person?utcModifiedDate=${new Date().toISOString()}`);
    const full = await repeat(20, "Person");
    const since = `Person?utcModifiedDate=${new Date(Date.now() + 60_000).toISOString()}`;
    await seedChanges(bench, seeded.conferenceId);
    const incremental = await repeat(40, since);
    const unchanged = await repeatUnchanged(seeded.apps, ask);
    const taps = await tapAll(seeded, ask);
    const { paced, lists, busy } = await bookAtPace(seeded, ask);
    const p95 = (times: number[]) => percentile(times, 0.95);
    const line = (
      name: string,
      goal: number,
      times: number[],
      how: string,
      details: Record<string, unknown> = {},
    ): Figure => ({
      ...{ name, goal: `p95 ${goal} ms`, isReached: p95(times) <= goal, how },
      measured: `p95 ${round(p95(times))} ms, median ${round(percentile(times, 0.5))} ms`,
      details: { count: times.length, slowest: round(Math.max(...times)), ...details },
    });
    const persons = (JSON.parse(first.text) as { Persons: unknown[] }).Persons.length;
    return [
      line(`full list of ${PERSONS.toLocaleString("en")} persons`, FULL_MS, full, "one after the other, gzip", {
        persons,
        kilobytes: round(first.text.length / 1_000),
      }),
      line("what changed among them", INCREMENTAL_MS, incremental, "50 rows changed within the overlap"),
      line("nothing new (304)", UNCHANGED_MS, unchanged, "If-None-Match"),
      tapsFigure(await truthOf(bench, seeded), taps),
      line(
        `2-way answer at ${PER_SECOND} a second`,
        TWO_WAY_MS,
        paced,
        `${PACED} bookings of different people, counted from when each was due, while a full list is read without a pause`,
        { p99: round(percentile(paced, 0.99)), listsRead: lists, busy },
      ),
    ];
  });
}

async function askFeed(
  url: string,
  { conferenceId }: Seeded,
  app: App,
  path: string,
  more: RequestInit,
): Promise<Answer> {
  const began = performance.now();
  const target = new URL(`/api/lenos/${path}`, url);
  target.searchParams.set("eventId", String(conferenceId));
  const response = await fetch(target, {
    ...more,
    headers: {
      authorization: `Basic ${Buffer.from(`${app.name}:${app.secret}`).toString("base64")}`,
      "x-forwarded-for": addressOf(Number(app.name.split("-").at(-1))),
      "x-forwarded-proto": "https",
      "accept-encoding": "gzip",
      ...more.headers,
    },
  });
  const text = await response.text();
  if (response.status === 429) throw new Error(`${path}: too many calls for the limit of one app`);
  return { status: response.status, text, milliseconds: performance.now() - began, tag: response.headers.get("etag") };
}

/** Each app asks in its turn with its own tag: one alone would come to its limit. */
async function repeatUnchanged(apps: App[], ask: Ask): Promise<number[]> {
  const tags: string[] = [];
  for (const app of apps) tags.push((await ask(app, "Person")).tag ?? "");
  const taken: number[] = [];
  for (let n = 0; n < 120; n++) {
    const nth = n % apps.length;
    const { status, milliseconds } = await ask(apps[nth] as App, "Person", {
      headers: { "if-none-match": tags[nth] ?? "" },
    });
    if (status !== 304) throw new Error(`${status} for what did not change`);
    taken.push(milliseconds);
  }
  return taken;
}

type Ask = (app: App, path: string, more?: RequestInit) => Promise<Answer>;

function register(ask: Ask, app: App, PersonId: string, SessionId: string): Promise<Answer> {
  const body = JSON.stringify({ PersonId, SessionId, Action: "register" });
  return ask(app, "SessionRegistration", { method: "POST", body, headers: { "content-type": "application/json" } });
}

async function tapAll({ apps, people, scarce }: Seeded, ask: Ask): Promise<Record<string, number>> {
  const answers = await Promise.all(
    people.slice(0, TAPS).map((person, nth) => register(ask, apps[nth % apps.length] as App, person, scarce)),
  );
  const counts: Record<string, number> = {};
  for (const { status, text } of answers) {
    const { Result, ReasonCode } = status === 200 ? JSON.parse(text) : { Result: `HTTP ${status}`, ReasonCode: null };
    const key = ReasonCode ? `${Result}: ${ReasonCode}` : Result;
    counts[key] = (counts[key] ?? 0) + 1;
  }
  return counts;
}

function tapsFigure(
  truth: { taken: number; registered: number; waiting: number },
  taps: Record<string, number>,
): Figure {
  const isExact =
    truth.taken === SEATS &&
    truth.registered === SEATS &&
    taps.registered === SEATS &&
    taps.waitlisted === WAITING &&
    taps["refused: waiting_list_full"] === TAPS - SEATS - WAITING;
  return {
    name: `${SEATS} seats, ${TAPS} simultaneous taps`,
    goal: `${SEATS} registered, ${WAITING} waiting, the others refused with a reason`,
    measured: Object.entries(taps)
      .map(([result, count]) => `${count} ${result}`)
      .join(", "),
    isReached: isExact,
    how: `${TAPS} people at once through SessionRegistration`,
    details: truth,
  };
}

async function bookAtPace(
  { apps, people, sessions }: Seeded,
  ask: Ask,
): Promise<{ paced: number[]; lists: number; busy: number }> {
  const [reader] = apps as [App];
  let isReading = true;
  let lists = 0;
  let busy = 0;
  const reading = (async () => {
    for (; isReading; lists++) await ask(reader, "Person");
  })();
  const began = performance.now();
  const answers: Promise<number>[] = [];
  for (let nth = 0; nth < PACED; nth++) {
    const due = began + (nth * 1_000) / PER_SECOND;
    await sleep(Math.max(0, due - performance.now()));
    const app = apps[1 + (nth % (apps.length - 1))] as App;
    const [person = "", session = ""] = [people[TAPS + nth], sessions[nth % sessions.length]];
    answers.push(
      register(ask, app, person, session).then(({ status, text }) => {
        if (status !== 200 && status !== 503) throw new Error(`${status} ${text}`);
        if (status === 503) busy += 1;
        return performance.now() - due;
      }),
    );
  }
  const paced = await Promise.all(answers);
  isReading = false;
  await reading;
  return { paced, lists, busy };
}

async function seed(bench: Bench): Promise<Seeded> {
  const { db, disconnect } = await import("@/lib/db/client");
  const { createAppCredential } = await import("@/lib/credentials/app-credentials");
  const { newPublicId } = await import("@/lib/ids/public-id");
  const { renderAgain } = await import("@/lib/publish/render-again");
  const [conference] = await seedConferences(1, {
    ...{ indicoUrl: `http://127.0.0.1:${bench.ports.indico}`, token: INDICO_TOKEN, places: 100_000 },
  });
  if (!conference) throw new Error("No conference");
  const conferenceId = conference.id;
  await seedRegistrations(bench.database.url, conferenceId, PERSONS);
  const client = await db();
  await client.$executeRaw`
    UPDATE registration SET public_id = substr(translate(upper(md5(public_id)), '01', 'XY'), 1, 18), state = 'active'
     WHERE conference_id = ${conferenceId}`;
  await client.conference.update({ where: { id: conferenceId }, data: { unpaidTakePart: true } });
  const sessions: string[] = [];
  for (let nth = 0; nth <= SESSIONS; nth++) {
    const capacity = nth === SESSIONS ? SEATS : 1_000;
    const quota = await client.quota.create({ data: { conferenceId, name: `session ${nth}`, capacity } });
    const startsAt = new Date(Date.UTC(2036, 5, 1, 8 + nth));
    const made = await client.session.create({
      data: {
        ...{ conferenceId, publicId: newPublicId(), number: nth + 1, code: `s${nth}`, title: `Session ${nth}` },
        ...{ quotaId: quota.id, booking: "app", waitingPlaces: WAITING, startsAt },
        endsAt: new Date(startsAt.getTime() + 3_600_000),
      },
    });
    sessions.push(made.publicId);
  }
  await renderAgain(conferenceId);
  const apps: App[] = [];
  for (let nth = 0; nth < APPS; nth++) {
    const name = `app-${nth}`;
    const made = await createAppCredential(
      name,
      conferenceId,
      {
        ...{ app: "other", mayRead: true, mayRegister: true, seesPersonal: true, mode: "incremental", modes: {} },
        ...{ shape: "envelope", dateOrder: null, overlapSeconds: 900, categories: [], consentKey: null },
        ...{ takesPasswordInUrl: false, refusesAs409: false, includesTest: false, cancelledPrefix: "[Cancelled] " },
        ...{ readsPerMinute: 6_000, isEnabled: true, allowedAddresses: [] },
      },
      { kind: "job", id: "bench" },
    );
    if (!made.ok) throw new Error(JSON.stringify(made.error));
    apps.push({ name, secret: made.value.secret });
  }
  const people = await client.registration.findMany({
    where: { conferenceId },
    orderBy: { id: "asc" },
    take: TAPS + PACED,
    select: { publicId: true },
  });
  await disconnect();
  const scarce = sessions.pop() ?? "";
  return { conferenceId, apps, people: people.map(({ publicId }) => publicId), sessions, scarce };
}

/** Fifty people get another name, so that there is something to tell; what was seeded is long ago. */
async function seedChanges({ database }: Bench, conferenceId: number): Promise<void> {
  await query(
    database.url,
    `UPDATE feed_row SET stamp = stamp - interval '1 hour'
      WHERE conference_id = ${conferenceId} AND resource = 'person' AND seq NOT IN (
        SELECT seq FROM feed_row WHERE conference_id = ${conferenceId} AND resource = 'person' ORDER BY seq DESC LIMIT 50)`,
  );
}

async function truthOf({ database }: Bench, { scarce }: Seeded) {
  const [row] = await query<{ taken: number; registered: number; waiting: number }>(
    database.url,
    `SELECT q.taken,
            (SELECT count(*)::int FROM booking b WHERE b.session_id = s.id AND b.state = 'registered') AS registered,
            (SELECT count(*)::int FROM booking b WHERE b.session_id = s.id AND b.state = 'waitlisted') AS waiting
       FROM session s JOIN quota q ON q.id = s.quota_id WHERE s.public_id = '${scarce}'`,
  );
  if (!row) throw new Error("The session is gone");
  return row;
}
