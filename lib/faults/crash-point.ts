import "server-only";
import { env } from "@/lib/env";

/** Places where a process may die with the most to lose: between an effect outside and our knowledge of it. */
export type CrashPoint =
  | "after-charge-before-commit"
  | "after-commit-before-job"
  | "after-indico-write-before-read-back";

/**
 * Kills this process at a named point, as a power cut would, when FOYER_CRASH_AT names it (the demo only): the crash
 * tests prove that nothing is lost or doubled there. Does nothing otherwise.
 */
export function crashPoint(point: CrashPoint): void {
  if (env().FOYER_CRASH_AT === point) process.kill(process.pid, "SIGKILL");
}
