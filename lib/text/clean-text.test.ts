import { describe, expect, test } from "vitest";
import { cleanText } from "@/lib/text/clean-text";

describe("cleanText", () => {
  test.each([
    { raw: "  Ingibjörg ", text: "Ingibjörg", why: "blanks around it go" },
    { raw: "\u00a0李\u3000", text: "李", why: "other blanks too" },
    { raw: "Ingibjo\u0308rg", text: "Ingibjörg", why: "composed" },
    { raw: "<b>O'Neil & Söhne</b>", text: "<b>O'Neil & Söhne</b>", why: "mark-up is text" },
    { raw: "فاطمة الزهراء", text: "فاطمة الزهراء", why: "Arabic" },
    { raw: "علی\u200cرضا", text: "علی\u200cرضا", why: "the non-joiner is spelling in Persian" },
    { raw: "🧜\u200d♀️", text: "🧜\u200d♀️", why: "joined emoji" },
    { raw: "   ", text: "", why: "nothing" },
    { raw: "\uff21", text: "\uff21", why: "full-width letters stay: not NFKC" },
  ])("$why", ({ raw, text }) => {
    expect(cleanText(raw, { maxLength: 40 })).toEqual({ ok: true, value: text });
  });

  test.each([
    { raw: "a\u0000b", why: "NUL, which PostgreSQL cannot store" },
    { raw: "a\nb", why: "a line break in a line" },
    { raw: "a\tb", why: "a tab in a line" },
    { raw: "a\u007fb", why: "delete" },
    { raw: "a\u0085b", why: "next line, C1" },
    { raw: "a\u2028b", why: "line separator" },
    { raw: "a\u202eb", why: "right-to-left override" },
    { raw: "a\u2066b", why: "isolate" },
    { raw: "a\ud800b", why: "half a surrogate pair" },
    { raw: "a\uffffb", why: "no character of XML" },
  ])("refuses $why", ({ raw }) => {
    expect(cleanText(raw, { maxLength: 40 })).toEqual({ ok: false, error: "not-allowed-character" });
  });

  test("lets line breaks and tabs through where lines are asked for", () => {
    const rule = { maxLength: 40, multiline: true };
    expect(cleanText("no nuts\r\nno\tfish\n", rule)).toEqual({ ok: true, value: "no nuts\nno\tfish" });
    expect(cleanText("no\u0007nuts", rule)).toEqual({ ok: false, error: "not-allowed-character" });
    expect(cleanText("no\rnuts", rule)).toEqual({ ok: false, error: "not-allowed-character" });
  });

  test.each([
    { raw: "🦪".repeat(5), ok: true, why: "five characters, ten UTF-16 units" },
    { raw: "aaaaaa", ok: false, why: "one more" },
    { raw: " aaaaa ", ok: true, why: "counted after trimming" },
    { raw: " ".repeat(50), ok: false, why: "not even looked at" },
  ])("a cap of five: $why", ({ raw, ok }) => {
    expect(cleanText(raw, { maxLength: 5 }).ok).toBe(ok);
  });
});
