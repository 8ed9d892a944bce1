import { describe, expect, test } from "vitest";
import { codeOf } from "@/lib/agenda/programme-row";
import { PROGRAMME_COLUMNS, readProgrammeCsv } from "@/lib/agenda/read-csv";
import { readProgrammeIcs } from "@/lib/agenda/read-ics";

const HEAD = "code,title,startsAt,endsAt";

describe("a table", () => {
  test("has its columns in any order and spelling, cells as the conference file has them", () => {
    const text = [
      "\ufeffStarts at;ends_at;TITLE;title.it;Tags;places;quota;blocks-time;categories",
      '2027-06-01 09:00;2027-06-01T10:30:00;"Tides; and ""waves""";Maree;Plenary, Music;40;;no;',
    ].join("\r\n");
    expect(readProgrammeCsv(text)).toEqual({
      problems: [],
      rows: [
        {
          line: 2,
          code: "tides-and-waves",
          fields: {
            title: 'Tides; and "waves"',
            translations: { it: { title: "Maree" } },
            startsAt: "2027-06-01T09:00",
            endsAt: "2027-06-01T10:30:00",
            tags: ["Plenary", "Music"],
            places: 40,
            quota: null,
            blocksTime: false,
            categories: [],
          },
        },
      ],
    });
  });

  test("an empty cell of what has a default says nothing; an apostrophe before a formula is no part of the text", () => {
    const { rows } = readProgrammeCsv(`${HEAD},booking,offerHours\na,'=1+1,2027-06-01 09:00,2027-06-01 10:00,,\n`);
    expect(rows[0]?.fields).toEqual({ title: "=1+1", startsAt: "2027-06-01T09:00", endsAt: "2027-06-01T10:00" });
  });

  test("problems are named by the line at which a row begins, whatever the rows before it span", () => {
    const text = `${HEAD},places\na,"two\nlines",2027-06-01 09:00,2027-06-01 10:00,1\n\nb,B,1 June,2027-06-01 10:00,many\n`;
    expect(readProgrammeCsv(text).problems.map(({ line, field, code }) => [line, field, code])).toEqual([
      [5, "startsAt", "not-a-time"],
      [5, "places", "not-a-number"],
    ]);
  });

  test.each([
    { why: "an unknown column", text: `${HEAD},colour\n`, codes: ["column-unknown"] },
    { why: "a column twice", text: `${HEAD},Title\n`, codes: ["column-twice"] },
    { why: "no title, no end", text: "code,startsAt\n", codes: ["column-missing", "column-missing"] },
    { why: "nothing", text: "", codes: ["empty-file"] },
    { why: "an open quote", text: `${HEAD}\na,"b`, codes: ["not-csv"] },
    { why: "too many rows", text: `${HEAD}\n${"a,b,c,d\n".repeat(2_001)}`, codes: ["too-many-rows"] },
  ])("is refused as a whole for $why", ({ text, codes }) => {
    expect(readProgrammeCsv(text)).toMatchObject({ rows: [], problems: codes.map((code) => ({ code })) });
  });

  test("the template's columns are all known", () => {
    expect(readProgrammeCsv(PROGRAMME_COLUMNS.join(","))).toEqual({ rows: [], problems: [] });
  });
});

describe("a calendar", () => {
  const calendar = (...events: string[][]) =>
    [
      "BEGIN:VCALENDAR",
      "VERSION:2.0",
      "PRODID:-//test",
      ...events.flatMap((lines) => ["BEGIN:VEVENT", ...lines, "END:VEVENT"]),
      "END:VCALENDAR",
      "",
    ].join("\r\n");
  const times = (start: string, end = "DTEND:20270601T120000Z") => [`DTSTART${start}`, end];

  test("an event is a session: title, room, tags, description, folded lines, a cancelled one", () => {
    const text = calendar([
      "UID:abc-1@example.org",
      "SUMMARY:Tides\\, old\r\n  and new",
      "LOCATION:Hall A",
      "CATEGORIES:Plenary,Music",
      "CATEGORIES:Plenary",
      "DESCRIPTION:One\\nTwo",
      "STATUS:CANCELLED",
      ...times(":20270601T080000Z"),
    ]);
    expect(readProgrammeIcs(text, "Europe/Lisbon")).toEqual({
      problems: [],
      rows: [
        {
          line: 4,
          code: "abc-1-example-org",
          fields: {
            title: "Tides, old and new",
            room: "Hall A",
            tags: ["Plenary", "Music"],
            description: "One\nTwo",
            isCancelled: true,
            startsAt: "2027-06-01T09:00:00",
            endsAt: "2027-06-01T13:00:00",
          },
        },
      ],
    });
  });

  test.each([
    {
      why: "of UTC",
      lines: times(":20270601T080000Z"),
      startsAt: "2027-06-01T09:00:00",
      endsAt: "2027-06-01T13:00:00",
    },
    {
      why: "of a zone by its name, without a VTIMEZONE",
      lines: times(";TZID=Europe/Rome:20270601T080000", "DTEND;TZID=Europe/Rome:20270601T090000"),
      startsAt: "2027-06-01T07:00:00",
      endsAt: "2027-06-01T08:00:00",
    },
    {
      why: "of no zone, with a duration",
      lines: times(":20270601T080000", "DURATION:PT90M"),
      startsAt: "2027-06-01T08:00:00",
      endsAt: "2027-06-01T09:30:00",
    },
    {
      why: "of a whole day",
      lines: times(";VALUE=DATE:20270601", "DTEND;VALUE=DATE:20270602"),
      startsAt: "2027-06-01T00:00",
      endsAt: "2027-06-02T00:00",
    },
  ])("times $why become the conference's", ({ lines, startsAt, endsAt }) => {
    const { rows } = readProgrammeIcs(calendar(["UID:a", "SUMMARY:A", ...lines]), "Europe/Lisbon");
    expect(rows[0]?.fields).toMatchObject({ startsAt, endsAt });
  });

  test("an event that repeats or has no name of its own is named by its line", () => {
    const text = calendar(
      ["UID:a", "SUMMARY:A", "RRULE:FREQ=DAILY", ...times(":20270601T080000Z")],
      ["SUMMARY:B", ...times(":20270601T080000Z")],
      ["UID:c", "SUMMARY:C", ...times(";TZID=Nowhere:20270601T080000")],
    );
    expect(readProgrammeIcs(text, "Europe/Lisbon").problems).toMatchObject([
      { line: 4, code: "repeats" },
      { line: 11, code: "uid-missing" },
      { line: 16, code: "zone-unknown" },
    ]);
  });

  test.each([
    { why: "no calendar", text: "title,startsAt", code: "not-ics" },
    { why: "no event", text: calendar(), code: "empty-file" },
  ])("is refused as a whole: $why", ({ text, code }) => {
    expect(readProgrammeIcs(text, "Europe/Lisbon")).toMatchObject({ rows: [], problems: [{ code }] });
  });
});

test.each([
  { name: "Café & Thé: 1", code: "cafe-the-1" },
  { name: "潮汐", code: codeOf("潮汐") },
  { name: "x".repeat(80), code: codeOf("x".repeat(80)) },
])("a code of “$name” is one the conference file takes", ({ name, code }) => {
  expect(codeOf(name)).toBe(code);
  expect(code).toMatch(/^[a-z0-9]+(-[a-z0-9]+)*$/);
  expect(code.length).toBeLessThanOrEqual(60);
});
