import "server-only";
import { parseArgs } from "node:util";
import { copyConference, type NewConference } from "@/lib/conference/copy-conference";
import { exportConference } from "@/lib/conference/export-conference";
import { type Imported, importConference } from "@/lib/conference/import-conference";
import type { Command, ExitCode, Io } from "@/lib/console/command";
import { OPERATOR } from "@/lib/console/operator";
import { db } from "@/lib/db/client";

export const conference: Command = {
  summary: "Set a conference up from a file, write its file, list the conferences",
  usage: `npm run foyer -- conference import <file> [--trial]
npm run foyer -- conference export <slug> [<file>]
npm run foyer -- conference copy <slug> <new slug> --name <name> --starts <day> --prefix <prefix>
npm run foyer -- conference list

import   makes or changes the conference that the file describes (docs/conference-file.md), and says each value before
         and after. Importing the same file again changes nothing; a change that would break what people bought is
         refused.
         --trial   says what would change, and changes nothing
export   writes the whole set-up as a file; the Indico token is never in it. Without <file>: to the terminal.
copy     makes a conference with the set-up of another one, closed and tied to no Indico: days moved to the new
         beginning, nothing sold or answered copied.
         --name     what people call it
         --starts   its first day: 2028-05-29
         --prefix   the prefix of its transfer references: TID28`,

  async run(args, io) {
    const { values, positionals } = parseArgs({
      args,
      allowPositionals: true,
      options: {
        trial: { type: "boolean", default: false },
        name: { type: "string" },
        starts: { type: "string" },
        prefix: { type: "string" },
      },
    });
    const [what, first, second, ...rest] = positionals;
    if (what === "import" && first && !second) return importFile(first, values.trial, io);
    if (what === "export" && first && !rest.length) return exportFile(first, second, io);
    if (what === "list" && !first) return list(io);
    const { name, starts: startsOn, prefix: referencePrefix } = values;
    if (what === "copy" && first && second && !rest.length && name && startsOn && referencePrefix) {
      return copy(first, { slug: second, name, startsOn, referencePrefix }, io);
    }
    io.note(conference.usage);
    return 2;
  },
};

async function importFile(file: string, isTrial: boolean, io: Io): Promise<ExitCode> {
  const text = await io.readFile(file);
  let parsed: unknown;
  try {
    parsed = JSON.parse(text);
  } catch (error) {
    io.note(`${file} is not JSON: ${(error as SyntaxError).message}`);
    return 1;
  }
  const outcome = await importConference(parsed, { by: OPERATOR, isTrial });
  if (!outcome.ok) {
    io.note(`${file}: nothing was changed.`);
    for (const { place, message } of outcome.error) io.note(`  ${place}: ${message}`);
    return 1;
  }
  report(outcome.value, isTrial, io);
  return 0;
}

const SIGNS = { created: "+", changed: "~", removed: "-" } as const;

function report({ slug, isNew, changes }: Imported, isTrial: boolean, io: Io): void {
  for (const { kind, object, name, fields, values } of changes) {
    io.out(`${SIGNS[kind]} ${object} ${name}${fields.length ? `: ${fields.join(", ")}` : ""}`);
    if (kind === "created") continue;
    for (const { place, before, after } of values) io.out(`    ${place}: ${quote(before)} -> ${quote(after)}`);
  }
  const done = changes.length === 0 ? "has nothing to change" : isNew ? "is new" : "was changed";
  io.out(`${slug} ${done}.${isTrial && changes.length ? " This was a trial: nothing was written." : ""}`);
}

/** One line, whatever the value holds. */
function quote(value: string | null): string {
  return value === null ? "nothing" : JSON.stringify(value);
}

async function exportFile(slug: string, file: string | undefined, io: Io): Promise<ExitCode> {
  const exported = await exportConference(slug);
  if (!exported.ok) {
    io.note(`There is no conference "${slug}". "conference list" names them.`);
    return 1;
  }
  const text = JSON.stringify(exported.value, null, 2);
  if (file) await io.writeFile(file, `${text}\n`);
  else io.out(text);
  return 0;
}

async function copy(from: string, wanted: NewConference, io: Io): Promise<ExitCode> {
  const copied = await copyConference(from, wanted, OPERATOR);
  if (copied.ok) {
    io.out(`${copied.value.slug} is new, closed, with the set-up of ${from}.`);
    return 0;
  }
  switch (copied.error.code) {
    case "not-found":
      io.note(`There is no conference "${from}". "conference list" names them.`);
      return 1;
    case "slug-taken":
      io.note(`There is a conference "${wanted.slug}" already. Choose another slug.`);
      return 1;
    case "problems":
      io.note("Nothing was made.");
      for (const { place, message } of copied.error.problems) io.note(`  ${place}: ${message}`);
      return 1;
  }
}

async function list(io: Io): Promise<ExitCode> {
  const client = await db();
  const conferences = await client.conference.findMany({
    orderBy: { startsOn: "asc" },
    include: { _count: { select: { registrations: true } } },
  });
  if (!conferences.length) io.note("There is no conference yet.");
  for (const { slug, name, startsOn, indicoUrl, indicoEventId, indicoFormId, _count } of conferences) {
    const indico = indicoUrl ? `${indicoUrl} event ${indicoEventId} form ${indicoFormId}` : "no Indico";
    const day = startsOn.toISOString().slice(0, 10);
    io.out([slug, day, name, `${_count.registrations} registrations`, indico].join("\t"));
  }
  return 0;
}
