import "server-only";
import type { CalendarSession } from "@/lib/bookings/load-own-sessions";
import type { Conference } from "@/lib/db/generated/client";
import { calendarFile } from "@/lib/documents/calendar";
import { registrationUrl, type StoredOrder, timedServices } from "@/lib/documents/read-order";
import type { Locale } from "@/lib/i18n/locales";
import { translated } from "@/lib/i18n/translated";

type Own = {
  conference: Conference;
  publicId: string;
  /** Their paid order; null: there is none. */
  order: StoredOrder | null;
  sessions: readonly CalendarSession[];
};

/** A person's own calendar file: the conference, what they bought that has a time, and their sessions. */
export function ownCalendar({ conference, publicId, order, sessions }: Own, locale: Locale, now: Date): string {
  // What is bought as a service of its own time stands there as that.
  const bought = new Set(order?.lines.flatMap(({ service }) => (service?.startsAt ? [service.id] : [])));
  return calendarFile(
    {
      conference: translated(conference, locale),
      services: order ? timedServices(order, locale) : [],
      sessions: sessions
        .filter(({ serviceId }) => serviceId === null || !bought.has(serviceId))
        .map((session) => translated(session, locale)),
      registrationUrl: registrationUrl({ payer: { publicId } }),
    },
    now,
  );
}
