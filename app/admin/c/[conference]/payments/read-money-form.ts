import { type FormValues, singleValue } from "@/lib/http/form-values";
import { isCurrency } from "@/lib/money/currency";
import { type Money, parseDecimal } from "@/lib/money/money";
import { cleanText } from "@/lib/text/clean-text";

const LONGEST_TEXT = 500;

/** A typed sum, "1234.50" or "1234,50", above nothing; null when it is none. */
export function readSum(form: FormValues, name: string, currency: string): Money | null {
  const typed = singleValue(form, name).replaceAll(/\s/g, "").replace(",", ".");
  const sum = isCurrency(currency) ? parseDecimal(typed, currency) : null;
  return sum?.ok && sum.value.minor > 0 ? sum.value : null;
}

/** A line of text; null when it cannot be kept. */
export function readLine(form: FormValues, name: string): string | null {
  const text = cleanText(singleValue(form, name), { maxLength: LONGEST_TEXT });
  return text.ok ? text.value : null;
}
