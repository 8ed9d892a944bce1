import "server-only";
import { setTimeout as pause } from "node:timers/promises";
import { z } from "zod";
import { startBatch } from "@/lib/batches/start-batch";
import type { BatchKind, RunningBatch, Step } from "@/lib/batches/step";
import { db, type Tx, transaction } from "@/lib/db/client";
import type { Conference } from "@/lib/db/generated/client";
import { registrationUrl } from "@/lib/documents/read-order";
import type { Locale } from "@/lib/i18n/locales";
import { translated } from "@/lib/i18n/translated";
import { queueMails } from "@/lib/mail/queue-mail";
import { publish } from "@/lib/publish/publish";
import { readRows } from "@/lib/registration/search/read-rows";
import { shownNumber } from "@/lib/registration/shown-number";
import { checkMessage, type MessageProblem } from "@/lib/registration/write-to-person";
import { err, ok, type Result } from "@/lib/result";
import { type Choice, Chosen, countChosen, fixChoice, onlyActive, walkChosen } from "./chosen";
import type { StartedBy } from "./start-many";
import { type Addressed, fillIn, unknownVariables } from "./variables";

/** The kind of its batches. */
export const WRITE_TO_MANY = "write-to-many";

/** Mails that one step queues. */
const A_STEP = 40;
/** So many wait at most, so that a code that somebody waits for is not behind thousands of them. */
const MOST_WAITING = 40;
const PAUSE_MS = 500;

const Parameters = Chosen.extend({ subject: z.string(), text: z.string(), once: z.string() });
const Cursor = z.object({ afterId: z.number() });

/** What became of a mail to many that was stopped. */
export const Withdrawn = z.object({ withdrawn: z.number() });

export type ManyMessage = {
  subject: string;
  text: string;
  /** Of the form: sent twice, it is one mail to each. */
  once: string;
  /** Also to those who have not finished registering, or are cancelled. */
  toAll: boolean;
};

export type ManyMessageProblem =
  | MessageProblem
  | { key: "subject" | "text"; code: "unknown-variable"; variable: string };

export type ManyRefusal = { code: "nobody" } | { code: "refused"; problems: ManyMessageProblem[] };

/** Whom a mail goes to: drafts and cancelled ones are left out unless they are asked for. */
export async function recipientsOf(
  conference: { id: number; timeZone: string },
  choice: Choice,
  toAll: boolean,
): Promise<{ chosen: Chosen | null; count: number }> {
  const all = await fixChoice(conference, choice);
  const chosen = toAll ? all : await onlyActive(conference, all);
  return { chosen, count: chosen ? await countChosen(conference, chosen) : 0 };
}

/** A message as it will be kept, and what is wrong with it. */
export function checkManyMessage(raw: {
  subject: string;
  text: string;
}): Result<{ subject: string; text: string }, ManyMessageProblem[]> {
  const checked = checkMessage(raw);
  const unknown = (["subject", "text"] as const).flatMap((key) =>
    unknownVariables(raw[key])
      .slice(0, 1)
      .map((variable) => ({ key, code: "unknown-variable" as const, variable })),
  );
  if (!checked.ok) return err([...checked.error, ...unknown]);
  return unknown.length ? err(unknown) : checked;
}

/** The message as the first of its recipients would get it; null when there is none. */
export async function previewMessage(
  conferenceId: number,
  chosen: Chosen,
  message: { subject: string; text: string },
): Promise<{ email: string; subject: string; text: string } | null> {
  const conference = await (await db()).conference.findUniqueOrThrow({ where: { id: conferenceId } });
  const ids = await walkChosen(conference, chosen, { afterId: 0, take: 1 });
  const [first] = await addressEach(conference, ids);
  if (!first) return null;
  const { person, locale } = first;
  const filled = (text: string) => fillIn(text, person, locale);
  return { email: person.email, subject: filled(message.subject), text: filled(message.text) };
}

/** Begins a mail to many. @returns the batch's public id, whose page shows how far it is */
export async function startWritingToMany(
  message: ManyMessage,
  choice: Choice,
  { conference, staffId, actor }: StartedBy,
): Promise<Result<string, ManyRefusal>> {
  const checked = checkManyMessage(message);
  if (!checked.ok) return err({ code: "refused", problems: checked.error });
  const { chosen, count } = await recipientsOf(conference, choice, message.toAll);
  if (!chosen || count === 0) return err({ code: "nobody" });
  const { once } = message;
  const publicId = await transaction(async (tx) => {
    const begun = await findBegun(tx, conference.id, once);
    if (begun) return begun;
    const parameters = { ...chosen, ...checked.value, once };
    const batch = { conferenceId: conference.id, staffId, kind: WRITE_TO_MANY, parameters, total: count };
    const started = await startBatch(tx, batch);
    await publish(tx, {
      conferenceId: conference.id,
      actor,
      registrations: [],
      audit: [
        {
          what: "registrations.written-to",
          object: "batch",
          objectId: started.publicId,
          after: { query: chosen.ids ? null : chosen.query, registrations: count },
        },
      ],
    });
    return started.publicId;
  });
  return ok(publicId);
}

