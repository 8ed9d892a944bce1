import { expect, test } from "vitest";
import { fillVariables, findUnknownVariable } from "./message-variables";

const VALUES = { first_name: "Elin", last_name: "{number}", number: "417", conference: "Mareograph", link: "https://x" };

test("variables are filled once; what a person is called is no variable", () => {
  expect(fillVariables("Dear {first_name} {last_name}, {number}. {first_name}!", VALUES)).toBe(
    "Dear Elin {number}, 417. Elin!",
  );
});

test.each([
  ["Dear {first_name}", null],
  ["Dear {name}", "name"],
  ["{ no } {} {constructor}", "constructor"],
  ["no braces", null],
])("%s: unknown is %s", (text, unknown) => {
  expect(findUnknownVariable(text)).toBe(unknown);
});
