import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { AUTH_SECRET } from "./bench";
import { findFaults } from "./crash";
import { CRASH_POINTS, crashAndCompare } from "./crash/crash-run";
import { type BenchDatabase, createDatabase } from "./harness/database";

const { INDICO_DEV, STRIPE_API_BASE } = process.env;
const [indicoDevFile] = INDICO_DEV?.split(",") ?? [];
const KILLS = 12;
const MINUTES = 60_000;

/** The short run; `npm run bench -- crash` is the long one. */
describe.skipIf(!indicoDevFile || !STRIPE_API_BASE)("kill -9 while people pay", () => {
  let database: BenchDatabase;
  let folder: string;

  beforeAll(async () => {
    database = await createDatabase();
    folder = await mkdtemp(path.join(tmpdir(), "foyer-crash-"));
    const product = {
      DATABASE_URL: database.url,
      AUTH_SECRET,
      PUBLIC_URL: "http://127.0.0.1:3117",
      SMTP_URL: "smtp://127.0.0.1:1",
      LOG_LEVEL: "silent",
    };
    Object.assign(process.env, product);
  });

  afterAll(async () => {
    await database.drop();
    await rm(folder, { recursive: true });
  });

  test("loses and doubles no payment, and Indico agrees with the ledger", { timeout: 20 * MINUTES }, async () => {
    const report = await crashAndCompare({
      databaseUrl: database.url,
      port: 3117,
      folder,
      authSecret: AUTH_SECRET,
      indicoDevFile: indicoDevFile?.trim() ?? "",
      stripeBase: STRIPE_API_BASE ?? "",
      kills: KILLS,
      report: () => {},
    });
    expect(findFaults(report)).toEqual([]);
    // How often is the machine's affair; a point that was never hit proved nothing.
    const missed = CRASH_POINTS.filter((point) => report.hits[point] === 0);
    expect(missed, JSON.stringify(report.hits)).toEqual([]);
  });
});
