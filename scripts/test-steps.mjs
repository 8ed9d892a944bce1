import { spawn } from "node:child_process";
import { readFileSync } from "node:fs";
import path from "node:path";

/** A command that passes or fails as a whole counts as one case. */
export async function runCheck(name, command, args) {
  const { code, seconds } = await run(name, command, args);
  return { name, passed: code === 0 ? 1 : 0, failed: code === 0 ? 0 : 1, skipped: 0, seconds, notes: [] };
}

/**
 * A runner that writes a report, whose cases are counted. A runner that fails without a failed case (it crashed, or
 * wrote no report) is one failure.
 */
export async function runReported({ name, command, env, report, read, skippedBecause, partlySkipped = [] }) {
  if (skippedBecause) {
    console.log(`\n━━ ${name}: SKIPPED, ${skippedBecause}`);
    return { name, passed: 0, failed: 0, skipped: 1, seconds: 0, notes: [skippedBecause] };
  }
  const [executable, args] = command;
  const { code, seconds } = await run(name, path.join("node_modules", ".bin", executable), args, env);
  const counts = readCounts(report, read);
  if (code !== 0 && counts.failed === 0) counts.failed = 1;
  return { name, ...counts, seconds, notes: partlySkipped.filter(Boolean) };
}

function readCounts(report, read) {
  try {
    return read(JSON.parse(readFileSync(report, "utf8")));
  } catch {
    console.error(`${report} cannot be read: the runner wrote none.`);
    return { passed: 0, failed: 1, skipped: 0 };
  }
}

function run(name, executable, args, env = {}) {
  console.log(`\n━━ ${name}`);
  const began = performance.now();
  return new Promise((resolve) => {
    const child = spawn(executable, args, { stdio: "inherit", env: { ...process.env, ...env } });
    const end = (code) => resolve({ code, seconds: Math.round((performance.now() - began) / 1000) });
    child.on("error", () => end(1)).on("exit", (code) => end(code ?? 1));
  });
}
