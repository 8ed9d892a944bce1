import { afterEach, expect, test } from "vitest";
import {
  cityOfZone,
  formatDate,
  formatDateTime,
  formatDay,
  formatDayAndTime,
  formatTime,
  lastMoment,
} from "@/lib/time/format";

const LISBON = "Europe/Lisbon";
const endOfMarch = new Date("2027-03-31T22:59:00Z");
const systemZone = process.env.TZ;

afterEach(() => {
  if (systemZone === undefined) delete process.env.TZ;
  else process.env.TZ = systemZone;
});

test.each(["UTC", "America/New_York", "Pacific/Apia"])("writes the conference's time on a machine in %s", (zone) => {
  process.env.TZ = zone;
  expect(formatDateTime(endOfMarch, LISBON, "en")).toBe("Wed 31 March 2027, 23:59");
  expect(formatDateTime(endOfMarch, LISBON, "it")).toBe("mer 31 marzo 2027, 23:59");
});

test("writes days and times in both languages", () => {
  const dinner = new Date("2027-06-16T18:30:00Z");
  expect(formatDate(dinner, LISBON, "en")).toBe("Wed 16 June 2027");
  expect(formatDate(dinner, LISBON, "it")).toBe("mer 16 giugno 2027");
  expect(formatDayAndTime(dinner, LISBON, "en")).toBe("Wed 16 June, 19:30");
  expect(formatDay(dinner, LISBON, "it")).toBe("16 giugno");
  expect(formatTime(dinner, LISBON, "en")).toBe("19:30");
});

test("writes any other language as CLDR does, in the calendar of the conference", () => {
  expect(formatDateTime(endOfMarch, LISBON, "de")).toBe("Mi., 31. März 2027 um 23:59");
  expect(formatDay(endOfMarch, LISBON, "fr")).toBe("31 mars");
  expect(formatDate(endOfMarch, LISBON, "th")).toContain("2027");
});

test.each([
  { until: "2027-03-31T23:00:00Z", shown: "Wed 31 March 2027, 23:59", why: "midnight belongs to the day before" },
  { until: "2027-03-31T22:59:00Z", shown: "Wed 31 March 2027, 23:59", why: "an end typed as 23:59 stays" },
  { until: "2027-03-31T11:00:00Z", shown: "Wed 31 March 2027, 12:00", why: "noon stays noon" },
])("lastMoment: $why", ({ until, shown }) => {
  expect(formatDateTime(lastMoment(new Date(until), LISBON), LISBON, "en")).toBe(shown);
});

test("cityOfZone names the place of the clock", () => {
  expect(cityOfZone("Europe/Lisbon")).toBe("Lisbon");
  expect(cityOfZone("America/Argentina/Buenos_Aires")).toBe("Buenos Aires");
  expect(cityOfZone("UTC")).toBe("UTC");
  expect(cityOfZone("Europe/Lisbon", "it")).toBe("Lisbona");
  expect(cityOfZone("Europe/Madrid", "it")).toBe("Madrid");
});
