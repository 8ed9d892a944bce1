/** Languages with a complete catalogue under `messages/`. */
export const LOCALES = ["en", "it"] as const;
export type ShippedLocale = (typeof LOCALES)[number];

/** The language of a page, a mail or a registration: a tag of BCP 47 in its canonical spelling, "de" or "pt-BR". */
export type Locale = string;

/** The language of the catalogue that comes nearest: Italian for "it-CH", English where there is none. */
export function nearestShipped(locale: Locale): ShippedLocale {
  return chooseLocale(LOCALES, [locale]);
}

/** Whether there is a catalogue of this language, be it of another country. */
export function hasCatalogue(locale: Locale): boolean {
  return LOCALES.some((shipped) => isNear(shipped, locale));
}

/** Whether the texts of a conference, which are English, are in this language as they stand. */
export function isEnglish(locale: Locale): boolean {
  return isNear("en", locale);
}

/**
 * The language of `offered` that a person wants most: itself, or the same language and script of another country.
 * English where nothing fits, which is always among them.
 */
export function chooseLocale<Offered extends Locale>(offered: readonly Offered[], wanted: readonly string[]): Offered {
  for (const tag of wanted) {
    const found = offered.find((one) => one === tag) ?? offered.find((one) => isNear(one, tag));
    if (found !== undefined) return found;
  }
  return "en" as Offered;
}

function isNear(one: string, other: string): boolean {
  try {
    const [a, b] = [new Intl.Locale(one).maximize(), new Intl.Locale(other).maximize()];
    return a.language === b.language && a.script === b.script;
  } catch {
    return false; // "*", or what is no tag
  }
}

/** Nobody reads more languages; a header of 64 KiB could name ten thousand. */
const MOST_WANTED = 20;

/**
 * What a person wants to read, the dearest first: what they chose here, then the browser's list by its weights.
 * @param chosen the cookie `foyer_language`: tags with full stops between, the last choice first
 */
export function wantedLocales(chosen: string | undefined, acceptLanguage: string): string[] {
  const accepted = acceptLanguage
    .split(",", MOST_WANTED)
    .map((entry) => {
      const [tag = "", ...parameters] = entry.trim().split(";");
      const weight = parameters.map((parameter) => /^\s*q=([\d.]+)$/.exec(parameter)?.[1]).find(Boolean);
      return { tag, weight: weight === undefined ? 1 : Number(weight) };
    })
    .filter(({ tag, weight }) => tag && weight > 0)
    .sort((a, b) => b.weight - a.weight);
  return [...(chosen ? chosen.split(".", MOST_WANTED) : []), ...accepted.map(({ tag }) => tag)];
}
