import { expect, test } from "vitest";
import { readSetup } from "@/lib/conference/read-setup";
import { LOCALES } from "@/lib/i18n/locales";
import file from "./conference.json";
import { demoWeeks, shiftDates, shiftDay } from "./shift-dates";

const DAY_MS = 86_400_000;

test.each(["2026-11-22T10:00:00Z", "2027-03-11T00:00:00Z", "2027-06-14T08:00:00Z", "2031-02-28T23:59:59Z"])(
  "seeded on %s, the early price has three to four weeks to go",
  (now) => {
    const early = Date.parse(`${shiftDay("2027-04-01T00:00", demoWeeks(new Date(now)))}Z`);
    const days = (early - Date.parse(now)) / DAY_MS;
    expect(days).toBeGreaterThanOrEqual(21);
    expect(days).toBeLessThan(28);
  },
);

test("a Wednesday stays a Wednesday, times and other texts stay", () => {
  expect(shiftDates({ at: "2027-06-16T19:30", on: ["2027-06-16"], name: "M {year}", n: 2027 }, -30, "2026")).toEqual({
    at: "2026-11-18T19:30",
    on: ["2026-11-18"],
    name: "M 2026",
    n: 2027,
  });
});

test("the demo's conference is a conference file", () => {
  const read = readSetup(shiftDates(file, 5, "2027"), { indicoUrl: "http://127.0.0.1/sandbox/indico" });
  expect(read).toMatchObject({ ok: true });
});

test("every text of the demo's conference has its translation", () => {
  const translated = LOCALES.filter((locale) => locale !== "en");
  const items = [
    ...file.categories.flatMap((item) => [item, ...item.prices]),
    ...file.services.flatMap((item) => [item, ...item.prices]),
    ...file.sessions,
    ...file.questions,
  ].map(({ translations, ...item }) => ({
    texts: textsOf(item),
    translations: translations as Record<string, object>,
  }));
  for (const { texts, translations } of items) {
    for (const locale of translated) expect(Object.keys(translations[locale] ?? {}).sort()).toEqual(texts.sort());
  }
});

function textsOf(item: object): string[] {
  return ["name", "title", "description", "label", "hint", "place", "waiver"].filter((field) => field in item);
}
