import { documentTexts } from "@/lib/documents/document-texts";
import { hasCatalogue, type Locale } from "@/lib/i18n/locales";

/**
 * What stands under a fee's name: "early price" of a window "Early", in a language that we have no sentences in the label
 * alone. Nothing where the window only repeats the name, as a
 * fee with one price often does.
 */
export function windowNote(name: string, label: string, locale: Locale): string {
  const lower = label.toLocaleLowerCase(locale);
  if (lower === "" || lower === name.toLocaleLowerCase(locale)) return "";
  return hasCatalogue(locale) ? documentTexts(locale)("order.window", { window: lower }) : label;
}
