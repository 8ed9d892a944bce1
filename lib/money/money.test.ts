import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { currencyExponent, isCurrency } from "@/lib/money/currency";
import {
  add,
  LARGEST_MINOR,
  money,
  multiply,
  parseDecimal,
  share,
  splitGross,
  subtract,
  sum,
  toDecimal,
} from "@/lib/money/money";

const eur = (minor: number) => money(minor, "EUR");
const amounts = fc.integer({ min: -LARGEST_MINOR, max: LARGEST_MINOR });
const basisPoints = fc.integer({ min: 0, max: 10_000 });
const currencies = fc.constantFrom("EUR", "JPY", "KWD");

describe("money", () => {
  test.each([
    { minor: 0.1, currency: "EUR", why: "a fraction of a cent" },
    { minor: Number.NaN, currency: "EUR", why: "not a number" },
    { minor: 2 ** 53, currency: "EUR", why: "no longer exact" },
    { minor: 1, currency: "eur", why: "codes are capitals" },
    { minor: 1, currency: "EURO", why: "not a code" },
  ])("refuses $why", ({ minor, currency }) => {
    expect(() => money(minor, currency)).toThrow(RangeError);
  });

  test("adds, subtracts, multiplies and sums in one currency", () => {
    expect(add(eur(42_000), eur(17_000))).toEqual(eur(59_000));
    expect(subtract(eur(100), eur(250))).toEqual(eur(-150));
    expect(multiply(eur(8_500), 2)).toEqual(eur(17_000));
    expect(sum([eur(1), eur(2), eur(3)], "EUR")).toEqual(eur(6));
    expect(sum([], "JPY")).toEqual(money(0, "JPY"));
  });

  test("never mixes currencies, never multiplies by a fraction, never yields minus zero", () => {
    expect(() => add(eur(1), money(1, "USD"))).toThrow(RangeError);
    expect(() => subtract(eur(1), money(1, "USD"))).toThrow(RangeError);
    expect(() => multiply(eur(1), 0.5)).toThrow(RangeError);
    expect(Object.is(multiply(eur(-1), 0).minor, 0)).toBe(true);
  });
});

describe("share", () => {
  test.each([
    { minor: 45_000, basisPoints: 2200, expected: 9900, why: "22 % VAT on EUR 450.00" },
    { minor: 25, basisPoints: 1000, expected: 3, why: "half a cent goes away from zero" },
    { minor: -25, basisPoints: 1000, expected: -3, why: "a refund mirrors its payment" },
    { minor: 24, basisPoints: 1000, expected: 2, why: "less than half goes down" },
    { minor: 0, basisPoints: 2200, expected: 0, why: "nothing of nothing" },
    { minor: LARGEST_MINOR, basisPoints: 10_000, expected: LARGEST_MINOR, why: "the whole of the largest amount" },
  ])("$why", ({ minor, basisPoints, expected }) => {
    expect(share(eur(minor), basisPoints).minor).toBe(expected);
  });

  test("refuses a fraction of a basis point", () => {
    expect(() => share(eur(100), 0.5)).toThrow(RangeError);
  });

  test("of a refund mirrors that of the payment", () => {
    fc.assert(
      fc.property(amounts, basisPoints, (minor, points) => {
        expect(share(eur(-minor), points).minor + share(eur(minor), points).minor).toBe(0);
      }),
    );
  });
});

describe("splitGross", () => {
  test.each([
    { gross: 77_000, basisPoints: 2300, net: 62_602, tax: 14_398, why: "23 % inside EUR 770.00" },
    { gross: 12_200, basisPoints: 2200, net: 10_000, tax: 2200, why: "22 % inside EUR 122.00, exact" },
    { gross: 10, basisPoints: 2500, net: 8, tax: 2, why: "small amounts" },
    { gross: 3, basisPoints: 10_000, net: 2, tax: 1, why: "half a cent goes to the net" },
    { gross: -3, basisPoints: 10_000, net: -2, tax: -1, why: "a credit note mirrors its invoice" },
    { gross: 500, basisPoints: 0, net: 500, tax: 0, why: "exempt from tax" },
  ])("$why", ({ gross, basisPoints, net, tax }) => {
    expect(splitGross(eur(gross), basisPoints)).toEqual({ net: eur(net), tax: eur(tax) });
  });

  test("net + tax = gross, and the tax is at most one unit off its share of the net", () => {
    fc.assert(
      fc.property(amounts, basisPoints, (minor, points) => {
        const { net, tax } = splitGross(eur(minor), points);
        expect(net.minor + tax.minor).toBe(minor);
        expect(Math.abs(tax.minor - share(net, points).minor)).toBeLessThanOrEqual(1);
      }),
    );
  });

  test("refuses a negative tax", () => {
    expect(() => splitGross(eur(100), -1)).toThrow(RangeError);
  });
});

