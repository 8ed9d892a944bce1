import { stringify } from "csv-stringify/sync";
import type { Cell, Column } from "./sheet";

/** Excel takes a file for UTF-8 by this alone. */
const BYTE_ORDER_MARK = "\ufeff";
/** A spreadsheet program reads a text that begins so as a formula, and runs it. Source: OWASP, CSV injection. */
const FORMULA = /^[=+\-@\t\r]/;

/** The head and the rows as CSV (RFC 4180), part by part. A text that would be a formula gets an apostrophe before it. */
export async function* writeCsv(
  heads: readonly string[],
  columns: readonly Column[],
  parts: AsyncIterable<Cell[][]>,
): AsyncGenerator<Uint8Array> {
  const encoder = new TextEncoder();
  const lines = (rows: Cell[][]) => encoder.encode(stringify(rows, { record_delimiter: "\r\n" }));
  yield encoder.encode(BYTE_ORDER_MARK);
  yield lines([heads.map((head) => safe(head))]);
  for await (const rows of parts) {
    yield lines(rows.map((row) => row.map((cell, index) => (columns[index]?.type === "text" ? safe(cell) : cell))));
  }
}

function safe(cell: Cell): Cell {
  return typeof cell === "string" && FORMULA.test(cell) ? `'${cell}` : cell;
}
