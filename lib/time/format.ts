import { TZDate } from "@date-fns/tz";
import { format } from "date-fns/format";
import { enGB } from "date-fns/locale/en-GB";
import { it } from "date-fns/locale/it";
import type { Locale, ShippedLocale } from "@/lib/i18n/locales";
import { localFromUtc } from "@/lib/time/zone";
import { ITALIAN_CITIES } from "@/lib/time/zone-city";

/** Languages whose dates we write in a style of our own; every other one has CLDR's. */
const DATE_LOCALES = { en: enGB, it } as const satisfies Record<ShippedLocale, unknown>;

/** What is told of a moment, as date-fns and as `Intl` name it. */
const TIME = { pattern: "HH:mm", parts: { hour: "2-digit", minute: "2-digit", hourCycle: "h23" } } as const;
const DAY = { pattern: "d MMMM", parts: { day: "numeric", month: "long" } } as const;
const WEEKDAY = { pattern: `EEE ${DAY.pattern}`, parts: { weekday: "short", ...DAY.parts } } as const;
const DATE = { pattern: `${WEEKDAY.pattern} yyyy`, parts: { ...WEEKDAY.parts, year: "numeric" } } as const;
const DAY_AND_TIME = {
  pattern: `${WEEKDAY.pattern}, ${TIME.pattern}`,
  parts: { ...WEEKDAY.parts, ...TIME.parts },
} as const;
const DATE_AND_TIME = { pattern: `${DATE.pattern}, ${TIME.pattern}`, parts: { ...DATE.parts, ...TIME.parts } } as const;
type Told = { pattern: string; parts: Intl.DateTimeFormatOptions };

/** "Wed 31 March 2027, 23:59", Italian "mer 31 marzo 2027, 23:59": a moment for a person to keep. */
export function formatDateTime(at: Date, zone: string, locale: Locale): string {
  return formatIn(at, zone, locale, DATE_AND_TIME);
}

/** "Wed 31 March 2027": a day for a person to keep, as a due date. */
export function formatDate(at: Date, zone: string, locale: Locale): string {
  return formatIn(at, zone, locale, DATE);
}

/** "Wed 16 June": a day of the conference, whose year the page already says. */
export function formatWeekday(at: Date, zone: string, locale: Locale): string {
  return formatIn(at, zone, locale, WEEKDAY);
}

/** "Wed 16 June, 19:30": a moment of the conference, whose year the page already says. */
export function formatDayAndTime(at: Date, zone: string, locale: Locale): string {
  return formatIn(at, zone, locale, DAY_AND_TIME);
}

/** "Do., 17. Juni, 14:00–18:00 Uhr": from a moment of the conference until another one, as CLDR writes it. */
export function formatSpan(from: Date, until: Date, zone: string, locale: Locale): string {
  return dateFormat(locale, { ...DAY_AND_TIME.parts, timeZone: zone }).formatRange(from, until);
}

/** "31 March": a day within a row of days. */
export function formatDay(at: Date, zone: string, locale: Locale): string {
  return formatIn(at, zone, locale, DAY);
}

/** "23:59". */
export function formatTime(at: Date, zone: string, locale: Locale): string {
  return formatIn(at, zone, locale, TIME);
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

function formatIn(at: Date, zone: string, locale: Locale, { pattern, parts }: Told): string {
  const own = DATE_LOCALES[locale as ShippedLocale];
  if (own) return format(new TZDate(at.getTime(), zone), pattern, { locale: own });
  return dateFormat(locale, { ...parts, timeZone: zone }).format(at);
}

const formats = new Map<string, Intl.DateTimeFormat>();

/** Making one takes far longer than using it. The conference's days are those of one calendar, in every language. */
export function dateFormat(locale: Locale, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = JSON.stringify([locale, options]);
  const known = formats.get(key);
  if (known) return known;
  const made = new Intl.DateTimeFormat(locale, { ...options, calendar: "gregory" });
  formats.set(key, made);
  return made;
}
