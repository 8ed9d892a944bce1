import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { ticketCode } from "@/lib/documents/ticket-code";
import { newPublicId } from "@/lib/ids/public-id";
import { isSameIndico, readScan } from "./read-scan";

/** The ticket of registration 2007 as both Indicos recorded its uuid. */
const UUID = "48647d20-31a6-4a35-a347-1a6431035a29";
const BASE64 = "SGR9IDGmSjWjRxpkMQNaKQ==";

const CODE_32 = {
  registrant_id: 2007,
  checkin_secret: UUID,
  event_id: "101",
  server_url: "http://127.0.0.1:8710",
  version: 1,
};
const READ_32 = {
  kind: "indico",
  serverUrl: "http://127.0.0.1:8710",
  secret: UUID,
  eventId: 101,
  registrationDbId: 2007,
  isCompanion: false,
};
const READ_33 = { ...READ_32, serverUrl: "https://indico.example.org", eventId: null, registrationDbId: null };

describe("Indico's own tickets", () => {
  test("of 3.2", () => {
    expect(readScan(JSON.stringify(CODE_32))).toEqual({ ok: true, value: READ_32 });
  });

  test("of 3.3, whose address leaves https out", () => {
    const code = `{"i":[2,"indico.example.org","${BASE64}"]}`;
    expect(readScan(code)).toEqual({ ok: true, value: READ_33 });
  });

  test("of 3.3 without https, and of somebody who comes along", () => {
    const code = JSON.stringify({ i: [2, "http://127.0.0.1:8711", BASE64, BASE64] });
    const expected = { ...READ_33, serverUrl: "http://127.0.0.1:8711", isCompanion: true };
    expect(readScan(code)).toEqual({ ok: true, value: expected });
  });

  test("with keys that plugins add, ids as texts and blanks around", () => {
    const code = { ...CODE_32, registrant_id: "2007", event_id: 101, adams_url: "https://example.org", version: 1 };
    expect(readScan(` ${JSON.stringify(code, null, 1)}\n`)).toEqual({ ok: true, value: READ_32 });
    const later = { i: [2, "indico.example.org", BASE64], a: "x" };
    expect(readScan(JSON.stringify(later))).toEqual({ ok: true, value: READ_33 });
  });

  test.each([
    { why: "a later version", code: { ...CODE_32, version: 3 } },
    { why: "no secret", code: { ...CODE_32, checkin_secret: "" } },
    { why: "a secret that is no uuid", code: { ...CODE_32, checkin_secret: "1' OR '1'='1" } },
    { why: "an id that is none", code: { ...CODE_32, registrant_id: -1 } },
    { why: "an id that no database has", code: { ...CODE_32, registrant_id: 99_999_999_999 } },
    { why: "half a uuid", code: { i: [2, "indico.example.org", "SGR9IDGmSjU="] } },
    { why: "a later version of the short form", code: { i: [3, "indico.example.org", BASE64] } },
    { why: "a list", code: [2, "indico.example.org", BASE64] },
    { why: "nothing", code: {} },
  ])("refuses $why", ({ code }) => {
    expect(readScan(JSON.stringify(code))).toEqual({ ok: false, error: "not-a-ticket" });
  });
});

describe("our own tickets", () => {
  test("as printed, and as typed", () => {
    const publicId = newPublicId();
    const { scan, short } = ticketCode(publicId);
    expect(readScan(scan)).toEqual({ ok: true, value: { kind: "foyer", publicId } });
    const typed = { kind: "foyer", publicIdStart: publicId.slice(0, 8) };
    expect(readScan(short.toLowerCase())).toEqual({ ok: true, value: typed });
  });

  test("a mistyped one says so", () => {
    expect(readScan("8QF4-MW2K-DK")).toEqual({ ok: false, error: "mistyped" });
  });
});

test.each([
  { text: "Søren Bækgaard", error: "words" },
  { text: "anastasiad", error: "words" },
  { text: "O’Neill-Ó", error: "words" },
  { text: "417", error: "words" },
  { text: "m.alamin@example.org", error: "words" },
  { text: "", error: "not-a-ticket" },
  { text: "https://example.org/ticket/1", error: "not-a-ticket" },
  { text: "{not json", error: "not-a-ticket" },
  { text: "BEGIN:VCARD\nFN:A\nEND:VCARD", error: "not-a-ticket" },
  { text: "x".repeat(3_000), error: "not-a-ticket" },
])("$text is $error", ({ text, error }) => {
  expect(readScan(text)).toEqual({ ok: false, error });
});

test("whatever is scanned gets an answer", () => {
  fc.assert(
    fc.property(fc.oneof(fc.string(), fc.json(), fc.string({ unit: "binary" })), (text) => {
      expect(typeof readScan(text).ok).toBe("boolean");
    }),
  );
});

test.each([
  { ticket: "https://indico.example.org", ours: "https://Indico.example.org/", same: true },
  { ticket: "https://example.org/indico/", ours: "https://example.org/indico", same: true },
  { ticket: "https://example.org", ours: "https://example.org/indico", same: false },
  { ticket: "http://indico.example.org", ours: "https://indico.example.org", same: false },
  { ticket: "https://indico.example.org.evil.test", ours: "https://indico.example.org", same: false },
  { ticket: "https://indico.example.org@evil.test", ours: "https://indico.example.org", same: false },
  { ticket: "https://:::", ours: "https://indico.example.org", same: false },
])("$ticket and $ours are the same Indico: $same", ({ ticket, ours, same }) => {
  expect(isSameIndico(ticket, ours)).toBe(same);
});
