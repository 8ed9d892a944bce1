import type { ExitCode } from "@/lib/console/command";
import { handOver } from "@/lib/console/hand-over";
import { asksForHelp, runCommand } from "@/lib/console/run-command";
import { openTerminal } from "@/lib/console/terminal";
import { connect, disconnect } from "@/lib/db/client";
import { DatabaseInUse } from "@/lib/db/pglite-lock";
import { env } from "@/lib/env";
import { stopQueue } from "@/lib/jobs/queue";
import { log } from "@/lib/log/log";

const args = process.argv.slice(2);
const io = openTerminal();

/** Where the embedded database is open already, its process runs the command. */
async function run(): Promise<ExitCode> {
  if (asksForHelp(args)) return runCommand(args, io);
  log.level = "silent";
  try {
    await connect();
  } catch (error) {
    if (error instanceof DatabaseInUse) return runThere(error);
    throw error;
  }
  try {
    return await runCommand(args, io);
  } finally {
    await stopQueue();
    await disconnect();
  }
}

async function runThere(inUse: DatabaseInUse): Promise<ExitCode> {
  const outcome = await handOver(env().FOYER_DATA, args, io);
  if (outcome.ok) return outcome.value;
  const what = {
    "no-console": "It does not take commands at the moment; nothing was done.",
    "cut-off": "It ended while the command ran; check what was done before you repeat it.",
  };
  io.note(`${inUse.message}\n${what[outcome.error]}`);
  return 1;
}

try {
  process.loadEnvFile(".env");
} catch {
  // No such file: the environment is all there is.
}
const code = await run().catch((error: Error) => {
  io.note(error.message);
  return 1;
});
// The migrations' engine leaves a timer of ten seconds behind.
process.exit(code);
