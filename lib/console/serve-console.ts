import "server-only";
import { rm } from "node:fs/promises";
import { createServer, type Server, type Socket } from "node:net";
import { createInterface } from "node:readline";
import { env } from "@/lib/env";
import { log } from "@/lib/log/log";
import type { Io } from "./command";
import { consoleSocket, FromTerminal, send } from "./messages";
import { OperatorRefusal, readNamedFile, writeNamedFile } from "./operator-refusal";
import { runCommand } from "./run-command";

/**
 * Runs the commands that `npm run foyer` hands over while this process holds the embedded database. Only the user that
 * runs the server may connect: the socket is made with mode 0600.
 * @returns closes the console; running commands lose their terminal
 */
export async function serveConsole(): Promise<() => Promise<void>> {
  const file = consoleSocket(env().FOYER_DATA);
  await rm(file, { force: true });
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on("close", () => sockets.delete(socket));
    socket.on("error", () => {});
    serveTerminal(socket).catch((error) => log.error({ error }, "console"));
  });
  await listenPrivately(server, file);
  return async () => {
    for (const socket of sockets) socket.destroy();
    await new Promise((resolve) => server.close(resolve));
  };
}

function listenPrivately(server: Server, file: string): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once("error", reject);
    const before = process.umask(0o177);
    try {
      server.listen(file, resolve);
    } finally {
      process.umask(before);
    }
  });
}

async function serveTerminal(socket: Socket): Promise<void> {
  const lines = createInterface({ input: socket })[Symbol.asyncIterator]();
  const first = await readMessage(lines);
  if (!first || !("args" in first)) return void socket.destroy();
  const io: Io = {
    out: (line) => send(socket, { out: line }),
    note: (line) => send(socket, { note: line }),
    ask: async (question, { hidden = false } = {}) => {
      send(socket, { question, hidden });
      const reply = await readMessage(lines);
      if (!reply || !("answer" in reply)) throw new OperatorRefusal("The terminal went away.");
      return reply.answer;
    },
    readFile: (name) => readNamedFile(first.folder, name),
    writeFile: (name, text) => writeNamedFile(first.folder, name, text),
  };
  send(socket, { exit: await runCommand(first.args, io) });
  socket.end();
}

async function readMessage(lines: AsyncIterator<string>): Promise<FromTerminal | undefined> {
  const { value, done } = await lines.next();
  return done ? undefined : FromTerminal.parse(JSON.parse(value));
}
