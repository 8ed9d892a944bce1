import { documentTexts, formatTaxRate } from "@/lib/documents/document-texts";
import type { Locale } from "@/lib/i18n/locales";
import { formatAmount } from "@/lib/money/format";
import { add, type Money, money, subtract, sum } from "@/lib/money/money";

/** A line of an order as documents show it. Amounts are those frozen on the line. */
export type DocumentLine = {
  name: string;
  /** "early price", "Wed 16 June, 19:30", names of guests; empty for none. */
  detail: string;
  /** The languages that the two are said in, where they are the conference's own words. */
  nameIn?: Locale | undefined;
  detailIn?: Locale | undefined;
  quantity: number;
  gross: Money;
  /** The tax inside `gross`. */
  tax: Money;
  taxBasisPoints: number;
};

/** "Conference dinner × 2"; one of something is not counted. */
export function lineTitle({ name, quantity }: Pick<DocumentLine, "name" | "quantity">, locale: Locale): string {
  return quantity === 1 ? name : documentTexts(locale)("order.quantity", { name, quantity });
}

export function totalOf(lines: readonly DocumentLine[], currency: string): Money {
  return sum(
    lines.map((line) => line.gross),
    currency,
  );
}

/** Net, tax and gross of the lines of one rate. */
export type TaxRow = { basisPoints: number; net: Money; tax: Money; gross: Money };

/** One row per rate, the highest first; the rows add up to the order. */
export function taxByRate(lines: readonly DocumentLine[]): TaxRow[] {
  const rows = new Map<number, TaxRow>();
  for (const { gross, tax, taxBasisPoints: basisPoints } of lines) {
    const none = money(0, gross.currency);
    const row = rows.get(basisPoints) ?? { basisPoints, net: none, tax: none, gross: none };
    rows.set(basisPoints, {
      basisPoints,
      net: add(row.net, subtract(gross, tax)),
      tax: add(row.tax, tax),
      gross: add(row.gross, gross),
    });
  }
  return [...rows.values()].sort((a, b) => b.basisPoints - a.basisPoints);
}

/** "Includes 23 % VAT, 143.98.", with several rates "Includes VAT: 100.98 at 23 %; 19.56 at 13 %."; empty without tax. */
export function describeTax(lines: readonly DocumentLine[], taxName: string, locale: Locale): string {
  const texts = documentTexts(locale);
  const parts = taxByRate(lines)
    .filter((row) => row.tax.minor !== 0)
    .map(({ basisPoints, tax }) => ({
      rate: formatTaxRate(basisPoints, locale),
      amount: formatAmount(tax, locale),
    }));
  const [only, ...others] = parts;
  if (!only) return "";
  if (others.length === 0) return texts("order.tax", { tax: taxName, ...only });
  return texts("order.taxes", {
    tax: taxName,
    list: parts.map((part) => unbroken(texts("order.tax-at", part))).join("; "),
  });
}

/** A sum and its rate stay on one line. */
const unbroken = (text: string) => text.replaceAll(" ", "\u00a0");
