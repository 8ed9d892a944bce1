import "server-only";
import { setTimeout as wait } from "node:timers/promises";
import { z } from "zod";
import type { Actor } from "@/lib/audit/chain";
import { startBatch } from "@/lib/batches/start-batch";
import type { BatchKind, RunningBatch, Step } from "@/lib/batches/step";
import { db, transaction } from "@/lib/db/client";
import { registrationUrl } from "@/lib/documents/read-order";
import { fillVariables } from "@/lib/mail/message-variables";
import { queueMails } from "@/lib/mail/queue-mail";
import { publish } from "@/lib/publish/publish";
import { shownNumber } from "@/lib/registration/shown-number";
import type { BulkOrder } from "./bulk-acts";
import { nextOfSelection, StoredSelection } from "./selection";

/** The staff's own words to many, with variables. */
export type Message = { subject: string; text: string };

const Parameters = z.object({
  subject: z.string(),
  text: z.string(),
  selection: StoredSelection,
  /** Who began and ordered nothing, and who cancelled, are left out unless they are asked for. */
  toEverybody: z.boolean(),
});
const Cursor = z.object({ afterId: z.number(), isQueued: z.boolean() });

const A_STEP = 100;
/** Between two looks at how many were sent. */
const LOOK_MS = 1_000;

export type MailOrder = Message & { selection: StoredSelection; toEverybody: boolean; count: number };

/** Begins a mail to many: each is queued, and sent as mails are. @returns the batch's public id */
export function startMailToMany(
  { subject, text, selection, toEverybody, count }: MailOrder,
  { conferenceId, staffId, actor }: BulkOrder,
): Promise<string> {
  return transaction(async (tx) => {
    const { publicId } = await startBatch(tx, {
      ...{ conferenceId, staffId, kind: "registrations.mail" },
      parameters: { subject, text, selection, toEverybody },
      total: count,
    });
    await publish(tx, {
      conferenceId,
      actor,
      registrations: [],
      audit: [{ what: "registrations.mail-begun", object: "batch", objectId: publicId, after: { subject, count } }],
    });
    return publicId;
  });
}

/**
 * Queues the mails, some at a time, then looks how many have gone until all have. A mail has the batch and the
 * registration in its key, so that a step that is done twice writes to nobody twice. Stopped: what waits is withdrawn.
 */
export const mailToManyKind: BatchKind = {
  async step(batch) {
    const { afterId, isQueued } = Cursor.parse(batch.cursor ?? { afterId: 0, isQueued: false });
    if (isQueued) return lookAtSending(batch, afterId);
    const last = await queueSome(batch, afterId);
    return { ...(await countEnded(batch)), cursor: { afterId: last ?? afterId, isQueued: last === null } };
  },

  async stopped(batch) {
    const client = await db();
    await client.mail.deleteMany({ where: { key: { startsWith: keyOf(batch) }, state: "queued", attempts: 0 } });
  },
};

/** @returns the last id that was looked at; null when there are no more */
async function queueSome(batch: RunningBatch, afterId: number): Promise<number | null> {
  const { subject, text, selection, toEverybody } = Parameters.parse(batch.parameters);
  const client = await db();
  const conference = await client.conference.findUniqueOrThrow({ where: { id: batch.conferenceId } });
  const ids = await nextOfSelection(conference, selection, afterId, A_STEP);
  const people = await client.registration.findMany({
    where: { id: { in: ids }, ...(toEverybody ? { state: { not: "erased" } } : { state: "active" }) },
  });
  const mails = people.map((person) => {
    const values = {
      first_name: person.firstName,
      last_name: person.lastName,
      number: shownNumber(person, conference),
      conference: conference.name,
      link: registrationUrl({ payer: person }),
    };
    return {
      letter: "staff-message" as const,
      key: `${keyOf(batch)}${person.id}`,
      registrationId: person.id,
      facts: { subject: fillVariables(subject, values), text: fillVariables(text, values) },
    };
  });
  await transaction(async (tx) => {
    // Under the row's lock: a batch that was stopped meanwhile queues none.
    const [running] = await tx.$queryRaw<{ id: number }[]>`
      SELECT id FROM batch WHERE id = ${batch.id} AND state = 'running' FOR UPDATE`;
    if (running && mails.length) await queueMails(tx, mails);
  });
  return ids.length === A_STEP ? (ids.at(-1) ?? null) : null;
}

async function lookAtSending(batch: RunningBatch, afterId: number): Promise<Step> {
  await wait(LOOK_MS);
  const client = await db();
  const waiting = await client.mail.count({ where: { key: { startsWith: keyOf(batch) }, state: "queued" } });
  const ended = await countEnded(batch);
  if (waiting > 0) return { ...ended, cursor: { afterId, isQueued: true } };
  return { ...ended, cursor: null, total: batch.done + batch.failed + ended.done + ended.failed };
}

/** What has ended since the last step: sent, or given up. */
async function countEnded(batch: RunningBatch): Promise<{ done: number; failed: number }> {
  const client = await db();
  const count = (state: "sent" | "failed") =>
    client.mail.count({ where: { key: { startsWith: keyOf(batch) }, state } });
  const [sent, failed] = [await count("sent"), await count("failed")];
  return { done: sent - batch.done, failed: failed - batch.failed };
}

function keyOf({ publicId }: { publicId: string }): string {
  return `staff-message:${publicId}:`;
}
