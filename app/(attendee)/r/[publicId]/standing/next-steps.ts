import { useLocale, useTranslations } from "next-intl";
import { usePageLocale } from "@/components/page-locale";
import { translated } from "@/lib/i18n/translated";
import type { Journey, JourneyOrder } from "@/lib/registration/load-journey";
import { formatDay, formatTime } from "@/lib/time/format";
import { utcFromLocal } from "@/lib/time/zone";

/** What comes, by day: the first day with the desk, and each booked service that has a time. */
export function useNextSteps(journey: Journey, order: JourneyOrder): { when: string; what: string }[] {
  const t = useTranslations("attendee.done");
  const locale = useLocale();
  const read = usePageLocale();
  const { city, timeZone, startsOn } = translated(journey.conference, read);
  const morning = utcFromLocal(`${startsOn.toISOString().slice(0, 10)}T00:00`, timeZone);
  const events = [
    { at: morning.ok ? morning.value : startsOn, what: t("desk", { city }) },
    ...order.lines.flatMap((line) => {
      if (!line.service?.startsAt) return [];
      const { startsAt } = line.service;
      const { place } = translated(line.service, read);
      const words = { time: formatTime(startsAt, timeZone, locale), name: translated(line, read).name, place };
      return [{ at: startsAt, what: t(place ? "event-at" : "event", words) }];
    }),
  ].sort((a, b) => a.at.getTime() - b.at.getTime());

  const byDay = new Map<string, string[]>();
  for (const { at, what } of events) {
    const day = formatDay(at, timeZone, read);
    byDay.set(day, [...(byDay.get(day) ?? []), what]);
  }
  return [...byDay].map(([when, what]) => ({ when, what: what.join(" ") }));
}
