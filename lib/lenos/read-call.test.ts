import { expect, test } from "vitest";
import { findPath } from "@/lib/lenos/resources";
import { chooseFormat, readParameters } from "./read-call";

test.each([
  { accept: null, format: "json", why: "nothing said" },
  { accept: "*/*", format: "json", why: "anything" },
  { accept: "application/xml", format: "xml", why: "XML alone" },
  { accept: "text/xml;q=0.9, application/json;q=0.5", format: "xml", why: "XML preferred" },
  { accept: "application/json, application/xml", format: "json", why: "both alike" },
  { accept: "application/xml;q=0.4, */*;q=0.8", format: "json", why: "anything before XML" },
  { accept: "application/*", format: "json", why: "a range" },
  { accept: "text/html", format: "not_acceptable", why: "neither" },
  { accept: "application/json;q=0", format: "not_acceptable", why: "JSON excluded" },
])("Accept: $why", ({ accept, format }) => {
  const chosen = chooseFormat(null, undefined, accept);
  expect(chosen.ok ? chosen.value : chosen.error.code).toBe(format);
});

test.each([
  ["Person", "Person"],
  ["persons", "Person"],
  ["PARTICIPANTS", "Person"],
  ["Person.xml", "Person"],
  ["SessionTags.json", "SessionTag"],
  ["session_tags", "SessionTag"],
  ["Registrations", "Registration"],
  ["sessionregistration", "SessionRegistration"],
  ["SessionAvailability", "SessionAvailability"],
  ["Changes", "Changes"],
  ["session.ics", "Session.ics"],
  ["OpenAPI.json", "openapi.json"],
  ["Session.ics.xml", null],
  ["Payments", null],
  ["constructor", null],
  ["", null],
])("the path %s is %s", (segment, name) => {
  expect(findPath([segment])?.name ?? null).toBe(name);
});

test("no resource lies below another", () => {
  expect(findPath(["Person", "1"])).toBe(null);
});

const post = (body: string, type?: string, query = "") =>
  readParameters(
    new Request(`http://127.0.0.1/x?${query}`, {
      method: "POST",
      body: new TextEncoder().encode(body),
      ...(type ? { headers: { "content-type": type } } : {}),
    }),
  );

test.each([
  { body: "PersonId=A%20B&x=%zz", type: "application/x-www-form-urlencoded", why: "a form" },
  { body: "personid=A+B", type: undefined, why: "a body without a type" },
  { body: '{"PERSONID":"A B","deep":{}}', type: "application/json; charset=utf-8", why: "JSON" },
  { body: "<Call><PersonId>A B</PersonId></Call>", type: "text/xml", why: "XML" },
])("parameters of $why, before those of the address", async ({ body, type }) => {
  const read = await post(body, type, "PersonId=other&Left=1");
  expect(read.ok && read.value.get("personId")).toBe("A B");
  expect(read.ok && read.value.ignored()).toContain("Left");
});

test.each([
  { body: "[1]", type: "application/json", code: "bad_request" },
  { body: "<!DOCTYPE a><a/>", type: "application/xml", code: "bad_request" },
  { body: "<a>", type: "application/xml", code: "bad_request" },
  { body: "x", type: "text/csv", code: "unsupported_type" },
  { body: "x".repeat(70_000), type: "application/json", code: "too_large" },
])("$type of the wrong kind is $code", async ({ body, type, code }) => {
  const read = await post(body, type);
  expect(read.ok ? null : read.error.code).toBe(code);
});
