import "server-only";
import { z } from "zod";
import type { Actor } from "@/lib/audit/chain";
import { startBatch } from "@/lib/batches/start-batch";
import type { BatchKind, RunningBatch, Step } from "@/lib/batches/step";
import { attempt, db } from "@/lib/db/client";
import type { DriftRun } from "@/lib/db/generated/client";
import { Prisma } from "@/lib/db/generated/client";
import { IndicoMapping } from "@/lib/indico/map-registration";
import type { IndicoFailure } from "@/lib/indico/site";
import { indicoOf, rememberIndico } from "@/lib/indico/site-of-conference";
import { publish } from "@/lib/publish/publish";
import { err, ok, type Result } from "@/lib/result";
import { compareRegistration, type Mapped, type Theirs } from "./compare";
import { type Candidate, readOurs, type Seen } from "./read-ours";
import { type Listed, mappedCategories, readList, readTheirs, type TheirsRead } from "./read-theirs";
import { closeUnseen, type Found, storeDrifts } from "./store-drifts";

/** Registrations compared in one step. */
const COMPARED_A_STEP = 500;

export const COMPARE = "drift.compare";

/** Why a comparison ended early. */
export type CompareFailure = IndicoFailure | "not-configured";

const Cursor = z.object({ afterId: z.number() });

/**
 * Begins to compare a conference with its Indico. Nothing is begun while another comparison of it is under way.
 * @param staffId null: by the schedule
 */
export function startCompare(
  conferenceId: number,
  staffId: number | null,
  actor: Actor,
): Promise<Result<string, "running" | "not-configured">> {
  return attempt<string, "running" | "not-configured">(async (tx) => {
    const [conference] = await tx.$queryRaw<{ isTied: boolean }[]>`
      SELECT indico_url IS NOT NULL AND indico_event_id IS NOT NULL AND indico_form_id IS NOT NULL AS "isTied"
        FROM conference WHERE id = ${conferenceId} FOR UPDATE`;
    if (!conference?.isTied) return err("not-configured");
    if ((await tx.batch.count({ where: { conferenceId, kind: COMPARE, state: "running" } })) > 0) return err("running");
    const total = await tx.registration.count({ where: { conferenceId, state: { in: ["draft", "active"] } } });
    const batch = await startBatch(tx, { conferenceId, staffId, kind: COMPARE, parameters: {}, total });
    await tx.driftRun.create({ data: { conferenceId, batchId: batch.id, startedAt: new Date() } });
    const event = { what: "differences.compared", object: "batch", objectId: batch.publicId };
    await publish(tx, { conferenceId, actor, registrations: [], audit: [event] });
    return ok(batch.publicId);
  });
}

/** First Indico's list, then our registrations, some at a time, then who is only there. */
export const compareKind: BatchKind = {
  async step(batch, now) {
    const client = await db();
    const run = await client.driftRun.findUniqueOrThrow({ where: { batchId: batch.id } });
    return run.readAt === null ? beginRun(run, batch, now) : compareSome(run, batch, now);
  },
  async stopped(batch) {
    await endRun(batch.id, new Date(), null);
  },
};

async function beginRun(run: DriftRun, batch: RunningBatch, now: Date): Promise<Step> {
  const client = await db();
  const [clock] = await client.$queryRaw<{ now: Date }[]>`SELECT now()`;
  const indico = await indicoOf(run.conferenceId);
  if (!indico || !clock) return giveUp(batch, now, "not-configured");
  const began = performance.now();
  const list = await readList(indico);
  if (!list.ok) return giveUp(batch, now, list.error);
  await rememberIndico(run.conferenceId, indico.known, { ...indico.known, api: list.value.api });
  await client.driftRun.update({
    where: { id: run.id },
    data: { readAt: clock.now, listed: list.value, indicoMs: { increment: Math.round(performance.now() - began) } },
  });
  return { done: 0, failed: 0, cursor: { afterId: 0 } };
}

