import { mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { parseArgs } from "node:util";
import { measureAppFeed } from "./app-feed";
import { AUTH_SECRET, type Bench, type Figure, INDICO_TOKEN } from "./bench";
import { measureBuyers } from "./buyers";
import { measureCheckIns } from "./check-in";
import { measureConvio } from "./convio";
import { measureCrashes } from "./crash";
import { measureDocuments } from "./documents";
import { measureExport } from "./export";
import { measureFuzz } from "./fuzz";
import { createDatabase } from "./harness/database";
import { describeMachine, loadNow } from "./harness/machine";
import { measureJourneys } from "./journeys";
import { measureMemory } from "./memory";
import { measurePublish } from "./publish";
import { measureReconcile } from "./reconcile";
import { type Results, renderTable } from "./render-table";
import { measureSearch } from "./search";
import { measureStart } from "./start";

const FIGURES: Record<string, (bench: Bench) => Promise<Figure[]>> = {
  journeys: measureJourneys,
  buyers: measureBuyers,
  "check-in": measureCheckIns,
  convio: measureConvio,
  memory: measureMemory,
  export: measureExport,
  reconcile: measureReconcile,
  start: measureStart,
  search: measureSearch,
  documents: measureDocuments,
  publish: measurePublish,
  "app-feed": measureAppFeed,
  fuzz: measureFuzz,
  crash: measureCrashes,
};
const RESULTS = path.resolve(import.meta.dirname, "results", "latest.json");
const TABLE = path.resolve(import.meta.dirname, "..", "docs", "figures.md");

const USAGE = `npm run bench -- <figure>...

  journeys   CPU of web and database per completed journey, journeys per minute
  buyers     1,000 buyers for 100 places: nothing oversold, everybody a clear answer
  check-in   CPU per check-in, and the wait at 20 a second from four doors
  convio     registrations a second through processRegistration, against pgbench with the same statements;
             500 documents at once for 300 places
  memory     resident memory over 10,000 requests
  export     a workbook of 100,000 registrations: memory, and the time it takes
  reconcile  5,000 registrations compared with Indico, against the time of Indico's own answers
  start      warm "npm start" to the first answer, on PostgreSQL and on PGlite
  search     the desk's work list, search and list with 10,000 and with 100,000 registrations
  documents  Convio documents that mean harm: how long one holds the event loop, and 100,000 mutated ones
  app-feed   the event app's lists of 5,000 persons, its 2-way answers, 500 taps for 20 seats
  publish    what rendering the feed's rows adds to an order's transaction
  fuzz       100,000 mutated documents through POST: no error of ours, and nothing written but what is answered
  crash      kill -9 at named points and at random: no payment lost or doubled, Indico told.
             Needs INDICO_DEV (dev.json of a running Indico) and STRIPE_API_BASE (the stand-in)
  all        all of them; crash only where its two variables are set

  --people=8         people at once in the journeys
  --journeys=400     journeys that are measured
  --requests=10000   requests of the memory figure
  --kills=500        kills of the crash test
  --documents=100000 documents of the fuzz figure
  --profile          where the web process spends its time in journeys and convio
  --port=3110        first of three ports on 127.0.0.1
  --keep             keep the database and the logs
  --write            write docs/figures.md from the last results

Starts the built product as one production process on a PostgreSQL database of its own (TEST_DATABASE_SERVER, as the
tests), and ends only what it started. Results: bench/results/latest.json.`;

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    people: { type: "string", default: "8" },
    journeys: { type: "string", default: "400" },
    requests: { type: "string", default: "10000" },
    kills: { type: "string", default: "500" },
    documents: { type: "string", default: "100000" },
    profile: { type: "boolean", default: false },
    port: { type: "string", default: "3110" },
    keep: { type: "boolean", default: false },
    write: { type: "boolean", default: false },
    help: { type: "boolean", default: false },
  },
});

async function main(): Promise<void> {
  const asked = positionals.includes("all") ? figuresOfAll() : positionals;
  const unknown = asked.find((name) => !FIGURES[name]);
  if (values.help || unknown || (asked.length === 0 && !values.write)) {
    console.log(unknown ? `Unknown figure: ${unknown}\n\n${USAGE}` : USAGE);
    process.exitCode = values.help ? 0 : 2;
    return;
  }
  if (asked.length) await run(asked);
  if (values.write) await writeFile(TABLE, renderTable(await readResults()));
}

function figuresOfAll(): string[] {
  const canCrash = process.env.INDICO_DEV && process.env.STRIPE_API_BASE;
  if (!canCrash) console.log("Skipped: crash (INDICO_DEV and STRIPE_API_BASE are not set)\n");
  return Object.keys(FIGURES).filter((name) => name !== "crash" || canCrash);
}

async function run(names: string[]): Promise<void> {
  const port = numberOf("port");
  const database = await createDatabase();
  const bench: Bench = {
    database,
    folder: await mkdtemp(path.join(tmpdir(), "foyer-bench-")),
    ports: { web: port, indico: port + 1, smtp: port + 2 },
    options: {
      people: numberOf("people"),
      journeys: numberOf("journeys"),
      requests: numberOf("requests"),
      kills: numberOf("kills"),
      documents: numberOf("documents"),
      profile: values.profile,
    },
  };
  // The product's own functions seed the data in this process.
  const url = `http://127.0.0.1:${port}`;
  const SMTP_URL = "smtp://127.0.0.1:1";
  Object.assign(process.env, { DATABASE_URL: database.url, AUTH_SECRET, INDICO_TOKEN, PUBLIC_URL: url, SMTP_URL });
  let isKept = true;
  try {
    for (const name of names) await measure(name, bench);
    isKept = values.keep;
  } finally {
    if (isKept) console.log(`Kept: database ${database.name}, logs in ${bench.folder}`);
    else {
      await database.drop();
      await rm(bench.folder, { recursive: true });
    }
  }
}

async function measure(name: string, bench: Bench): Promise<void> {
  const loadBefore = loadNow();
  const figures = (await FIGURES[name]?.(bench)) ?? [];
  const machine = { ...describeMachine(bench.database.serverVersion), loadBefore };
  for (const figure of figures) print(figure);
  const { load, cores, cpu } = machine;
  console.log(`   load ${loadBefore.join(" ")} before, ${load.join(" ")} after; ${cores} cores, ${cpu}\n`);
  await keepResults(Object.fromEntries(figures.map((figure) => [figure.name, { ...figure, machine }])));
}

function numberOf(option: "people" | "journeys" | "requests" | "kills" | "documents" | "port"): number {
  const value = Number(values[option]);
  if (!Number.isInteger(value) || value < 1) throw new Error(`--${option} has to be a whole number above 0`);
  return value;
}

function print({ name, goal, measured, isReached, details }: Figure): void {
  console.log(`${isReached === null ? " " : isReached ? "✔" : "✘"} ${name}: ${measured}\n   goal: ${goal}`);
  console.log(`   ${JSON.stringify(details, null, 1).replace(/\n\s*/g, " ")}`);
}

async function readResults(): Promise<Results> {
  return readFile(RESULTS, "utf8").then(JSON.parse, () => ({}));
}

async function keepResults(results: Results): Promise<void> {
  await mkdir(path.dirname(RESULTS), { recursive: true });
  await writeFile(RESULTS, `${JSON.stringify({ ...(await readResults()), ...results }, null, 2)}\n`);
}

// An exit ends the product too; the database and the logs stay.
for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => process.exit(130));

await main();
