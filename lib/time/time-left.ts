import { tz } from "@date-fns/tz";
import { differenceInDays } from "date-fns/differenceInDays";

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;

/** What is left, in the largest unit of which at least one whole is left. */
export type TimeLeft = { unit: "day" | "hour" | "minute"; count: number };

/**
 * The time from `now` to `until`, rounded down so that it never promises more than there is: days, below a day hours,
 * below an hour minutes (the last one counts as 1). A day is one of the zone's calendar, also when it has 23 or 25 hours.
 * @returns null once `until` is reached
 */
export function timeLeft(now: Date, until: Date, zone: string): TimeLeft | null {
  const leftMs = until.getTime() - now.getTime();
  if (leftMs <= 0) return null;
  const days = differenceInDays(until, now, { in: tz(zone) });
  if (days >= 1) return { unit: "day", count: days };
  if (leftMs >= HOUR_MS) return { unit: "hour", count: Math.floor(leftMs / HOUR_MS) };
  return { unit: "minute", count: Math.max(1, Math.floor(leftMs / MINUTE_MS)) };
}
