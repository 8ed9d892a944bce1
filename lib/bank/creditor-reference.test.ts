import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  creditorReference,
  formatCreditorReference,
  isReferencePrefix,
  parseCreditorReference,
} from "@/lib/bank/creditor-reference";

const prefixes = fc
  .string({ unit: fc.constantFrom(..."ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789"), minLength: 0, maxLength: 10 })
  .map((rest) => `M${rest}`);
const numbers = fc.integer({ min: 1, max: 9_999_999_999 });

describe("creditorReference", () => {
  test.each([
    { prefix: "MAR27", number: 417, reference: "RF86MAR270417", printed: "RF86 MAR2 7041 7" },
    { prefix: "B", number: 3_700_321, reference: "RF08B3700321", printed: "RF08 B370 0321" },
  ])("of $prefix and $number is $reference", ({ prefix, number, reference, printed }) => {
    expect(creditorReference(prefix, number)).toBe(reference);
    expect(formatCreditorReference(reference)).toBe(printed);
  });

  test.each([
    { prefix: "mar27", number: 1, why: "small letters" },
    { prefix: "", number: 1, why: "no prefix" },
    { prefix: "27MAR", number: 1, why: "a digit in front" },
    { prefix: "M-27", number: 1, why: "a hyphen" },
    { prefix: "ABCDEFGHIJKL", number: 1, why: "too long a prefix" },
    { prefix: "MAR27", number: 0, why: "number 0" },
    { prefix: "MAR27", number: 1.5, why: "half a number" },
    { prefix: "MAR27", number: 10_000_000_000, why: "eleven digits" },
  ])("throws for $why", ({ prefix, number }) => {
    expect(() => creditorReference(prefix, number)).toThrow(RangeError);
  });

  test("is always valid, and at most 25 characters", () => {
    fc.assert(
      fc.property(prefixes, numbers, (prefix, number) => {
        expect(isReferencePrefix(prefix)).toBe(true);
        const reference = creditorReference(prefix, number);
        expect(reference.length).toBeLessThanOrEqual(25);
        expect(parseCreditorReference(formatCreditorReference(reference))).toEqual({ ok: true, value: reference });
      }),
    );
  });

  test("catches any change of one digit, of one letter and any swap of two neighbouring digits", () => {
    fc.assert(
      fc.property(prefixes, numbers, fc.nat(), fc.nat(), (prefix, number, where, what) => {
        const reference = creditorReference(prefix, number);
        const at = 2 + (where % (reference.length - 2));
        const here = reference.charAt(at);
        const others = (/\d/.test(here) ? "0123456789" : "ABCDEFGHIJKLMNOPQRSTUVWXYZ").replace(here, "");
        const changed = reference.slice(0, at) + others.charAt(what % others.length) + reference.slice(at + 1);
        expect(parseCreditorReference(changed)).toEqual({ ok: false, error: "wrong-check-digits" });

        const next = reference.charAt(at + 1);
        if (!/^\d\d$/.test(here + next) || here === next) return;
        const swapped = reference.slice(0, at) + next + here + reference.slice(at + 2);
        expect(parseCreditorReference(swapped)).toEqual({ ok: false, error: "wrong-check-digits" });
      }),
      { numRuns: 1000 },
    );
  });
});

describe("parseCreditorReference", () => {
  test.each([
    "RF18 5390 0754 7034",
    "RF18 0000 0000 0539 0075 4703 4",
    "RF47 1234 5678 90",
    "RF71 2348 231",
    "RF49 N73G BST7 3AKL 38ZX",
    "RF08 B370 0321",
    "rf86 mar2 7041 7",
  ])("reads the published %s", (text) => {
    expect(parseCreditorReference(text)).toEqual({ ok: true, value: text.replaceAll(" ", "").toUpperCase() });
  });

  test.each([
    { text: "", error: "not-a-reference" },
    { text: "RF18", error: "not-a-reference" },
    { text: "RFX8 5390", error: "not-a-reference" },
    { text: "XX18 5390 0754 7034", error: "not-a-reference" },
    { text: "RF18-5390-0754-7034", error: "not-a-reference" },
    { text: `RF18${"1".repeat(22)}`, error: "not-a-reference" },
    { text: "RF19 5390 0754 7034", error: "wrong-check-digits" },
    { text: "RF18 5390 0754 7043", error: "wrong-check-digits" },
  ])("refuses “$text”: $error", ({ text, error }) => {
    expect(parseCreditorReference(text)).toEqual({ ok: false, error });
  });

  test("refuses check digits 00, 01 and 99, which leave the remainder of others", () => {
    const bodies = Array.from({ length: 400 }, (_, index) => `MAR27${String(index).padStart(4, "0")}`);
    const aliases = bodies.flatMap((body) => ["00", "01", "99"].map((digits) => `RF${digits}${body}`));
    expect(aliases.filter((reference) => parseCreditorReference(reference).ok)).toEqual([]);
  });
});
