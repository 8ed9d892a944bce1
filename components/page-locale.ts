import { useLocale } from "next-intl";
import { cache } from "react";
import { LOCALES, type Locale } from "@/lib/i18n/locales";

/**
 * The language that a page is read in, and those that it is offered in. The conference's own words and all dates, sums
 * and numbers that stand by themselves are in it; the sentences of the interface, with the dates inside them, are in the
 * nearest language that has a catalogue, which is what next-intl's `useLocale` says.
 */
export type PageLanguages = { locale: Locale; offered: readonly Locale[] };

const ofThisPage = cache((): PageLanguages => ({ locale: "en", offered: LOCALES }));

/** Told once per request, before any component asks (app/request-locale.ts). */
export function tellPageLanguages(languages: PageLanguages): void {
  Object.assign(ofThisPage(), languages);
}

export function usePageLanguages(): PageLanguages {
  useLocale(); // what waits for app/request-locale.ts
  return ofThisPage();
}

export function usePageLocale(): Locale {
  return usePageLanguages().locale;
}
