import { readFileSync } from "node:fs";
import { XMLParser } from "fast-xml-parser";
import { expect, test } from "vitest";
import { type AnswerElement, group, leaf } from "./answer-tree";
import { readDocument } from "./read-document";
import { renderJson, renderXml } from "./render-answer";

const example = (name: string) => readFileSync(new URL(`examples/${name}`, import.meta.url), "utf8");

const registered = (name: string, registrationId: number, consId: number) =>
  group(name, [leaf("registrationId", registrationId), leaf("consId", consId)]);

const RESPONSE = group("processRegistrationResponse", [
  leaf("transactionId", 1325),
  leaf("confirmationCode", "1-1001-20-1001-1001"),
  registered("primaryRegistration", 1001, 1_100_000),
  registered("secondaryRegistration", 1002, 1_100_001),
  registered("secondaryRegistration", 1003, 1_100_002),
]);

const question = (type: string, key: string, hidden: boolean) =>
  group("question", [
    ...[leaf("id", 1010), leaf("type", type), leaf("response", null), leaf("key", key)],
    ...[leaf("hidden", hidden), leaf("questionRequired", true)],
  ]);
const required = (name: string): AnswerElement => ({ name, attributes: { required: "true" }, content: "" });
const person = (name: string, asked: AnswerElement) =>
  group(name, [
    ...[leaf("partTypeId", 1100), leaf("consId", null)],
    ...["email", "firstName", "lastName"].map(required),
    asked,
  ]);
const REQUEST = group("processRegistrationRequest", [
  leaf("eventId", 1000),
  person("primaryRegistration", question("PARTICIPATION_TYPE", "T_SHIRT_SIZE", false)),
  person("secondaryRegistration", question("EVENT", "Turned_In_Permission_Slip", true)),
]);

/** What a document says, whatever its indentation and the order of attributes. */
function sense(xml: string): unknown {
  return new XMLParser({ ignoreAttributes: false, parseTagValue: false, parseAttributeValue: false }).parse(xml);
}

test("the answers of the reference page, element by element", () => {
  expect(sense(renderXml(RESPONSE))).toEqual(sense(example("response.xml")));
  expect(JSON.parse(renderJson(RESPONSE))).toEqual(JSON.parse(example("response.json")));
  expect(sense(renderXml(REQUEST))).toEqual(sense(example("request.xml")));
});

test("the reference page's texts, which clients look for in the XML", () => {
  const xml = renderXml(REQUEST);
  expect(xml).toContain('<consId xsi:nil="true"/>');
  expect(xml).toContain('<email required="true"/>');
  expect(xml).toMatch(/^<\?xml version="1.0" encoding="UTF-8"\?>\n<processRegistrationRequest /);
});

test("JSON is all strings: one is an object, two a list, none is absent, nil is null", () => {
  expect(JSON.parse(renderJson(REQUEST))).toEqual({
    processRegistrationRequest: {
      eventId: "1000",
      primaryRegistration: {
        ...{ partTypeId: "1100", consId: null },
        ...{ email: { required: "true" }, firstName: { required: "true" }, lastName: { required: "true" } },
        question: {
          ...{ id: "1010", type: "PARTICIPATION_TYPE", response: null, key: "T_SHIRT_SIZE" },
          ...{ hidden: "false", questionRequired: "true" },
        },
      },
      secondaryRegistration: expect.objectContaining({ partTypeId: "1100" }),
    },
  });
  const filled = group("a", [{ name: "email", attributes: { required: "true" }, content: "a@b.example" }]);
  expect(renderJson(filled)).toBe('{"a":{"email":{"required":"true","content":"a@b.example"}}}');
  expect(renderJson(group("a", []))).toBe('{"a":{}}');
});

test("markup and what XML does not allow are no trap", () => {
  const answer = group("a", [leaf("b", 'x<y & "z"\u0000\u0008\uD800 ]]> 😀\r\n')]);
  expect(renderXml(answer)).toContain("<b>x&lt;y &amp; &quot;z&quot; ]]&gt; 😀&#13;\n</b>");
  expect(JSON.parse(renderJson(answer))).toEqual({ a: { b: 'x<y & "z" ]]> 😀\r\n' } });
});

test("what the dialect asks for, its reader takes back", () => {
  expect(readDocument(renderXml(REQUEST))).toEqual(readDocument(renderJson(REQUEST)));
  expect(readDocument(renderXml(REQUEST)).ok).toBe(true);
});
