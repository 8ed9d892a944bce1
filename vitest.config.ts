import { availableParallelism } from "node:os";
import { defineConfig } from "vitest/config";

const database = {
  include: ["**/*.db.test.ts"],
  exclude: ["node_modules/**", ".next/**"],
  globalSetup: ["lib/db/test-template.ts"],
  setupFiles: ["lib/db/test-setup.ts"],
  testTimeout: 60_000,
  hookTimeout: 120_000,
};

/** Ten thousand links, long histories of random acts: the same SQL, many times slower in one process. */
const LONG = [
  ...["guessed-links", "random-amendments", "money-adds-up", "converging", "histories", "random-bookings"],
].map((name) => `**/${name}.db.test.ts`);

/** What comes to the database by doors that are themselves tried on both: once is enough, on the one that is quick. */
const BY_DOORS = ["app/site", "app/api", "lib/convio", "lib/agenda", "lib/drift", "lib/exports", "lib/auth"].map(
  (folder) => `${folder}/**`,
);

/** Gives the restarted product its minutes to come in step, and so runs beside nothing that computes. */
const CRASH = "bench/crash.live.test.ts";

const live = {
  exclude: ["node_modules/**", ".next/**"],
  testTimeout: 120_000,
  hookTimeout: 120_000,
  fileParallelism: false,
};

export default defineConfig({
  resolve: {
    alias: { "@": import.meta.dirname, "server-only": `${import.meta.dirname}/scripts/server-only-outside-next.ts` },
  },
  test: {
    // By default one core is left to vitest itself: on two that is one file after the other.
    maxWorkers: Math.max(2, availableParallelism() - 1),
    projects: [
      {
        extends: true,
        test: {
          name: "unit",
          include: ["**/*.test.ts"],
          testTimeout: 30_000,
          exclude: ["node_modules/**", ".next/**", "**/*.db.test.ts", "**/*.live.test.ts"],
        },
      },
      {
        extends: true,
        test: {
          ...database,
          name: "database on pglite",
          exclude: [...database.exclude, ...LONG, ...BY_DOORS],
        },
      },
      { extends: true, test: { ...database, name: "database on postgres" } },
      {
        extends: true,
        test: { ...live, name: "live", include: ["**/*.live.test.ts"], exclude: [...live.exclude, CRASH] },
      },
      { extends: true, test: { ...live, name: "kill -9", include: [CRASH] } },
    ],
  },
});
