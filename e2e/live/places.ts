import { Indico } from "./indico";

/** Where one real Indico's copy of the portal runs in these tests. */
export type Place = {
  indico: Indico;
  port: number;
  portalUrl: string;
  databaseUrl: string;
  /** Ways to this Indico that tests can cut: nothing listens there until a test opens one. One for each spec file. */
  wires: Record<WireName, { port: number; url: string }>;
  /** What the portal said. */
  logFile: string;
};

export type WireName = "outage" | "cron" | "narrow";

/** Ports from here on: one for each portal, then three wires for each. */
const FIRST_PORT = Number(process.env.E2E_LIVE_PORT ?? 3180);

export const DATABASE_SERVER = process.env.TEST_DATABASE_SERVER ?? "postgresql://root@127.0.0.1:5432/postgres";
export const STRIPE_URL = process.env.STRIPE_API_BASE ?? "";
export const WEBHOOK_SECRET = "whsec_live_tests";

/** One place for each dev.json that INDICO_DEV names. */
export function listPlaces(): Place[] {
  const files = (process.env.INDICO_DEV ?? "").split(",").filter(Boolean);
  return files.map((file, index) => {
    const indico = new Indico(file);
    const port = FIRST_PORT + index;
    const database = new URL(DATABASE_SERVER);
    database.pathname = `/${databaseName(indico, port)}`;
    const firstWire = FIRST_PORT + files.length + 3 * index;
    return {
      indico,
      port,
      // Another name than Indico's and the card provider's: to a browser they are other sites, as in real life.
      portalUrl: `http://localhost:${port}`,
      databaseUrl: database.href,
      wires: { outage: wireOn(firstWire), cron: wireOn(firstWire + 1), narrow: wireOn(firstWire + 2) },
      logFile: `test-results/live/portal-${indico.version}.log`,
    };
  });
}

function wireOn(port: number) {
  return { port, url: `http://127.0.0.1:${port}` };
}

/** Two runs on one machine have other ports, and so other databases. */
function databaseName(indico: Indico, port: number): string {
  return `foyer_live_${indico.version.replaceAll(".", "_")}_${port}`;
}
