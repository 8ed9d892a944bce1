import "server-only";
import { log } from "@/lib/log/log";
import type { Command, ExitCode, Io } from "./command";
import { COMMANDS } from "./commands";
import { OperatorRefusal } from "./operator-refusal";

/** Whether the arguments ask for words only: such a command needs no database. */
export function asksForHelp(args: string[]): boolean {
  return args.length === 0 || args.includes("--help") || args.includes("-h") || args[0] === "help";
}

/** Runs one command line; never throws: an error is told in one line. */
export async function runCommand(args: string[], io: Io, commands = COMMANDS): Promise<ExitCode> {
  const [name = "", ...rest] = args[0] === "help" ? args.slice(1) : args;
  const command = Object.hasOwn(commands, name) ? commands[name] : undefined;
  if (!command && asksForHelp(args)) {
    io.out(listCommands(commands));
    return 0;
  }
  if (!command) {
    io.note(`There is no command "${name}".\n\n${listCommands(commands)}`);
    return 2;
  }
  if (asksForHelp(args)) {
    io.out(`${command.summary}\n\n${command.usage}`);
    return 0;
  }
  return runGuarded(command, rest, io);
}

async function runGuarded(command: Command, args: string[], io: Io): Promise<ExitCode> {
  try {
    return await command.run(args, io);
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    const code = error instanceof Error && "code" in error ? String(error.code) : "";
    if (code.startsWith("ERR_PARSE_ARGS")) {
      io.note(`${message}\n\n${command.usage}`);
      return 2;
    }
    if (error instanceof OperatorRefusal) {
      io.note(message);
      return 1;
    }
    log.error({ error }, "command failed");
    io.note(`Failed: ${message}`);
    return 1;
  }
}

function listCommands(commands: Record<string, Command>): string {
  const rows = Object.entries(commands).map(([name, { summary }]) => `  ${name.padEnd(12)} ${summary}`);
  return ["npm run foyer -- <command> [arguments]   (--help after a command explains it)", "", ...rows].join("\n");
}
