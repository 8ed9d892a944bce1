import type { Locale } from "@/lib/i18n/locales";

type Translatable = { translations: unknown };

/**
 * A row with its texts in the page's language: each field that `translations` names for it, `{ "it": { "name": … } }`,
 * takes the place of the row's own. A language or a field that is not there leaves the row's own text.
 */
export function translated<Row extends Translatable>(row: Row, locale: Locale): Row {
  const known = Object.entries(textsOf(row, locale)).filter(
    ([field, text]) => field in row && typeof text === "string" && text !== "",
  );
  return { ...row, ...Object.fromEntries(known) };
}

/** The language in which `translated` says a field: the page's where it is translated, else that of the row's own. */
export function languageOf<Row extends Translatable>(row: Row, field: keyof Row & string, locale: Locale): Locale {
  return textsOf(row, locale)[field] ? locale : "en";
}

function textsOf({ translations }: Translatable, locale: Locale): Record<string, unknown> {
  return (translations as Partial<Record<string, Record<string, unknown>>> | null)?.[locale] ?? {};
}
