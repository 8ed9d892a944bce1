import type { BenchDatabase } from "./harness/database";

/** What one run of `npm run bench` has: a database of its own, ports on loopback, a folder for logs. */
export type Bench = {
  database: BenchDatabase;
  ports: { web: number; indico: number; smtp: number };
  folder: string;
  options: BenchOptions;
};

export type BenchOptions = {
  /** People at once, in the journeys. */
  people: number;
  journeys: number;
  requests: number;
  kills: number;
  /** Mutated documents that are sent. */
  documents: number;
  /** Writes a CPU profile of the web process during the journeys, and says where the time goes. */
  profile: boolean;
};

/** One line of the table in docs/figures.md. */
export type Figure = {
  name: string;
  goal: string;
  measured: string;
  /** Null where there is no goal to reach. */
  isReached: boolean | null;
  how: string;
  details: Record<string, unknown>;
};

export const AUTH_SECRET = "secret-of-the-benchmarks-secret-of-the-benchmarks";
export const INDICO_TOKEN = "indp_of_the_benchmarks";

/** The configuration of a production process whose only neighbours are the benchmark's own. */
export function productionEnv({ database, ports }: Bench): Record<string, string> {
  return {
    DATABASE_URL: database.url,
    PUBLIC_URL: `http://127.0.0.1:${ports.web}`,
    AUTH_SECRET,
    INDICO_URL: `http://127.0.0.1:${ports.indico}`,
    INDICO_TOKEN,
    SMTP_URL: `smtp://127.0.0.1:${ports.smtp}`,
    TRUSTED_PROXIES: "127.0.0.1/32,::1/128",
    FOYER_DEMO: "0",
    LOG_LEVEL: "warn",
  };
}

export function round(value: number, digits = 0): number {
  return Number(value.toFixed(digits));
}

/** The value below which the given share of the sorted values lies. */
export function percentile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
}
