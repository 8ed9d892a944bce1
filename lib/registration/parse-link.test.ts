import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { maskEmail } from "@/lib/registration/email-address";
import { parsePaymentLink } from "@/lib/registration/parse-link";

const IDS = { eventId: 101, friendlyId: 3, registrationDbId: 2005, formId: 33 };
const malformed = { ok: false, error: "malformed" };

describe("a link as Indico renders it", () => {
  test.each([
    {
      query: "codes=101.6.2008.33|zoe.darc%40example.org",
      link: { eventId: 101, friendlyId: 6, registrationDbId: 2008, formId: 33, email: "zoe.darc@example.org" },
    },
    {
      query: "codes=101.7.2009.33|lukasz%40example.org",
      link: { eventId: 101, friendlyId: 7, registrationDbId: 2009, formId: 33, email: "lukasz@example.org" },
    },
    {
      query: "codes=101.3.2005.33|siobhan.o%27neil%40example.org",
      link: { ...IDS, email: "siobhan.o'neil@example.org" },
    },
    { query: "codes=101.3.2005.33|ada%2Bicse%40example.org", link: { ...IDS, email: "ada+icse@example.org" } },
    {
      query: "codes=2147483647.1.2147483647.1|a%40b.org",
      link: { eventId: 2147483647, friendlyId: 1, registrationDbId: 2147483647, formId: 1, email: "a@b.org" },
    },
  ])("$query", ({ query, link }) => {
    expect(parsePaymentLink(query)).toEqual({ ok: true, value: link });
  });
});

describe("the same link as browsers, mail programs and typing leave it", () => {
  test.each([
    { query: "?codes=101.3.2005.33|ada@example.org", why: "with the question mark" },
    { query: "codes=101.3.2005.33%7Cada%40example.org", why: "the bar encoded" },
    { query: "codes=101.3.2005.33%7cada%40example.org", why: "in small letters" },
    { query: "codes=101.3.2005.33\\|ada%40example.org", why: "the bar escaped" },
    { query: "codes=101.3.2005.33%5C%7Cada%40example.org", why: "the escaped bar encoded" },
    { query: "codes=101%2E3%2E2005%2E33%7Cada%40example%2Eorg", why: "the dots encoded" },
    { query: "codes=101.3.2005.33|ADA@Example.ORG", why: "the address in capitals" },
    { query: "CODES=101.3.2005.33|ada@example.org", why: "the name in capitals" },
    { query: "codes=101.3.2005.33|ada@example.org/", why: "a final slash" },
    { query: "codes=101.3.2005.33|ada@example.org%2F", why: "a final slash, encoded" },
    { query: "codes=101.3.2005.33|ada@example.org%20/%20", why: "a final slash among blanks" },
    { query: "codes=101 . 3 . 2005 . 33 | ada@example.org", why: "blanks, raw" },
    { query: "codes=%20101%20.%203.2005%20.33%20%7C%20ada@example.org%20", why: "blanks, encoded" },
    { query: "codes=101+.+3+.+2005+.+33+%7C+ada%40example.org+", why: "blanks, form-encoded" },
    { query: "codes=101.3.2005.33%C2%A0|%C2%A0ada@example.org", why: "no-break blanks of an editor" },
    { query: "codes=101.3.2005.33|ada @ example .org", why: "blanks around the @ and in the domain" },
    { query: "utm_source=mail&codes=101.3.2005.33|ada@example.org&utm_medium=x&fbclid=IwAR0", why: "tracked" },
    { query: "&&codes=101.3.2005.33|ada@example.org&", why: "empty parameters" },
    { query: `codes=101.3.2005.33|ada@example.org&utm_content=${"x".repeat(4000)}`, why: "beside a long parameter" },
  ])("$why", ({ query }) => {
    expect(parsePaymentLink(query)).toEqual({ ok: true, value: { ...IDS, email: "ada@example.org" } });
  });
});

