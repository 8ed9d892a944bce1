import { CsvError, parse } from "csv-parse/sync";
import {
  codeOf,
  MOST_ROWS,
  type ProgrammeRow,
  type ReadProgramme,
  type RowFields,
  type RowProblem,
  rowProblem,
} from "@/lib/agenda/programme-row";

const COLUMNS = {
  code: "text",
  title: "text",
  description: "text",
  startsAt: "time",
  endsAt: "time",
  room: "text",
  tags: "list",
  booking: "word",
  places: "number",
  quota: "name",
  service: "name",
  categories: "list",
  opensAt: "time",
  closesAt: "time",
  leaveUntil: "time",
  waitingPlaces: "number",
  waitingListMode: "word",
  offerHours: "number",
  blocksTime: "yes-no",
  isPublished: "yes-no",
  isCancelled: "yes-no",
} as const;
type ColumnName = keyof typeof COLUMNS;

/** The columns that a programme's CSV may have, in the order of the template. Only the first three below are needed. */
export const PROGRAMME_COLUMNS = Object.keys(COLUMNS) as ColumnName[];
const NEEDED: readonly ColumnName[] = ["title", "startsAt", "endsAt"];

/** Columns whose empty cell leaves the field to what a session begins with. */
const HAS_DEFAULT: readonly ColumnName[] = ["booking", "waitingPlaces", "waitingListMode", "offerHours"];

type Column = { name: ColumnName } | { name: "title" | "description"; locale: string };

/**
 * A programme from a table: one row a session, columns by the names of the conference file in any order (`Starts at` and
 * `starts_at` are `startsAt`; `title.it` is the Italian title). Comma, semicolon or tab. A row without a code is named
 * by its title.
 */
export function readProgrammeCsv(text: string): ReadProgramme {
  let records: { record: string[]; info: { lines: number } }[];
  try {
    const options = { bom: true, info: true, relax_column_count: true, delimiter: delimiterOf(text) } as const;
    records = parse(text, options) as unknown as typeof records; // its types do not know what `info` adds
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    const line = typeof error.lines === "number" ? error.lines : null;
    return {
      rows: [],
      problems: [rowProblem(line, null, "not-csv", "A quote is opened and not closed, or the other way round.")],
    };
  }
  const [head, ...body] = records;
  if (!head) return { rows: [], problems: [rowProblem(null, null, "empty-file", "The file is empty.")] };
  const { columns, problems } = readHead(head.record);
  if (problems.length) return { rows: [], problems };
  if (body.length > MOST_ROWS) return { rows: [], problems: [tooMany()] };
  const rows: ProgrammeRow[] = [];
  let before = head.info.lines;
  for (const { record, info } of body) {
    const line = before + 1;
    before = info.lines;
    if (record.every((cell) => cell.trim() === "")) continue;
    const read = readRow(columns, record, line);
    problems.push(...read.problems);
    rows.push(read.row);
  }
  return { rows, problems };
}

export function tooMany(): RowProblem {
  return rowProblem(null, null, "too-many-rows", `More than ${MOST_ROWS} sessions. Split the file.`, {
    most: MOST_ROWS,
  });
}

/** What parts the most cells of the first line. */
function delimiterOf(text: string): string {
  const [first = ""] = text.split(/\r?\n/, 1);
  const count = (sign: string) => first.split(sign).length;
  return [",", ";", "\t"].toSorted((a, b) => count(b) - count(a))[0] ?? ",";
}

function readHead(cells: readonly string[]): { columns: (Column | null)[]; problems: RowProblem[] } {
  const problems: RowProblem[] = [];
  const columns = cells.map((cell): Column | null => {
    const [, base = "", locale] = /^(.*?)(?:\.([A-Za-z-]+))?$/.exec(cell.trim()) ?? [];
    const plain = base.toLowerCase().replaceAll(/[\s_-]/g, "");
    const name = PROGRAMME_COLUMNS.find((known) => known.toLowerCase() === plain);
    if (locale !== undefined && (name === "title" || name === "description")) return { name, locale };
    if (name && locale === undefined) return { name };
    if (cell.trim() === "") return null;
    problems.push(
      rowProblem(1, cell, "column-unknown", `There is no column "${cell}". Known: ${PROGRAMME_COLUMNS.join(", ")}.`, {
        name: cell,
      }),
    );
    return null;
  });
  const names = columns.map((column) => column && keyOf(column));
  for (const name of new Set(names.filter((one, i) => one !== null && names.indexOf(one) !== i))) {
    problems.push(
      rowProblem(1, name, "column-twice", `The column "${name}" is there twice.`, { name: name as string }),
    );
  }
  for (const name of NEEDED.filter((needed) => !names.includes(needed))) {
    problems.push(rowProblem(1, name, "column-missing", `The column "${name}" is missing.`, { name }));
  }
  return { columns, problems };
}

function keyOf(column: Column): string {
  return "locale" in column ? `${column.name}.${column.locale}` : column.name;
}

function readRow(columns: readonly (Column | null)[], cells: readonly string[], line: number) {
  const problems: RowProblem[] = [];
  const fields: RowFields = {};
  for (const [i, column] of columns.entries()) {
    if (!column) continue;
    const cell = plainCell(cells[i] ?? "");
    if ("locale" in column) {
      fields.translations ??= {};
      fields.translations[column.locale] = { ...fields.translations[column.locale], [column.name]: cell };
      continue;
    }
    const { name } = column;
    if (cell === "" && HAS_DEFAULT.includes(name)) continue;
    const value = cellValue(COLUMNS[name], cell);
    if (value === undefined) problems.push(wrongCell(line, name, cell));
    // What always has a time is refused where it has none, by the same words as in a form.
    else fields[name] = value ?? (NEEDED.includes(name) ? "" : null);
  }
  const { code, ...rest } = fields;
  const named = typeof code === "string" && code !== "" ? code : codeOf(String(fields.title ?? ""));
  return { row: { line, code: named, fields: rest } satisfies ProgrammeRow, problems };
}

/** Spreadsheets put an apostrophe before what would be a formula, and so do our own exports. */
function plainCell(cell: string): string {
  return cell.trim().replace(/^'(?=[=+\-@])/, "");
}

/** A cell's value as the conference file has it; undefined for what is none. */
function cellValue(type: (typeof COLUMNS)[ColumnName], cell: string): unknown {
  switch (type) {
    case "text":
    case "word":
      return cell;
    case "name":
      return cell || null;
    case "list":
      return cell
        .split(/[,;]/)
        .map((word) => word.trim())
        .filter(Boolean);
    case "time": {
      if (cell === "") return null;
      const [, day, time] = /^(\d{4}-\d\d-\d\d)[T ](\d\d:\d\d(?::\d\d)?)$/.exec(cell) ?? [];
      return day && time ? `${day}T${time}` : undefined;
    }
    case "number":
      if (cell === "") return null;
      return /^\d{1,9}$/.test(cell) ? Number(cell) : undefined;
    case "yes-no":
      if (/^(yes|true|1|x|sì|si)$/i.test(cell)) return true;
      return /^(no|false|0|)$/i.test(cell) ? false : undefined;
  }
}

const WRONG = {
  time: ["not-a-time", "Give a local time as 2027-05-31 09:00."],
  number: ["not-a-number", "Give a whole number."],
  "yes-no": ["not-yes-or-no", "Give yes or no."],
} as const;

function wrongCell(line: number, name: ColumnName, cell: string): RowProblem {
  const [code, message] = WRONG[COLUMNS[name] as keyof typeof WRONG];
  return rowProblem(line, name, code, `"${cell}": ${message}`, { cell });
}
