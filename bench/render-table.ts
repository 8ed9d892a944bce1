import type { Figure } from "./bench";
import type { Machine } from "./harness/machine";

/** The last measurement of each figure, by its name. */
export type Results = Record<string, Figure & { machine: Machine & { loadBefore: number[] } }>;

/** docs/figures.md from the last results. */
export function renderTable(results: Results): string {
  const figures = Object.values(results);
  const rows = figures.map(({ name, goal, measured, isReached, how, machine }) => {
    const verdict = isReached === null ? "" : isReached ? "reached" : "**not reached**";
    const load = `${machine.loadBefore[0]} → ${machine.load[0]}`;
    return `| ${[name, goal, measured, verdict, how, load, `${machine.at.slice(0, 10)}, ${machine.commit}`].map(cell).join(" | ")} |`;
  });
  const machine = figures.at(-1)?.machine;
  return `# Figures

Written by \`npm run bench -- all --write\`; \`npm run bench -- --help\` says what each measures and needs. Every figure
comes from the built product as one production process on PostgreSQL, with load from the same machine over loopback.

| figure | goal | measured | | how | load (1 min) | when |
|---|---|---|---|---|---|---|
${rows.join("\n")}

CPU seconds are user and system time of the web process (all threads, pages and jobs) and of the PostgreSQL backends of
its database, from \`/proc\`; PostgreSQL's shared processes are not counted. The Indico and the mail server that answer
in the first three are small servers inside the benchmark and are not counted either.
${machine ? `\nMachine of the last: ${machine.cores} cores, ${machine.cpu}, ${machine.memoryGigabytes} GB; Node ${machine.node}, Next.js ${machine.next}, React ${machine.react}, Prisma ${machine.prisma}, PostgreSQL ${machine.postgres}.\n` : ""}`;
}

function cell(text: string): string {
  return text.replaceAll("|", "\\|");
}
