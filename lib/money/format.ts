import type { Locale } from "@/lib/i18n/locales";
import { currencyExponent } from "@/lib/money/currency";
import { type Money, toDecimal } from "@/lib/money/money";

const formats = new Map<string, Intl.NumberFormat>();

/** The number alone, grouped as the language writes it: "1,234.50", Italian "1.234,50", with "−" as the minus sign. */
export function formatAmount(amount: Money, locale: Locale): string {
  // The decimal string, not a division: Intl formats it exactly, whatever the amount.
  return numberFormat(locale, currencyExponent(amount.currency))
    .format(toDecimal(amount) as Intl.StringNumericLiteral)
    .replace("-", "−");
}

/** Making one takes far longer than using it. */
function numberFormat(locale: Locale, exponent: number): Intl.NumberFormat {
  const key = `${locale} ${exponent}`;
  const known = formats.get(key);
  if (known) return known;
  const digits = { minimumFractionDigits: exponent, maximumFractionDigits: exponent };
  const format = new Intl.NumberFormat(locale, { ...digits, useGrouping: "always" });
  formats.set(key, format);
  return format;
}

/** The amount with its ISO code in front: "EUR 770.00", the same order in every language. */
export function formatMoney(amount: Money, locale: Locale): string {
  return `${amount.currency} ${formatAmount(amount, locale)}`;
}
