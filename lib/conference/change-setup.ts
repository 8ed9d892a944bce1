import "server-only";
import type { Actor } from "@/lib/audit/chain";
import { type Applied, applySetup, lockStored } from "@/lib/conference/apply-setup";
import type { Setup } from "@/lib/conference/conference-file";
import { describeSetup, type StoredConference } from "@/lib/conference/describe-setup";
import type { FileProblem } from "@/lib/conference/file-problem";
import type { Agreed } from "@/lib/conference/find-refusals";
import { readSetup } from "@/lib/conference/read-setup";
import type { Rename } from "@/lib/conference/rename-item";
import { attempt } from "@/lib/db/client";
import { env } from "@/lib/env";
import { queue } from "@/lib/jobs/queue";
import { err, ok, type Result } from "@/lib/result";

/** The whole set-up as it is to be, of any shape: it is read as a file is. */
export type Edited = { setup: object; renames?: readonly Rename[] };

export type ChangeRefusal<E> =
  | { code: "gone" }
  | { code: "edit"; refusal: E }
  | { code: "problems"; problems: readonly FileProblem[] };

/**
 * Changes a part of a conference's set-up, by the same checks and the same door as importing its whole file.
 * @param edit makes the new set-up out of the one that stands, under its lock; it may run again, so it only computes
 * @param options.isTrial says what would change, and changes nothing
 */
export async function changeSetup<E = never>(
  conferenceId: number,
  edit: (setup: Setup, stored: StoredConference) => Result<Edited, E>,
  { isTrial = false, ...options }: { by: Actor; isTrial?: boolean } & Agreed,
): Promise<Result<Applied, ChangeRefusal<E>>> {
  // Opened before the transaction that sends a job: on the embedded database it would wait for it.
  await queue();
  const changed = await attempt<Applied, ChangeRefusal<E> | { wouldBe: Applied }>(async (tx) => {
    const stored = await lockStored(tx, { id: conferenceId });
    if (!stored) return err({ code: "gone" });
    const edited = edit(describeSetup(stored), stored);
    if (!edited.ok) return err({ code: "edit", refusal: edited.error });
    const read = readSetup(edited.value.setup, { indicoUrl: env().INDICO_URL });
    if (!read.ok) return err({ code: "problems", problems: read.error });
    const applied = await applySetup(tx, stored, read.value, { ...options, renames: edited.value.renames ?? [] });
    if (!applied.ok) return err({ code: "problems", problems: applied.error });
    return isTrial ? err({ wouldBe: applied.value }) : applied;
  });
  if (changed.ok) return changed;
  return "wouldBe" in changed.error ? ok(changed.error.wouldBe) : err(changed.error);
}
