import { strToU8, Zip, ZipDeflate, ZipPassThrough } from "fflate";
import type { Cell, Column } from "./sheet";
import { sheetEnd, sheetHead, sheetRow, WORKBOOK_FILES } from "./xlsx-parts";

/** Speed counts more than the last few per cent of size. */
const LEVEL = 4;

/**
 * The head and the rows as a workbook with one sheet (ECMA-376), written while it is read: no more than one part and
 * what it compresses to is in memory. Texts are inline strings, so that none is ever a formula.
 */
export async function* writeXlsx(
  heads: readonly string[],
  columns: readonly Column[],
  parts: AsyncIterable<Cell[][]>,
): AsyncGenerator<Uint8Array> {
  const ready: Uint8Array[] = [];
  const zip = new Zip((error, chunk) => {
    if (error) throw error;
    ready.push(chunk);
  });
  for (const [name, text] of Object.entries(WORKBOOK_FILES)) {
    const file = new ZipPassThrough(name);
    zip.add(file);
    file.push(strToU8(text), true);
  }
  const sheet = new ZipDeflate("xl/worksheets/sheet1.xml", { level: LEVEL });
  zip.add(sheet);
  sheet.push(strToU8(sheetHead(heads, columns)));
  yield* ready.splice(0);
  let number = 1;
  for await (const rows of parts) {
    const xml = rows.map((row) => sheetRow(++number, row, columns)).join("");
    sheet.push(strToU8(xml));
    yield* ready.splice(0);
  }
  sheet.push(strToU8(sheetEnd()), true);
  zip.end();
  yield* ready.splice(0);
}
