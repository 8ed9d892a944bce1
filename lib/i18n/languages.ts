import type { Locale } from "@/lib/i18n/locales";

/** Scripts that run from right to left. Source: Unicode's Bidi_Class of their letters. */
const RIGHT_TO_LEFT = new Set(["Adlm", "Arab", "Hebr", "Mand", "Nkoo", "Rohg", "Samr", "Syrc", "Thaa", "Yezi"]);

/**
 * A language tag of BCP 47 in its canonical spelling: "de-at" becomes "de-AT". Null for what is none, for a language
 * that has no name in CLDR and so could not be offered to anybody, and for extensions ("de-u-nu-latn"), which say how to
 * write numbers and are no language.
 */
export function readLocale(tag: string): Locale | null {
  try {
    const { baseName, language } = new Intl.Locale(tag.trim());
    const isKnown = new Intl.DisplayNames("en", { type: "language", fallback: "none" }).of(language) !== undefined;
    const isWhole = new Intl.Locale(tag.trim()).toString() === baseName;
    return isKnown && isWhole && language !== "und" ? baseName : null;
  } catch {
    return null;
  }
}

const names = new Map<string, string>();

/** A language's name in another one: "German", in itself "Deutsch". It begins with a capital, as a title does. */
export function languageName(locale: Locale, inLocale: Locale): string {
  const key = `${locale} ${inLocale}`;
  const known = names.get(key) ?? titled(locale, inLocale);
  names.set(key, known);
  return known;
}

function titled(locale: Locale, inLocale: Locale): string {
  const name = new Intl.DisplayNames(inLocale, { type: "language" }).of(locale) ?? locale;
  return name.charAt(0).toLocaleUpperCase(inLocale) + name.slice(1);
}

const lists = new Map<Locale, readonly Locale[]>();
const LETTERS = [..."abcdefghijklmnopqrstuvwxyz"];

/** Every language with a code of two letters (ISO 639-1), in the order of their names in another language. */
export function listLanguages(inLocale: Locale): readonly Locale[] {
  const known = lists.get(inLocale);
  if (known) return known;
  const codes = LETTERS.flatMap((first) => LETTERS.map((second) => first + second));
  const { compare } = new Intl.Collator(inLocale);
  const list = codes
    .filter((code) => readLocale(code) === code)
    .map((code) => ({ code, name: languageName(code, inLocale) }))
    .sort((a, b) => compare(a.name, b.name))
    .map(({ code }) => code);
  lists.set(inLocale, list);
  return list;
}

/** Which way a language is written. */
export function directionOf(locale: Locale): "ltr" | "rtl" {
  return RIGHT_TO_LEFT.has(new Intl.Locale(locale).maximize().script ?? "") ? "rtl" : "ltr";
}
