import { expect, test } from "vitest";
import { timeLeft } from "@/lib/time/time-left";

test.each([
  {
    now: "2027-03-22T14:04:00Z",
    until: "2027-03-31T23:00:00Z",
    left: { unit: "day", count: 9 },
    why: "nine and a half",
  },
  { now: "2027-03-30T23:00:00Z", until: "2027-03-31T23:00:00Z", left: { unit: "day", count: 1 }, why: "a day exactly" },
  {
    now: "2027-03-30T23:00:01Z",
    until: "2027-03-31T23:00:00Z",
    left: { unit: "hour", count: 23 },
    why: "a second less",
  },
  {
    now: "2027-03-31T22:00:00Z",
    until: "2027-03-31T23:00:00Z",
    left: { unit: "hour", count: 1 },
    why: "an hour exactly",
  },
  {
    now: "2027-03-31T22:00:01Z",
    until: "2027-03-31T23:00:00Z",
    left: { unit: "minute", count: 59 },
    why: "less than one",
  },
  {
    now: "2027-03-31T22:59:59Z",
    until: "2027-03-31T23:00:00Z",
    left: { unit: "minute", count: 1 },
    why: "the last second",
  },
  { now: "2027-03-31T23:00:00Z", until: "2027-03-31T23:00:00Z", left: null, why: "reached: half-open" },
  { now: "2027-04-01T00:00:00Z", until: "2027-03-31T23:00:00Z", left: null, why: "past" },
  {
    now: "2027-03-27T12:00:00Z",
    until: "2027-03-28T11:00:00Z",
    left: { unit: "day", count: 1 },
    why: "a day of 23 hours",
  },
  {
    now: "2027-10-30T11:00:00Z",
    until: "2027-10-31T11:30:00Z",
    left: { unit: "hour", count: 24 },
    why: "a day of 25 hours",
  },
])("$why", ({ now, until, left }) => {
  expect(timeLeft(new Date(now), new Date(until), "Europe/Lisbon")).toEqual(left);
});
