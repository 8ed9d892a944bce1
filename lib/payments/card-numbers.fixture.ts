import { vi } from "vitest";
import { db } from "@/lib/db/client";
import { log } from "@/lib/log/log";

/** Digits in groups, as people and forms write them. */
const RUN = /\d+(?:(?:[ +-]|%20)\d+)*/g;
const GROUPS = /[ +-]|%20/;
/** The longest card numbers, and the digits that all begin with (others are clocks and counters). */
const LONGEST = 19;
const FIRST = /^[2-6]/;

/**
 * Everything in a text that could be a card's number: 13 to 19 digits whose check digit is right.
 * @param shortest 12 where no telephone numbers are, which look like the shortest of cards
 */
export function findCardNumbers(text: string, shortest: 12 | 13 = 13): string[] {
  return [...text.matchAll(RUN)].flatMap((run) =>
    isOfAnIdentifier(text, run.index, run[0]) ? [] : numbersIn(run[0], shortest),
  );
}

/** `cs_test_4242…`, `550e8400-e29b-…`: letters around it, with or without a hyphen. */
function isOfAnIdentifier(text: string, start: number, run: string): boolean {
  const end = start + run.length;
  return (
    /[A-Za-z_]-?$/.test(text.slice(Math.max(0, start - 2), start)) || /^-?[A-Za-z_]/.test(text.slice(end, end + 2))
  );
}

function numbersIn(run: string, shortest: number): string[] {
  const groups = run.split(GROUPS);
  return groups.flatMap((_, from) =>
    groups
      .map((_group, to) => groups.slice(from, to + 1).join(""))
      .filter(({ length }) => length >= shortest && length <= LONGEST)
      .filter((digits) => FIRST.test(digits) && isLuhnValid(digits)),
  );
}

function isLuhnValid(digits: string): boolean {
  const sum = [...digits].toReversed().reduce((total, digit, index) => {
    const value = Number(digit) * (index % 2 ? 2 : 1);
    return total + (value > 9 ? value - 9 : value);
  }, 0);
  return sum % 10 === 0;
}

/** Every row of every table, the job queue's among them, as PostgreSQL writes it. */
export async function dumpTables(): Promise<string> {
  const client = await db();
  const tables = await client.$queryRaw<{ name: string }[]>`
    SELECT format('%I.%I', table_schema, table_name) AS name FROM information_schema.tables
     WHERE table_type = 'BASE TABLE' AND table_schema NOT IN ('pg_catalog', 'information_schema') ORDER BY 1`;
  const lines: string[] = [];
  for (const { name } of tables) {
    const rows = await client.$queryRawUnsafe<{ line: string }[]>(`SELECT t::text AS line FROM ${name} t`);
    lines.push(...rows.map(({ line }) => `${name} ${line}`));
  }
  return lines.join("\n");
}

/** Collects all that is logged from now on, at the finest level. @returns the lines so far */
export function captureLog(): () => string {
  const lines: string[] = [];
  log.level = "trace";
  const streams = Object.getOwnPropertySymbols(log).map((symbol) => Reflect.get(log, symbol));
  const stream = streams.find((one) => typeof one?.write === "function" && "fd" in one);
  if (!stream) throw new Error("The log has no stream of its own");
  vi.spyOn(stream, "write").mockImplementation((line) => lines.push(String(line)) > 0);
  return () => lines.join("");
}
