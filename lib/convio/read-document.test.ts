import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { HOSTILE } from "./hostile.fixture";
import { readDocument } from "./read-document";

const xml = (inside: string) => `<processRegistrationRequest>${inside}</processRegistrationRequest>`;
const primary = (inside: string) => xml(`<primaryRegistration>${inside}</primaryRegistration>`);

function read(text: string) {
  const outcome = readDocument(text);
  if (!outcome.ok) throw new Error(outcome.error.message);
  return outcome.value;
}

function codeOf(text: string): number {
  const outcome = readDocument(text);
  return outcome.ok ? 0 : outcome.error.code;
}

test("the reference page's own document is read, empty as it is", () => {
  const document = read(readFileSync(new URL("examples/request.xml", import.meta.url), "utf8"));
  expect(document.eventId).toEqual({ value: "1000", path: "eventId" });
  expect(document.primary.elements).toEqual({ partTypeId: { value: "1100", path: "primaryRegistration.partTypeId" } });
  expect(document.primary.questions).toEqual([
    {
      path: "primaryRegistration.question[1010]",
      id: { value: "1010", path: "primaryRegistration.question[1010].id" },
      key: { value: "T_SHIRT_SIZE", path: "primaryRegistration.question[1010].key" },
      type: { value: "PARTICIPATION_TYPE", path: "primaryRegistration.question[1010].type" },
      response: null,
    },
  ]);
  expect(document.secondaries).toEqual([]);
  expect(document.unknownElements).toEqual([]);
});

test.each([
  { text: "007", value: "007", why: "no number is made of digits" },
  { text: "Kova&#269;", value: "Kovač", why: "references by number, as XML writers make them" },
  { text: "M&#xFC;ller &amp; S&#246;hne", value: "Müller & Söhne", why: "hexadecimal, and predefined" },
  { text: "  two words\n", value: "two words", why: "blanks around it" },
  { text: "<![CDATA[a < b & c]]>", value: "a < b & c", why: "CDATA is not resolved" },
  { text: "a<!-- b -->c", value: "ac", why: "a comment" },
  { text: "&amp;lt;", value: "&lt;", why: "nothing is resolved twice" },
  { text: "陳大文 😀", value: "陳大文 😀", why: "any script" },
])("$why: $value", ({ text, value }) => {
  expect(read(primary(`<lastName>${text}</lastName>`)).primary.elements.lastName?.value).toBe(value);
});

test("thousands of references are no bomb", () => {
  const name = "&#1050;".repeat(5_000);
  expect(read(primary(`<lastName>${name}</lastName>`)).primary.elements.lastName?.value).toHaveLength(5_000);
});

test.each(['<email xsi:nil="true"/>', "<email/>", "<email>  </email>", '<email required="true"></email>'])(
  "%s is not given",
  (element) => {
    expect(read(primary(element)).primary.elements.email).toBeUndefined();
  },
);

test("namespaces and prefixes make no difference", () => {
  const document = read(
    '<?xml version="1.0"?><c:processRegistrationRequest xmlns:c="http://convio.com/crm/v1.0"><c:primaryRegistration><c:email required="true">a@b.example</c:email></c:primaryRegistration></c:processRegistrationRequest>',
  );
  expect(document.primary.elements.email?.value).toBe("a@b.example");
});

test("payment and team stand at the top or in the primary registration, and the top wins", () => {
  const document = read(
    xml(
      "<primaryRegistration><paymentType>CASH</paymentType><teamName>b</teamName></primaryRegistration><paymentType>CHECK</paymentType>",
    ),
  );
  expect(document.payment.paymentType).toEqual({ value: "CHECK", path: "paymentType" });
  expect(document.team.teamName).toEqual({ value: "b", path: "primaryRegistration.teamName" });
});

test("unknown elements are counted by name, and a password is forgotten", () => {
  const document = read(primary("<shoeSize>44</shoeSize><shoeSize>45</shoeSize><password>secret</password>"));
  expect(document.unknownElements).toEqual(["shoeSize"]);
  expect(JSON.stringify(document)).not.toContain("secret");
});

test("JSON has the same shape, in all its ways to write it", () => {
  const document = read(
    JSON.stringify({
      processRegistrationRequest: {
        eventid: 1000,
        primaryRegistration: {
          partTypeId: 1100,
          consId: null,
          email: { required: "true", content: "a@b.example" },
          waiverAccepted: true,
          question: { id: "7", response: "vegan" },
        },
        secondaryRegistration: [
          { email: { required: "true" } },
          { partTypeId: 1100, question: [{ key: "a", response: "1" }, { key: "b" }] },
          { partTypeId: 1100, question: [{ key: "b" }] },
          { lastName: "Given" },
        ],
      },
    }),
  );
  expect(document.eventId).toEqual({ value: "1000", path: "eventId" });
  const { elements, questions } = document.primary;
  expect(elements.email?.value).toBe("a@b.example");
  expect(elements.waiverAccepted?.value).toBe("true");
  expect(elements.consId).toBeUndefined();
  expect(questions[0]?.response?.value).toBe("vegan");
  // Whom nobody filled in is nobody; the others keep their numbers.
  expect(document.secondaries.map(({ path, questions }) => [path, questions.length])).toEqual([
    ["secondaryRegistration[2]", 2],
    ["secondaryRegistration[4]", 0],
  ]);
});

test.each([
  { text: primary("<email>a</email><email>b</email>"), code: 2766, why: "one element twice" },
  { text: primary("<email><b>a</b></email>"), code: 2766, why: "elements in a value" },
  { text: xml("<eventId>1</eventId>"), code: 2765, why: "no primary registration" },
  { text: xml("<primaryRegistration/><primaryRegistration/>"), code: 2766, why: "two primary registrations" },
  { text: primary("<question><response>a</response></question>"), code: 2764, why: "a question without a name" },
  {
    text: xml(`<primaryRegistration/>${"<secondaryRegistration/>".repeat(21)}`),
    code: 2766,
    why: "21 secondary registrations",
  },
  { text: xml(`<primaryRegistration/>${"<secondaryRegistration/>".repeat(20)}`), code: 0, why: "20 of them" },
])("$why: $code", ({ text, code }) => {
  expect(codeOf(text)).toBe(code);
});

test.each(Object.entries(HOSTILE))("%s is refused", (_name, text) => {
  expect([2765, 2766]).toContain(codeOf(text));
});

test("what a client puts where a question's name belongs is not repeated", () => {
  const outcome = readDocument(primary("<question><id>4111111111111111</id><id>2</id></question>"));
  expect(outcome.ok ? "" : outcome.error.message).toBe("primaryRegistration.question[1].id is given twice.");
});
