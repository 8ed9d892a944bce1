import { setTimeout as sleep } from "node:timers/promises";
import { ticketCode } from "@/lib/documents/ticket-code";
import { type Bench, type Figure, INDICO_TOKEN, percentile, round } from "./bench";
import { Browser } from "./harness/browser";
import { seedConferences } from "./harness/conference";
import { CpuMeter } from "./harness/cpu-meter";
import { query } from "./harness/database";
import { type Product, withProduct } from "./harness/product";
import { addressOf, drain, readProfile } from "./journeys";

/** pretix's check-in took 0.12 CPU seconds. */
const PRETIX_SECONDS = 0.12;
const GOAL_SECONDS = 0.01;
const GOAL_P95_MS = 200;
const REGISTRATIONS = 10_000;
const CLIENTS = 4;
const PER_SECOND = 20;
const WARM_UP = 200;
const MEASURED = 1_000;
const PACED = 600;
const STAFF = { email: "door@example.org", name: "Door", password: "tide-gauge-of-the-doors" };

type Seeded = { slug: string; codes: string[] };

/** CPU per check-in, and how long a door waits at 20 a second from four of them. */
export async function measureCheckIns(bench: Bench): Promise<Figure[]> {
  const nodeOptions = bench.options.profile
    ? ["--cpu-prof", "--cpu-prof-interval=500", `--cpu-prof-dir=${bench.folder}`]
    : [];
  const measured = await withProduct(bench, { name: "check-in", nodeOptions }, async (product) => {
    const [linked, alone] = await seed(bench);
    const doors = await openDoors(product);
    await scanAll(doors, linked, WARM_UP);
    await drain(bench, () => true);

    const withIndico = await meterOf(bench, product, () => scanAll(doors, linked, MEASURED));
    const withoutIndico = await meterOf(bench, product, () => scanAll(doors, alone, MEASURED));
    const milliseconds = await scanAtPace(doors, linked, PACED);
    await drain(bench, () => true);
    await checkCount(bench, WARM_UP + MEASURED + MEASURED + PACED);
    return { withIndico, withoutIndico, milliseconds };
  });
  const { withIndico, withoutIndico, milliseconds } = measured;
  const seconds = withIndico.web + withIndico.database;
  const p95 = round(percentile(milliseconds, 0.95));
  return [
    {
      name: "CPU per check-in",
      goal: `at most ${GOAL_SECONDS} s (pretix: ${PRETIX_SECONDS} s)`,
      measured: `${seconds.toFixed(4)} s (web ${withIndico.web.toFixed(4)}, database ${withIndico.database.toFixed(4)}), presence written to Indico among it; without Indico ${(withoutIndico.web + withoutIndico.database).toFixed(4)} s`,
      isReached: seconds <= GOAL_SECONDS,
      how: `${MEASURED} tickets scanned by ${CLIENTS} clients as quickly as they are answered, ${REGISTRATIONS.toLocaleString("en")} registrations, with all jobs`,
      details: {
        withIndico,
        withoutIndico,
        ...(bench.options.profile ? { profile: await readProfile(bench.folder) } : {}),
      },
    },
    {
      name: "Check-ins at 20 a second",
      goal: `p95 ${GOAL_P95_MS} ms`,
      measured: `p95 ${p95} ms, median ${round(percentile(milliseconds, 0.5))} ms`,
      isReached: p95 <= GOAL_P95_MS,
      how: `${PACED} tickets from ${CLIENTS} clients, ${PER_SECOND} a second, each time counted from when the scan was due`,
      details: { slowest: round(Math.max(...milliseconds)) },
    },
  ];
}

/** Two conferences with paid registrations: one that Indico knows, one that it does not. */
async function seed(bench: Bench): Promise<[Seeded, Seeded]> {
  const { db, disconnect } = await import("@/lib/db/client");
  const { createStaff } = await import("@/lib/auth/manage-staff");
  const indicoUrl = `http://127.0.0.1:${bench.ports.indico}`;
  const [linked, alone] = await seedConferences(2, { indicoUrl, token: INDICO_TOKEN, places: 100_000 });
  if (!linked || !alone) throw new Error("No conferences");
  const made = await createStaff({ ...STAFF, role: "desk", conferenceSlug: null }, { kind: "job", id: "bench" });
  if (!made.ok && made.error !== "email-taken") throw new Error(made.error);
  const slugs = await (await db()).conference.findMany({ orderBy: { id: "desc" }, take: 2, select: { slug: true } });
  await disconnect();
  const [aloneSlug = "", linkedSlug = ""] = slugs.map(({ slug }) => slug);
  await sellAll(bench, linked.id, true);
  await sellAll(bench, alone.id, false);
  return [
    { slug: linkedSlug, codes: await listCodes(bench, linked.id) },
    { slug: aloneSlug, codes: await listCodes(bench, alone.id) },
  ];
}

