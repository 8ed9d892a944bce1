import { z } from "zod";
import type { IndicoFailure, IndicoSite } from "@/lib/indico/site";
import { err, ok, type Result } from "@/lib/result";

/** An entry of an event's timetable, with the entries within it. */
export type TimetableEntry = {
  /** "s3", "c2", "b1": a block of a session, a contribution, a break. Stays as long as the entry does. */
  id: string;
  kind: "session" | "contribution" | "break";
  title: string;
  /** As text; of mark-up only the words are kept. */
  description: string;
  startsAt: Moment;
  endsAt: Moment;
  room: string;
  /** Titles and times of what is within a session's block. */
  within: { title: string; startsAt: Moment }[];
};

/** A local time in a zone: "2027-03-31T09:00:00" in "Europe/Rome". */
export type Moment = { local: string; timeZone: string };

const Time = z
  .object({ date: z.string(), time: z.string(), tz: z.string() })
  .transform(({ date, time, tz }): Moment => ({ local: `${date}T${time}`, timeZone: tz }));
const KINDS = { Session: "session", Contribution: "contribution", Break: "break" } as const;
const Entry = z.object({
  uniqueId: z.string(),
  entryType: z.enum(["Session", "Contribution", "Break"]),
  title: z.string(),
  slotTitle: z.string().nullish(),
  description: z.string().nullish(),
  startDate: Time,
  endDate: Time,
  room: z.string().nullish(),
  entries: z.record(z.string(), z.object({ title: z.string(), startDate: Time })).optional(),
});
const Reply = z.object({ results: z.record(z.string(), z.record(z.string(), z.record(z.string(), Entry))) });

/** A long conference's timetable is some megabytes: every contribution brings its people along. */
const MAX_BYTES = 20 * 1024 * 1024;

/**
 * GET /export/timetable/{event}.json; token scope `read:legacy_api`. An entry that lasts into another day is there under
 * both days, and counts once; what the token's user may not see is not there. `nc` asks past the five minutes for which
 * Indico keeps an answer. Source: Indico `modules/events/timetable/legacy.py` of 3.2.9 and 3.3.14.
 */
export async function readTimetable(
  site: IndicoSite,
  eventId: number,
  timeoutMs: number,
): Promise<Result<TimetableEntry[], IndicoFailure>> {
  const path = `/export/timetable/${eventId}.json?nc=yes`;
  const reply = await site.callJson({ path, timeoutMs, maxBytes: MAX_BYTES }, Reply);
  // This part of Indico says so by a 400: a well-formed address has no other reason for one.
  if (!reply.ok) return reply.error === "refused" ? err("scope-missing") : reply;
  const days = Object.values(reply.value.results[String(eventId)] ?? {});
  const entries = new Map(days.flatMap((day) => Object.values(day)).map((entry) => [entry.uniqueId, entry]));
  return ok([...entries.values()].map(toEntry).toSorted((a, b) => (a.startsAt.local < b.startsAt.local ? -1 : 1)));
}

function toEntry(entry: z.output<typeof Entry>): TimetableEntry {
  const slot = plainText(entry.slotTitle ?? "");
  const title = plainText(entry.title);
  return {
    id: entry.uniqueId,
    kind: KINDS[entry.entryType],
    title: slot && slot !== title ? `${title}: ${slot}` : title,
    description: plainText(entry.description ?? ""),
    startsAt: entry.startDate,
    endsAt: entry.endDate,
    room: plainText(entry.room ?? ""),
    within: Object.values(entry.entries ?? {})
      .map((one) => ({ title: plainText(one.title), startsAt: one.startDate }))
      .toSorted((a, b) => (a.startsAt.local < b.startsAt.local ? -1 : 1)),
  };
}

const ENTITIES: Record<string, string> = { amp: "&", lt: "<", gt: ">", quot: '"', "#39": "'", nbsp: " " };

/** The words of a text that may have mark-up. */
function plainText(text: string): string {
  return text
    .replaceAll(/<(br|\/p|\/li|\/h\d)\b[^>]*>/gi, "\n")
    .replaceAll(/<[^>]*>/g, "")
    .replaceAll(/&(amp|lt|gt|quot|#39|nbsp);/g, (_, name: string) => ENTITIES[name] ?? "")
    .replaceAll(/[ \t]+/g, " ")
    .replaceAll(/\n\s*\n+/g, "\n\n")
    .trim();
}
