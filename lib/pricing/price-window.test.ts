import { describe, expect, test } from "vitest";
import {
  countdown,
  currentWindow,
  findWindowGaps,
  findWindowProblems,
  nextWindow,
  type PriceWindow,
} from "@/lib/pricing/price-window";

const LISBON = "Europe/Lisbon";
const at = (text: string) => new Date(text);
const window = (label: string, from: string | null, until: string | null, priceMinor = 100): PriceWindow => ({
  label,
  fromUtc: from === null ? null : at(from),
  untilUtc: until === null ? null : at(until),
  priceMinor,
});
const early = window("early", null, "2027-03-31T23:00:00Z", 42_000);
const regular = window("regular", "2027-03-31T23:00:00Z", "2027-05-31T23:00:00Z", 52_000);
const late = window("late", "2027-06-01T23:00:00Z", "2027-06-14T23:00:00Z", 62_000);
const fees = [regular, late, early];

describe("the window of a moment", () => {
  test.each([
    { now: "2020-01-01T00:00:00Z", current: "early", next: "regular", why: "no beginning" },
    { now: "2027-03-31T22:59:59Z", current: "early", next: "regular", why: "the last second" },
    { now: "2027-03-31T22:59:59.999Z", current: "early", next: "regular", why: "to its end" },
    { now: "2027-03-31T23:00:00Z", current: "regular", next: "late", why: "the first second of the next" },
    { now: "2027-05-31T23:00:00Z", current: undefined, next: "late", why: "a gap" },
    { now: "2027-06-01T23:00:00Z", current: "late", next: undefined, why: "the last window" },
    { now: "2027-06-14T23:00:00Z", current: undefined, next: undefined, why: "over" },
  ])("$why", ({ now, current, next }) => {
    expect(currentWindow(fees, at(now))?.label).toBe(current);
    expect(nextWindow(fees, at(now))?.label).toBe(next);
  });

  test("of two that overlap, the one that began last", () => {
    const special = window("special", "2027-02-01T00:00:00Z", "2027-02-03T00:00:00Z");
    expect(currentWindow([special, early], at("2027-02-02T00:00:00Z"))).toBe(special);
    expect(currentWindow([early, special], at("2027-02-02T00:00:00Z"))).toBe(special);
  });

  test("none without windows", () => {
    expect(currentWindow([], at("2027-02-02T00:00:00Z"))).toBeNull();
    expect(nextWindow([], at("2027-02-02T00:00:00Z"))).toBeNull();
  });
});

describe("countdown", () => {
  test("says how long the price holds and what comes then", () => {
    expect(countdown(fees, at("2027-03-22T14:04:00Z"), LISBON)).toEqual({
      window: early,
      until: at("2027-03-31T23:00:00Z"),
      left: { unit: "day", count: 9 },
      next: regular,
    });
  });

  test.each([
    { windows: fees, now: "2027-06-01T00:00:00Z", why: "in a gap" },
    { windows: [window("always", null, null)], now: "2027-06-01T00:00:00Z", why: "for a price without an end" },
  ])("says nothing $why", ({ windows, now }) => {
    expect(countdown(windows, at(now), LISBON)).toBeNull();
  });
});

describe("findWindowProblems", () => {
  test.each([
    { windows: fees, problems: [], why: "fine, with a gap" },
    { windows: [], problems: [], why: "none" },
    {
      windows: [early, window("upside down", "2027-06-01T00:00:00Z", "2027-05-01T00:00:00Z")],
      problems: [{ code: "window-empty", label: "upside down" }],
      why: "ends before it begins",
    },
    {
      windows: [window("instant", "2027-06-01T00:00:00Z", "2027-06-01T00:00:00Z")],
      problems: [{ code: "window-empty", label: "instant" }],
      why: "lasts no time",
    },
    {
      windows: [early, window("regular", "2027-03-31T22:59:59Z", null)],
      problems: [{ code: "windows-overlap", label: "regular", with: "early" }],
      why: "one second of overlap",
    },
    {
      windows: [window("a", null, null), window("b", null, null)],
      problems: [{ code: "windows-overlap", label: "b", with: "a" }],
      why: "two without limits",
    },
  ])("$why", ({ windows, problems }) => {
    expect(findWindowProblems(windows)).toEqual(problems);
  });
});

test("a gap is the time between two windows that no other covers", () => {
  const at = (day: number) => new Date(Date.UTC(2027, 0, day));
  const window = (from: number | null, until: number | null) => ({
    label: "",
    fromUtc: from === null ? null : at(from),
    untilUtc: until === null ? null : at(until),
    priceMinor: 1,
  });
  expect(findWindowGaps([window(null, 5), window(5, 9)])).toEqual([]);
  expect(findWindowGaps([window(12, null), window(null, 5), window(7, 9)])).toEqual([
    { fromUtc: at(5), untilUtc: at(7) },
    { fromUtc: at(9), untilUtc: at(12) },
  ]);
  expect(findWindowGaps([window(null, null), window(7, 9)])).toEqual([]);
});
