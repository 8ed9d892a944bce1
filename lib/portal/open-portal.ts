import "server-only";
import { offerSetUp } from "@/lib/auth/set-up-link";
import { serveConsole } from "@/lib/console/serve-console";
import { connect, disconnect } from "@/lib/db/client";
import { env } from "@/lib/env";
import { handlers } from "@/lib/jobs/handlers";
import { queue, startWorkers, stopQueue } from "@/lib/jobs/queue";
import { log } from "@/lib/log/log";

const process_ = globalThis as typeof globalThis & { foyerPortal?: { close: () => Promise<void> } };

/**
 * Opens what a process needs before it serves: configuration, database (the embedded one migrates itself), job queue,
 * workers. `scripts/serve.mjs` closes it by `globalThis.foyerPortal`, since it runs outside the bundle.
 * @param withConsole whether operators' commands may be handed to this process: it holds the embedded database
 * @throws when a part cannot be opened; what was opened before is closed again
 */
export async function openPortal({ withConsole }: { withConsole: boolean }): Promise<void> {
  const { LOG_LEVEL, DATABASE_URL, FOYER_WORKER, isDemo } = env();
  log.level = LOG_LEVEL;
  let closeConsole = async () => {};
  const close = async () => {
    await closeConsole();
    await stopQueue();
    await disconnect();
  };
  try {
    await connect();
    await queue();
    if (FOYER_WORKER === "on") await startWorkers(handlers);
    if (withConsole && !DATABASE_URL) closeConsole = await serveConsole();
  } catch (error) {
    await close().catch(() => {});
    throw error;
  }
  process_.foyerPortal = { close };
  log.info({ database: DATABASE_URL ? "postgresql" : "embedded", worker: FOYER_WORKER, demo: isDemo }, "portal open");
}

/**
 * For the web server's start, which fills a new demo too, unless it stands before an Indico of its own choice: an error
 * is told in one sentence and ends the process.
 */
export async function openPortalOrExit(): Promise<void> {
  try {
    await openPortal({ withConsole: true });
    const { isDemo, INDICO_URL } = env();
    if (!isDemo) await offerSetUp(new Date());
    if (isDemo && !INDICO_URL) {
      const { seedDemo } = await import("@/lib/demo/seed");
      await seedDemo(new Date());
    }
  } catch (error) {
    console.error(`Foyer could not start. ${error instanceof Error ? error.message : error}`);
    process.exit(1);
  }
}
