import fc from "fast-check";
import { afterEach, describe, expect, test } from "vitest";
import { endOfLocalDay, isTimeZone, localDay, localFromUtc, utcFromLocal } from "@/lib/time/zone";

const ZONES = [
  "Europe/Lisbon",
  "Europe/Rome",
  "America/St_Johns",
  "Australia/Lord_Howe",
  "Africa/Cairo",
  "Asia/Kolkata",
  "Pacific/Chatham",
  "UTC",
];
const systemZone = process.env.TZ;

afterEach(() => {
  if (systemZone === undefined) delete process.env.TZ;
  else process.env.TZ = systemZone;
});

describe("utcFromLocal", () => {
  test.each([
    { local: "2027-03-31T23:59", zone: "Europe/Lisbon", utc: "2027-03-31T22:59:00.000Z", why: "summer time" },
    { local: "2027-03-31T23:59:59", zone: "Europe/Lisbon", utc: "2027-03-31T22:59:59.000Z", why: "with seconds" },
    { local: "2027-01-15T12:00", zone: "Europe/Rome", utc: "2027-01-15T11:00:00.000Z", why: "winter time" },
    { local: "2027-03-28T01:59:59", zone: "Europe/Rome", utc: "2027-03-28T00:59:59.000Z", why: "before the gap" },
    { local: "2027-03-28T02:30", zone: "Europe/Rome", utc: "2027-03-28T01:30:00.000Z", why: "in the gap: reads 03:30" },
    { local: "2027-03-28T03:00", zone: "Europe/Rome", utc: "2027-03-28T01:00:00.000Z", why: "after the gap" },
    { local: "2027-10-31T01:59", zone: "Europe/Rome", utc: "2027-10-30T23:59:00.000Z", why: "before the overlap" },
    { local: "2027-10-31T02:30", zone: "Europe/Rome", utc: "2027-10-31T00:30:00.000Z", why: "overlap: the first one" },
    { local: "2027-10-31T03:00", zone: "Europe/Rome", utc: "2027-10-31T02:00:00.000Z", why: "after the overlap" },
    {
      local: "2027-04-04T01:45",
      zone: "Australia/Lord_Howe",
      utc: "2027-04-03T14:45:00.000Z",
      why: "half an hour back",
    },
    { local: "2027-04-30T00:30", zone: "Africa/Cairo", utc: "2027-04-29T22:30:00.000Z", why: "a day without midnight" },
    { local: "2028-02-29T00:00", zone: "UTC", utc: "2028-02-29T00:00:00.000Z", why: "a leap day" },
  ])("$local in $zone: $why", ({ local, zone, utc }) => {
    expect(utcFromLocal(local, zone)).toEqual({ ok: true, value: new Date(utc) });
  });

  test.each([
    "",
    "2027-03-31",
    "2027-03-31 23:59",
    "2027-04-31T10:00",
    "2027-02-29T10:00",
    "2027-13-01T10:00",
    "2027-03-31T24:00",
    "2027-03-31T10:60",
    "2027-03-31T10:00Z",
    "2027-03-31T10:00:00.5",
    "12027-03-31T10:00",
  ])("refuses “%s”", (local) => {
    expect(utcFromLocal(local, "Europe/Rome")).toEqual({ ok: false, error: "not-a-date-time" });
  });

  test("throws for a zone that does not exist", () => {
    expect(() => utcFromLocal("2027-03-31T10:00", "Europe/Atlantis")).toThrow(RangeError);
  });

  test.each(["UTC", "America/New_York", "Pacific/Apia"])("does not depend on the machine's zone (%s)", (zone) => {
    process.env.TZ = zone;
    expect(utcFromLocal("2027-03-28T02:30", "Europe/Rome")).toEqual({
      ok: true,
      value: new Date("2027-03-28T01:30:00Z"),
    });
  });

  test("undoes localFromUtc, except in the second pass through an overlap", () => {
    const instants = fc.date({
      min: new Date("2020-01-01"),
      max: new Date("2035-01-01"),
      noInvalidDate: true,
    });
    fc.assert(
      fc.property(instants, fc.constantFrom(...ZONES), (instant, zone) => {
        const at = new Date(Math.floor(instant.getTime() / 1000) * 1000);
        const local = localFromUtc(at, zone);
        const back = utcFromLocal(local, zone);
        if (!back.ok) throw new Error(`not read back: ${local}`);
        expect(localFromUtc(back.value, zone)).toBe(local);
        expect([0, 30 * 60_000, 60 * 60_000]).toContain(at.getTime() - back.value.getTime());
      }),
      { numRuns: 500 },
    );
  });
});

test.each([
  { at: "2027-03-31T22:59:30Z", zone: "Europe/Lisbon", local: "2027-03-31T23:59:30", day: "2027-03-31" },
  { at: "2027-03-31T23:00:00Z", zone: "Europe/Lisbon", local: "2027-04-01T00:00:00", day: "2027-04-01" },
  { at: "2027-10-31T01:30:00Z", zone: "Europe/Rome", local: "2027-10-31T02:30:00", day: "2027-10-31" },
])("localFromUtc: $at is $local in $zone", ({ at, zone, local, day }) => {
  expect(localFromUtc(new Date(at), zone)).toBe(local);
  expect(localDay(new Date(at), zone)).toBe(day);
});

test.each([
  { at: "2027-03-22T14:04:00Z", days: 14, zone: "Europe/Lisbon", end: "2027-04-05T23:00:00.000Z", why: "14 days on" },
  {
    at: "2027-03-28T00:30:00Z",
    days: 0,
    zone: "Europe/Rome",
    end: "2027-03-28T22:00:00.000Z",
    why: "a day of 23 hours",
  },
  { at: "2027-04-29T12:00:00Z", days: 0, zone: "Africa/Cairo", end: "2027-04-29T22:00:00.000Z", why: "no midnight" },
  { at: "2027-03-31T23:30:00Z", days: 0, zone: "Europe/Lisbon", end: "2027-04-01T23:00:00.000Z", why: "already April" },
])("endOfLocalDay: $why", ({ at, days, zone, end }) => {
  expect(endOfLocalDay(new Date(at), days, zone)).toEqual(new Date(end));
});

test("isTimeZone takes names of the IANA database only", () => {
  expect(["Europe/Lisbon", "UTC", "America/Argentina/Ushuaia"].every(isTimeZone)).toBe(true);
  expect(["", "+01:00", "Europe/Atlantis", "Lisbon"].some(isTimeZone)).toBe(false);
});
