import "server-only";
import { connect } from "node:net";
import { createInterface } from "node:readline";
import { err, ok, type Result } from "@/lib/result";
import type { ExitCode, Io } from "./command";
import { consoleSocket, send, ToTerminal } from "./messages";

/**
 * Hands a command to the process that holds the embedded database, and shows its answer here.
 * @returns "no-console" when that process does not answer: nothing was run; "cut-off" when it went away meanwhile
 */
export async function handOver(
  dataFolder: string,
  args: string[],
  io: Io,
): Promise<Result<ExitCode, "no-console" | "cut-off">> {
  const socket = connect(consoleSocket(dataFolder));
  const isOpen = await new Promise<boolean>((resolve) => {
    socket.once("connect", () => resolve(true));
    socket.once("error", () => resolve(false));
  });
  if (!isOpen) return err("no-console");
  socket.on("error", () => {});
  send(socket, { args, folder: process.env.INIT_CWD ?? process.cwd() });
  for await (const line of createInterface({ input: socket })) {
    const message = ToTerminal.parse(JSON.parse(line));
    if ("exit" in message) {
      socket.end();
      return ok(message.exit);
    }
    if ("out" in message) io.out(message.out);
    if ("note" in message) io.note(message.note);
    if ("question" in message) send(socket, { answer: await io.ask(message.question, { hidden: message.hidden }) });
  }
  return err("cut-off");
}
