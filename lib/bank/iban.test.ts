import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { formatIban, parseIban } from "@/lib/bank/iban";

/** Examples of the SWIFT registry and of banks' own pages. */
const VALID = [
  "PT50 0002 0123 1234 5678 9015 4",
  "GB82 WEST 1234 5698 7654 32",
  "GB29 NWBK 6016 1331 9268 19",
  "DE89 3704 0044 0532 0130 00",
  "FR14 2004 1010 0505 0001 3M02 606",
  "IT60 X054 2811 1010 0000 0123 456",
  "CH93 0076 2011 6238 5295 7",
  "NO93 8601 1117 947",
  "BE68 5390 0754 7034",
  "IS14 0159 2600 7654 5510 7303 39",
  "MT84 MALT 0110 0001 2345 MTLC AST0 01S",
  "LC55 HEMM 0001 0001 0012 0012 0002 3015",
];

describe("parseIban", () => {
  test.each(VALID)("reads %s, and prints it in groups of four", (text) => {
    const iban = parseIban(text);
    expect(iban).toEqual({ ok: true, value: text.replaceAll(" ", "") });
    expect(iban.ok && formatIban(iban.value)).toBe(text);
  });

  test.each([
    { text: " gb82west12345698765432 ", why: "small letters" },
    { text: "GB82\u00a0WEST\u00a01234\u00a05698\u00a07654\u00a032", why: "no-break blanks" },
    { text: "GB82 WEST 1234 5698 7654 32\n", why: "pasted with a line end" },
  ])("takes $why", ({ text }) => {
    expect(parseIban(text)).toEqual({ ok: true, value: "GB82WEST12345698765432" });
  });

  test.each([
    { text: "", error: { code: "not-an-iban" } },
    { text: "GB", error: { code: "not-an-iban" } },
    { text: "GB82-WEST-1234-5698-7654-32", error: { code: "not-an-iban" } },
    { text: "1234567890", error: { code: "not-an-iban" } },
    { text: "GB82 WEST 1234 5698 7654 ٣٢", error: { code: "not-an-iban" } },
    { text: `GB82${"1".repeat(40)}`, error: { code: "not-an-iban" } },
    { text: "US82 WEST 1234 5698 7654 32", error: { code: "unknown-country", country: "US" } },
    {
      text: "GB82 WEST 1234 5698 7654 3",
      error: { code: "wrong-length", country: "GB", expected: 22, actual: 21 },
    },
    {
      text: "GB82 WEST 1234 5698 7654 321",
      error: { code: "wrong-length", country: "GB", expected: 22, actual: 23 },
    },
    { text: "GB83 WEST 1234 5698 7654 32", error: { code: "wrong-check-digits" } },
  ])("refuses “$text”: $error.code", ({ text, error }) => {
    expect(parseIban(text)).toEqual({ ok: false, error });
  });

  test("catches every change of one digit and every swap of two neighbours", () => {
    for (const iban of VALID.map((text) => text.replaceAll(" ", ""))) {
      for (let at = 2; at < iban.length; at++) {
        const here = iban.charAt(at);
        for (const digit of "0123456789") {
          if (!/\d/.test(here) || digit === here) continue;
          expect(parseIban(iban.slice(0, at) + digit + iban.slice(at + 1)).ok).toBe(false);
        }
        const next = iban.charAt(at + 1);
        if (!/^\d\d$/.test(here + next) || here === next) continue;
        expect(parseIban(iban.slice(0, at) + next + here + iban.slice(at + 2)).ok).toBe(false);
      }
    }
  });

  test("never throws", () => {
    fc.assert(fc.property(fc.string({ unit: "binary" }), (text) => void parseIban(text)));
  });
});
