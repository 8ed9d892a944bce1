import { AUTH_SECRET, type Bench, type Figure, round } from "./bench";
import { CRASH_POINTS, type CrashReport, crashAndCompare } from "./crash/crash-run";

/** In the long run every named point is to be hit this often. */
const HITS_WANTED = 30;
const LONG_RUN = 500;

/** Kills the web process while people pay; all books must agree at the end. */
export async function measureCrashes({ database, folder, ports, options }: Bench): Promise<Figure[]> {
  const { INDICO_DEV, STRIPE_API_BASE } = process.env;
  const [indicoDevFile] = INDICO_DEV?.split(",") ?? [];
  if (!indicoDevFile || !STRIPE_API_BASE) throw new Error("crash: set INDICO_DEV and STRIPE_API_BASE");
  const report = await crashAndCompare({
    databaseUrl: database.url,
    port: ports.web,
    folder,
    authSecret: AUTH_SECRET,
    indicoDevFile: indicoDevFile.trim(),
    stripeBase: STRIPE_API_BASE,
    kills: options.kills,
    report: (line) => console.log(`  ${line}`),
  });
  const { hits, books, secondsToQuiet } = report;
  const points = CRASH_POINTS.map((point) => `${hits[point]} ${point}`).join(", ");
  const parked = books.mirrors.parked ? `, ${books.mirrors.parked} parked` : "";
  const isHitEnough = options.kills < LONG_RUN || CRASH_POINTS.every((point) => hits[point] >= HITS_WANTED);
  return [
    {
      name: `${options.kills} kill -9`,
      goal: "0 payments lost, 0 doubled; every write green or parked within 3 minutes; Indico equal to the ledger",
      measured: `${books.charges} charges: ${books.lost.length} lost, ${books.doubled.length + books.chargedTwice.length} doubled; ${books.mirrors.in_step} mirrors in step${parked}, ${books.indicoDiffers.length} differ from Indico; quiet after ${round(secondsToQuiet)} s`,
      isReached: findFaults(report).length === 0 && isHitEnough,
      how: `at named points (${points}), ${report.atRandom + report.notReached} at random moments; Indico ${report.indicoVersion}, the Stripe stand-in`,
      details: { faults: findFaults(report), ...report },
    },
  ];
}

/** What must not be, in words; empty when all books agree. */
export function findFaults({ books, isQuiet }: CrashReport): string[] {
  const { lost, doubled, chargedTwice, indicoDiffers, indicoDoubled, auditBroken, quotasOff, ordersOff, mirrors } =
    books;
  const lists = { lost, doubled, chargedTwice, indicoDiffers, indicoDoubled, quotasOff, ordersOff };
  return [
    ...Object.entries(lists).flatMap(([name, list]) => (list.length ? [`${name}: ${list.join(", ")}`] : [])),
    ...(auditBroken ? [`${auditBroken} audit entries do not follow`] : []),
    ...(mirrors.to_write ? [`${mirrors.to_write} mirrors still to write`] : []),
    ...(isQuiet ? [] : ["not quiet after three minutes"]),
    ...(books.charges ? [] : ["nobody paid: nothing was tested"]),
  ];
}
