import { expect, test } from "vitest";
import { endOfDay, startOfDay } from "./days";

test.each([
  {
    day: "2027-06-14",
    zone: "Europe/Lisbon",
    start: "2027-06-13T23:00:00Z",
    end: "2027-06-14T23:00:00Z",
    why: "summer",
  },
  {
    day: "2027-03-28",
    zone: "Europe/Lisbon",
    start: "2027-03-28T00:00:00Z",
    end: "2027-03-28T23:00:00Z",
    why: "23 hours",
  },
  {
    day: "2027-10-31",
    zone: "Europe/Lisbon",
    start: "2027-10-30T23:00:00Z",
    end: "2027-11-01T00:00:00Z",
    why: "25 hours",
  },
  {
    day: "2028-02-28",
    zone: "UTC",
    start: "2028-02-28T00:00:00Z",
    end: "2028-02-29T00:00:00Z",
    why: "before a leap day",
  },
  {
    day: "2027-12-31",
    zone: "UTC",
    start: "2027-12-31T00:00:00Z",
    end: "2028-01-01T00:00:00Z",
    why: "the last of the year",
  },
])("$day in $zone: $why", ({ day, zone, start, end }) => {
  expect(startOfDay(day, zone)).toEqual(new Date(start));
  expect(endOfDay(day, zone)).toEqual(new Date(end));
});

test.each(["", "2027-02-30", "2027-2-3", "14.06.2027", "2027-06-14T00:00"])("%s is no day", (day) => {
  expect(startOfDay(day, "UTC")).toBeNull();
  expect(endOfDay(day, "UTC")).toBeNull();
});
