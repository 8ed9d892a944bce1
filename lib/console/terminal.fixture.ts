import type { Io } from "./command";
import { OperatorRefusal } from "./operator-refusal";
import { runCommand } from "./run-command";

/** Runs a command line in a terminal that remembers what was said. */
export async function type(
  line: string,
  { files = {}, answers = [] }: { files?: Record<string, string>; answers?: string[] } = {},
) {
  const out: string[] = [];
  const notes: string[] = [];
  const io: Io = {
    out: (text) => out.push(text),
    note: (text) => notes.push(text),
    ask: async (question) => {
      const answer = answers.shift();
      if (answer === undefined) throw new OperatorRefusal(`No answer to ${question}`);
      return answer;
    },
    readFile: async (file) => files[file] ?? Promise.reject(new OperatorRefusal(`There is no file ${file}.`)),
    writeFile: async (file, text) => {
      files[file] = text;
    },
  };
  const args = line.match(/"[^"]*"|\S+/g)?.map((word) => word.replaceAll('"', "")) ?? [];
  const code = await runCommand(args, io);
  return { code, out: out.join("\n"), notes: notes.join("\n"), files };
}
