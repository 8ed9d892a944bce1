import { expect, test } from "vitest";
import { formatAmount, formatMoney } from "@/lib/money/format";
import { money } from "@/lib/money/money";

test.each([
  { amount: money(77_000, "EUR"), locale: "en", expected: "770.00" },
  { amount: money(77_000, "EUR"), locale: "it", expected: "770,00" },
  { amount: money(123_450, "EUR"), locale: "en", expected: "1,234.50" },
  { amount: money(123_450, "EUR"), locale: "it", expected: "1.234,50" },
  { amount: money(-54_000, "EUR"), locale: "en", expected: "−540.00" },
  { amount: money(-54_000, "EUR"), locale: "it", expected: "−540,00" },
  { amount: money(123_450, "EUR"), locale: "de", expected: "1.234,50" },
  { amount: money(12_345, "JPY"), locale: "en", expected: "12,345" },
  { amount: money(1234, "KWD"), locale: "it", expected: "1,234" },
  { amount: money(0, "EUR"), locale: "en", expected: "0.00" },
  { amount: money(Number.MAX_SAFE_INTEGER, "EUR"), locale: "en", expected: "90,071,992,547,409.91" },
] as const)("formatAmount writes $expected in $locale", ({ amount, locale, expected }) => {
  expect(formatAmount(amount, locale)).toBe(expected);
});

test("formatMoney puts the code in front", () => {
  expect(formatMoney(money(77_000, "EUR"), "en")).toBe("EUR 770.00");
  expect(formatMoney(money(-54_000, "EUR"), "it")).toBe("EUR −540,00");
});
