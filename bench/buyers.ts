import { type Bench, type Figure, INDICO_TOKEN, percentile, round } from "./bench";
import { Browser, type Page } from "./harness/browser";
import { type SeededBuyer, seedBuyers, seedConferences } from "./harness/conference";
import { CpuMeter } from "./harness/cpu-meter";
import { query } from "./harness/database";
import { withProduct } from "./harness/product";
import { addressOf } from "./journeys";
import { sendChoice, sendWay } from "./walk";

const BUYERS = 1_000;
const PLACES = 100;
const GOAL_PER_MINUTE = 400;
const ACCESS_COOKIE = "foyer_access";

/** What a buyer was told in the end. */
type Answer = "sold" | "sold-out" | "unclear";

/** 1,000 people rush at 100 places, all at once, through the public pages. */
export async function measureBuyers(bench: Bench): Promise<Figure[]> {
  const measured = await withProduct(bench, { name: "buyers" }, async ({ web }) => {
    const { buyers, conferenceId } = await seed(bench);
    const unclear: string[] = [];
    const seconds: number[] = [];
    const answers: Record<Answer, number> = { sold: 0, "sold-out": 0, unclear: 0 };
    const meter = new CpuMeter(web.pid, bench.database.name);
    meter.start();
    const startedAt = performance.now();
    let soldAt = startedAt;
    const act = async (buyer: SeededBuyer, number: number) => {
      const browser = new Browser(web.url, addressOf(number));
      browser.setCookie(ACCESS_COOKIE, buyer.accessToken);
      const answer = await buy(browser, buyer, unclear);
      answers[answer] += 1;
      seconds.push((performance.now() - startedAt) / 1_000);
      if (answer === "sold") soldAt = performance.now();
    };
    await Promise.all(buyers.map(act));
    const minutes = (performance.now() - startedAt) / 60_000;
    return {
      answers,
      unclear,
      seconds,
      minutes,
      soldMinutes: (soldAt - startedAt) / 60_000,
      cpu: meter.stop(),
      conferenceId,
    };
  });
  const { answers, minutes, seconds, cpu, unclear } = measured;
  const truth = await readTruth(bench, measured.conferenceId);
  const isExact =
    truth.taken === PLACES &&
    truth.placed === PLACES &&
    answers.sold === PLACES &&
    answers["sold-out"] === BUYERS - PLACES;
  return [
    {
      name: `${BUYERS} buyers, ${PLACES} places`,
      goal: `exactly ${PLACES} sold, every other buyer a clear answer; ${GOAL_PER_MINUTE} orders a minute or more`,
      measured: `${truth.placed} sold, ${answers["sold-out"]} told "sold out", ${answers.unclear} without a clear answer; ${round(BUYERS / minutes)} orders decided a minute`,
      isReached: isExact && BUYERS / minutes >= GOAL_PER_MINUTE,
      how: `all ${BUYERS} at once from ${BUYERS} addresses: read the fees, choose, pay on site`,
      details: {
        answers,
        truth,
        secondsToAllAnswers: round(minutes * 60, 1),
        secondsTo100thSale: round(measured.soldMinutes * 60, 1),
        secondsToAnswer: { median: round(percentile(seconds, 0.5), 1), p95: round(percentile(seconds, 0.95), 1) },
        coresUsedByOthers: round(cpu.others / cpu.elapsed, 2),
        cpuSecondsPerBuyer: round((cpu.web + cpu.database) / BUYERS, 4),
        firstUnclear: unclear.slice(0, 5),
      },
    },
  ];
}

async function seed({ ports }: Bench) {
  const { disconnect } = await import("@/lib/db/client");
  const indicoUrl = `http://127.0.0.1:${ports.indico}`;
  const [conference] = await seedConferences(1, { indicoUrl, token: INDICO_TOKEN, places: PLACES });
  if (!conference) throw new Error("No conference");
  const buyers = await seedBuyers(conference.id, BUYERS);
  await disconnect();
  return { buyers, conferenceId: conference.id };
}

async function buy(browser: Browser, { publicId }: SeededBuyer, unclear: string[]): Promise<Answer> {
  const say = (page: Page | Error): Answer => {
    unclear.push(page instanceof Error ? String(page) : `${page.status} ${page.path}: ${page.text.slice(0, 200)}`);
    return "unclear";
  };
  try {
    const fees = await browser.open(`/r/${publicId}/choose`);
    if (isSoldOut(fees)) return "sold-out";
    const chosen = await sendChoice(browser, fees);
    if (isSoldOut(chosen)) return "sold-out";
    if (!chosen.path.endsWith("/pay")) return say(chosen);
    const standing = await sendWay(browser, chosen, "on_site");
    return standing.status === 200 && /^\/r\/[^/]+$/.test(standing.path) ? "sold" : say(standing);
  } catch (error) {
    return say(error as Error);
  }
}

/** The choice, with the words that its places are gone: before it was made, or because others were faster. */
function isSoldOut(page: Page): boolean {
  const isFull = /Full\. All 100 places are taken|was taken a moment ago/.test(page.text);
  return page.status === 200 && page.path.endsWith("/choose") && isFull;
}

async function readTruth({ database }: Bench, conferenceId: number) {
  const [row] = await query<{ taken: number; placed: number; places: number }>(
    database.url,
    `SELECT (SELECT taken FROM quota WHERE conference_id = ${conferenceId} AND name = 'Venue') AS taken,
            (SELECT count(*)::int FROM "order" WHERE conference_id = ${conferenceId} AND state = 'placed') AS placed,
            (SELECT coalesce(sum(count), 0)::int FROM place JOIN quota ON quota.id = quota_id
              WHERE conference_id = ${conferenceId} AND name = 'Venue') AS places`,
  );
  if (!row) throw new Error("The quota is gone");
  return row;
}