describe("a plus, a blank and other characters of an address", () => {
  test.each([
    { text: "ada%2Bicse%40example.org", email: "ada+icse@example.org", why: "encoded" },
    { text: "ada+icse@example.org", email: "ada+icse@example.org", why: "raw" },
    { text: "ada%20icse@example.org", email: "ada+icse@example.org", why: "decoded to a blank on the way" },
    { text: "ada icse@example.org", email: "ada+icse@example.org", why: "a raw blank" },
    { text: "a%20b%20c@example.org", email: "a+b+c@example.org", why: "two of them, apart" },
    { text: "+ada+icse@example.org+", email: "ada+icse@example.org", why: "outside the address a blank" },
    { text: "ada%20%20icse@example.org", email: "adaicse@example.org", why: "two blanks are typing, no plus" },
    { text: "ada+@example.org", email: "ada+@example.org", why: "at the end of the local part" },
    { text: "o%27neil%26sons@example.org", email: "o'neil&sons@example.org", why: "apostrophe and ampersand" },
    { text: "a=b@example.org", email: "a=b@example.org", why: "an equals sign" },
    { text: "a%2Fb@example.org", email: "a/b@example.org", why: "a slash inside" },
    { text: "J%C3%B6rg@b%C3%BCcher.example", email: "jörg@bücher.example", why: "any script, encoded" },
    { text: "Jo%CC%88rg@example.org", email: "jörg@example.org", why: "composed" },
    { text: "%E7%94%A8%E6%88%B7@%E4%BE%8B%E5%AD%90.%E5%B9%BF%E5%91%8A", email: "用户@例子.广告", why: "Chinese" },
    { text: "x@xn--bcher-kva.example", email: "x@xn--bcher-kva.example", why: "punycode" },
    { text: `${"l".repeat(64)}@example.org`, email: `${"l".repeat(64)}@example.org`, why: "the longest local part" },
  ])("$why: $text", ({ text, email }) => {
    expect(parsePaymentLink(`codes=101.3.2005.33|${text}`)).toEqual({ ok: true, value: { ...IDS, email } });
  });
});

describe("malformed, one word for every reason:", () => {
  test.each([
    { query: "", why: "nothing" },
    { query: "?", why: "a question mark" },
    { query: "code=101.3.2005.33|ada@example.org", why: "another name" },
    { query: "codes", why: "the name alone" },
    { query: "codes=", why: "no value" },
    { query: "codes=|", why: "a bar" },
    { query: "codes=101.3.2005.33", why: "no bar" },
    { query: "codes=101.3.2005.33|", why: "no e-mail" },
    { query: "codes=101.3.2005.33|%20+", why: "blanks for an e-mail" },
    { query: "codes=|ada@example.org", why: "no codes" },
    { query: "codes=ada@example.org|101.3.2005.33", why: "the wrong way round" },
    { query: "codes=101.3.2005|ada@example.org", why: "one code missing" },
    { query: "codes=101.3.2005.33.4|ada@example.org", why: "one code too many" },
    { query: "codes=101..2005.33|ada@example.org", why: "an empty code" },
    { query: "codes=101.3.2005.33.|ada@example.org", why: "a dot too many" },
    { query: "codes=101,3,2005,33|ada@example.org", why: "commas" },
    { query: "codes=abc.3.2005.33|ada@example.org", why: "letters" },
    { query: "codes=0x65.3.2005.33|ada@example.org", why: "hexadecimal" },
    { query: "codes=1e2.3.2005.33|ada@example.org", why: "an exponent" },
    { query: "codes=101.3.2005.33;DROP|ada@example.org", why: "SQL" },
    { query: "codes=-101.3.2005.33|ada@example.org", why: "a minus" },
    { query: "codes=%2B101.3.2005.33|ada@example.org", why: "a plus sign" },
    { query: "codes=0.3.2005.33|ada@example.org", why: "zero" },
    { query: "codes=0101.3.2005.33|ada@example.org", why: "a leading zero" },
    { query: "codes=2147483648.3.2005.33|ada@example.org", why: "2^31" },
    { query: "codes=101.3.9999999999.33|ada@example.org", why: "ten nines" },
    { query: "codes=101.3.99999999999999999999.33|ada@example.org", why: "twenty nines" },
    { query: "codes=%D9%A1%D9%A0%D9%A1.3.2005.33|ada@example.org", why: "Arabic digits" },
    { query: "codes=%EF%BC%91.3.2005.33|ada@example.org", why: "full-width digits" },
    { query: "codes=101%253.3.2005.33|ada@example.org", why: "a percent sign" },
    { query: "codes=101.3.2005.33%257Cada%2540example.org", why: "everything encoded twice" },
    { query: "codes=101.3.2005.33|ada%2540example.org", why: "the @ encoded twice" },
    { query: "codes=101.3.2005.33|siobhan.o%2527neil@example.org", why: "the apostrophe encoded twice" },
    { query: "codes=101.3.2005.33|ada%@example.org", why: "half an encoding" },
    { query: "codes=101.3.2005.33|ada%ZZ@example.org", why: "no hexadecimal" },
    { query: "codes=101.3.2005.33|ada%FF@example.org", why: "no UTF-8" },
    { query: "codes=101.3.2005.33||ada@example.org", why: "two bars" },
    { query: "codes=101.3.2005.33|ada@example.org|x", why: "a bar behind" },
    { query: "codes=101.3.2005.33|ada", why: "no @" },
    { query: "codes=101.3.2005.33|@example.org", why: "no local part" },
    { query: "codes=101.3.2005.33|ada@", why: "no domain" },
    { query: "codes=101.3.2005.33|ada@localhost", why: "a domain of one label" },
    { query: "codes=101.3.2005.33|ada@127.0.0.1", why: "a bare address of a machine" },
    { query: "codes=101.3.2005.33|ada@[127.0.0.1]", why: "a literal" },
    { query: "codes=101.3.2005.33|ada@-example.org", why: "a hyphen in front" },
    { query: "codes=101.3.2005.33|ada@example..org", why: "two dots" },
    { query: "codes=101.3.2005.33|ada@example.org.", why: "a final dot" },
    { query: "codes=101.3.2005.33|.ada@example.org", why: "a dot in front" },
    { query: "codes=101.3.2005.33|ada@example@example.org", why: "two @" },
    { query: "codes=101.3.2005.33|ada@exam+ple.org", why: "a plus in the domain" },
    { query: "codes=101.3.2005.33|%22ada%20x%22@example.org", why: "a quoted local part" },
    { query: "codes=101.3.2005.33|Ada%20<ada@example.org>", why: "a display name" },
    { query: "codes=101.3.2005.33|ada@example.org,b@example.org", why: "two addresses" },
    { query: "codes=101.3.2005.33|ada@example.org//", why: "two slashes" },
    { query: "codes=101.3.2005.33|ada@example.org%0D%0ABcc:x@example.org", why: "a mail head" },
    { query: "codes=101.3.2005.33|ada%00@example.org", why: "NUL" },
    { query: "codes=101.3.2005.33%09|ada@example.org", why: "a tab" },
    { query: "codes=101.3.2005.33|ada%E2%80%8B@example.org", why: "a zero-width blank" },
    { query: "codes=101.3.2005.33|ada%E2%80%AE@example.org", why: "a right-to-left override" },
    { query: "codes=101.3.2005.33|ada%EE%80%80x@example.org", why: "our own mark for a raw plus" },
    { query: `codes=101.3.2005.33|${"l".repeat(65)}@example.org`, why: "a local part of 65" },
    { query: `codes=101.3.2005.33|a@${"d.".repeat(130)}org`, why: "an address of 265" },
    { query: `codes=101.3.2005.33|a@${"d".repeat(64)}.org`, why: "a label of 64" },
    { query: `codes=101.3.2005.33|ada@example.org${"%20".repeat(400)}`, why: "codes of 1.2 kB" },
    { query: `codes=101.3.2005.33|ada@example.org&x=${"x".repeat(10_000)}`, why: "10 kB" },
    { query: "codes=101.3.2005.33|ada@example.org&codes=101.4.2006.33|eve@example.org", why: "two codes" },
    { query: "codes=101.3.2005.33|ada@example.org&Codes=101.3.2005.33|ada@example.org", why: "the same twice" },
    { query: "codes[]=101.3.2005.33|ada@example.org", why: "an array" },
  ])("$why", ({ query }) => {
    expect(parsePaymentLink(query)).toEqual(malformed);
  });
});

