import { env } from "@/lib/env";
import { openPortal } from "@/lib/portal/open-portal";

/** Jobs without pages, beside several web processes that share one PostgreSQL (`FOYER_WORKER=off` there). */
try {
  process.loadEnvFile(".env");
} catch {
  // No such file: the environment is all there is.
}

const portal = globalThis as typeof globalThis & { foyerPortal?: { close: () => Promise<void> } };

async function stop(): Promise<void> {
  await portal.foyerPortal?.close();
  process.exit(0);
}

try {
  if (!env().DATABASE_URL) throw new Error("The worker needs DATABASE_URL: the embedded database is the server's own.");
  if (env().FOYER_WORKER === "off") throw new Error("FOYER_WORKER is off: this process would do nothing.");
  process.once("SIGTERM", stop);
  process.once("SIGINT", stop);
  await openPortal({ withConsole: false });
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exit(1);
}
