import { endOfLocalDay, localDay } from "@/lib/time/zone";

/**
 * When money is due that may take `days` days: its places stay held until the end of that day in the conference's zone,
 * and the day is named to the person.
 */
export function dueDate(now: Date, days: number, timeZone: string): { holdUntil: Date; dueOn: Date } {
  const holdUntil = endOfLocalDay(now, days, timeZone);
  // The end of a local day is the next day's first moment; the due day is the one before it.
  return { holdUntil, dueOn: new Date(localDay(new Date(holdUntil.getTime() - 1), timeZone)) };
}
