import ical, { ICalCalendarMethod, ICalEventStatus } from "ical-generator";

/** Larger ones stand for no number of a change in many calendars. */
const MOST_SEQUENCE = 2_147_483_647;

/** A session as a calendar has it. */
export type CalendarEntry = {
  readonly publicId: string;
  readonly title: string;
  /** Empty: none. */
  readonly description: string;
  /** Empty: none. */
  readonly place: string;
  readonly startsAt: Date;
  readonly endsAt: Date;
  /** When it became what it is. */
  readonly stamp: Date;
  /** Grows with every change of it. */
  readonly sequence: number;
  readonly isCancelled: boolean;
};

/** iCalendar (RFC 5545). What is cancelled stands there as such: leaving it out does not remove it from many calendars. */
export function renderCalendar(name: string, entries: readonly CalendarEntry[], publicUrl: string): string {
  const calendar = ical({
    name,
    prodId: { company: "Foyer", product: "Foyer", language: "EN" },
    method: ICalCalendarMethod.PUBLISH,
  });
  const host = new URL(publicUrl).hostname;
  for (const { publicId, title, description, place, startsAt, endsAt, stamp, sequence, isCancelled } of entries) {
    calendar.createEvent({
      id: `${publicId}@${host}`,
      ...{ stamp, lastModified: stamp, sequence: sequence % MOST_SEQUENCE },
      ...{ start: startsAt, end: endsAt, summary: title },
      ...(description ? { description } : {}),
      ...(place ? { location: place } : {}),
      status: isCancelled ? ICalEventStatus.CANCELLED : ICalEventStatus.CONFIRMED,
    });
  }
  return `${calendar.toString()}\r\n`;
}
