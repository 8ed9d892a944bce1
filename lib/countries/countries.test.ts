import { expect, test } from "vitest";
import { countries, countryName, isCountryCode } from "./countries";

// 249 of ISO 3166-1 and Kosovo.
test("every code has a name of its own in every language", () => {
  for (const locale of ["en", "it"] as const) {
    const list = countries(locale);
    expect(list).toHaveLength(250);
    expect(new Set(list.map(({ name }) => name)).size).toBe(250);
    expect(list.filter(({ code, name }) => code === name)).toEqual([]);
  }
});

test("names stand in the language's own order, accents where their letter is", () => {
  const names = countries("en").map(({ name }) => name);
  expect(names.slice(0, 3)).toEqual(["Afghanistan", "Åland Islands", "Albania"]);
});

test("a code becomes a name, a text that is no code stays", () => {
  expect(countryName("IS", "it")).toBe("Islanda");
  expect(countryName("Absurdistan", "en")).toBe("Absurdistan");
});

test("a code is in capitals, and nothing else is one", () => {
  expect(["PT", "IS", "VN", "XK", "TW"].every(isCountryCode)).toBe(true);
  expect(["pt", "", "UK", "EU", "ZZ", "PRT", "constructor"].some(isCountryCode)).toBe(false);
});
