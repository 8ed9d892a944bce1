import { randomInt } from "node:crypto";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import type { CrashPoint } from "@/lib/faults/crash-point";
import { Browser } from "../harness/browser";
import { conferenceFile } from "../harness/conference";
import { query } from "../harness/database";
import { findCode } from "../harness/mail-sink";
import { startWeb, type WebServer } from "../harness/web-server";
import { addressOf } from "../journeys";
import { CardStandIn } from "./card-stand-in";
import { type Books, compareBooks } from "./compare-books";
import { IndicoDev } from "./indico-dev";
import { type Came, payPatiently } from "./patient-person";

export const CRASH_POINTS = [
  "after-charge-before-commit",
  "after-commit-before-job",
  "after-indico-write-before-read-back",
] as const satisfies CrashPoint[];

export type CrashSetting = {
  databaseUrl: string;
  port: number;
  folder: string;
  authSecret: string;
  indicoDevFile: string;
  stripeBase: string;
  kills: number;
  /** Told after each kill. */
  report: (line: string) => void;
};

export type CrashReport = {
  kills: number;
  hits: Record<CrashPoint, number>;
  atRandom: number;
  /** A process told to die at a point that nothing reached in time, killed at that random moment instead. */
  notReached: number;
  people: Record<Came, number>;
  /** From the last kill's restart until all was green or parked. */
  secondsToQuiet: number;
  isQuiet: boolean;
  books: Books;
  indicoVersion: string;
};

const WEBHOOK_SECRET = "whsec_of_the_crash_test";
const PEOPLE_AT_ONCE = 20;
const REACH_POINT_MS = 25_000;
/** So many times the kills that were asked for, until every point was hit. */
const MOST_TIMES = 2;
const LONGEST_LIFE_MS = 4_000;
const QUIET_MS = 180_000;

/**
 * Kills the web process again and again while people pay by card, half of the times at named points, and compares all
 * books at the end. The product runs with its own jobs in the one process, a real Indico and the card stand-in.
 */
export async function crashAndCompare(setting: CrashSetting): Promise<CrashReport> {
  const indico = await IndicoDev.open(setting.indicoDevFile);
  const cards = new CardStandIn(setting.stripeBase);
  const first = await start(setting, indico, undefined, "start");
  await first.stop();
  const conferenceId = await seed(indico);
  const stopWebhooks = await cards.deliverTo(
    `http://127.0.0.1:${setting.port}/api/payments/stripe/webhook`,
    WEBHOOK_SECRET,
  );
  try {
    const crowd = startCrowd(setting, indico, cards);
    const counted = await killRepeatedly(setting, indico, crowd.check);
    const last = await start(setting, indico, undefined);
    try {
      const startedAt = performance.now();
      const people = await crowd.end();
      const isQuiet = await waitForQuiet(setting.databaseUrl, conferenceId, cards);
      const secondsToQuiet = (performance.now() - startedAt) / 1_000;
      const books = await compareBooks(setting.databaseUrl, conferenceId, cards, indico);
      return { ...counted, people, secondsToQuiet, isQuiet, books, indicoVersion: indico.version };
    } finally {
      await last.stop();
    }
  } finally {
    await stopWebhooks();
    const { disconnect } = await import("@/lib/db/client");
    await disconnect();
  }
}

function start(
  { databaseUrl, port, folder, authSecret, stripeBase }: CrashSetting,
  indico: IndicoDev,
  point: CrashPoint | undefined,
  command: "start" | "serve" = "serve",
): Promise<WebServer> {
  return startWeb({
    port,
    command,
    logFile: path.join(folder, "crash.log"),
    waitSeconds: command === "start" ? 400 : 60,
    env: {
      // Named points exist in the demo only.
      FOYER_DEMO: "1",
      DATABASE_URL: databaseUrl,
      PUBLIC_URL: `http://127.0.0.1:${port}`,
      AUTH_SECRET: authSecret,
      INDICO_URL: indico.baseUrl,
      INDICO_TOKEN: indico.token,
      STRIPE_SECRET_KEY: "sk_test_of_the_crash_test",
      STRIPE_WEBHOOK_SECRET: WEBHOOK_SECRET,
      STRIPE_API_BASE: stripeBase,
      TRUSTED_PROXIES: "127.0.0.1/32,::1/128",
      LOG_LEVEL: "info",
      ...(point ? { FOYER_CRASH_AT: point } : {}),
    },
  });
}

