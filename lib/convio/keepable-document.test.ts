import { describe, expect, test } from "vitest";
import { documentOf } from "@/lib/convio/call.fixture";
import { keepableDocument } from "@/lib/convio/keepable-document";
import { readDocument } from "@/lib/convio/read-document";

const NUMBER = ["4242", "4242", "4242", "4242"].join("");
const CARD = { creditCardNumber: NUMBER, creditCardVerificationCode: "737", creditCardExpYear: "2041" };
const xml = (inner: string) =>
  `<processRegistrationRequest><eventId>7</eventId><primaryRegistration><email>a@b.example</email>${inner}</primaryRegistration></processRegistrationRequest>`;

describe("what staff's form keeps of a document", () => {
  test("what holds no secret stays as it was typed", () => {
    const typed = `  ${xml("<!-- Mira -->\n<title required='true'>Dr</title>")}`;
    expect(keepableDocument(typed)).toBe(typed);
    expect(keepableDocument("{ not quite")).toBe("{ not quite");
  });

  test.each([
    [
      "a card in XML",
      xml(
        Object.entries(CARD)
          .map(([name, value]) => `<${name}>${value}</${name}>`)
          .join(""),
      ),
    ],
    ["a card in JSON", documentOf({ eventId: "7", ...CARD }, { email: "a@b.example", password: "hunter737" })],
    ["a password", xml("<password>hunter737</password>")],
    ["a client's own name", xml("<cvv>737</cvv>")],
    ["a comment", xml("<!-- <creditCardVerificationCode>737</creditCardVerificationCode> -->")],
    ["a number by references", xml(`<phone>&#52;${NUMBER.slice(1)}</phone>`)],
    ["a number in pieces", xml("<phone>42424242<!-- -->42424242</phone>")],
    [
      "a key by references",
      documentOf({ eventId: "7" }, { email: "a@b.example" }).replace('"email"', '"cv\\u0076":"737","email"'),
    ],
  ])("%s: not that, and the rest is still read", (_, typed) => {
    const kept = keepableDocument(typed);
    expect(kept).not.toMatch(/737|2041|42424242|&#|\\u/);
    const read = readDocument(kept);
    expect(read.ok && [read.value.eventId?.value, read.value.primary.elements.email?.value]).toEqual([
      "7",
      "a@b.example",
    ]);
  });

  test.each(["<a><creditCardVerificationCode>737", '{"cv\\u0076": "737"', "<a>&#52;242</b>"])(
    "of what cannot be read and may hold one, nothing: %s",
    (typed) => expect(keepableDocument(typed)).toBe(""),
  );

  test("of what cannot be read, long numbers are masked", () => {
    expect(keepableDocument(`<a>${NUMBER}`)).toBe("<a>************4242");
  });
});
