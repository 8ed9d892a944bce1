import { type ProgrammeRow, type RowFields, type RowProblem, rowProblem } from "@/lib/agenda/programme-row";
import type { Setup, SetupSession } from "@/lib/conference/conference-file";
import { placeSession, withOwnPlaces } from "@/lib/conference/own-quota";

export type MergedProgramme = {
  /** The set-up with the programme in it, not yet checked. */
  setup: Setup;
  problems: RowProblem[];
  /** The code of each session, in the order of the set-up; that of the session that a quota belongs to, likewise. */
  sessionCodes: string[];
  ownQuotaCodes: (string | null)[];
};

/** Puts the rows of a programme into a set-up; a session is known by its code. What a row does not say stays. */
export function mergeProgramme(before: Setup, rows: readonly ProgrammeRow[]): MergedProgramme {
  const problems: RowProblem[] = [];
  const seen = new Map<string, number>();
  const places = new Map(before.sessions.map(({ code }, i) => [code, i]));
  let setup = before;
  const ownCodes = new Set<string>();
  for (const row of rows) {
    const { line, code } = row;
    const earlier = seen.get(code);
    if (earlier !== undefined) {
      const message = `Line ${earlier} has the same code "${code}".`;
      problems.push(rowProblem(line, "code", "code-twice", message, { code, earlier }));
      continue;
    }
    seen.set(code, line);
    const at = places.get(code);
    const existing = at === undefined ? null : (setup.sessions[at] as SetupSession);
    const placed = placeSession(setup, existing, draftOf(setup, existing, row));
    if (!placed.ok) {
      const { code: reason, values } = placed.error;
      problems.push(rowProblem(line, "places", reason, "Give places of its own or a quota, not both.", values));
      continue;
    }
    if (placed.value.quotaAt >= 0) ownCodes.add(code);
    const session = placed.value.session as SetupSession;
    const { sessions } = placed.value.setup;
    if (at === undefined) places.set(code, sessions.length);
    setup = { ...placed.value.setup, sessions: at === undefined ? [...sessions, session] : sessions.with(at, session) };
  }
  return {
    setup,
    problems,
    sessionCodes: setup.sessions.map(({ code }) => code),
    ownQuotaCodes: setup.quotas.map(({ name }) => (ownCodes.has(name) ? name : null)),
  };
}

function draftOf(setup: Setup, existing: SetupSession | null, { code, fields, ifNew }: ProgrammeRow): object {
  const stands: object = existing ? withOwnPlaces(setup, existing) : { code, ...ifNew };
  return { ...stands, ...fields, ...implied(fields), translations: mergeTranslations(existing, fields) };
}

/** What follows from what a row says and is not said by it: one way to places takes the others out. */
function implied(fields: RowFields): RowFields {
  const says = (field: string) => fields[field] !== undefined;
  if (says("service") && fields.service !== null) {
    return {
      ...(says("quota") ? {} : { quota: null }),
      ...(says("places") ? {} : { places: null }),
      ...(says("booking") ? {} : { booking: "portal" }),
    };
  }
  if (says("places") && fields.places !== null && !says("quota")) return { quota: null };
  if (says("quota") && fields.quota !== null && !says("places")) return { places: null };
  return {};
}

/** An empty text is none; languages that the row does not name stay. */
function mergeTranslations(existing: SetupSession | null, { translations = {} }: RowFields): object {
  const merged: Record<string, Record<string, string>> = { ...existing?.translations };
  for (const [locale, texts] of Object.entries(translations)) {
    const filled = Object.entries({ ...merged[locale], ...texts }).filter(([, text]) => text !== "");
    if (filled.length) merged[locale] = Object.fromEntries(filled);
    else delete merged[locale];
  }
  return merged;
}
