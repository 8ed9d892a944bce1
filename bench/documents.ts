import { readFileSync } from "node:fs";
import path from "node:path";
import { HOSTILE } from "@/lib/convio/hostile.fixture";
import { mutate, randomOf } from "@/lib/convio/mutate.fixture";
import { readDocument } from "@/lib/convio/read-document";
import { type Figure, round } from "./bench";

const MUTANTS = 100_000;
const GOAL_MS = 100;
const REQUEST = path.resolve(import.meta.dirname, "..", "lib", "convio", "examples", "request.xml");

/** How long one document holds the event loop, at worst; and whether any of very many is an exception. */
export async function measureDocuments(): Promise<Figure[]> {
  const hostile = timeAll(HOSTILE);
  const taken = Object.entries(HOSTILE).filter(([, text]) => readDocument(text).ok);
  const large = timeAll(LARGE);
  const fuzzed = readMutants();
  const how = (count: number) => `${count} documents, the worst of five readings of each, in processor time`;
  return [
    {
      name: "Event loop held by one hostile Convio document",
      goal: `each refused in under ${GOAL_MS} ms`,
      measured: `at most ${round(hostile.worstMs, 1)} ms (${hostile.worst}); ${taken.length} not refused`,
      isReached: hostile.worstMs < GOAL_MS && taken.length === 0,
      how: how(Object.keys(HOSTILE).length),
      details: hostile.times,
    },
    {
      name: "Event loop held by a right Convio document as large as it may be",
      goal: `under ${GOAL_MS} ms`,
      measured: `at most ${round(large.worstMs, 1)} ms (${large.worst})`,
      isReached: large.worstMs < GOAL_MS,
      how: how(Object.keys(LARGE).length),
      details: large.times,
    },
    {
      name: "Mutated Convio documents",
      goal: "read or refused, never an exception",
      measured: `${fuzzed.exceptions} exceptions in ${MUTANTS.toLocaleString("en")}`,
      isReached: fuzzed.exceptions === 0,
      how: "pieces put in, cut out, doubled and moved; the same seed each time",
      details: fuzzed,
    },
  ];
}

function timeAll(documents: Readonly<Record<string, string>>) {
  const times: Record<string, number> = {};
  for (const [name, text] of Object.entries(documents)) {
    readDocument(text);
    times[name] = round(Math.max(...Array.from({ length: 5 }, () => timed(text))), 2);
  }
  const [worst = "", worstMs = 0] = Object.entries(times).sort(([, a], [, b]) => b - a)[0] ?? [];
  return { times, worst, worstMs };
}

/** Processor time of this thread and its collector: what waits for other programs is not the document's. */
function timed(text: string): number {
  const begun = process.cpuUsage();
  readDocument(text);
  const { user, system } = process.cpuUsage(begun);
  return (user + system) / 1_000;
}

/** As large as they may be, and right as long as possible. */
const LARGE = {
  "128 KiB of elements": fill("<secondaryRegistration><email>a@b.example</email></secondaryRegistration>", 127_000),
  "128 KiB of questions": fill(
    `<primaryRegistration>${"<question><id>1</id></question>".repeat(2_900)}</primaryRegistration>`,
    1,
  ),
  "128 KiB of references": fill(
    `<primaryRegistration><email>${"&#1050;".repeat(18_000)}</email></primaryRegistration>`,
    1,
  ),
  "128 KiB of one value": fill(`<primaryRegistration><email>${"a ".repeat(64_000)}</email></primaryRegistration>`, 1),
};

function fill(piece: string, bytes: number): string {
  const inside = piece.repeat(Math.max(1, Math.floor(bytes / piece.length)));
  return `<processRegistrationRequest>${inside}</processRegistrationRequest>`;
}

function readMutants() {
  const random = randomOf(1);
  const sources = [readFileSync(REQUEST, "utf8"), ...Object.values(HOSTILE).filter(({ length }) => length < 2_000)];
  const codes: Record<number, number> = {};
  let exceptions = 0;
  for (let time = 0; time < MUTANTS; time++) {
    try {
      const outcome = readDocument(mutate(sources[Math.floor(random() ** 2 * sources.length)] ?? "", random));
      const code = outcome.ok ? 0 : outcome.error.code;
      codes[code] = (codes[code] ?? 0) + 1;
    } catch {
      exceptions += 1;
    }
  }
  return { exceptions, codes };
}
