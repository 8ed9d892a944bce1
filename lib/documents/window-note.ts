import { documentTexts } from "@/lib/documents/document-texts";
import type { Locale } from "@/lib/i18n/locales";

/**
 * What stands under a fee's name: "early price" of a window "Early". Nothing where the window only repeats the name, as a
 * fee with one price often does.
 */
export function windowNote(name: string, label: string, locale: Locale): string {
  const lower = label.toLocaleLowerCase(locale);
  if (lower === "" || lower === name.toLocaleLowerCase(locale)) return "";
  return documentTexts(locale)("order.window", { window: lower });
}