async function compareSome(run: DriftRun, batch: RunningBatch, now: Date): Promise<Step> {
  const { afterId } = Cursor.parse(batch.cursor ?? { afterId: 0 });
  const indico = await indicoOf(run.conferenceId);
  const { listed: stored, readAt } = run;
  if (!indico || !readAt || !stored) return giveUp(batch, now, "not-configured");
  const listed = stored as unknown as Listed;
  const mapping = IndicoMapping.parse(indico.mapping);
  const began = performance.now();
  const note = async ({ known }: TheirsRead, compared: number) => {
    await rememberIndico(run.conferenceId, indico.known, known);
    const client = await db();
    const data = { compared: { increment: compared }, indicoMs: { increment: Math.round(performance.now() - began) } };
    await client.driftRun.update({ where: { id: run.id }, data });
  };
  const { candidates, lastId } = await readOurs(run.conferenceId, { afterId, take: COMPARED_A_STEP, readAt });
  if (lastId === null) {
    const strangers = await findStrangers(run.conferenceId, listed);
    for (let from = 0; from < strangers.length; from += COMPARED_A_STEP) {
      const read = await readTheirs(indico, listed, strangers.slice(from, from + COMPARED_A_STEP), mapping);
      if (!read.ok) return giveUp(batch, now, read.error);
      await note(read.value, 0);
      await storeDrifts(run, onlyThere([...read.value.theirs.values()], mappedCategories(mapping)), now);
    }
    await closeUnseen(run);
    await endRun(batch.id, now, null);
    return { done: 0, failed: 0, cursor: null, total: batch.done };
  }
  const sought = candidates.flatMap((candidate) => candidate.sought ?? []);
  const read = await readTheirs(indico, listed, sought, mapping);
  if (!read.ok) return giveUp(batch, now, read.error);
  await note(read.value, candidates.length);
  const mapped = mappedCategories(mapping);
  const found = candidates.flatMap((candidate) => compareCandidate(candidate, read.value.theirs, mapped, readAt));
  await storeDrifts(run, found, now);
  return { done: candidates.length, failed: 0, cursor: { afterId: lastId } };
}

/** What is about to be written to Indico is no difference; what the mirror saw since the list was read is younger. */
export function compareCandidate(
  { ours, sought, seen }: Candidate,
  theirs: ReadonlyMap<number, Theirs>,
  mapped: Mapped,
  readAt: Date,
): Found[] {
  const listed = sought ? (theirs.get(sought.indicoDbId) ?? null) : null;
  const { registrationId, indicoDbId } = ours;
  return compareRegistration(ours, listed && withSeen(listed, seen, readAt), mapped)
    .filter(({ kind, suggested }) => !(seen?.isWriting && suggested === "write" && kind !== "only_here"))
    .map((difference) => ({ ...difference, registrationId, indicoDbId }));
}

function withSeen(theirs: Theirs, seen: Seen | null, readAt: Date): Theirs {
  if (!seen?.seenAt || seen.seenAt <= readAt) return theirs;
  return { ...theirs, isPaid: seen.paid ?? theirs.isPaid, isCheckedIn: seen.checkedIn ?? theirs.isCheckedIn };
}

/** Whom Indico lists, and we do not know in any state. */
async function findStrangers(conferenceId: number, { rows }: Listed) {
  const client = await db();
  const known = await client.registration.findMany({
    where: { conferenceId, indicoDbId: { not: null } },
    select: { indicoDbId: true },
  });
  const ids = new Set(known.map(({ indicoDbId }) => indicoDbId));
  return rows
    .filter(({ registrationDbId }) => !ids.has(registrationDbId))
    .map(({ registrationDbId }) => ({ indicoDbId: registrationDbId, friendlyId: null }));
}

function onlyThere(theirs: readonly Theirs[], mapped: Mapped): Found[] {
  return theirs.flatMap((one) =>
    compareRegistration(null, one, mapped).map((difference) => ({
      ...difference,
      registrationId: null,
      indicoDbId: one.indicoDbId,
    })),
  );
}

/** Ends early: what was found before stays as it was. */
async function giveUp(batch: RunningBatch, now: Date, reason: CompareFailure): Promise<Step> {
  await endRun(batch.id, now, reason);
  return { done: 0, failed: 0, cursor: null, result: { reason } };
}

async function endRun(batchId: number, now: Date, reason: CompareFailure | null): Promise<void> {
  const client = await db();
  await client.driftRun.update({ where: { batchId }, data: { endedAt: now, reason, listed: Prisma.DbNull } });
}
