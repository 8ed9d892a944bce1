import "server-only";
import { createHash } from "node:crypto";
import { canonicalJson, type Json } from "@/lib/audit/canonical-json";
import { type Actor, type AuditEvent, type ChainedEntry, chainEvents } from "@/lib/audit/chain";
import { beforeCommit, type Tx } from "@/lib/db/client";
import { Prisma } from "@/lib/db/generated/client";
import { type RenderedLists, renderLists } from "./render-lists";

export type Change = {
  conferenceId: number;
  actor: Actor;
  /** Registrations whose rows in any list may read differently now. */
  registrations: number[];
  /** Sessions whose rows may read differently now; those that draw on the same places are rendered with them. */
  sessions?: number[];
  /** Sessions, rooms, tags or what they are booked by were set up anew: all of the agenda may read differently. */
  agenda?: boolean;
  audit: AuditEvent[];
};

/** A row of a list that reads differently than before. */
export type PublishedRow = { resource: string; entityId: string };

type Counter = { seq: bigint; stamp: Date; auditSeq: bigint; auditHash: string };

/** What steps of open transactions have left to be published. */
const left = new WeakMap<Tx, Change[]>();

/**
 * Ends every transaction that changes money, places, state or access: writes the audit entries and the changed feed
 * rows under the conference's counter row, which stays locked until the commit. So numbers and stamps become visible
 * in increasing order, and a reader that asks for "greater than the last I saw" misses nothing (docs/feed.md). What
 * earlier steps left (`publishLater`) is written first.
 *
 * Call it last: the counter is the last lock. Rows are rendered only after it is taken, since another transaction may
 * have changed the other half of a row; a row whose text is unchanged keeps its number.
 * @throws when the conference has no counter row, a bug
 */
export async function publish(tx: Tx, change: Change): Promise<void> {
  await publishAndTell(tx, change);
}

/** As `publish`. @returns the rows that read differently now */
export async function publishAndTell(tx: Tx, change: Change): Promise<PublishedRow[]> {
  const { conferenceId } = change;
  const earlier = left.get(tx) ?? [];
  const isHere = (other: Change) => other.conferenceId === conferenceId;
  if (earlier.length) {
    const elsewhere = earlier.filter((other) => !isHere(other));
    left.set(tx, elsewhere);
  }
  return write(tx, conferenceId, [...earlier.filter(isHere), change]);
}

/**
 * Leaves a change for the end of the transaction: its `publish` writes it, or, where the use case ends without one, the
 * commit does. For steps in the middle, whose caller may return on any path.
 */
export function publishLater(tx: Tx, change: Change): void {
  const changes = left.get(tx);
  left.set(tx, [...(changes ?? []), change]);
  if (!changes) beforeCommit(tx, () => publishLeft(tx));
}

async function publishLeft(tx: Tx): Promise<void> {
  const changes = Map.groupBy(left.get(tx) ?? [], ({ conferenceId }) => conferenceId);
  for (const [conferenceId, of] of [...changes].sort(([a], [b]) => a - b)) await write(tx, conferenceId, of);
}

async function write(tx: Tx, conferenceId: number, changes: Change[]): Promise<PublishedRow[]> {
  const counter = await lockCounter(tx, conferenceId);
  const rows = numberRows(conferenceId, counter, await renderLists(tx, conferenceId, counter.stamp, changes));
  const entries: ChainedEntry[] = [];
  for (const { actor, audit } of changes) {
    const { seq, hash } = entries.at(-1) ?? { seq: counter.auditSeq, hash: counter.auditHash };
    entries.push(...chainEvents({ conferenceId, seq, hash }, actor, counter.stamp, audit));
  }
  const last = entries.at(-1) ?? { seq: counter.auditSeq, hash: counter.auditHash };
  if (!rows.length && !entries.length) return [];
  // One statement: this runs under the lock that everybody else in the conference waits for.
  return tx.$queryRaw<PublishedRow[]>`
    WITH published AS (${rows.length ? insertRows(rows) : NO_ROWS}),
         audited AS (${entries.length ? insertEntries(entries) : NOTHING}),
         counted AS (
           UPDATE conference_counter
              SET seq = ${counter.seq + BigInt(rows.length)}, audit_seq = ${last.seq}, audit_hash = ${last.hash}
            WHERE conference_id = ${conferenceId})
    SELECT resource, entity_id AS "entityId" FROM published`;
}

const NO_ROWS = Prisma.sql`SELECT '' AS resource, '' AS entity_id WHERE false`;
const NOTHING = Prisma.sql`SELECT 1`;

async function lockCounter(tx: Tx, conferenceId: number): Promise<Counter> {
  const [counter] = await tx.$queryRaw<Counter[]>`
    UPDATE conference_counter
       SET stamp = greatest(stamp + interval '1 millisecond', date_trunc('milliseconds', clock_timestamp()))
     WHERE conference_id = ${conferenceId}
    RETURNING seq, stamp, audit_seq AS "auditSeq", audit_hash AS "auditHash"`;
  if (!counter) throw new Error(`Conference ${conferenceId} has no counter`);
  return counter;
}

/** Numbers rows in the order of the lists, as values to insert; of one that two parts rendered the first counts. */
function numberRows(conferenceId: number, counter: Counter, lists: RenderedLists): Prisma.Sql[] {
  let seq = counter.seq;
  const values: Prisma.Sql[] = [];
  for (const [resource, rows] of Object.entries(lists)) {
    const seen = new Set<string>();
    for (const { entityId, state, payload } of rows) {
      if (seen.has(entityId)) continue;
      seen.add(entityId);
      seq += 1n;
      const text = canonicalJson(payload);
      const hash = createHash("sha256").update(`${state}${text}`).digest("hex");
      values.push(
        Prisma.sql`(${conferenceId}::int, ${resource}, ${entityId}, ${seq}::bigint, ${counter.stamp}::timestamptz, ${state}::feed_state, ${text}::jsonb, ${hash})`,
      );
    }
  }
  return values;
}

/** A row whose text is unchanged keeps its number. */
function insertRows(values: Prisma.Sql[]): Prisma.Sql {
  return Prisma.sql`
    INSERT INTO feed_row (conference_id, resource, entity_id, seq, stamp, state, payload, payload_hash)
    VALUES ${Prisma.join(values)}
    ON CONFLICT (conference_id, resource, entity_id) DO UPDATE
       SET seq = excluded.seq, stamp = excluded.stamp, state = excluded.state,
           payload = excluded.payload, payload_hash = excluded.payload_hash
     WHERE feed_row.payload_hash <> excluded.payload_hash
    RETURNING resource, entity_id`;
}

function insertEntries(entries: ChainedEntry[]): Prisma.Sql {
  const values = entries.map(
    (entry) => Prisma.sql`(
      ${entry.conferenceId}::int, ${entry.seq}::bigint, ${entry.at}::timestamptz, ${entry.actorKind}::actor_kind,
      ${entry.actorId}, ${entry.what}, ${entry.object}, ${entry.objectId}, ${jsonOf(entry.before)}::jsonb,
      ${jsonOf(entry.after)}::jsonb, ${entry.previousHash}, ${entry.hash})`,
  );
  return Prisma.sql`
    INSERT INTO audit_entry (conference_id, seq, at, actor_kind, actor_id, what, object, object_id, before, after,
                             previous_hash, hash)
    VALUES ${Prisma.join(values)}`;
}

function jsonOf(value: Json | undefined): string | null {
  return value === undefined || value === null ? null : JSON.stringify(value);
}
