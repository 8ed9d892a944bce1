import "server-only";
import type { Duplex } from "node:stream";
import { z } from "zod";

/** The wire between a terminal and the process that runs its command: one JSON object a line. */
export const FromTerminal = z.union([
  z.object({ args: z.array(z.string()), folder: z.string() }),
  z.object({ answer: z.string() }),
]);
export type FromTerminal = z.output<typeof FromTerminal>;

export const ToTerminal = z.union([
  z.object({ out: z.string() }),
  z.object({ note: z.string() }),
  z.object({ question: z.string(), hidden: z.boolean() }),
  z.object({ exit: z.union([z.literal(0), z.literal(1), z.literal(2)]) }),
]);
export type ToTerminal = z.output<typeof ToTerminal>;

/** The socket of the process that holds the embedded database. Not made absolute: a socket's path is short. */
export function consoleSocket(dataFolder: string): string {
  return `${dataFolder}/console.sock`;
}

export function send(stream: Duplex, message: FromTerminal | ToTerminal): void {
  stream.write(`${JSON.stringify(message)}\n`);
}
