import { crashPoint } from "@/lib/faults/crash-point";
import { startDeadline } from "@/lib/indico/deadline";
import { decideWrite, type Wish, type WriteRefusal } from "@/lib/indico/decide-write";
import {
  type KnownOfIndico,
  NOTHING_KNOWN,
  type ReadOptions,
  readSeen,
  type SeenRead,
} from "@/lib/indico/read-registration";
import type { IndicoCodes, SeenByIndico } from "@/lib/indico/registration";
import type { IndicoFailure, IndicoSite } from "@/lib/indico/site";
import { writeCheckedIn, writePaid } from "@/lib/indico/write";
import { err, ok, type Result } from "@/lib/result";

/** What the portal wants Indico to show; what is left out is not touched. */
export type Wishes = { paid?: boolean; checkedIn?: boolean };

/** Why a wish stays undone until somebody acts: Indico's state forbids it, or the token may not ("refused": a 400). */
export type StepRefusal = WriteRefusal | "scope-missing" | "forbidden" | "refused";

/** Why to try again later; "not-confirmed": Indico took the write and does not show it. */
export type StepFailure = IndicoFailure | "not-confirmed";

export type StepOutcome = {
  /** As Indico showed it last; null when it has no such registration. */
  seen: SeenByIndico | null;
  paid: "as-wished" | StepRefusal | "not-asked";
  checkedIn: "as-wished" | StepRefusal | "not-asked";
  known: KnownOfIndico;
};

/** All calls of one attempt end within this time, well inside the writer's lease. */
const LONGEST_ATTEMPT_MS = 90_000;

/**
 * One attempt to make Indico show what the portal wants: read, decide by Indico's state rules, write, read back. A
 * lost answer is made up for by the reading back, and nothing is written twice in one attempt. The caller holds the
 * registration's lease.
 */
export async function bringInStep(
  site: IndicoSite,
  codes: IndicoCodes,
  wishes: Wishes,
  options: ReadOptions,
): Promise<Result<StepOutcome, StepFailure>> {
  const leftMs = startDeadline(Math.min(options.timeoutMs, LONGEST_ATTEMPT_MS));
  // A third for reading, half of the rest for writing: there is always time left to read back.
  const before = await readSeen(site, codes, { timeoutMs: leftMs() / 3, known: options.known });
  if (!before.ok && before.error !== "not-found") return before;
  const first = before.ok ? before.value : null;

  const judged = judgeAll(wishes, first);
  if (!judged.ok) return judged;
  const { verdicts, toWrite } = judged.value;
  if (!first || toWrite.length === 0)
    return ok(outcomeOf(first?.seen ?? null, verdicts, first?.known ?? options.known));

  let lost: IndicoFailure | null = null;
  const writeUntilMs = startDeadline(leftMs() / 2);
  for (const wish of toWrite) {
    const write = wish.what === "paid" ? writePaid : writeCheckedIn;
    const api = first.known.api ?? "legacy";
    const written = await write(site, codes, wish.value, { timeoutMs: writeUntilMs(), api });
    if (written.ok) continue;
    const { error } = written;
    if (isLasting(error)) verdicts[wish.what] = error;
    else {
      lost = error;
      break;
    }
  }

  crashPoint("after-indico-write-before-read-back");
  const after = await readSeen(site, codes, { timeoutMs: leftMs(), known: first.known });
  if (!after.ok) return err(lost ?? after.error);
  const { seen, known } = after.value;
  for (const wish of toWrite) {
    if (verdicts[wish.what]) continue;
    if (decideWrite(wish, seen) !== "nothing") return err(lost ?? "not-confirmed");
    verdicts[wish.what] = "as-wished";
  }
  return ok(outcomeOf(seen, verdicts, known));
}

type Verdicts = { paid?: "as-wished" | StepRefusal; checkedIn?: "as-wished" | StepRefusal };

/** Decides each wish; a state that could not be read because of a passing failure ends the attempt with it. */
function judgeAll(
  wishes: Wishes,
  read: SeenRead | null,
): Result<{ verdicts: Verdicts; toWrite: Wish[] }, IndicoFailure> {
  const verdicts: Verdicts = {};
  const toWrite: Wish[] = [];
  for (const what of ["paid", "checkedIn"] as const) {
    const value = wishes[what];
    if (value === undefined) continue;
    const decision = decideWrite({ what, value }, read?.seen ?? null);
    if (decision === "write") toWrite.push({ what, value });
    else if (decision === "nothing") verdicts[what] = "as-wished";
    else if (decision === "state-unknown" && read?.formUnread) {
      if (!isLasting(read.formUnread)) return err(read.formUnread);
      verdicts[what] = read.formUnread;
    } else verdicts[what] = decision;
  }
  return ok({ verdicts, toWrite });
}

function outcomeOf(seen: SeenByIndico | null, verdicts: Verdicts, known: KnownOfIndico | undefined): StepOutcome {
  return {
    seen,
    paid: verdicts.paid ?? "not-asked",
    checkedIn: verdicts.checkedIn ?? "not-asked",
    known: known ?? NOTHING_KNOWN,
  };
}

function isLasting(failure: IndicoFailure): failure is "scope-missing" | "forbidden" | "refused" {
  return failure === "scope-missing" || failure === "forbidden" || failure === "refused";
}
