import type { Locale } from "@/lib/i18n/locales";

const DAYS = { day: "numeric", month: "long", timeZone: "UTC" } as const;
const FORMATS: Record<Locale, Intl.DateTimeFormat> = {
  en: new Intl.DateTimeFormat("en-GB", DAYS),
  it: new Intl.DateTimeFormat("it", DAYS),
};

/** "14–18 June", "30 May – 2 June", one day "14 June": the days of a conference, which have no time of day. */
export function formatDays(first: Date, last: Date, locale: Locale): string {
  const [begin, end] = [FORMATS[locale].format(first), FORMATS[locale].format(last)];
  if (begin === end) return end;
  const isOneMonth = first.toISOString().slice(0, 7) === last.toISOString().slice(0, 7);
  return isOneMonth ? `${first.getUTCDate()}–${end}` : `${begin} – ${end}`;
}
