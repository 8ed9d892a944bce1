import { expect, test } from "vitest";
import { readModifiedDate } from "./modified-date";

const AT = "2027-03-02T08:15:30.000Z";

test.each([
  { text: undefined, date: null, why: "missing" },
  { text: " ", date: null, why: "empty" },
  { text: "utcModifiedDate", date: null, why: "the placeholder itself" },
  { text: "null", date: null, why: "a script's word for nothing" },
  { text: "2027-03-02T08:15:30Z", date: AT, why: "ISO 8601" },
  { text: "2027-03-02 08:15:30", date: AT, why: "with a blank, no zone is UTC" },
  { text: "2027-03-02T08:15:30.0000000", date: AT, why: ".NET's seven digits" },
  { text: "2027-03-02T08:15", date: "2027-03-02T08:15:00.000Z", why: "without seconds" },
  { text: "2027-03-02", date: "2027-03-02T00:00:00.000Z", why: "a day" },
  { text: "2027-03-02T10:15:30+02:00", date: AT, why: "an offset" },
  { text: "2027-03-02T10:15:30 02:00", date: AT, why: "an offset whose plus became a blank" },
  { text: "2027-03-02T03:15:30-0500", date: AT, why: "an offset without a colon" },
  { text: String(Date.parse(AT) / 1000), date: AT, why: "Unix seconds" },
  { text: String(Date.parse(AT)), date: AT, why: "Unix milliseconds" },
])("$why", ({ text, date }) => {
  expect(readModifiedDate(text, null)).toEqual({ ok: true, value: date === null ? null : new Date(date) });
});

test.each([
  { text: "03/02/2027 08:15:30", order: "mdy", date: AT },
  { text: "02/03/2027 08:15:30", order: "dmy", date: AT },
  { text: "3/2/2027 8:15:30 AM", order: "mdy", date: AT },
  { text: "3/2/2027 8:15:30 PM", order: "mdy", date: "2027-03-02T20:15:30.000Z" },
  { text: "3/2/2027 12:00:00 AM", order: "mdy", date: "2027-03-02T00:00:00.000Z" },
] as const)("slashes are read in the order that the credential states: $text", ({ text, order, date }) => {
  expect(readModifiedDate(text, order)).toEqual({ ok: true, value: new Date(date) });
});

test.each([
  "03/02/2027",
  "yesterday",
  "2027-02-30",
  "2027-13-01T00:00:00Z",
  "2027-03-02T25:00",
  "12",
  "2027-03-02+02:00",
])("%s is no date", (text) => {
  expect(readModifiedDate(text, null)).toEqual({ ok: false, error: "bad-date" });
});