/** Registrations with a placed order that a transfer has covered, in a few statements. */
async function sellAll({ database }: Bench, conferenceId: number, isLinked: boolean): Promise<void> {
  const id = "substr(translate(upper(md5(random()::text || n)), '01', 'XY'), 1, 18)";
  const numbers = `generate_series(1, ${REGISTRATIONS}) AS n`;
  for (const sql of [
    `INSERT INTO registration (public_id, conference_id, number, state, email, first_name, last_name, affiliation,
                               details_at, indico_db_id, indico_friendly_id, prefill, category_id, updated_at)
     SELECT ${id}, ${conferenceId}, n, 'active', 'person' || n || '@example.org', 'Person', 'Number ' || n,
            'University of Galway', now(), ${isLinked ? "n" : "NULL"}, ${isLinked ? "n" : "NULL"}, 'done',
            (SELECT id FROM category WHERE conference_id = ${conferenceId} ORDER BY id LIMIT 1), now() FROM ${numbers}`,
    `INSERT INTO "order" (public_id, conference_id, number, payer_id, state, currency, total_minor, way, reference,
                          placed_at, settled_at, updated_at)
     SELECT substr(translate(upper(md5(random()::text || r.id)), '01', 'XY'), 1, 18), ${conferenceId}, r.number, r.id,
            'placed', 'EUR', 69500, 'transfer', 'RF' || r.id, now(), now(), now()
       FROM registration r WHERE r.conference_id = ${conferenceId}`,
    `INSERT INTO order_line (order_id, registration_id, category_id, service_id, name, quantity, unit_minor, gross_minor,
                             tax_basis_points, tax_minor, diets)
     SELECT o.id, o.payer_id, c.id, s.id, coalesce(s.name, 'Regular'), 1, p.minor, p.minor, 2300, 0, '{}'
       FROM "order" o JOIN (VALUES (61000, true), (8500, false)) AS p (minor, is_category) ON true
       LEFT JOIN category c ON c.conference_id = o.conference_id AND c.code = 'regular' AND p.is_category
       LEFT JOIN service s ON s.conference_id = o.conference_id AND s.code = 'dinner' AND NOT p.is_category
      WHERE o.conference_id = ${conferenceId}`,
    `INSERT INTO payment (public_id, conference_id, order_id, way, state, amount_minor, currency, idempotency_key, updated_at)
     SELECT 'P' || o.id, ${conferenceId}, o.id, 'transfer', 'confirmed', 69500, 'EUR', 'K' || o.id, now()
       FROM "order" o WHERE o.conference_id = ${conferenceId}`,
    `INSERT INTO ledger_entry (conference_id, order_id, payment_id, kind, amount_minor, currency, at)
     SELECT ${conferenceId}, p.order_id, p.id, 'payment', 69500, 'EUR', now()
       FROM payment p WHERE p.conference_id = ${conferenceId}`,
    "ANALYZE",
  ]) {
    await query(database.url, sql);
  }
}

async function listCodes({ database }: Bench, conferenceId: number): Promise<string[]> {
  const rows = await query<{ id: string }>(
    database.url,
    `SELECT public_id AS id FROM registration WHERE conference_id = ${conferenceId} ORDER BY md5(public_id)`,
  );
  return rows.map(({ id }) => ticketCode(id).scan);
}

async function openDoors({ web }: Product): Promise<Browser[]> {
  return Promise.all(
    Array.from({ length: CLIENTS }, async (_, number) => {
      const browser = new Browser(web.url, addressOf(number + 1));
      const page = await browser.open("/admin/sign-in");
      const { email, password } = STAFF;
      const signedIn = await browser.send(page, page.formWith("[name=password]"), { email, password });
      if (signedIn.path.includes("sign-in")) throw new Error(`Not signed in: ${signedIn.text.slice(0, 200)}`);
      return browser;
    }),
  );
}

/** Each door scans the next ticket as soon as the one before is answered. */
async function scanAll(doors: readonly Browser[], seeded: Seeded, count: number): Promise<void> {
  const codes = seeded.codes.splice(0, count);
  const work = doors.map(async (door, number) => {
    for (let index = number; index < codes.length; index += doors.length) await scan(door, seeded.slug, codes[index]);
  });
  await Promise.all(work);
}

/** A scan each twentieth of a second, whether or not the ones before were answered. @returns milliseconds of each */
async function scanAtPace(doors: readonly Browser[], seeded: Seeded, count: number): Promise<number[]> {
  const startedAt = performance.now();
  const scans = seeded.codes.splice(0, count).map(async (code, index) => {
    const due = startedAt + (index * 1_000) / PER_SECOND;
    await sleep(Math.max(0, due - performance.now()));
    await scan(doors[index % doors.length], seeded.slug, code);
    return performance.now() - due;
  });
  return Promise.all(scans);
}

async function scan(door: Browser | undefined, slug: string, code: string | undefined): Promise<void> {
  if (!door || !code) throw new Error("No door or no code");
  const answer = await door.ask<{ kind: string }>(`/admin/c/${slug}/check-in/scan`, { code, door: "Door A" });
  if (answer.kind !== "in") throw new Error(`${code}: ${answer.kind}`);
}

/** CPU seconds of each of the measured check-ins, with the jobs that they cause. */
async function meterOf(bench: Bench, { web }: Product, act: () => Promise<void>) {
  const meter = new CpuMeter(web.pid, bench.database.name);
  meter.start();
  await act();
  await drain(bench, () => true);
  const cpu = meter.stop();
  return {
    web: round(cpu.web / MEASURED, 5),
    database: round(cpu.database / MEASURED, 5),
    perSecond: round(MEASURED / cpu.elapsed),
    coresUsedByOthers: round(cpu.others / cpu.elapsed, 2),
  };
}

async function checkCount({ database }: Bench, wanted: number): Promise<void> {
  const sql = "SELECT count(*)::int AS count FROM check_in WHERE undone_at IS NULL";
  const [row] = await query<{ count: number }>(database.url, sql);
  if (row?.count !== wanted) throw new Error(`${row?.count} of ${wanted} are in`);
}
