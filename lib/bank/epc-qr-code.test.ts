import { describe, expect, test } from "vitest";
import { type CreditTransfer, epcQrCode } from "@/lib/bank/epc-qr-code";
import { money } from "@/lib/money/money";

const transfer: CreditTransfer = {
  name: "The Tidewater Society",
  iban: "PT50 0002 0123 1234 5678 9015 4",
  bic: "EXMPPTPL",
  amount: money(77_000, "EUR"),
  remittance: { creditorReference: "RF86MAR270417" },
};

describe("epcQrCode", () => {
  test("writes a transfer with a creditor reference", () => {
    expect(epcQrCode(transfer)).toEqual({
      ok: true,
      value: [
        "BCD",
        "002",
        "1",
        "SCT",
        "EXMPPTPL",
        "The Tidewater Society",
        "PT50000201231234567890154",
        "EUR770.00",
        "",
        "RF86MAR270417",
      ].join("\n"),
    });
  });

  test("writes the published example of a transfer with free text", () => {
    const donation: CreditTransfer = {
      name: "Wikimedia Foerdergesellschaft",
      iban: "DE33100205000001194700",
      amount: money(12_345, "EUR"),
      remittance: { text: "Spende fuer Wikipedia" },
    };
    expect(epcQrCode(donation)).toEqual({
      ok: true,
      value:
        "BCD\n002\n1\nSCT\n\nWikimedia Foerdergesellschaft\nDE33100205000001194700\nEUR123.45\n\n\nSpende fuer Wikipedia",
    });
  });

  test.each([
    { minor: 1, line: "EUR0.01" },
    { minor: 100, line: "EUR1.00" },
    { minor: 99_999_999_999, line: "EUR999999999.99" },
  ])("writes $minor cents as $line", ({ minor, line }) => {
    const payload = epcQrCode({ ...transfer, amount: money(minor, "EUR") });
    expect(payload.ok && payload.value.split("\n")[7]).toBe(line);
  });

  test.each([
    { change: { amount: money(77_000, "CHF") }, error: "not-eur", why: "francs" },
    { change: { amount: money(0, "EUR") }, error: "amount-out-of-range", why: "nothing" },
    { change: { amount: money(-1, "EUR") }, error: "amount-out-of-range", why: "less than nothing" },
    { change: { amount: money(100_000_000_000, "EUR") }, error: "amount-out-of-range", why: "a milliard" },
    { change: { name: "x".repeat(71) }, error: "name-invalid", why: "a name of 71" },
    { change: { name: " " }, error: "name-invalid", why: "no name" },
    { change: { name: "A\nDE89" }, error: "name-invalid", why: "a name that would add a line" },
    { change: { iban: "PT50 0002 0123 1234 5678 9015 5" }, error: "iban-invalid", why: "a wrong IBAN" },
    { change: { bic: "EXMPPTP" }, error: "bic-invalid", why: "a BIC of 7" },
    { change: { remittance: { text: "x".repeat(141) } }, error: "text-invalid", why: "a text of 141" },
    { change: { remittance: { text: "a\nb" } }, error: "text-invalid", why: "a text of two lines" },
    { change: { remittance: { creditorReference: "R".repeat(36) } }, error: "text-invalid", why: "a reference of 36" },
    { change: { remittance: { text: "場".repeat(140) } }, error: "text-invalid", why: "more than 331 bytes" },
  ])("refuses $why", ({ change, error }) => {
    expect(epcQrCode({ ...transfer, ...change })).toEqual({ ok: false, error });
  });

  test.each([
    { change: { name: "x".repeat(70) }, why: "a name of 70" },
    { change: { remittance: { text: "x".repeat(140) } }, why: "a text of 140" },
    { change: { bic: "EXMPPTPLXXX" }, why: "a BIC of 11" },
    { change: { name: "Norðurhöfn Marine Institute" }, why: "letters beyond ASCII" },
  ])("takes $why", ({ change }) => {
    expect(epcQrCode({ ...transfer, ...change }).ok).toBe(true);
  });
});