/** The batch that this form began before; under the conference's lock, so that of two at once one begins it. */
async function findBegun(tx: Tx, conferenceId: number, once: string): Promise<string | null> {
  await tx.$queryRaw`SELECT 1 FROM conference_counter WHERE conference_id = ${conferenceId} FOR UPDATE`;
  const begun = await tx.batch.findFirst({
    where: { conferenceId, kind: WRITE_TO_MANY, parameters: { path: ["once"], equals: once } },
    select: { publicId: true },
  });
  return begun?.publicId ?? null;
}

/** Queues a mail to each, some at a time, and takes back what is unsent when staff stop it. */
export const writeToManyKind: BatchKind = {
  async step(batch) {
    const { once } = Parameters.parse(batch.parameters);
    if ((await countWaiting(batch.conferenceId, once)) >= MOST_WAITING) {
      await pause(PAUSE_MS);
      return { done: 0, failed: 0, cursor: batch.cursor ?? { afterId: 0 } };
    }
    return queueSome(batch);
  },

  /** A mail that is being sent at this moment arrives. */
  async stopped(batch) {
    const { once } = Parameters.parse(batch.parameters);
    await transaction(async (tx) => {
      const withdrawn = await tx.$executeRaw`
        DELETE FROM mail WHERE conference_id = ${batch.conferenceId} AND state = 'queued' AND letter = 'staff-message'
           AND starts_with(key, ${keyPrefix(once)}) AND (lease_until IS NULL OR lease_until < now())`;
      await tx.batch.update({
        where: { id: batch.id },
        data: { done: { decrement: withdrawn }, result: { withdrawn } },
      });
    });
  },
};

async function queueSome(batch: RunningBatch): Promise<Step> {
  const { subject, text, once, ...chosen } = Parameters.parse(batch.parameters);
  const { afterId } = Cursor.parse(batch.cursor ?? { afterId: 0 });
  const conference = await (await db()).conference.findUniqueOrThrow({ where: { id: batch.conferenceId } });
  const ids = await walkChosen(conference, chosen, { afterId, take: A_STEP });
  const people = await addressEach(conference, ids);
  const mails = people.map(({ id, person, locale }) => ({
    letter: "staff-message" as const,
    key: `${keyPrefix(once)}${id}`,
    registrationId: id,
    facts: { subject: fillIn(subject, person, locale), text: fillIn(text, person, locale) },
  }));
  const isQueued = await transaction(async (tx) => {
    if (!(await isStillRunning(tx, batch.id))) return false;
    if (mails.length) await queueMails(tx, mails);
    return true;
  });
  const last = ids.at(-1);
  const done = isQueued ? mails.length : 0;
  if (isQueued && last !== undefined && ids.length === A_STEP) return { done, failed: 0, cursor: { afterId: last } };
  return { done, failed: 0, cursor: null, total: batch.done + done };
}

/** Whoever stops the batch waits for this transaction, and then withdraws what it queued. */
async function isStillRunning(tx: Tx, batchId: number): Promise<boolean> {
  const [row] = await tx.$queryRaw<{ state: string }[]>`
    SELECT state::text AS state FROM batch WHERE id = ${batchId} FOR SHARE`;
  return row?.state === "running";
}

async function countWaiting(conferenceId: number, once: string): Promise<number> {
  const client = await db();
  const [row] = await client.$queryRaw<{ count: number }[]>`
    SELECT count(*)::int AS count FROM mail WHERE conference_id = ${conferenceId} AND state = 'queued'
       AND letter = 'staff-message' AND starts_with(key, ${keyPrefix(once)})`;
  return row?.count ?? 0;
}

function keyPrefix(once: string): string {
  return `many:${once}:`;
}

/** What the variables stand for, for each of some registrations; erased ones have no address. */
async function addressEach(
  conference: Conference,
  ids: number[],
): Promise<{ id: number; person: Addressed; locale: Locale }[]> {
  const client = await db();
  const locales = await client.registration.findMany({
    where: { id: { in: ids } },
    select: { id: true, locale: true },
  });
  const localeOf = new Map(locales.map(({ id, locale }) => [id, locale]));
  const rows = await readRows(ids);
  return rows
    .filter(({ state, email }) => state !== "erased" && email !== "")
    .map((row) => {
      const locale = localeOf.get(row.id) ?? "en";
      const person: Addressed = {
        ...row,
        number: shownNumber(row, conference),
        category: row.category ?? "",
        conference: translated(conference, locale).name,
        link: registrationUrl({ payer: row }),
        reference: row.reference ?? "",
        owingMinor: Math.max(0, row.totalMinor - row.receivedMinor),
      };
      return { id: row.id, person, locale };
    });
}
