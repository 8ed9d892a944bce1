import { expect, test } from "vitest";
import { directionOf, languageName, listLanguages, readLocale } from "@/lib/i18n/languages";
import { chooseLocale, isEnglish, nearestShipped, wantedLocales } from "@/lib/i18n/locales";

test.each([
  { chosen: undefined, accept: "de-AT,de;q=0.9,en;q=0.8", locale: "de", why: "a country of an offered language" },
  { chosen: undefined, accept: "en;q=0.5, ar;q=0.7, *;q=0.1", locale: "ar", why: "by weight, not by order" },
  { chosen: undefined, accept: "pt-PT", locale: "pt-BR", why: "the same language of another country" },
  { chosen: undefined, accept: "zh-TW, de;q=0.1", locale: "de", why: "another script is not near" },
  { chosen: undefined, accept: "de;q=0, fr", locale: "en", why: "q=0 is a refusal; English stands in" },
  { chosen: "de.it", accept: "en", locale: "de", why: "what was chosen here goes before the browser's list" },
  { chosen: "it.de", accept: "en", locale: "de", why: "the choice before the last, where that is not offered" },
  { chosen: "../x.%", accept: "not a tag,,;;", locale: "en", why: "nonsense chooses nothing" },
])("$why: $locale", ({ chosen, accept, locale }) => {
  expect(chooseLocale(["en", "de", "ar", "pt-BR", "zh-Hans"], wantedLocales(chosen, accept))).toBe(locale);
});

test.each([
  { tag: "de", locale: "de" },
  { tag: " PT-br ", locale: "pt-BR" },
  { tag: "zh-hant", locale: "zh-Hant" },
  { tag: "iw", locale: "he" },
  { tag: "xx", locale: null },
  { tag: "german", locale: null },
  { tag: "de-u-nu-latn", locale: null },
  { tag: "und", locale: null },
  { tag: "", locale: null },
])("readLocale: “$tag” is $locale", ({ tag, locale }) => {
  expect(readLocale(tag)).toBe(locale);
});

test("a catalogue stands in for its language in other countries, English for the rest", () => {
  expect(["it-CH", "en-GB", "de", "ar"].map(nearestShipped)).toEqual(["it", "en", "en", "en"]);
  expect(["en-GB", "de"].map(isEnglish)).toEqual([true, false]);
});

test("names and directions", () => {
  expect(languageName("de", "en")).toBe("German");
  expect(languageName("de", "de")).toBe("Deutsch");
  expect(languageName("it", "it")).toBe("Italiano");
  expect(["ar", "he", "fa", "de", "ja"].map(directionOf)).toEqual(["rtl", "rtl", "rtl", "ltr", "ltr"]);
  expect(listLanguages("en").length).toBeGreaterThan(150);
});

test("a header of ten thousand languages is read to its twentieth", () => {
  const header = Array.from({ length: 10_000 }, (_, index) => `x-${index}`).join(",");
  expect(wantedLocales(header.replaceAll(",", "."), header)).toHaveLength(40);
});
