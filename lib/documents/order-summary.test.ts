import { expect, test } from "vitest";
import { money } from "@/lib/money/money";
import { type DocumentLine, describeTax } from "./order-summary";
import { windowNote } from "./window-note";

const line = (grossMinor: number, taxMinor: number, taxBasisPoints: number): DocumentLine => ({
  ...{ name: "", detail: "", quantity: 1, taxBasisPoints },
  gross: money(grossMinor, "EUR"),
  tax: money(taxMinor, "EUR"),
});
const AT_23 = line(42_000, 7_854, 2300);
const AT_13 = line(17_000, 1_956, 1300);
const FREE = line(5_000, 0, 0);

test.each([
  { lines: [AT_23, AT_23], locale: "en", says: "Includes 23 % VAT, 157.08.", why: "one rate" },
  { lines: [AT_23, AT_13, FREE], locale: "en", says: "Includes VAT: 78.54 at 23 %; 19.56 at 13 %.", why: "two rates" },
  { lines: [AT_23, AT_13], locale: "it", says: "Comprende VAT: 78,54 al 23 %; 19,56 al 13 %.", why: "Italian" },
  { lines: [FREE], locale: "en", says: "", why: "no tax inside" },
] as const)("the tax in one sentence: $why", ({ lines, locale, says }) => {
  expect(describeTax(lines, "VAT", locale).replaceAll("\u00a0", " ")).toBe(says);
});

test.each([
  { name: "Regular member", label: "Early", locale: "en", note: "early price" },
  { name: "Socio", label: "Anticipato", locale: "it", note: "prezzo anticipato" },
  { name: "Two days", label: "Two Days", locale: "en", note: "" },
  { name: "Two days", label: "", locale: "en", note: "" },
] as const)("“$label” under “$name” is “$note”", ({ name, label, locale, note }) => {
  expect(windowNote(name, label, locale)).toBe(note);
});
