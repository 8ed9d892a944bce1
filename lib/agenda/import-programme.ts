import "server-only";
import { mergeProgramme } from "@/lib/agenda/merge-programme";
import { type ProgrammeRow, type ReadProgramme, type RowProblem, rowProblem } from "@/lib/agenda/programme-row";
import type { Actor } from "@/lib/audit/chain";
import { changeSetup, type Edited } from "@/lib/conference/change-setup";
import type { SetupChange } from "@/lib/conference/compare-fields";
import { compareValues, type ValueChange } from "@/lib/conference/compare-values";
import type { Setup } from "@/lib/conference/conference-file";
import type { FileProblem } from "@/lib/conference/file-problem";
import { versionOf } from "@/lib/conference/item-version";
import { err, ok, type Result } from "@/lib/result";

/** A session that a programme makes or changes, or what else comes of it: a room, a tag, a quota. */
export type ProgrammeChange = Pick<SetupChange, "kind" | "object" | "name" | "fields"> & {
  /** Of a session; empty for anything else. */
  title: string;
  values: ValueChange[];
};

export type ImportedProgramme = {
  created: ProgrammeChange[];
  changed: ProgrammeChange[];
  /** Rooms, tags and quotas that come with them. */
  besides: ProgrammeChange[];
  /** Rows that say what stands already. */
  unchanged: number;
  /** Sessions that the programme does not name: they stay as they are. */
  missing: { code: string; title: string }[];
  /** Of the programme, and of the sessions that it names as they stood. */
  version: string;
};

type ImportRefusal =
  | { code: "gone" }
  /** A session that the programme names is another one than the trial was made from, or the programme is. */
  | { code: "changed-meanwhile" }
  | { code: "problems"; problems: RowProblem[] };

/**
 * Makes and changes sessions so that they say what a programme says, by the checks and the door of the whole set-up. All
 * or nothing: with one wrong row nothing changes. What a row does not say stays, and so does a session that no row names.
 * Reading the same programme in again changes nothing.
 * @param options.isTrial says what would change, and changes nothing
 * @param options.seen the version of the trial that was agreed to; where it would be another one now, nothing changes
 */
export async function importProgramme(
  conferenceId: number,
  { rows, problems }: ReadProgramme,
  { seen, ...options }: { by: Actor; isTrial?: boolean; seen?: string },
): Promise<Result<ImportedProgramme, ImportRefusal>> {
  if (problems.length) return err({ code: "problems", problems });
  let merged: ReturnType<typeof mergeProgramme> | null = null;
  let before: Setup | null = null;
  let version = "";
  const edit = (setup: Setup): Result<Edited, Exclude<ImportRefusal, { code: "gone" }>> => {
    before = setup;
    const named = setup.sessions.filter(({ code }) => rows.some((row) => row.code === code));
    version = versionOf([named, rows]);
    if (seen !== undefined && seen !== version) return err({ code: "changed-meanwhile" });
    merged = mergeProgramme(setup, rows);
    return merged.problems.length ? err({ code: "problems", problems: merged.problems }) : ok({ setup: merged.setup });
  };
  const outcome = await changeSetup(conferenceId, edit, options);
  if (outcome.ok) return ok({ ...summarise(rows, before, outcome.value.changes), version });
  switch (outcome.error.code) {
    case "gone":
      return err({ code: "gone" });
    case "edit":
      return err(outcome.error.refusal);
    case "problems": {
      const lineOf = lines(merged, rows);
      return err({
        code: "problems",
        problems: outcome.error.problems.map((problem) => toRowProblem(problem, lineOf)),
      });
    }
  }
}

function summarise(
  rows: readonly ProgrammeRow[],
  before: Setup | null,
  changes: readonly SetupChange[],
): Omit<ImportedProgramme, "version"> {
  const named = new Set(rows.map(({ code }) => code));
  const sessions = before?.sessions ?? [];
  const titles = new Map<string, string>([
    ...sessions.map(({ code, title }) => [code, title] as const),
    ...rows.flatMap(({ code, fields }) => (typeof fields.title === "string" ? [[code, fields.title] as const] : [])),
  ]);
  const shown = changes.map(
    (change): ProgrammeChange => ({
      ...{ kind: change.kind, object: change.object, name: change.name, fields: change.fields },
      title: change.object === "session" ? (titles.get(change.name) ?? "") : "",
      values: compareValues(change),
    }),
  );
  const of = (kind: SetupChange["kind"]) =>
    shown.filter((change) => change.object === "session" && change.kind === kind);
  const [created, changed] = [of("created"), of("changed")];
  return {
    ...{ created, changed, besides: shown.filter(({ object }) => object !== "session") },
    unchanged: rows.length - created.length - changed.length,
    missing: sessions.filter(({ code }) => !named.has(code)).map(({ code, title }) => ({ code, title })),
  };
}

type LineOf = (list: string, index: number) => number | null;

/** From where something lies in the set-up to the row that put it there. */
function lines(merged: ReturnType<typeof mergeProgramme> | null, rows: readonly ProgrammeRow[]): LineOf {
  return (list, index) => {
    const code = (list === "sessions" ? merged?.sessionCodes : list === "quotas" ? merged?.ownQuotaCodes : null)?.[
      index
    ];
    return rows.find((row) => row.code === code)?.line ?? null;
  };
}

function toRowProblem({ path = [], place, message, reason }: FileProblem, lineOf: LineOf): RowProblem {
  const [list, index, field] = path;
  const line = typeof index === "number" ? lineOf(String(list), index) : null;
  const named = line === null ? place : list === "quotas" ? "places" : String(field ?? "code");
  return reason
    ? rowProblem(line, named, reason.code, message, reason.values)
    : { line, field: named, code: null, message, values: {} };
}
