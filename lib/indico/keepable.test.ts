import { expect, test } from "vitest";
import { keepable } from "./keepable";

const moment = new Date(0);

test.each([
  { value: "a\0b", kept: "ab", why: "no text column keeps U+0000" },
  { value: "\ud83d", kept: "\ufffd", why: "no JSON column keeps half a pair" },
  { value: "😀 é \t\n\u0001", kept: "😀 é \t\n\u0001", why: "everything else is Indico's word" },
  { value: { "a\0": ["\0", { b: "\0c" }] }, kept: { a: ["", { b: "c" }] }, why: "however deep, names too" },
  { value: [1, true, null, undefined, moment], kept: [1, true, null, undefined, moment], why: "no texts" },
])("$value: $why", ({ value, kept }) => {
  expect(keepable(value)).toEqual(kept);
});
