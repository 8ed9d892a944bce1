import { expect, test } from "vitest";
import { formatDays } from "@/lib/time/format-days";

test.each([
  { first: "2027-06-14", last: "2027-06-18", locale: "en", days: "14–18 June", why: "one month" },
  { first: "2027-05-30", last: "2027-06-02", locale: "en", days: "30 May – 2 June", why: "two months" },
  { first: "2027-06-14", last: "2027-06-14", locale: "en", days: "14 June", why: "one day" },
  { first: "2027-06-14", last: "2027-06-18", locale: "it", days: "14–18 giugno", why: "Italian" },
  { first: "2027-03-01", last: "2027-03-05", locale: "it", days: "1–5 marzo", why: "Italian, days of one digit" },
  { first: "2027-12-30", last: "2028-01-02", locale: "it", days: "30 dicembre – 2 gennaio", why: "two years" },
  { first: "2027-06-14", last: "2027-06-18", locale: "de", days: "14.–18. Juni", why: "German, as CLDR writes it" },
] as const)("$why", ({ first, last, locale, days }) => {
  expect(formatDays(new Date(first), new Date(last), locale)).toBe(days);
});
