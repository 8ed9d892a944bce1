import type { Locale } from "@/lib/i18n/locales";

/**
 * A row with its texts in the page's language: each field that `translations` names for it, `{ "it": { "name": … } }`,
 * takes the place of the row's own. A language or a field that is not there leaves the row's own text.
 */
export function translated<Row extends { translations: unknown }>(row: Row, locale: Locale): Row {
  const texts = (row.translations as Partial<Record<string, Record<string, unknown>>> | null)?.[locale] ?? {};
  const known = Object.entries(texts).filter(
    ([field, text]) => field in row && typeof text === "string" && text !== "",
  );
  return { ...row, ...Object.fromEntries(known) };
}
