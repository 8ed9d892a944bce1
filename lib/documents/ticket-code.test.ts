import fc from "fast-check";
import { expect, test } from "vitest";
import { readTicketCode, ticketCode } from "@/lib/documents/ticket-code";
import { newPublicId, PUBLIC_ID_ALPHABET } from "@/lib/ids/public-id";

const PUBLIC_ID = "8QF4MW2KABCDEFGHJK";

test("the code carries the whole id, its short form the beginning and a check", () => {
  expect(ticketCode(PUBLIC_ID)).toEqual({ scan: `FOYER:${PUBLIC_ID}`, short: "8QF4-MW2K-DM" });
});

test("what is written can be read", () => {
  for (let run = 0; run < 100; run++) {
    const publicId = newPublicId();
    const { scan, short } = ticketCode(publicId);
    expect(readTicketCode(scan)).toEqual({ ok: true, value: { publicId } });
    expect(readTicketCode(short)).toEqual({ ok: true, value: { publicIdStart: publicId.slice(0, 8) } });
  }
});

test("case, blanks and hyphens do not matter", () => {
  const expected = { ok: true, value: { publicIdStart: "8QF4MW2K" } };
  for (const typed of ["8qf4mw2kdm", " 8QF4 MW2K DM\n", "8qf4-mw2k-dm"])
    expect(readTicketCode(typed)).toEqual(expected);
});

test.each([
  { text: "", why: "nothing" },
  { text: "https://example.org/ticket/1", why: "another QR code" },
  { text: "FOYER:8QF4", why: "a torn scan" },
  { text: "8QF4-MW2K", why: "the check is missing" },
  { text: "8QF4-MW2O-DM", why: "an O, which we never print" },
])("refuses $why", ({ text }) => {
  expect(readTicketCode(text)).toEqual({ ok: false, error: "not-a-ticket" });
});

test("any one or two wrong characters are noticed", () => {
  const place = fc.nat(9);
  const shift = fc.integer({ min: 1, max: PUBLIC_ID_ALPHABET.length - 1 });
  const change = (text: string, at: number, by: number) => {
    const value = (PUBLIC_ID_ALPHABET.indexOf(text[at] ?? "") + by) % PUBLIC_ID_ALPHABET.length;
    return text.slice(0, at) + PUBLIC_ID_ALPHABET[value] + text.slice(at + 1);
  };
  fc.assert(
    fc.property(place, shift, fc.option(fc.tuple(place, shift)), (first, by, second) => {
      const plain = ticketCode(newPublicId()).short.replaceAll("-", "");
      let wrong = change(plain, first, by);
      if (second && second[0] !== first) wrong = change(wrong, ...second);
      expect(readTicketCode(wrong)).toEqual({ ok: false, error: "mistyped" });
    }),
  );
});

test("what is no public id gets no ticket", () => {
  expect(() => ticketCode("417")).toThrow(RangeError);
});
