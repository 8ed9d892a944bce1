import "server-only";
import { Counter } from "prom-client";

// Pages, routes and instrumentation are bundled apart; the counter is one per process.
const process_ = globalThis as typeof globalThis & { foyerRefusals?: Counter<"limit"> };

/** Counts, since this process started, what a limit refused. In memory: a refusal shall write nothing. */
export function refusals(): Counter<"limit"> {
  process_.foyerRefusals ??= new Counter({
    name: "foyer_refusals_total",
    help: "What a limit refused, by limit; many of the links' and codes' mean that somebody guesses",
    labelNames: ["limit"],
    registers: [],
  });
  return process_.foyerRefusals;
}

/** @param limit its name, never whom it refused */
export function countRefusal(limit: string): void {
  refusals().inc({ limit });
}
