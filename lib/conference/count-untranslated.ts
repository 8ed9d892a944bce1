import type { Setup } from "@/lib/conference/conference-file";
import { type Text, textsOfItem } from "@/lib/conference/item-form";
import { textsOfConference } from "@/lib/conference/part-form";
import { hasCatalogue, isEnglish, type Locale } from "@/lib/i18n/locales";
import { WORDED_LETTERS } from "@/lib/mail/wording";

const LISTS = ["categories", "services", "questions"] as const;
export type TranslatedPart = "conference" | (typeof LISTS)[number] | "texts";

/** How many texts of a part of the set-up are not given in a language, of how many. */
export type Untranslated = { part: TranslatedPart; missing: number; of: number };

/** How many of some texts people read in English instead. Texts that are empty need no words. */
export function countMissing(texts: readonly Text[], locale: Locale): { missing: number; of: number } {
  const written = texts.filter(({ own }) => own !== "");
  return { missing: written.filter(({ translations }) => !translations[locale]).length, of: written.length };
}

/**
 * What of a set-up is not given in a language, part by part. What is not offered any more counts too, since orders name
 * it. A letter counts where neither the organiser nor Foyer has words for it; English of any country needs none.
 * @param whole letters with subject and text of their own: "de payment-confirmed"
 */
export function countUntranslated(setup: Setup, whole: ReadonlySet<string>, locale: Locale): Untranslated[] {
  if (isEnglish(locale)) return [];
  const texts = (part: TranslatedPart, of: Text[]): Untranslated => ({ part, ...countMissing(of, locale) });
  const letters = WORDED_LETTERS.filter((letter) => !hasCatalogue(locale) && !whole.has(`${locale} ${letter}`));
  return [
    texts("conference", textsOfConference(setup.conference)),
    ...LISTS.map((list) =>
      texts(
        list,
        setup[list].flatMap((item) => textsOfItem(list, item)),
      ),
    ),
    { part: "texts", missing: letters.length, of: WORDED_LETTERS.length },
  ];
}