describe("parseDecimal", () => {
  test.each([
    { text: "610.00", currency: "EUR", minor: 61_000 },
    { text: "610", currency: "EUR", minor: 61_000 },
    { text: "475.5", currency: "EUR", minor: 47_550 },
    { text: "0.07", currency: "EUR", minor: 7 },
    { text: "-5.05", currency: "EUR", minor: -505 },
    { text: "-0.00", currency: "EUR", minor: 0 },
    { text: "1000.00", currency: "JPY", minor: 1000 },
    { text: "1.234", currency: "KWD", minor: 1234 },
    { text: "1.5", currency: "KWD", minor: 1500 },
    { text: "0042.00", currency: "EUR", minor: 4200 },
    { text: "21474836.47", currency: "EUR", minor: LARGEST_MINOR },
  ])("reads $text $currency", ({ text, currency, minor }) => {
    expect(parseDecimal(text, currency)).toEqual({ ok: true, value: { minor, currency } });
  });

  test.each([
    { text: "", currency: "EUR", error: "not-an-amount" },
    { text: "1,000.00", currency: "EUR", error: "not-an-amount" },
    { text: "10,00", currency: "EUR", error: "not-an-amount" },
    { text: "1e3", currency: "EUR", error: "not-an-amount" },
    { text: " 1", currency: "EUR", error: "not-an-amount" },
    { text: "1\n", currency: "EUR", error: "not-an-amount" },
    { text: "+1", currency: "EUR", error: "not-an-amount" },
    { text: ".5", currency: "EUR", error: "not-an-amount" },
    { text: "5.", currency: "EUR", error: "not-an-amount" },
    { text: "١٢", currency: "EUR", error: "not-an-amount" },
    { text: "9".repeat(400), currency: "EUR", error: "not-an-amount" },
    { text: "1.005", currency: "EUR", error: "too-many-decimals" },
    { text: "1.5", currency: "JPY", error: "too-many-decimals" },
    { text: "21474836.48", currency: "EUR", error: "too-large" },
    { text: "9999999999999999.99", currency: "EUR", error: "too-large" },
    { text: "1.00", currency: "XYZ", error: "unknown-currency" },
  ])("refuses $text $currency: $error", ({ text, currency, error }) => {
    expect(parseDecimal(text, currency)).toEqual({ ok: false, error });
  });

  test("reads what toDecimal writes", () => {
    fc.assert(
      fc.property(amounts, currencies, (minor, currency) => {
        const amount = money(minor, currency);
        expect(parseDecimal(toDecimal(amount), currency)).toEqual({ ok: true, value: amount });
      }),
    );
  });
});

test.each([
  { amount: eur(61_000), expected: "610.00" },
  { amount: eur(7), expected: "0.07" },
  { amount: eur(-505), expected: "-5.05" },
  { amount: eur(0), expected: "0.00" },
  { amount: money(1234, "JPY"), expected: "1234" },
  { amount: money(5, "KWD"), expected: "0.005" },
])("toDecimal writes $expected", ({ amount, expected }) => {
  expect(toDecimal(amount)).toBe(expected);
});

test.each([
  { currency: "EUR", exponent: 2 },
  { currency: "JPY", exponent: 0 },
  { currency: "ISK", exponent: 0 },
  { currency: "HUF", exponent: 2 },
  { currency: "KWD", exponent: 3 },
  { currency: "IQD", exponent: 3 },
])("$currency has $exponent decimals", ({ currency, exponent }) => {
  expect(currencyExponent(currency)).toBe(exponent);
});

test("a currency is an ISO code in capitals", () => {
  expect(["EUR", "USD", "CHF", "KWD"].every(isCurrency)).toBe(true);
  expect(["eur", "", "EU", "ZZZ", "constructor"].some(isCurrency)).toBe(false);
});