test("never throws and answers at once, whatever comes", () => {
  const noise = fc.string({ unit: "binary", maxLength: 300 });
  const pieces = fc.array(
    fc.constantFrom("codes=", "101", ".", "|", "%7C", "+", "%20", "@", "a", "/", "%", "&", "\\"),
    {
      maxLength: 60,
    },
  );
  fc.assert(
    fc.property(
      fc.oneof(
        noise,
        pieces.map((parts) => parts.join("")),
      ),
      (query) => {
        const parsed = parsePaymentLink(query);
        expect(parsed.ok || parsed.error === "malformed").toBe(true);
      },
    ),
    { numRuns: 1000 },
  );
  const started = performance.now();
  for (const blank of ["+", "%20", "%20/", ".", "@", "a+"]) {
    parsePaymentLink(`codes=101.3.2005.33|a${blank.repeat(Math.floor(980 / blank.length))}x`);
  }
  expect(performance.now() - started).toBeLessThan(1000);
});

test("reads back what Indico's own encoding writes, for any address", () => {
  const atoms = fc.string({ unit: fc.constantFrom(..."abcxyz019!#$&'*+/=?^_`{}~-öé"), minLength: 1, maxLength: 12 });
  const ids = fc.integer({ min: 1, max: 2_147_483_647 });
  fc.assert(
    fc.property(ids, ids, ids, ids, atoms, (eventId, friendlyId, registrationDbId, formId, local) => {
      const email = `${local}@example.org`;
      const query = `codes=${eventId}.${friendlyId}.${registrationDbId}.${formId}|${encodeURIComponent(email)}`;
      expect(parsePaymentLink(query)).toEqual({
        ok: true,
        value: { eventId, friendlyId, registrationDbId, formId, email: email.normalize("NFC") },
      });
    }),
  );
});

test.each([
  { email: "ingibjorg@nordurhofn.example.org", masked: "i•••••@nordurhofn.example.org", why: "the domain stays" },
  { email: "x@example.org", masked: "x•••••@example.org", why: "does not tell the length" },
  { email: "🦪oyster@example.org", masked: "🦪•••••@example.org", why: "a whole first character" },
])("maskEmail: $why", ({ email, masked }) => {
  expect(maskEmail(email)).toBe(masked);
});
