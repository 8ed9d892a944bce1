import { allowedInXml } from "@/lib/text/allowed-in-xml";
import type { Cell, Column } from "./sheet";

/** Styles of cells, by their place in `cellXfs`. */
const STYLE = { plain: 0, head: 1, money: 2, moment: 3 } as const;
const HEADER = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>';
const MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
const OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const PACKAGE = "http://schemas.openxmlformats.org/package/2006";
const DAY_MS = 86_400_000;
/** Day 0 of spreadsheets, which count a 29 February 1900 that never was. */
const DAY_ZERO = Date.UTC(1899, 11, 30);
/** Longer texts are cut: Excel refuses the file otherwise. */
const LONGEST_TEXT = 32_767;
const WIDTHS = { text: 22, number: 10, money: 13, moment: 18 } as const;

/** Everything of a workbook that is the same for every sheet. */
export const WORKBOOK_FILES = {
  "[Content_Types].xml": `${HEADER}<Types xmlns="${PACKAGE}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/><Override PartName="/xl/styles.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.styles+xml"/></Types>`,
  "_rels/.rels": `${HEADER}<Relationships xmlns="${PACKAGE}/relationships"><Relationship Id="r1" Type="${OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
  "xl/workbook.xml": `${HEADER}<workbook xmlns="${MAIN}" xmlns:r="${OFFICE}"><sheets><sheet name="Foyer" sheetId="1" r:id="r1"/></sheets></workbook>`,
  "xl/_rels/workbook.xml.rels": `${HEADER}<Relationships xmlns="${PACKAGE}/relationships"><Relationship Id="r1" Type="${OFFICE}/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="r2" Type="${OFFICE}/styles" Target="styles.xml"/></Relationships>`,
  "xl/styles.xml": `${HEADER}<styleSheet xmlns="${MAIN}"><numFmts count="1"><numFmt numFmtId="164" formatCode="yyyy\\-mm\\-dd hh:mm"/></numFmts><fonts count="2"><font><sz val="11"/><name val="Calibri"/></font><font><b/><sz val="11"/><name val="Calibri"/></font></fonts><fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills><borders count="1"><border/></borders><cellStyleXfs count="1"><xf/></cellStyleXfs><cellXfs count="4"><xf xfId="0"/><xf xfId="0" fontId="1" applyFont="1"/><xf xfId="0" numFmtId="4" applyNumberFormat="1"/><xf xfId="0" numFmtId="164" applyNumberFormat="1"/></cellXfs></styleSheet>`,
} as const;

/** The sheet up to its head row, which stays in sight. */
export function sheetHead(heads: readonly string[], columns: readonly Column[]): string {
  const widths = columns.map(
    ({ type }, index) => `<col min="${index + 1}" max="${index + 1}" width="${WIDTHS[type]}" customWidth="1"/>`,
  );
  const cells = heads.map((head, index) => textCell(`${letters(index)}1`, head, STYLE.head));
  return `${HEADER}<worksheet xmlns="${MAIN}"><sheetViews><sheetView workbookViewId="0"><pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews><cols>${widths.join("")}</cols><sheetData><row r="1">${cells.join("")}</row>`;
}

/** One row. @param number counts from 1, the head's */
export function sheetRow(number: number, cells: readonly Cell[], columns: readonly Column[]): string {
  const written = cells.map((cell, index) =>
    writeCell(`${letters(index)}${number}`, cell, columns[index]?.type ?? "text"),
  );
  return `<row r="${number}">${written.join("")}</row>`;
}

export function sheetEnd(): string {
  return "</sheetData></worksheet>";
}

function writeCell(at: string, cell: Cell, type: Column["type"]): string {
  if (cell === null || cell === "") return "";
  if (type === "text") return textCell(at, String(cell), STYLE.plain);
  if (type === "moment") return `<c r="${at}" s="${STYLE.moment}"><v>${serial(String(cell))}</v></c>`;
  return `<c r="${at}" s="${type === "money" ? STYLE.money : STYLE.plain}"><v>${cell}</v></c>`;
}

function textCell(at: string, text: string, style: number): string {
  return `<c r="${at}" s="${style}" t="inlineStr"><is><t xml:space="preserve">${escapeXml(text)}</t></is></c>`;
}

/** Days since day 0, of a local time. */
function serial(local: string): number {
  return (Date.parse(`${local}Z`) - DAY_ZERO) / DAY_MS;
}

/** What XML 1.0 cannot hold becomes U+FFFD. */
function escapeXml(text: string): string {
  return allowedInXml(text.slice(0, LONGEST_TEXT), "\ufffd")
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;");
}

/** "A" of 0, "AA" of 26. */
function letters(index: number): string {
  return index < 26 ? String.fromCharCode(65 + index) : letters(Math.floor(index / 26) - 1) + letters(index % 26);
}
