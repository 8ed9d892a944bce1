import "server-only";
import type { Actor } from "@/lib/audit/chain";
import { db, transaction } from "@/lib/db/client";
import { type PublishedRow, publish, publishAndTell } from "./publish";

/** Renders so many registrations in one transaction: others wait for the counter meanwhile. */
const PORTION = 200;
const EXAMPLES = 20;
/** Seconds, 2026-01-01: epochs are counted by the clock, since a restored counter would give a number of before again. */
const EPOCHS_BEGIN = 1_767_225_600;
const AUDIT_MS = 24 * 60 * 60 * 1_000;

const JOB: Actor = { kind: "job", id: "feed" };

/**
 * Renders every row of a conference's lists anew, portion by portion, and publishes those that differ: after a change of
 * the set-up that shows in many, and for the audit. @returns the rows that differed
 */
export async function renderAgain(conferenceId: number): Promise<PublishedRow[]> {
  const differing: PublishedRow[] = [];
  const common = { conferenceId, actor: JOB, audit: [] };
  differing.push(...(await transaction((tx) => publishAndTell(tx, { ...common, registrations: [], agenda: true }))));
  const client = await db();
  let after = 0;
  for (;;) {
    const portion = await client.registration.findMany({
      where: { conferenceId, id: { gt: after } },
      orderBy: { id: "asc" },
      take: PORTION,
      select: { id: true },
    });
    const registrations = portion.map(({ id }) => id);
    if (!registrations.length) return differing;
    differing.push(...(await transaction((tx) => publishAndTell(tx, { ...common, registrations }))));
    after = registrations.at(-1) ?? after;
  }
}

/**
 * Compares every row of a conference's lists with a fresh rendering, puts right what differs and keeps the count for
 * the dashboard. Anything but none is a fault in what should have published it.
 */
export async function auditFeed(conferenceId: number, now: Date): Promise<{ rows: number; differing: PublishedRow[] }> {
  const differing = await renderAgain(conferenceId);
  const client = await db();
  const rows = await client.feedRow.count({ where: { conferenceId } });
  const examples = differing.slice(0, EXAMPLES).map(({ resource, entityId }) => `${resource} ${entityId}`);
  await client.feedAudit.create({ data: { conferenceId, at: now, rows, differing: differing.length, examples } });
  return { rows, differing };
}

/** The sweeper's part: once a day, each conference in which something was published since its last audit. */
export async function auditDueFeeds(): Promise<void> {
  const now = new Date();
  const client = await db();
  const due = await client.$queryRaw<{ id: number }[]>`
    SELECT c.conference_id AS id FROM conference_counter c
      LEFT JOIN LATERAL (SELECT max(a.at) AS at FROM feed_audit a WHERE a.conference_id = c.conference_id) last ON true
     WHERE c.seq > 0 AND (last.at IS NULL OR (last.at < ${new Date(now.getTime() - AUDIT_MS)} AND c.stamp > last.at))
     ORDER BY c.conference_id LIMIT 1`;
  for (const { id } of due) await auditFeed(id, now);
}

/**
 * Sends everything to the apps again: a new epoch ends every cursor, and every row gets a new number and stamp. For staff
 * whose app lost something, and after a backup was restored, which may have set the numbers back.
 */
export async function resendAll(conferenceId: number, by: Actor, now: Date): Promise<void> {
  const epoch = Math.floor(now.getTime() / 1_000) - EPOCHS_BEGIN;
  await transaction(async (tx) => {
    await tx.$executeRaw`
      WITH counted AS (
        UPDATE conference_counter c
           SET epoch = greatest(epoch + 1, ${epoch}), seq = greatest(seq, (SELECT coalesce(max(f.seq), 0) FROM feed_row f WHERE f.conference_id = c.conference_id))
                 + (SELECT count(*) FROM feed_row f WHERE f.conference_id = c.conference_id),
               stamp = greatest(stamp + interval '1 millisecond', date_trunc('milliseconds', clock_timestamp()))
         WHERE conference_id = ${conferenceId} RETURNING conference_id, seq, stamp
      ), numbered AS (
        SELECT resource, entity_id, row_number() OVER (ORDER BY seq DESC) - 1 AS nth FROM feed_row WHERE conference_id = ${conferenceId}
      )
      UPDATE feed_row f SET seq = c.seq - n.nth, stamp = c.stamp
        FROM counted c, numbered n
       WHERE f.conference_id = c.conference_id AND f.resource = n.resource AND f.entity_id = n.entity_id`;
    const event = { what: "feed.resent", object: "conference", objectId: conferenceId };
    await publish(tx, { conferenceId, actor: by, registrations: [], agenda: true, audit: [event] });
  });
}
