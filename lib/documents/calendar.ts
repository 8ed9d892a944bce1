import { TZDate } from "@date-fns/tz";
import ical, { ICalCalendarMethod, ICalEventStatus } from "ical-generator";
import { tzlib_get_ical_block } from "timezones-ical-library";

/** The conference, what a registration has bought and its sessions, as a calendar file shows them. */
export type CalendarData = {
  conference: {
    slug: string;
    name: string;
    city: string;
    /** IANA name, "Europe/Lisbon". */
    timeZone: string;
    /** First and last day, as midnight UTC (a database `date`). */
    startsOn: Date;
    endsOn: Date;
  };
  /** Services with a time; `place` may be empty. */
  services: readonly { code: string; name: string; place: string; startsAt: Date; endsAt: Date }[];
  /** Booked sessions, and those that were; `sequence` grows with every change, `room` may be empty. */
  sessions: readonly {
    publicId: string;
    title: string;
    room: string;
    startsAt: Date;
    endsAt: Date;
    sequence: number;
    isCancelled: boolean;
  }[];
  /** The person's own page, named in every entry. */
  registrationUrl: string;
};

export const CALENDAR_CONTENT_TYPE = "text/calendar; charset=utf-8; method=PUBLISH";
const DAY_MS = 86_400_000;

/**
 * An iCalendar file (RFC 5545): the conference as whole days, each booked service and session at its time in the
 * conference's zone, which the file defines. An entry's UID depends on conference and service, or on the session alone: a
 * newer file replaces the older one, and the files of two colleagues name the same dinner once. A session that is booked
 * no longer stays as cancelled, so that a calendar that knew it takes it out.
 * @param now the moment of writing, DTSTAMP
 */
export function calendarFile({ conference, services, sessions, registrationUrl }: CalendarData, now: Date): string {
  const zone = zoneBlock(conference.timeZone);
  const host = new URL(registrationUrl).hostname;
  const common = { stamp: now, url: registrationUrl };
  const calendar = ical({
    prodId: { company: "Foyer", product: "Foyer", language: "EN" },
    method: ICalCalendarMethod.PUBLISH,
    timezone: { name: null, generator: () => zone.block },
  });
  calendar.createEvent({
    ...common,
    id: `${conference.slug}@${host}`,
    allDay: true,
    start: utcDay(conference.startsOn),
    end: utcDay(new Date(conference.endsOn.getTime() + DAY_MS)), // DTEND is exclusive
    summary: conference.name,
    location: conference.city,
  });
  const hours = ({ startsAt, endsAt }: { startsAt: Date; endsAt: Date }) => ({
    start: new TZDate(startsAt.getTime(), zone.name),
    end: new TZDate(endsAt.getTime(), zone.name),
    timezone: zone.name,
  });
  for (const service of services) {
    calendar.createEvent({
      ...common,
      ...hours(service),
      id: `${conference.slug}.${service.code}@${host}`,
      summary: `${service.name} (${conference.name})`,
      location: service.place || conference.city,
    });
  }
  for (const session of sessions) {
    calendar.createEvent({
      ...common,
      ...hours(session),
      id: `${session.publicId}@${host}`,
      sequence: session.sequence,
      status: session.isCancelled ? ICalEventStatus.CANCELLED : ICalEventStatus.CONFIRMED,
      summary: `${session.title} (${conference.name})`,
      location: session.room || conference.city,
    });
  }
  return `${calendar.toString()}\r\n`;
}

/** A day without a zone: read in UTC, whatever zone the server is in. */
function utcDay(date: Date): TZDate {
  return new TZDate(date.getTime(), "UTC");
}

/** The VTIMEZONE of a zone, under the name that it has there (Asia/Calcutta is Asia/Kolkata). */
function zoneBlock(timeZone: string): { name: string; block: string } {
  const [block, parameter] = tzlib_get_ical_block(timeZone);
  if (!block || !parameter) throw new RangeError(`no calendar rules for the time zone ${timeZone}`);
  return { name: parameter.replace("TZID=", ""), block };
}
