import { execFile } from "node:child_process";
import { writeFile } from "node:fs/promises";
import path from "node:path";
import { promisify } from "node:util";
import { type Bench, type Figure, INDICO_TOKEN, percentile, round } from "./bench";
import { type ConvioEvent, giveApiKey, seedEvent } from "./harness/convio-event";
import { CpuMeter } from "./harness/cpu-meter";
import { query } from "./harness/database";
import { withProduct } from "./harness/product";
import { profileOptions } from "./harness/profile";
import { FIRST_ID, recordStatements, toPgbench } from "./harness/record-statements";
import { addressOf, drain, readProfile } from "./journeys";

/** pretix's order API took 0.45 CPU seconds. */
const PRETIX_SECONDS = 0.45;
const CONCURRENCY = 16;
const WARM_UP = 100;
const MEASURED = 500;
const PGBENCH_SECONDS = 10;
const GOAL_P95_MS = 250;
const RUSH_DOCUMENTS = 500;
const RUSH_PLACES = 300;

type Answered = { code: string; milliseconds: number; people: number };

/** Registrations a second through `processRegistration`, and what 500 documents at once do to 300 places. */
export async function measureConvio(bench: Bench): Promise<Figure[]> {
  const { plain, rush, apiKey } = await seed(bench);
  const bare = await measureBare(bench, plain, apiKey);
  const nodeOptions = profileOptions(bench);
  const measured = await withProduct(bench, { name: "convio", nodeOptions }, async ({ web }) => {
    await sendAll(web.url, apiKey, plain, range(1, WARM_UP), () => 1);
    await drain(bench, () => true);
    const meter = new CpuMeter(web.pid, bench.database.name);
    meter.start();
    const startedAt = performance.now();
    const answers = await sendAll(web.url, apiKey, plain, range(WARM_UP + 1, MEASURED), () => 1);
    const seconds = (performance.now() - startedAt) / 1_000;
    await drain(bench, () => true);
    const cpu = meter.stop();
    const rushed = await sendAll(
      web.url,
      apiKey,
      rush,
      range(10_000, RUSH_DOCUMENTS),
      (one) => (one % 5) + 1,
      RUSH_DOCUMENTS,
    );
    return { answers, seconds, cpu, rushed };
  });
  const { answers, seconds, cpu, rushed } = measured;
  const profile = bench.options.profile ? await readProfile(bench.folder) : null;
  const wrong = answers.filter(({ code }) => code !== "0").length;
  const perSecond = MEASURED / seconds;
  const p95 = percentile(
    answers.map(({ milliseconds }) => milliseconds),
    0.95,
  );
  const cpuSeconds = (cpu.web + cpu.database) / MEASURED;
  const truth = await readRush(bench, rush.id);
  const people = rushed.filter(({ code }) => code === "0").reduce((sum, { people }) => sum + people, 0);
  const isClear = rushed.every(({ code }) => ["0", "2752", "2754"].includes(code));
  return [
    {
      name: "registrations per second through processRegistration",
      goal: `at least 1/3 of pgbench with the same statements bare; p95 ${GOAL_P95_MS} ms; nobody refused`,
      measured: `${round(perSecond, 1)} a second, pgbench ${round(bare.perSecond, 1)}: 1/${round(bare.perSecond / perSecond, 1)}; p95 ${round(p95)} ms; ${wrong} refused`,
      isReached: wrong === 0 && perSecond >= bare.perSecond / 3 && p95 <= GOAL_P95_MS,
      how: `${CONCURRENCY} clients, one person a document, cash promised over the client API; ${bare.statements} statements in ${bare.transactions} transactions, replayed by pgbench at the same concurrency`,
      details: {
        medianMs: round(
          percentile(
            answers.map(({ milliseconds }) => milliseconds),
            0.5,
          ),
        ),
        coresUsedByOthers: round(cpu.others / cpu.elapsed, 2),
        ...(profile ? { profile } : {}),
      },
    },
    {
      name: "CPU per registration through processRegistration",
      goal: `at most 1/30 of pretix's order API: ${PRETIX_SECONDS / 30} s`,
      measured: `${cpuSeconds.toFixed(4)} s (web ${(cpu.web / MEASURED).toFixed(4)}, database ${(cpu.database / MEASURED).toFixed(4)}), with the mails' jobs`,
      isReached: cpuSeconds <= PRETIX_SECONDS / 30,
      how: `the same ${MEASURED} registrations`,
      details: {},
    },
    {
      name: `${RUSH_DOCUMENTS} documents of 1 to 5 people at once for ${RUSH_PLACES} places`,
      goal: "never oversold, never half a document, every answer clear",
      measured: `${truth.taken} places taken, ${truth.registrations} registered in ${truth.orders} orders, ${people} told so; ${truth.halves} half documents`,
      isReached:
        truth.taken === people &&
        truth.registrations === people &&
        truth.taken <= RUSH_PLACES &&
        truth.halves === 0 &&
        isClear,
      how: "all at once over the client API",
      details: {
        codes: Object.fromEntries([...Map.groupBy(rushed, ({ code }) => code)].map(([code, of]) => [code, of.length])),
      },
    },
  ];
}

