import { execFileSync } from "node:child_process";
import { createRequire } from "node:module";
import os from "node:os";

const require = createRequire(import.meta.url);

/** What a figure was measured on, as far as it explains the figure. */
export function describeMachine(postgresVersion: string) {
  const version = (name: string) => (require(`${name}/package.json`) as { version: string }).version;
  return {
    at: new Date().toISOString(),
    cpu: os.cpus()[0]?.model ?? "unknown",
    cores: os.cpus().length,
    memoryGigabytes: Math.round(os.totalmem() / 1e9),
    load: loadNow(),
    node: process.version,
    next: version("next"),
    react: version("react"),
    prisma: version("@prisma/client"),
    postgres: postgresVersion,
    commit: execFileSync("git", ["rev-parse", "--short", "HEAD"], { encoding: "utf8" }).trim(),
  };
}

export type Machine = ReturnType<typeof describeMachine>;

/** Load averages of 1, 5 and 15 minutes. */
export function loadNow(): number[] {
  return os.loadavg().map((load) => Math.round(load * 100) / 100);
}
