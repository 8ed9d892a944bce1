const DAY_MS = 86_400_000;
const WEEK_MS = 7 * DAY_MS;
/** The day on which the early price of conference.json ends. */
const EARLY_ENDS = Date.parse("2027-04-01T00:00:00Z");
/** So long, and up to a week longer, the early price lasts from the day on which the demo is seeded. */
const EARLY_DAYS = 21;

const DATE = /^\d{4}-\d\d-\d\d(?=T\d\d:\d\d|$)/;

/**
 * Whole weeks between the dates that the demo's files name and those it uses: a demo is always seen three to four weeks
 * before its early price ends, and a Wednesday stays a Wednesday. Negative where the files' dates lie too far ahead.
 */
export function demoWeeks(now: Date): number {
  return Math.ceil((now.getTime() + EARLY_DAYS * DAY_MS - EARLY_ENDS) / WEEK_MS);
}

/** "2027-06-14" or "2027-06-14T19:30" so many weeks later; the time of day stays, whatever clocks do between. */
export function shiftDay(text: string, weeks: number): string {
  const [day = ""] = DATE.exec(text) ?? [];
  const shifted = new Date(Date.parse(`${day}T00:00:00Z`) + weeks * WEEK_MS).toISOString().slice(0, 10);
  return shifted + text.slice(day.length);
}

/** The same JSON with every text that is a date or a local time moved, and `{year}` replaced. */
export function shiftDates(json: unknown, weeks: number, year: string): unknown {
  if (typeof json === "string") return DATE.test(json) ? shiftDay(json, weeks) : json.replaceAll("{year}", year);
  if (Array.isArray(json)) return json.map((item) => shiftDates(item, weeks, year));
  if (json === null || typeof json !== "object") return json;
  return Object.fromEntries(Object.entries(json).map(([key, value]) => [key, shiftDates(value, weeks, year)]));
}
