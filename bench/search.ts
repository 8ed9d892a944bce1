import { gzipSync } from "node:zlib";
import { type Bench, type Figure, INDICO_TOKEN, percentile, round } from "./bench";
import { Browser } from "./harness/browser";
import { seedConferences } from "./harness/conference";
import { query } from "./harness/database";
import { seedRegistrations, seedStaff } from "./harness/desk";
import { withProduct } from "./harness/product";
import { addressOf } from "./journeys";

const SIZES = [
  { registrations: 10_000, searchMs: 200, listMs: 300, workListMs: 500 },
  { registrations: 100_000, searchMs: 400, listMs: 600, workListMs: 1_000 },
] as const;
const GOAL_KILOBYTES = 120;
const ROUNDS = 12;

/** What somebody types, letter by letter as the page sends it, and what they paste. */
const SEARCHES = [
  ...[
    "s",
    "sj",
    "sjo",
    "sjostrom",
    "Sjöström",
    "nguyen qu",
    "wojcik maria",
    "strasse",
    "obrien",
    "person77",
    "person777@",
  ],
  ...["university kiel", "universitat", "4711", "F4711", "nobody-there", "muller galway", "zoe", "RF00"],
];

/** Lists as staff look at them: all of it, filtered, sorted otherwise, and a later page. */
const LISTS = [
  ...["", "money=owing", "money=paid&presence=away", "state=cancelled", "country=IS", "sort=newest", "sort=-name"],
  ...["service=dinner&money=owing", "indico=parked", "col=email&col=services&col=state"],
];

/** The desk's work list, search and list over HTTP, at two sizes of a conference. */
export async function measureSearch(bench: Bench): Promise<Figure[]> {
  return withProduct(bench, { name: "search" }, async ({ web }) => {
    const figures: Figure[] = [];
    for (const [index, size] of SIZES.entries()) {
      const slug = await seed(bench, size.registrations);
      const browser = new Browser(web.url, addressOf(index));
      const cookie = await seedStaff(bench.database.url);
      browser.setCookie(cookie.name, cookie.value);
      const list = `/admin/c/${slug}/registrations`;
      const searches = await measure(
        browser,
        SEARCHES.map((words) => `${list}?${new URLSearchParams({ q: words })}`),
      );
      const lists = await measure(
        browser,
        LISTS.map((filter) => `${list}?${filter}`),
      );
      const workList = await measure(browser, [`/admin/c/${slug}`]);
      figures.push(
        figureOf("Work list and figures", size.registrations, size.workListMs, workList),
        figureOf("Search at the desk", size.registrations, size.searchMs, searches),
        figureOf("List of registrations", size.registrations, size.listMs, lists),
      );
    }
    return figures;
  });
}

type Measured = { milliseconds: number[]; slowest: Record<string, number>; kilobytes: number; gzipKilobytes: number };

async function measure(browser: Browser, addresses: string[]): Promise<Measured> {
  const byAddress = new Map<string, number[]>();
  let largest = "";
  for (const address of addresses) await browser.open(address);
  for (let round_ = 0; round_ < ROUNDS; round_++) {
    for (const address of addresses) {
      const startedAt = performance.now();
      const page = await browser.open(address);
      const milliseconds = performance.now() - startedAt;
      page.expect(/^\/admin\/c\/[\w-]+(\/registrations)?$/);
      if (page.html.length > largest.length) largest = page.html;
      byAddress.set(address, [...(byAddress.get(address) ?? []), milliseconds]);
    }
  }
  const medians = [...byAddress].map(([address, all]) => [address.split("?")[1] ?? "", percentile(all, 0.5)] as const);
  const slowest = medians.toSorted(([, a], [, b]) => b - a).slice(0, 3);
  return {
    milliseconds: [...byAddress.values()].flat(),
    slowest: Object.fromEntries(slowest.map(([address, median]) => [address, round(median)])),
    kilobytes: round(Buffer.byteLength(largest) / 1_000),
    gzipKilobytes: round(gzipSync(largest).length / 1_000),
  };
}

function figureOf(name: string, registrations: number, goalMs: number, measured: Measured): Figure {
  const { milliseconds, slowest, kilobytes, gzipKilobytes } = measured;
  const p95 = percentile(milliseconds, 0.95);
  return {
    name: `${name}, ${registrations.toLocaleString("en")} registrations`,
    goal: `p95 ${goalMs} ms, page under ${GOAL_KILOBYTES} KB`,
    measured: `p95 ${round(p95)} ms, median ${round(percentile(milliseconds, 0.5))} ms; ${kilobytes} KB (${gzipKilobytes} KB compressed)`,
    isReached: p95 <= goalMs && kilobytes < GOAL_KILOBYTES,
    how: "whole pages over HTTP, one after the other, by one staff member; 50 rows a page",
    details: { requests: milliseconds.length, medianOfTheSlowest: slowest },
  };
}

async function seed({ database, ports }: Bench, registrations: number): Promise<string> {
  const indicoUrl = `http://127.0.0.1:${ports.indico}`;
  const { disconnect } = await import("@/lib/db/client");
  const [conference] = await seedConferences(1, { indicoUrl, token: INDICO_TOKEN, places: 1_000_000 });
  if (!conference) throw new Error("No conference");
  await disconnect();
  await seedRegistrations(database.url, conference.id, registrations);
  const [row] = await query<{ slug: string }>(database.url, `SELECT slug FROM conference WHERE id = ${conference.id}`);
  return row?.slug ?? "";
}
