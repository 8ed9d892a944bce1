import "server-only";
import { createInterface } from "node:readline";
import { Writable } from "node:stream";
import type { Io } from "./command";
import { OperatorRefusal, readNamedFile, writeNamedFile } from "./operator-refusal";

/** The terminal of this process. Files are named from the folder where the person typed the command. */
export function openTerminal(): Io {
  const folder = process.env.INIT_CWD ?? process.cwd();
  return {
    out: (line) => void process.stdout.write(`${line}\n`),
    note: (line) => void process.stderr.write(`${line}\n`),
    ask,
    readFile: (file) => readNamedFile(folder, file),
    writeFile: (file, text) => writeNamedFile(folder, file, text),
  };
}

let pipedLines: AsyncIterator<string> | undefined;

async function ask(question: string, { hidden = false } = {}): Promise<string> {
  if (!process.stdin.isTTY) {
    pipedLines ??= createInterface({ input: process.stdin })[Symbol.asyncIterator]();
    const { value, done } = await pipedLines.next();
    if (done) throw new OperatorRefusal(`No answer to "${question.trim()}": type it, or pipe it in.`);
    return value;
  }
  process.stderr.write(question);
  const silent = new Writable({ write: (_chunk, _encoding, done) => done() });
  const lines = createInterface({ input: process.stdin, output: hidden ? silent : process.stderr, terminal: true });
  try {
    return await new Promise((resolve, reject) => {
      lines.once("line", resolve);
      lines.once("close", () => reject(new OperatorRefusal("Stopped.")));
      lines.once("SIGINT", () => reject(new OperatorRefusal("Stopped.")));
    });
  } finally {
    lines.close();
    if (hidden) process.stderr.write("\n");
  }
}