async function seed({ ports, database }: Bench): Promise<{ plain: ConvioEvent; rush: ConvioEvent; apiKey: string }> {
  const { applyMigrations } = await import("@/lib/db/schema-engine");
  await applyMigrations({ url: database.url });
  const { disconnect } = await import("@/lib/db/client");
  const options = { indicoUrl: `http://127.0.0.1:${ports.indico}`, token: INDICO_TOKEN };
  const seeded = {
    plain: await seedEvent({ ...options, places: 1_000_000 }),
    rush: await seedEvent({ ...options, places: RUSH_PLACES }),
    apiKey: await giveApiKey("bench-key"),
  };
  await disconnect();
  return seeded;
}

function bodyOf(apiKey: string, event: ConvioEvent, marker: string, people: number): URLSearchParams {
  const person = (place: number) => ({
    partTypeId: event.categoryId,
    ...{ email: `${marker}.${place}@example.org`, firstName: "Person", lastName: marker },
  });
  const [primaryRegistration, ...secondaryRegistration] = Array.from({ length: people }, (_, place) => person(place));
  const document = { eventId: event.id, paymentType: "CASH", primaryRegistration, secondaryRegistration };
  return new URLSearchParams({
    ...{ method: "processRegistration", api_key: apiKey, v: "1.0", response_format: "json" },
    ...{
      suppress_response_codes: "true",
      registration_document: JSON.stringify({ processRegistrationRequest: document }),
    },
  });
}

/** @returns an answer for each number, each from an address of its own */
async function sendAll(
  url: string,
  apiKey: string,
  event: ConvioEvent,
  numbers: number[],
  sizeOf: (number: number) => number,
  atOnce = CONCURRENCY,
): Promise<Answered[]> {
  const answers: Answered[] = [];
  const left = [...numbers];
  const worker = async () => {
    for (let number = left.shift(); number !== undefined; number = left.shift()) {
      const people = sizeOf(number);
      const startedAt = performance.now();
      const reply = await fetch(`${url}/site/CRTeamraiserAPI`, {
        method: "POST",
        headers: { "x-forwarded-for": addressOf(number) },
        body: bodyOf(apiKey, event, `load${number}`, people),
      });
      const answer = (await reply.json()) as { errorResponse?: { code: string } };
      answers.push({ code: answer.errorResponse?.code ?? "0", milliseconds: performance.now() - startedAt, people });
    }
  };
  await Promise.all(Array.from({ length: atOnce }, worker));
  return answers;
}

/**
 * The statements of one call, recorded in this process, and replayed by pgbench without anything around them: prepared,
 * with the same transactions, each run a person of its own.
 */
