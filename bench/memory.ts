import { type Bench, type Figure, INDICO_TOKEN, round } from "./bench";
import { Browser } from "./harness/browser";
import { seedBuyers, seedConferences } from "./harness/conference";
import { residentMebibytes } from "./harness/cpu-meter";
import { withProduct } from "./harness/product";
import { emailOf } from "./harness/stub-indico";
import { addressOf, sideBySide } from "./journeys";
import { linkOf, sendChoice } from "./walk";

const GOAL_MEBIBYTES = 400;
const ACCESS_COOKIE = "foyer_access";
const PEOPLE = 200;
const AT_ONCE = 8;
/** The link of somebody unknown with its redirect, the details, the choice, and the choice sent with its redirect. */
const REQUESTS_PER_ROUND = 6;
/** Of the memory at half of the requests: what may still be added after it. */
const GROWTH_ALLOWED = 0.05;

/** Resident memory of the web process over many requests of every attendee page, some of them writes. */
export async function measureMemory(bench: Bench): Promise<Figure[]> {
  const { requests } = bench.options;
  const samples = await withProduct(bench, { name: "memory" }, async ({ web }) => {
    const { buyers, eventId } = await seed(bench);
    const taken: number[] = [residentMebibytes(web.pid)];
    const perSample = requests / 20;
    let done = 0;
    const rounds = Array.from({ length: Math.ceil(requests / REQUESTS_PER_ROUND) }, (_, number) => number);
    await sideBySide(AT_ONCE, rounds, async (number) => {
      const buyer = buyers[number % buyers.length];
      if (!buyer) return;
      const browser = new Browser(web.url, addressOf(number));
      browser.setCookie(ACCESS_COOKIE, buyer.accessToken);
      const registrationDbId = 1_000_000 + number;
      const email = emailOf(eventId, registrationDbId);
      await browser.open(linkOf({ eventId, friendlyId: number + 1, registrationDbId, email }));
      await browser.open(`/r/${buyer.publicId}/details`);
      await sendChoice(browser, await browser.open(`/r/${buyer.publicId}/choose`));
      const before = Math.floor(done / perSample);
      done += REQUESTS_PER_ROUND;
      if (Math.floor(done / perSample) > before) taken.push(residentMebibytes(web.pid));
    });
    return taken;
  });
  const last = samples.at(-1) ?? Number.NaN;
  const half = samples[Math.floor(samples.length / 2)] ?? Number.NaN;
  const most = Math.max(...samples);
  return [
    {
      name: `Memory after ${requests.toLocaleString("en")} requests`,
      goal: `under ${GOAL_MEBIBYTES} MB, no growth`,
      measured: `${round(last * 1.048576)} MB at the end, ${round(most * 1.048576)} MB at most; ${last >= half ? "+" : "−"}${round(Math.abs(last - half) * 1.048576)} MB in the second half`,
      isReached: most * 1.048576 < GOAL_MEBIBYTES && last - half <= half * GROWTH_ALLOWED,
      how: `resident set of the one process (pages and jobs), ${AT_ONCE} people at once: links, details, choices read and sent`,
      details: { megabytes: samples.map((sample) => round(sample * 1.048576)) },
    },
  ];
}

async function seed({ ports }: Bench) {
  const { disconnect } = await import("@/lib/db/client");
  const indicoUrl = `http://127.0.0.1:${ports.indico}`;
  const [conference] = await seedConferences(1, { indicoUrl, token: INDICO_TOKEN, places: 100_000 });
  if (!conference) throw new Error("No conference");
  const buyers = await seedBuyers(conference.id, PEOPLE);
  await disconnect();
  return { buyers, eventId: conference.eventId };
}
