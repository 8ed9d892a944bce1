import { existsSync } from "node:fs";
import { chromium, defineConfig } from "@playwright/test";

const PORT = Number(process.env.E2E_PORT ?? 3199);
const DEBIAN_CHROMIUM = "/usr/bin/chromium";
const executablePath = existsSync(chromium.executablePath()) ? undefined : DEBIAN_CHROMIUM;

/** The built product as a newcomer gets it: the demo, on a port and a data folder of its own, fresh for each run. */
export default defineConfig({
  testDir: "e2e",
  testMatch: "**/*.spec.ts",
  outputDir: "test-results/browser",
  globalSetup: "./e2e/fixtures/forget-examined-pages.ts",
  fullyParallel: true,
  workers: 2,
  retries: 0,
  forbidOnly: Boolean(process.env.CI),
  timeout: 120_000,
  expect: { timeout: 10_000 },
  reporter: "list",
  use: {
    baseURL: `http://127.0.0.1:${PORT}`,
    contextOptions: { reducedMotion: "reduce" },
    locale: "en-GB",
    launchOptions: { executablePath, args: ["--no-sandbox", "--disable-gpu"] },
    trace: "retain-on-failure",
  },
  projects: [
    { name: "browser", testIgnore: ["every-page.spec.ts", "**/e2e/live/**"] },
    { name: "every page", testMatch: "every-page.spec.ts", dependencies: ["browser"] },
  ],
  webServer: {
    command: "node e2e/fixtures/start-fresh.mjs",
    env: { PORT: String(PORT), FOYER_DATA: "test-results/data" },
    url: `http://127.0.0.1:${PORT}/health/live`,
    timeout: 300_000,
    gracefulShutdown: { signal: "SIGTERM", timeout: 20_000 },
    stdout: "ignore",
    stderr: "pipe",
  },
});
