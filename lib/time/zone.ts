import { tzOffset } from "@date-fns/tz";
import { err, ok, type Result } from "@/lib/result";

const MINUTE_MS = 60_000;
const DAY_MS = 24 * 60 * MINUTE_MS;

/** Is this a time zone of the IANA database, "Europe/Lisbon"? Bare offsets ("+01:00") know no summer time: refused. */
export function isTimeZone(zone: string): boolean {
  if (!/^[A-Za-z]/.test(zone)) return false;
  try {
    new Intl.DateTimeFormat("en", { timeZone: zone });
    return true;
  } catch {
    return false;
  }
}

/**
 * The instant of a wall-clock time, as `<input type="datetime-local">` writes it: "2027-03-31T23:59", seconds optional.
 *
 * Where clocks change, the rules are those of ECMAScript's Temporal ("compatible"):
 * - a time that is skipped in spring (gap) moves on by the gap: 02:30 becomes 03:30;
 * - a time that comes twice in autumn (overlap) is the first of the two, still summer time.
 * @throws RangeError when the zone is unknown
 */
export function utcFromLocal(local: string, zone: string): Result<Date, "not-a-date-time"> {
  const wall = parseWallClock(local);
  if (wall === null) return err("not-a-date-time");
  const offsetBefore = offsetMs(new Date(wall - DAY_MS), zone);
  const offsetAfter = offsetMs(new Date(wall + DAY_MS), zone);
  const first = new Date(wall - offsetBefore);
  const second = new Date(wall - offsetAfter);
  if (wallClock(first, zone) !== wall && wallClock(second, zone) === wall) return ok(second);
  return ok(first); // in a gap neither fits: the old offset carries the time past it
}

/** The wall-clock time of an instant, to the second: "2027-03-31T23:59:00". */
export function localFromUtc(at: Date, zone: string): string {
  return new Date(wallClock(at, zone)).toISOString().slice(0, 19);
}

/** The calendar day of an instant in a zone: "2027-03-31". */
export function localDay(at: Date, zone: string): string {
  return localFromUtc(at, zone).slice(0, 10);
}

/**
 * The end, exclusive, of the day that comes `days` after the day of `at`: midnight there, or the first moment after it
 * where clocks skip midnight. A transfer due in 14 days may arrive on the whole of the fourteenth.
 */
export function endOfLocalDay(at: Date, days: number, zone: string): Date {
  const nextDay = new Date(Date.parse(`${localDay(at, zone)}T00:00:00Z`) + (days + 1) * DAY_MS);
  const midnight = utcFromLocal(nextDay.toISOString().slice(0, 19), zone);
  if (!midnight.ok) throw new RangeError(`No day is ${days} days after ${at.toISOString()}`);
  return midnight.value;
}

/** The clock on the wall as if it showed UTC, in milliseconds. */
function wallClock(at: Date, zone: string): number {
  return at.getTime() + offsetMs(at, zone);
}

function offsetMs(at: Date, zone: string): number {
  const minutes = tzOffset(zone, at);
  if (Number.isNaN(minutes)) throw new RangeError(`Not a time zone or not a time: ${zone}`);
  return Math.round(minutes * MINUTE_MS);
}

function parseWallClock(text: string): number | null {
  const match = /^(\d{4}-\d\d-\d\dT\d\d:\d\d)(:\d\d)?$/.exec(text);
  if (!match) return null;
  const full = `${match[1]}${match[2] ?? ":00"}`;
  const time = Date.parse(`${full}Z`);
  // Date.parse rolls 31 April over to 1 May: what does not come back unchanged was no date.
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(full) ? time : null;
}

/** An instant as clocks in the zone show it, to the millisecond and with their offset: "2027-03-31T23:59:00.000+01:00". */
export function isoWithOffset(at: Date, zone: string): string {
  const minutes = Math.round(offsetMs(at, zone) / MINUTE_MS);
  const [hours, rest] = [Math.trunc(Math.abs(minutes) / 60), Math.abs(minutes) % 60];
  const offset = `${minutes < 0 ? "-" : "+"}${String(hours).padStart(2, "0")}:${String(rest).padStart(2, "0")}`;
  return new Date(at.getTime() + minutes * MINUTE_MS).toISOString().replace("Z", offset);
}
