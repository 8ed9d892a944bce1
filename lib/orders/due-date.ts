import { endOfLocalDay, localDay } from "@/lib/time/zone";
import { CARD_HOLD_MINUTES } from "./hold-times";

/**
 * When money is due that may take `days` days: its places stay held until the end of that day in the conference's zone,
 * and the day is named to the person. Whoever opens a card page before that end may finish paying on it.
 */
export function dueDate(now: Date, days: number, timeZone: string): { holdUntil: Date; holdLimit: Date; dueOn: Date } {
  const holdUntil = endOfLocalDay(now, days, timeZone);
  const holdLimit = new Date(holdUntil.getTime() + CARD_HOLD_MINUTES * 60_000);
  // The end of a local day is the next day's first moment; the due day is the one before it.
  return { holdUntil, holdLimit, dueOn: new Date(localDay(new Date(holdUntil.getTime() - 1), timeZone)) };
}
