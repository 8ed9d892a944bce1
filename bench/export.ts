import readXlsx from "read-excel-file/node";
import { type Bench, type Figure, INDICO_TOKEN, round } from "./bench";
import { Browser } from "./harness/browser";
import { seedConferences } from "./harness/conference";
import { residentMebibytes } from "./harness/cpu-meter";
import { query } from "./harness/database";
import { seedRegistrations, seedStaff } from "./harness/desk";
import { withProduct } from "./harness/product";
import { addressOf } from "./journeys";

const ROWS = 100_000;
const GOAL_MEGABYTES = 500;
const SAMPLE_MS = 100;
const MOST_SECONDS = 300;

/** A workbook of 100,000 registrations: collected in the background, then fetched; memory of the web process meanwhile. */
export async function measureExport(bench: Bench): Promise<Figure[]> {
  return withProduct(bench, { name: "export" }, async ({ web }) => {
    const slug = await seed(bench);
    const cookie = await seedStaff(bench.database.url);
    const browser = new Browser(web.url, addressOf(0));
    browser.setCookie(cookie.name, cookie.value);
    const samples: number[] = [residentMebibytes(web.pid)];
    const sampler = setInterval(() => samples.push(residentMebibytes(web.pid)), SAMPLE_MS);
    try {
      const startedAt = performance.now();
      const exports = await browser.open(`/admin/c/${slug}/exports`);
      const batch = await browser.send(exports, exports.formWith('input[value="registrations"]'));
      const { steps, address } = await awaitEnd(browser, batch.url);
      const collectedAt = performance.now();
      const file = await fetch(new URL(address, web.url), {
        headers: { cookie: `${cookie.name}=${cookie.value}`, "sec-fetch-site": "same-origin" },
      });
      const workbook = Buffer.from(await file.arrayBuffer());
      const endedAt = performance.now();
      clearInterval(sampler);
      const [sheet] = await readXlsx(workbook);
      const rows = (sheet?.data.length ?? 1) - 1;
      const megabytes = Math.max(...samples) * 1.048576;
      return [
        {
          name: `XLSX of ${ROWS.toLocaleString("en")} registrations`,
          goal: `memory under ${GOAL_MEGABYTES} MB, with progress`,
          measured: `${round(megabytes)} MB at most (${round((samples[0] ?? 0) * 1.048576)} MB before); collected in ${round((collectedAt - startedAt) / 1_000, 1)} s, fetched in ${round((endedAt - collectedAt) / 1_000, 1)} s`,
          isReached: megabytes < GOAL_MEGABYTES && rows === ROWS && steps > 1,
          how: "resident set of the one process (pages and jobs), sampled ten times a second",
          details: { rows, fileKilobytes: round(workbook.length / 1_000), progressSeen: steps },
        },
      ];
    } finally {
      clearInterval(sampler);
    }
  });
}

/** Reads the batch's page until it offers the file. @returns in how many different stages it was seen */
async function awaitEnd(browser: Browser, url: string): Promise<{ steps: number; address: string }> {
  const seen = new Set<string>();
  const until = performance.now() + MOST_SECONDS * 1_000;
  while (performance.now() < until) {
    const page = await browser.open(url);
    const link = /href="([^"]*\/file\?format=xlsx)"/.exec(page.html)?.[1];
    if (link) return { steps: seen.size, address: link };
    seen.add(/id="progress"[^>]*>\s*<b[^>]*>([^<]*)/.exec(page.html)?.[1] ?? "");
    await new Promise((resolve) => setTimeout(resolve, SAMPLE_MS));
  }
  throw new Error("The export did not end");
}

async function seed({ database, ports }: Bench): Promise<string> {
  const { disconnect } = await import("@/lib/db/client");
  const indicoUrl = `http://127.0.0.1:${ports.indico}`;
  const [conference] = await seedConferences(1, { indicoUrl, token: INDICO_TOKEN, places: 1_000_000 });
  if (!conference) throw new Error("No conference");
  await disconnect();
  await seedRegistrations(database.url, conference.id, ROWS);
  const [row] = await query<{ slug: string }>(database.url, `SELECT slug FROM conference WHERE id = ${conference.id}`);
  return row?.slug ?? "";
}