async function measureBare({ database, folder }: Bench, event: ConvioEvent, apiKey: string) {
  for (const [index, table] of [
    "person",
    "registration",
    "order",
    "order_line",
    "payment",
    "mail",
    "convio_call",
  ].entries()) {
    await query(database.url, `ALTER SEQUENCE ${table}_id_seq RESTART ${FIRST_ID * (index + 2)}`);
  }
  await query(
    database.url,
    `UPDATE conference_counter SET audit_seq = ${FIRST_ID * 20}, seq = ${FIRST_ID * 25} WHERE conference_id = ${event.id}`,
  );
  const last = (kind: string, number: number) => `(${event.id}, '${kind}', ${number})`;
  await query(
    database.url,
    `INSERT INTO number_series (conference_id, kind, last)
     VALUES ${last("registration", FIRST_ID * 30)}, ${last("order", FIRST_ID * 40)}
     ON CONFLICT (conference_id, kind) DO UPDATE SET last = excluded.last`,
  );
  const { answerConvio } = await import("@/lib/convio/answer-call");
  const { disconnect } = await import("@/lib/db/client");
  const { queue, stopQueue } = await import("@/lib/jobs/queue");
  await queue();
  const call = async (marker: string) => {
    const request = new Request("http://127.0.0.1/site/CRTeamraiserAPI", {
      method: "POST",
      headers: { "x-forwarded-for": addressOf(1) },
      body: bodyOf(apiKey, event, marker, 1),
    });
    const answer = await answerConvio(request, { organisation: null, segment: "CRTeamraiserAPI" }, new Date());
    const text = await answer.text();
    if (!text.includes("confirmationCode")) throw new Error(text);
  };
  for (let warm = 0; warm < 3; warm++) await call(`warm${warm}`);
  const recorded = await recordStatements(() => call("uniquemarker"));
  await stopQueue();
  await disconnect();
  // Public ids, references and the caller's own limit besides the marker.
  const script = toPgbench(
    recorded,
    /uniquemarker|[a-zA-Z]+ByAddress:[0-9a-f]{32}|\b[2-9A-HJ-NP-Z]{18}\b|\bRF\d\d[A-Z0-9]{5,21}\b/,
  );
  const file = path.join(folder, "convio.pgbench");
  await writeFile(file, script);
  const run = promisify(execFile);
  const { stdout } = await run(
    "pgbench",
    [
      ...["-n", "-M", "prepared", "-c", String(CONCURRENCY), "-j", "2", "-T", String(PGBENCH_SECONDS)],
      ...["--max-tries=10", "-f", file, database.url],
    ],
    { maxBuffer: 1 << 26 },
  );
  const perSecond = Number(/tps = ([\d.]+)/.exec(stdout)?.[1]);
  const failed = Number(/number of failed transactions: (\d+)/.exec(stdout)?.[1] ?? 0);
  if (!perSecond || failed) throw new Error(stdout);
  // What pgbench left to do is nobody's.
  await query(database.url, "DELETE FROM pgboss.job WHERE name = 'mail.send'");
  await query(database.url, "DELETE FROM mail");
  return {
    perSecond,
    statements: recorded.length,
    transactions: recorded.filter(({ text }) => /^COMMIT/i.test(text)).length,
  };
}

async function readRush({ database }: Bench, conferenceId: number) {
  const [row] = await query<{ taken: number; registrations: number; orders: number; halves: number }>(
    database.url,
    `SELECT (SELECT taken FROM quota WHERE conference_id = ${conferenceId} AND name = 'Venue') AS taken,
            (SELECT count(*)::int FROM registration WHERE conference_id = ${conferenceId} AND state = 'active') AS registrations,
            (SELECT count(*)::int FROM "order" WHERE conference_id = ${conferenceId} AND state = 'placed') AS orders,
            (SELECT count(*)::int FROM registration p WHERE conference_id = ${conferenceId} AND parent_id IS NULL
                AND (substr(last_name, 5)::int % 5) + 1 <> 1 + (SELECT count(*) FROM registration s WHERE s.parent_id = p.id)) AS halves`,
  );
  if (!row) throw new Error("The conference is gone");
  return row;
}

function range(first: number, count: number): number[] {
  return Array.from({ length: count }, (_, index) => first + index);
}
