import { useLocale } from "next-intl";
import type { ShippedLocale } from "@/lib/i18n/locales";

const HALF_A_DAY_MS = 12 * 60 * 60 * 1_000;
const MINUTE_MS = 60_000;

/** Dates as the rest of the portal writes them: "31 March", not "March 31". */
const LANGUAGES = { en: "en-GB", it: "it" } as const satisfies Record<ShippedLocale, string>;

/** "5 April", of a day in ISO. */
export function doorDay(day: string, locale: ShippedLocale): string {
  const format = new Intl.DateTimeFormat(LANGUAGES[locale], { day: "numeric", month: "long", timeZone: "UTC" });
  return format.format(new Date(day));
}

/** "09:14", and the day before it where that is long ago: a moment at a door, in the conference's zone. */
export function doorTime(at: string, timeZone: string, locale: ShippedLocale, now: number): string {
  const moment = new Date(at);
  const isFar = Math.abs(now - moment.getTime()) > HALF_A_DAY_MS;
  const day = { weekday: "short", day: "numeric", month: "short" } as const;
  const time = { hour: "2-digit", minute: "2-digit", hourCycle: "h23", timeZone } as const;
  return new Intl.DateTimeFormat(LANGUAGES[locale], isFar ? { ...day, ...time } : time).format(moment);
}

/** "23 minutes ago". */
export function useAgo(at: number, now: number): string {
  const format = new Intl.RelativeTimeFormat(useLocale(), { numeric: "auto" });
  const minutes = Math.min(0, Math.round((at - now) / MINUTE_MS));
  if (minutes > -60) return format.format(minutes, "minute");
  const hours = Math.round(minutes / 60);
  return hours > -48 ? format.format(hours, "hour") : format.format(Math.round(hours / 24), "day");
}
