import { defineConfig } from "@playwright/test";
import browserTests from "../../playwright.config";
import type { LiveOptions } from "./fixtures";
import { listPlaces } from "./places";

/** The whole journey on real Indicos (INDICO_DEV) and the card provider's stand-in (STRIPE_API_BASE). */
export default defineConfig<object, LiveOptions>({
  testDir: ".",
  testMatch: "**/*.spec.ts",
  outputDir: "../../test-results/live-browser",
  globalSetup: "./start-portals.ts",
  workers: 2,
  retries: 0,
  forbidOnly: Boolean(process.env.CI),
  timeout: 180_000,
  expect: { timeout: 30_000 },
  reporter: "list",
  use: { ...browserTests.use, actionTimeout: 30_000 },
  projects: listPlaces().map(({ indico }) => ({
    name: `Indico ${indico.version}`,
    use: { indicoVersion: indico.version },
  })),
});
