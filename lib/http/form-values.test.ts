import { expect, test } from "vitest";
import { allValues, formValues, singleValue, wholeValue } from "@/lib/http/form-values";

function form(...entries: [string, string | File][]): FormData {
  const data = new FormData();
  for (const [name, value] of entries) data.append(name, value as string);
  return data;
}

test("texts by name, several as a list, files left out", () => {
  const values = formValues(form(["a", "1"], ["b", "2"], ["b", "3"], ["c", new File(["x"], "x.pdf")]));
  expect(values).toEqual({ a: "1", b: ["2", "3"] });
  expect([singleValue(values, "a"), singleValue(values, "b"), singleValue(values, "c")]).toEqual(["1", "", ""]);
  expect([allValues(values, "a"), allValues(values, "b"), allValues(values, "c")]).toEqual([["1"], ["2", "3"], []]);
});

test("a text of several lines compares with what is stored", () => {
  expect(formValues(form(["a", "one\r\ntwo\n"])).a).toBe("one\ntwo\n");
});

test("names of JavaScript's own are names like others", () => {
  const values = formValues(form(["__proto__", "x"], ["constructor", "y"]));
  expect(Object.entries(values)).toEqual([
    ["__proto__", "x"],
    ["constructor", "y"],
  ]);
  expect(singleValue({}, "constructor")).toBe("");
});

test("what no form of ours sends is cut", () => {
  const many = form(...Array.from({ length: 600 }, (_, n): [string, string] => [`n${n}`, "x"]));
  expect(Object.keys(formValues(many))).toHaveLength(500);
  expect(formValues(form(["a", "x".repeat(30_000)])).a).toHaveLength(20_000);
  expect(formValues(form(["a", `${"x".repeat(19_999)}😀`])).a).toMatch(/x\ufffd$/);
  expect(formValues(form(["a", "x\u0000y"])).a).toBe("x\ufffdy");
});

test("a text that is wanted whole is not cut, and cleaned as others", () => {
  const data = form(
    ["a", `${"x".repeat(130_000)}\r\n\u0000\ud800`],
    ["b", "1"],
    ["b", "2"],
    ["c", new File(["x"], "x")],
  );
  expect(wholeValue(data, "a")).toBe(`${"x".repeat(130_000)}\n\ufffd\ufffd`);
  expect(["b", "c", "d"].map((name) => wholeValue(data, name))).toEqual(["", "", ""]);
});