async function seed({ baseUrl, token, eventId, formId }: IndicoDev): Promise<number> {
  const { importConference } = await import("@/lib/conference/import-conference");
  const file = conferenceFile(0, 100_000, { url: baseUrl, token, eventId, formId });
  const imported = await importConference(file, { by: { kind: "job", id: "bench" } });
  if (!imported.ok) throw new Error(JSON.stringify(imported.error));
  return imported.value.conferenceId;
}

/** People who come one after the other, several at any time, until `end`. */
function startCrowd(setting: CrashSetting, indico: IndicoDev, cards: CardStandIn) {
  let isOpen = true;
  let number = 0;
  let failure: unknown;
  const people: Record<Came, number> = { paid: 0, "left-after-paying": 0, "gave-up": 0 };
  const person = async () => {
    while (isOpen) {
      const registered = await indico.nextRegistrant();
      number += 1;
      const browser = new Browser(`http://127.0.0.1:${setting.port}`, addressOf(number));
      const world = { cards, isOpen: () => isOpen, findCode: (email: string) => findMailedCode(setting, email) };
      people[await payPatiently(browser, registered, number % 3 !== 0, world)] += 1;
    }
  };
  const everybody = Promise.all(Array.from({ length: PEOPLE_AT_ONCE }, person)).catch((error) => {
    failure = error;
    isOpen = false;
  });
  const check = () => {
    if (failure) throw failure;
  };
  return {
    check,
    end: async () => {
      isOpen = false;
      await everybody;
      check();
      return people;
    },
  };
}

/** The demo keeps what it mails: its mailbox shows it. */
async function findMailedCode({ databaseUrl }: CrashSetting, email: string): Promise<string | undefined> {
  const quoted = email.replaceAll("'", "''");
  const [mail] = await query<{ text: string | null }>(
    databaseUrl,
    `SELECT text FROM mail WHERE letter = 'verification-code' AND recipient = '${quoted}' ORDER BY id DESC LIMIT 1`,
  );
  return mail?.text ? findCode(mail.text) : undefined;
}

async function killRepeatedly(setting: CrashSetting, indico: IndicoDev, check: () => void) {
  const hits: Record<CrashPoint, number> = {
    "after-charge-before-commit": 0,
    "after-commit-before-job": 0,
    "after-indico-write-before-read-back": 0,
  };
  let atRandom = 0;
  let notReached = 0;
  let kills = 0;
  // A slow machine may not come to a point in time: it is tried again, since each has to be survived.
  const isMissing = () => CRASH_POINTS.some((point) => hits[point] === 0) && kills < MOST_TIMES * setting.kills;
  for (; kills < setting.kills || isMissing(); kills++) {
    check();
    const isNamed = kills % 2 === 0 || kills >= setting.kills;
    const point = isNamed ? CRASH_POINTS.toSorted((a, b) => hits[a] - hits[b])[0] : undefined;
    const web = await startOrFall(setting, indico, point);
    const lives = point ? REACH_POINT_MS : randomInt(LONGEST_LIFE_MS);
    const ended = await Promise.race([web?.ended ?? "fell while starting", sleep(lives, undefined)]);
    web?.kill();
    await web?.ended;
    if (point && ended) hits[point] += 1;
    else if (point) notReached += 1;
    else atRandom += 1;
    setting.report(`${kills + 1}/${setting.kills}: ${point ?? "at random"}${point && !ended ? ", not reached" : ""}`);
  }
  return { kills, hits, atRandom, notReached };
}

/** A process that is told to die at a point may do so before its first answer: its jobs run already. */
function startOrFall(setting: CrashSetting, indico: IndicoDev, point: CrashPoint | undefined) {
  const started = start(setting, indico, point);
  return point
    ? started.catch((error) => (/SIGKILL/.test(String(error)) ? undefined : Promise.reject(error)))
    : started;
}

/** Whether within three minutes every charge is confirmed and every mirror green or parked. */
async function waitForQuiet(databaseUrl: string, conferenceId: number, cards: CardStandIn): Promise<boolean> {
  const until = performance.now() + QUIET_MS;
  while (performance.now() < until) {
    const charged = (await cards.charges()).map(({ paymentId }) => `'${paymentId.replaceAll("'", "")}'`);
    const [open] = await query<{ count: number }>(
      databaseUrl,
      `SELECT (SELECT count(*)::int FROM mirror m JOIN registration r ON r.id = m.registration_id
                WHERE r.conference_id = ${conferenceId} AND m.state = 'to_write')
            + (SELECT count(*)::int FROM payment WHERE conference_id = ${conferenceId} AND state <> 'confirmed'
                AND public_id IN (${charged.join(", ") || "''"})) AS count`,
    );
    if (open?.count === 0) return true;
    await sleep(1_000);
  }
  return false;
}
