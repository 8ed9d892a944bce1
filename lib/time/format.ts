import { TZDate } from "@date-fns/tz";
import { format } from "date-fns/format";
import { enGB } from "date-fns/locale/en-GB";
import { it } from "date-fns/locale/it";
import type { Locale } from "@/lib/i18n/locales";
import { localFromUtc } from "@/lib/time/zone";
import { ITALIAN_CITIES } from "@/lib/time/zone-city";

const DATE_LOCALES = { en: enGB, it } as const satisfies Record<Locale, unknown>;

/** "Wed 31 March 2027, 23:59", Italian "mer 31 marzo 2027, 23:59": a moment for a person to keep. */
export function formatDateTime(at: Date, zone: string, locale: Locale): string {
  return formatIn(at, zone, locale, "EEE d MMMM yyyy, HH:mm");
}

/** "Wed 31 March 2027": a day for a person to keep, as a due date. */
export function formatDate(at: Date, zone: string, locale: Locale): string {
  return formatIn(at, zone, locale, "EEE d MMMM yyyy");
}

/** "Wed 16 June, 19:30": a moment of the conference, whose year the page already says. */
export function formatDayAndTime(at: Date, zone: string, locale: Locale): string {
  return formatIn(at, zone, locale, "EEE d MMMM, HH:mm");
}

/** "31 March": a day within a row of days. */
export function formatDay(at: Date, zone: string, locale: Locale): string {
  return formatIn(at, zone, locale, "d MMMM");
}

/** "23:59". */
export function formatTime(at: Date, zone: string, locale: Locale): string {
  return formatIn(at, zone, locale, "HH:mm");
}

/**
 * The moment to name as the end of something that ends before `until`: midnight is read as the start of the new day, so
 * it becomes 23:59 of the day before ("Wed 31 March 2027, 23:59"); any other time stays.
 */
export function lastMoment(until: Date, zone: string): Date {
  return localFromUtc(until, zone).endsWith("T00:00:00") ? new Date(until.getTime() - 60_000) : until;
}

/** "Lisbon" of "Europe/Lisbon", Italian "Lisbona": where the clock hangs; by default in the zone's own spelling. */
export function cityOfZone(zone: string, locale: Locale = "en"): string {
  const known = locale === "it" ? ITALIAN_CITIES[zone] : undefined;
  return known ?? (zone.split("/").at(-1) ?? zone).replaceAll("_", " ");
}

function formatIn(at: Date, zone: string, locale: Locale, pattern: string): string {
  return format(new TZDate(at.getTime(), zone), pattern, { locale: DATE_LOCALES[locale] });
}
