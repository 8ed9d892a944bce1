import { createHash } from "node:crypto";

/** What a row says of a session, by the names of the conference file; what it does not say stays as it is. */
export type RowFields = { [field: string]: unknown; translations?: Record<string, Record<string, string>> };

/** One session of a programme that is read in. */
export type ProgrammeRow = {
  /** Where it stands in its file, counted from one; of Indico its place in the timetable. */
  line: number;
  code: string;
  fields: RowFields;
  /** Said only of a session that is not there yet: staff may have changed it since. */
  ifNew?: RowFields;
};

/** What is wrong with a row, or with the file as a whole. */
export type RowProblem = {
  line: number | null;
  /** The column, or the field of the conference file; null for the row as a whole. */
  field: string | null;
  /** Of the messages `admin-agenda.import.problems`, or of the catalogue's; null: the message alone says it. */
  code: string | null;
  message: string;
  values: Record<string, string | number>;
};

/** A programme as it was read: its rows, or everything that is wrong with it. */
export type ReadProgramme = { rows: ProgrammeRow[]; problems: RowProblem[] };

/** No programme has more rows. */
export const MOST_ROWS = 2_000;
export const LARGEST_PROGRAMME_BYTES = 5 * 1024 * 1024;

export function rowProblem(
  line: number | null,
  field: string | null,
  code: string,
  message: string,
  values: Record<string, string | number> = {},
): RowProblem {
  return { line, field, code, message, values };
}

const LONGEST_CODE = 60;

/**
 * A code out of any name: small letters, digits and hyphens. The same name gives the same code; a long one, or one with
 * no letter of ours, is told apart by its digest.
 */
export function codeOf(name: string): string {
  const slug = name
    .normalize("NFKD")
    .toLowerCase()
    .replaceAll(/\p{M}/gu, "")
    .replaceAll(/[^a-z0-9]+/g, "-")
    .replaceAll(/^-+|-+$/g, "");
  const digest = createHash("sha256").update(name).digest("hex").slice(0, 10);
  if (slug === "") return digest;
  return slug.length <= LONGEST_CODE ? slug : `${slug.slice(0, LONGEST_CODE - 11).replace(/-+$/, "")}-${digest}`;
}
