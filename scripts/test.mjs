// `npm test`: every check and suite in order, a summary of what ran and what was skipped, and the totals as last line.
import "./node-24.mjs";
import { existsSync, rmSync } from "node:fs";
import { connect } from "node:net";
import path from "node:path";
import { chromium } from "playwright";
import { runCheck, runReported } from "./test-steps.mjs";

process.chdir(path.resolve(import.meta.dirname, ".."));

const DATABASE_SERVER = process.env.TEST_DATABASE_SERVER ?? "postgresql://root@127.0.0.1:5432/postgres";
const CHROMIUMS = [chromium.executablePath(), "/usr/bin/chromium"];

const { generateClient } = await import("./prepare.mjs");
rmSync("test-results", { recursive: true, force: true });
generateClient();

const hasPostgres = await answers(DATABASE_SERVER);
const hasBrowser = CHROMIUMS.some((file) => existsSync(file));
const missing = {
  postgres: hasPostgres ? "" : `no PostgreSQL answers at ${hostOf(DATABASE_SERVER)} (TEST_DATABASE_SERVER)`,
  indico: process.env.INDICO_DEV ? "" : "INDICO_DEV names no dev.json of a running Indico",
  stripe: process.env.STRIPE_API_BASE ? "" : "STRIPE_API_BASE names no running Stripe stand-in",
  browser: hasBrowser ? "" : `no Chromium: run "npx playwright install chromium", or install Debian's package chromium`,
};

const steps = [
  () => runCheck("lint", "npm", ["run", "--silent", "lint"]),
  () => runCheck("types", "npm", ["run", "--silent", "types"]),
  () => runCheck("migrations agree with the schema", "npm", ["run", "--silent", "migrate:check"]),
  () => vitest("unit"),
  // The one computes, the other mostly waits for other systems.
  () => Promise.all([vitest("database on pglite"), vitest("live", "", [missing.indico, missing.stripe])]),
  () => vitest("database on postgres", missing.postgres),
  () => vitest("kill -9", missing.indico || missing.stripe || missing.postgres),
  () => browserTests("browser", [], missing.browser),
  () => browserTests("browser on real Indicos", ["--config=e2e/live"], firstOf(missing)),
];

const results = [];
for (const step of steps) results.push(...[await step()].flat());
summarise(results);

function vitest(project, skippedBecause = "", partlySkipped = []) {
  const report = `test-results/vitest-${project.replaceAll(" ", "-")}.json`;
  const reporters = ["--reporter=default", "--reporter=json", `--outputFile.json=${report}`];
  const command = ["vitest", ["run", "--project", project, ...reporters]];
  return runReported({ name: project, command, report, read: readVitest, skippedBecause, partlySkipped });
}

function browserTests(name, options, skippedBecause) {
  const report = `test-results/${name.replaceAll(" ", "-")}.json`;
  const command = ["playwright", ["test", ...options, "--reporter=list,json"]];
  const env = { PLAYWRIGHT_JSON_OUTPUT_FILE: path.resolve(report) };
  return runReported({ name, command, env, report, read: readPlaywright, skippedBecause });
}

function firstOf({ indico, stripe, postgres, browser }) {
  return indico || stripe || postgres || browser;
}

/** A file that could not even be loaded is one failure: it has no cases to count. */
function readVitest(report) {
  const unloaded = report.testResults.filter(
    ({ status, assertionResults }) => status === "failed" && !assertionResults.length,
  );
  return {
    passed: report.numPassedTests,
    failed: report.numFailedTests + unloaded.length,
    skipped: report.numPendingTests + report.numTodoTests,
  };
}

function readPlaywright({ stats, errors }) {
  return { passed: stats.expected, failed: stats.unexpected + stats.flaky + errors.length, skipped: stats.skipped };
}

function summarise(all) {
  console.log("\nWhat ran:");
  for (const { name, passed, failed, skipped, seconds, notes } of all) {
    const mark = failed ? "FAILED " : passed ? "ok     " : "SKIPPED";
    console.log(`  ${mark} ${name.padEnd(34)} ${passed} passed, ${failed} failed, ${skipped} skipped (${seconds} s)`);
    for (const note of notes) console.log(`          SKIPPED: ${note}`);
  }
  const sum = (key) => all.reduce((total, result) => total + result[key], 0);
  process.exitCode = sum("failed") ? 1 : 0;
  console.log(`\n${sum("passed")} passed, ${sum("failed")} failed, ${sum("skipped")} skipped`);
}

function answers(url) {
  const { hostname, port } = new URL(url);
  return new Promise((resolve) => {
    const socket = connect({ host: hostname, port: Number(port || 5432), timeout: 2_000 });
    const end = (isThere) => () => {
      socket.destroy();
      resolve(isThere);
    };
    socket.once("connect", end(true)).once("error", end(false)).once("timeout", end(false));
  });
}

function hostOf(url) {
  return new URL(url).host;
}
