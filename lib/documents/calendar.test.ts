import { afterEach, expect, test, vi } from "vitest";
import { type CalendarData, calendarFile } from "@/lib/documents/calendar";

const data: CalendarData = {
  conference: {
    slug: "mareograph-2027",
    name: "Mareograph 2027; tides, waves",
    city: "Aveiro",
    timeZone: "Europe/Lisbon",
    startsOn: new Date("2027-06-14T00:00:00Z"),
    endsOn: new Date("2027-06-18T00:00:00Z"),
  },
  services: [
    {
      code: "dinner",
      name: "Conference dinner",
      place: "Old Salt Store",
      startsAt: new Date("2027-06-16T18:30:00Z"),
      endsAt: new Date("2027-06-16T22:00:00Z"),
    },
  ],
  sessions: [],
  registrationUrl: "https://register.example.org/r/8QF4MW2KABCDEFGHJK",
};
const now = new Date("2027-03-22T14:04:00Z");

/** Unfolded lines of the nth entry. */
function entry(file: string, index: number): string[] {
  const unfolded = file.replaceAll("\r\n ", "");
  return unfolded.split("BEGIN:VEVENT\r\n")[index + 1]?.split("\r\n") ?? [];
}

afterEach(() => vi.unstubAllEnvs());

test.each(["UTC", "America/New_York", "Pacific/Kiritimati"])(
  "the days are the conference's on a server in %s",
  (zone) => {
    vi.stubEnv("TZ", zone);
    const lines = entry(calendarFile(data, now), 0);
    expect(lines).toContain("DTSTART;VALUE=DATE:20270614");
    expect(lines).toContain("DTEND;VALUE=DATE:20270619");
    expect(lines).toContain("DTSTAMP:20270322T140400Z");
  },
);

test("a service stands at its time in the conference's zone, which the file defines", () => {
  const file = calendarFile(data, now);
  expect(file).toContain("BEGIN:VTIMEZONE\r\nTZID:Europe/Lisbon");
  expect(entry(file, 1)).toEqual(
    expect.arrayContaining([
      "UID:mareograph-2027.dinner@register.example.org",
      "DTSTART;TZID=Europe/Lisbon:20270616T193000",
      "DTEND;TZID=Europe/Lisbon:20270616T230000",
      "LOCATION:Old Salt Store",
    ]),
  );
});

test("UIDs stay when the file is written again for another person", () => {
  const again = calendarFile({ ...data, registrationUrl: "https://register.example.org/r/OTHER" }, new Date(0));
  const uids = (file: string) => file.match(/UID:.*/g);
  expect(uids(again)).toEqual(uids(calendarFile(data, now)));
});

test("text is escaped, lines end in CRLF and have at most 75 octets", () => {
  const wild = { ...data.conference, name: `A; b, c\\d\nEND:VCALENDAR ${"ö".repeat(90)}` };
  const file = calendarFile({ ...data, conference: wild }, now);
  expect(entry(file, 0)).toContain(`SUMMARY:A\\; b\\, c\\\\d\\nEND:VCALENDAR ${"ö".repeat(90)}`);
  expect(file.match(/^END:VCALENDAR/gm)).toHaveLength(1);
  expect(file.endsWith("END:VCALENDAR\r\n")).toBe(true);
  expect(file.replaceAll("\r\n", "")).not.toMatch(/[\r\n]/);
  for (const line of file.split("\r\n")) expect(Buffer.byteLength(line)).toBeLessThanOrEqual(75);
});

test("an alias of a zone goes by the zone's own name", () => {
  const file = calendarFile({ ...data, conference: { ...data.conference, timeZone: "Asia/Calcutta" } }, now);
  expect(file).toContain("TZID:Asia/Kolkata");
  expect(file).toContain("DTSTART;TZID=Asia/Kolkata:20270617T000000");
});

const session = {
  ...{ publicId: "S2QF4MW2KABCDEFGHJ", title: "Datums that move", room: "Room 1", sequence: 41, isCancelled: false },
  ...{ startsAt: new Date("2027-06-15T08:00:00Z"), endsAt: new Date("2027-06-15T09:30:00Z") },
};

test("a session is known by itself, and says how often it changed", () => {
  expect(entry(calendarFile({ ...data, sessions: [session] }, now), 2)).toEqual(
    expect.arrayContaining([
      "UID:S2QF4MW2KABCDEFGHJ@register.example.org",
      "SEQUENCE:41",
      "DTSTART;TZID=Europe/Lisbon:20270615T090000",
      "LOCATION:Room 1",
      "STATUS:CONFIRMED",
    ]),
  );
});

test("a session that somebody is in no longer is taken out of their calendar", () => {
  const file = calendarFile({ ...data, sessions: [{ ...session, room: "", isCancelled: true }] }, now);
  expect(entry(file, 2)).toEqual(expect.arrayContaining(["STATUS:CANCELLED", "LOCATION:Aveiro"]));
});
