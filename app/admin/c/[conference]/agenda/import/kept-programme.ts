import { z } from "zod";
import type { ReadProgramme } from "@/lib/agenda/programme-row";
import { readProgrammeCsv } from "@/lib/agenda/read-csv";
import { readProgrammeIcs } from "@/lib/agenda/read-ics";
import { readProgrammeTimetable } from "@/lib/agenda/read-indico";
import type { KeptStaffForm } from "@/lib/desk/kept-form";
import { singleValue } from "@/lib/http/form-values";
import type { TimetableEntry } from "@/lib/indico/read-timetable";

/** The name under which a programme waits for its confirmation. */
export const programmeForm = (conferenceId: number) => `agenda.import:${conferenceId}`;

const Format = z.enum(["csv", "ics", "indico"]);
export type ProgrammeFormat = z.output<typeof Format>;

/** A kept programme, read anew: `text` is the file's, or what Indico said. */
export function readKept(kept: KeptStaffForm<null>, timeZone: string): ReadProgramme {
  const text = singleValue(kept.values, "text");
  switch (Format.parse(singleValue(kept.values, "format"))) {
    case "csv":
      return readProgrammeCsv(text);
    case "ics":
      return readProgrammeIcs(text, timeZone);
    case "indico":
      return readProgrammeTimetable(JSON.parse(text) as TimetableEntry[], timeZone);
  }
}

/** A calendar says so itself; anything else is taken for a table. */
export function formatOf(text: string): ProgrammeFormat {
  return /^\ufeff?\s*BEGIN:VCALENDAR/i.test(text) ? "ics" : "csv";
}
