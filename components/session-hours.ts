import { usePageLocale } from "@/components/page-locale";
import { formatDayAndTime, formatTime, formatWeekday, lastMoment } from "@/lib/time/format";
import { localDay } from "@/lib/time/zone";

type Hours = { startsAt: Date; endsAt: Date };

/** When a session is, in the conference's zone and in the language that the page is read in. */
export function useSessionHours(timeZone: string) {
  const locale = usePageLocale();
  const day = (at: Date) => localDay(at, timeZone);
  /** "09:00–10:30"; of what ends on another day "19:00–Wed 16 June, 02:00". */
  const hours = ({ startsAt, endsAt }: Hours) => {
    const isOneDay = day(startsAt) === day(lastMoment(endsAt, timeZone));
    return `${formatTime(startsAt, timeZone, locale)}–${(isOneDay ? formatTime : formatDayAndTime)(endsAt, timeZone, locale)}`;
  };
  return {
    hours,
    dayAndHours: (of: Hours) => `${formatWeekday(of.startsAt, timeZone, locale)}, ${hours(of)}`,
  };
}
