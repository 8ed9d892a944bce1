import { endOfLocalDay, utcFromLocal } from "./zone";

const DAY = /^\d{4}-\d{2}-\d{2}$/;

/** The moment at which a day, "2027-03-31", begins in a zone; null when there is no such day. */
export function startOfDay(day: string, zone: string): Date | null {
  if (!DAY.test(day)) return null;
  const at = utcFromLocal(`${day}T00:00`, zone);
  return at.ok ? at.value : null;
}

/** The moment at which it is over there, which may be 23 or 25 hours later; null when there is no such day. */
export function endOfDay(day: string, zone: string): Date | null {
  const start = startOfDay(day, zone);
  return start && endOfLocalDay(start, 0, zone);
}
