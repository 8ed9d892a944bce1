import { currencyExponent, isCurrency } from "@/lib/money/currency";

/**
 * Indico's price, a JSON float, in minor units: 475.5 EUR is 47550. Zero is zero in every currency.
 * @returns null when the amount is above zero and the currency unknown
 */
export function priceMinor(price: number, currency: string | null): number | null {
  if (price === 0) return 0;
  return currency !== null && isCurrency(currency) ? Math.round(price * 10 ** currencyExponent(currency)) : null;
}

let currencyBySymbol: Map<string, string> | undefined;

/** The currency of a price as Indico prints it in British English: "€610.00", "US$120.00", "CHF 10.00". */
export function currencyOfPriceText(text: string): string | null {
  currencyBySymbol ??= new Map(Intl.supportedValuesOf("currency").map((code) => [symbolOf(code), code]));
  return currencyBySymbol.get(text.replace(/[\d.,\s-]+/gu, "")) ?? null;
}

function symbolOf(currency: string): string {
  const parts = new Intl.NumberFormat("en-GB", { style: "currency", currency }).formatToParts(1);
  return parts.find((part) => part.type === "currency")?.value ?? currency;
}
