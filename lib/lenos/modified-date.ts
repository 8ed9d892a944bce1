import type { DateOrder } from "@/lib/db/generated/client";
import { err, ok, type Result } from "@/lib/result";

/** What an app sends that has no date yet: nothing, or the placeholder of its own settings. */
const NO_DATE = new Set(["", "utcmodifieddate", "null", "undefined", "none", "{utcmodifieddate}", "[utcmodifieddate]"]);

/** From here on a whole number is milliseconds: as seconds it would be the year 5138. */
const LEAST_MILLISECONDS = 100_000_000_000;

/**
 * The value of `utcModifiedDate`: ISO 8601 with or without `T`, seconds, fraction, `Z` or offset (one whose plus sign
 * became a blank is repaired); Unix seconds or milliseconds; with slashes only where the credential says which number
 * is the month. Without a zone it is UTC.
 * @returns null for no date
 */
export function readModifiedDate(raw: string | undefined, order: DateOrder | null): Result<Date | null, "bad-date"> {
  const text = (raw ?? "").trim();
  if (NO_DATE.has(text.toLowerCase())) return ok(null);
  if (/^\d{9,14}(\.\d+)?$/.test(text)) return readUnix(Number(text));
  const iso = slashesToIso(text, order) ?? text;
  const match =
    /^(\d{4})-(\d\d)-(\d\d)(?:[T ]+(\d\d):(\d\d)(?::(\d\d)(?:[.,](\d{1,9}))?)?)?\s*(?:(Z)|([+ -]?)(\d\d):?(\d\d)|)$/i.exec(
      iso,
    );
  if (!match) return err("bad-date");
  const [, year, month, day, hour = "00", minute = "00", second = "00", fraction = "0", , sign, zoneHour, zoneMinute] =
    match;
  if (zoneHour !== undefined && match[4] === undefined) return err("bad-date");
  const millisecond = `${fraction}00`.slice(0, 3);
  const wall = `${year}-${month}-${day}T${hour}:${minute}:${second}.${millisecond}Z`;
  const time = Date.parse(wall);
  // What does not come back unchanged was no date: the parser rolls 31 April over.
  if (Number.isNaN(time) || new Date(time).toISOString() !== wall) return err("bad-date");
  if (zoneHour === undefined) return ok(new Date(time));
  if (Number(zoneHour) > 14 || Number(zoneMinute) > 59) return err("bad-date");
  const minutes = Number(zoneHour) * 60 + Number(zoneMinute);
  return ok(new Date(time - (sign === "-" ? -minutes : minutes) * 60_000));
}

function readUnix(value: number): Result<Date, "bad-date"> {
  const date = new Date(Math.round(value < LEAST_MILLISECONDS ? value * 1_000 : value));
  return Number.isNaN(date.getTime()) ? err("bad-date") : ok(date);
}

/** "03/02/2027 08:15:30 PM" as an ISO text in the order that the credential states; null without slashes or order. */
function slashesToIso(text: string, order: DateOrder | null): string | null {
  const match =
    /^(\d{1,2})\/(\d{1,2})\/(\d{4})(?:[ T]+(\d{1,2}):(\d\d)(:\d\d(?:\.\d+)?)?(?:\s*([AP])M)?)?(\s*Z)?$/i.exec(text);
  if (!match || !order) return null;
  const [, first = "", second = "", year, hour = "0", minute = "00", rest = "", half] = match;
  const [month, day] = order === "mdy" ? [first, second] : [second, first];
  const clock = half ? (Number(hour) % 12) + (half.toUpperCase() === "P" ? 12 : 0) : Number(hour);
  const two = (value: string | number) => String(value).padStart(2, "0");
  return `${year}-${two(month)}-${two(day)}T${two(clock)}:${minute}${rest}`;
}
