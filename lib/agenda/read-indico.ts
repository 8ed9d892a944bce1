import { MOST_ROWS, type ReadProgramme } from "@/lib/agenda/programme-row";
import { tooMany } from "@/lib/agenda/read-csv";
import type { Moment, TimetableEntry } from "@/lib/indico/read-timetable";
import { localFromUtc, utcFromLocal } from "@/lib/time/zone";

const KINDS = { session: "Session", contribution: "Talk", break: "Break" } as const;

/**
 * A programme from Indico's timetable: each block of a session, talk and break that stands in it by itself is a session
 * here; what is within a block is told in its description. Title, description, time and room follow Indico; what staff
 * set besides stays.
 * @param timeZone the conference's
 */
export function readProgrammeTimetable(entries: readonly TimetableEntry[], timeZone: string): ReadProgramme {
  if (entries.length > MOST_ROWS) return { rows: [], problems: [tooMany()] };
  const local = (moment: Moment) => {
    const at = utcFromLocal(moment.local, moment.timeZone);
    return at.ok ? localFromUtc(at.value, timeZone) : moment.local;
  };
  const rows = entries.map(({ id, kind, title, description, startsAt, endsAt, room, within }, i) => {
    const talks = within.map((one) => `${local(one.startsAt).slice(11, 16)} ${one.title}`).join("\n");
    return {
      line: i + 1,
      code: `indico-${id.toLowerCase()}`,
      fields: {
        title: title.replaceAll(/\s+/g, " "),
        description: [description, talks].filter(Boolean).join("\n\n"),
        startsAt: local(startsAt),
        endsAt: local(endsAt),
        room: room.replaceAll(/\s+/g, " "),
      },
      ifNew: { tags: [KINDS[kind]], blocksTime: kind !== "break" },
    };
  });
  return { rows, problems: [] };
}
