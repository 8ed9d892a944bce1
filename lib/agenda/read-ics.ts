import ICAL from "ical.js";
import { codeOf, MOST_ROWS, type ProgrammeRow, type ReadProgramme, rowProblem } from "@/lib/agenda/programme-row";
import { tooMany } from "@/lib/agenda/read-csv";
import { isTimeZone, localFromUtc, utcFromLocal } from "@/lib/time/zone";

/**
 * A programme from a calendar file (RFC 5545): each VEVENT is a session, its UID the code. Times of another zone become
 * those of the conference; of a whole day its midnights. An event that repeats is refused: each of its times would be a
 * session.
 * @param timeZone the conference's
 */
export function readProgrammeIcs(text: string, timeZone: string): ReadProgramme {
  let calendar: ICAL.Component;
  try {
    const [first] = [ICAL.parse(text)].flat(0);
    calendar = new ICAL.Component(Array.isArray(first?.[0]) ? first[0] : first);
  } catch {
    return { rows: [], problems: [rowProblem(null, null, "not-ics", "This is no calendar file.")] };
  }
  const events = calendar.getAllSubcomponents("vevent");
  if (!events.length)
    return { rows: [], problems: [rowProblem(null, null, "empty-file", "There are no events in it.")] };
  if (events.length > MOST_ROWS) return { rows: [], problems: [tooMany()] };
  const lines = [...text.matchAll(/^BEGIN:VEVENT\b/gim)].map(({ index }) => text.slice(0, index).split("\n").length);
  const read: ReadProgramme = { rows: [], problems: [] };
  for (const [i, event] of events.entries()) {
    const line = lines[i] ?? 1;
    if (event.getFirstProperty("rrule") || event.getFirstProperty("rdate")) {
      const message = "It repeats. Give each time as an event of its own.";
      read.problems.push(rowProblem(line, "RRULE", "repeats", message));
      continue;
    }
    if (hasUnknownZone(event)) {
      read.problems.push(
        rowProblem(line, "TZID", "zone-unknown", "Nobody knows its time zone. Give one of the IANA list."),
      );
      continue;
    }
    const uid = textOf(event, "uid");
    if (uid === "")
      read.problems.push(rowProblem(line, "UID", "uid-missing", "It has no UID, which names the session."));
    else read.rows.push(readEvent(event, { line, uid, timeZone }));
  }
  return read;
}

function readEvent(
  component: ICAL.Component,
  { line, uid, timeZone }: { line: number; uid: string; timeZone: string },
): ProgrammeRow {
  const event = new ICAL.Event(component);
  const recurrence = textOf(component, "recurrence-id");
  const tags = component
    .getAllProperties("categories")
    .flatMap((property) => property.getValues())
    .map((value) => String(value).trim())
    .filter(Boolean);
  const has = (name: string) => component.getFirstProperty(name) !== null;
  return {
    line,
    code: codeOf(recurrence ? `${uid} ${recurrence}` : uid),
    fields: {
      title: oneLine(textOf(component, "summary")),
      startsAt: has("dtstart") ? localOf(event.startDate, zoneOf(component, "dtstart"), timeZone) : "",
      endsAt: has("dtstart")
        ? localOf(event.endDate, zoneOf(component, has("dtend") ? "dtend" : "dtstart"), timeZone)
        : "",
      ...(has("status") ? { isCancelled: textOf(component, "status").toUpperCase() === "CANCELLED" } : {}),
      ...(has("location") ? { room: oneLine(textOf(component, "location")) } : {}),
      ...(has("description") ? { description: textOf(component, "description") } : {}),
      ...(has("categories") ? { tags: [...new Set(tags)] } : {}),
    },
  };
}

/** The zone that a property names, described in the file or not; null for none. */
function zoneOf(component: ICAL.Component, name: string): string | null {
  const zone = component.getFirstProperty(name)?.getParameter("tzid");
  return typeof zone === "string" ? zone : null;
}

/** Whether a time names a zone that neither the file describes nor anybody knows. */
function hasUnknownZone(component: ICAL.Component): boolean {
  return ["dtstart", "dtend"].some((name) => {
    const zone = zoneOf(component, name);
    const time = component.getFirstPropertyValue(name);
    const isDescribed = time instanceof ICAL.Time && time.zone !== null && time.zone.tzid !== "floating";
    return zone !== null && !isTimeZone(zone) && !isDescribed;
  });
}

/** A time of the calendar as clocks show it at the conference. One without a zone is the conference's already. */
function localOf(time: ICAL.Time, zone: string | null, timeZone: string): string {
  const wall = time.toString().slice(0, 19);
  if (time.isDate) return `${wall.slice(0, 10)}T00:00`;
  const named = zone ?? time.zone?.tzid ?? "floating";
  if (named === "floating") return wall;
  const at = isTimeZone(named) ? utcFromLocal(wall, named) : null;
  return localFromUtc(at?.ok ? at.value : time.toJSDate(), timeZone);
}

function textOf(component: ICAL.Component, name: string): string {
  const value = component.getFirstPropertyValue(name);
  return value === null ? "" : String(value).trim();
}

function oneLine(text: string): string {
  return text.replaceAll(/\s+/g, " ");
}
