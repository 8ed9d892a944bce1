import "server-only";
import type { Actor } from "@/lib/audit/chain";
import { applySetup, lockStored } from "@/lib/conference/apply-setup";
import type { SetupChange } from "@/lib/conference/compare-fields";
import { compareValues, type ValueChange } from "@/lib/conference/compare-values";
import type { FileProblem } from "@/lib/conference/file-problem";
import { type ReadSetup, readSetup } from "@/lib/conference/read-setup";
import { attempt, type Tx } from "@/lib/db/client";
import { env } from "@/lib/env";
import { queue } from "@/lib/jobs/queue";
import { err, ok, type Result } from "@/lib/result";

/** What an import made, changed or took out, and each value of it before and after; a secret has none. */
export type ImportedChange = Pick<SetupChange, "kind" | "object" | "name" | "fields"> & { values: ValueChange[] };

export type Imported = {
  conferenceId: number;
  slug: string;
  isNew: boolean;
  /** Empty when the database said all of it already. */
  changes: ImportedChange[];
};

type Refusal = { problems: readonly FileProblem[] } | { wouldBe: Imported };

/**
 * Makes or changes a conference so that it says what the file says; the slug names it. All or nothing: a file with a
 * problem changes nothing. What people bought or answered stays whole: a change that would break it is refused with the
 * right way to get there. Importing the same file again changes nothing. docs/conference-file.md describes the file.
 * @param file the parsed JSON, of any shape
 * @param options.isTrial says what would change, and changes nothing
 */
export async function importConference(
  file: unknown,
  options: { by: Actor; isTrial?: boolean },
): Promise<Result<Imported, readonly FileProblem[]>> {
  const read = readSetup(file, { indicoUrl: env().INDICO_URL });
  if (!read.ok) return read;
  // Opened before the transaction that sends a job: on the embedded database it would wait for it.
  await queue();
  const outcome = await attempt<Imported, Refusal>(async (tx) => {
    const imported = await importSetup(tx, read.value, options.by);
    if (!imported.ok) return err({ problems: imported.error });
    return options.isTrial ? err({ wouldBe: imported.value }) : imported;
  });
  if (outcome.ok) return outcome;
  return "wouldBe" in outcome.error ? ok(outcome.error.wouldBe) : err(outcome.error.problems);
}

function toImported(change: SetupChange): ImportedChange {
  const { kind, object, name, fields } = change;
  return { kind, object, name, fields, values: compareValues(change) };
}

async function importSetup(tx: Tx, read: ReadSetup, by: Actor): Promise<Result<Imported, readonly FileProblem[]>> {
  const { slug } = read.setup.conference;
  const stored = await lockStored(tx, { slug });
  const applied = await applySetup(tx, stored, read, { by });
  if (!applied.ok) return applied;
  const { conferenceId, changes } = applied.value;
  return ok({ conferenceId, slug, isNew: stored === null, changes: changes.map(toImported) });
}
