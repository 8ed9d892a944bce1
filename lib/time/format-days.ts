import type { Locale, ShippedLocale } from "@/lib/i18n/locales";
import { dateFormat } from "@/lib/time/format";

const DAYS = { day: "numeric", month: "long", timeZone: "UTC" } as const;
/** Languages whose spans we write in a style of our own; every other one has CLDR's. */
const OWN = { en: "en-GB", it: "it" } as const satisfies Record<ShippedLocale, Locale>;

/** "14–18 June", "30 May – 2 June", one day "14 June": the days of a conference, which have no time of day. */
export function formatDays(first: Date, last: Date, locale: Locale): string {
  const own = OWN[locale as ShippedLocale];
  if (!own) return dateFormat(locale, DAYS).formatRange(first, last);
  const format = dateFormat(own, DAYS);
  const [begin, end] = [format.format(first), format.format(last)];
  if (begin === end) return end;
  const isOneMonth = first.toISOString().slice(0, 7) === last.toISOString().slice(0, 7);
  return isOneMonth ? `${first.getUTCDate()}–${end}` : `${begin} – ${end}`;
}
