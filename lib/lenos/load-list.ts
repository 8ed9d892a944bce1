import "server-only";
import { createHash } from "node:crypto";
import { setImmediate } from "node:timers/promises";
import type { LenosAccess } from "@/lib/lenos/access";
import { type ChosenRead, TOMBSTONE_DAYS } from "@/lib/lenos/choose-read";
import { writeCursor } from "@/lib/lenos/cursor";
import { type LenosRefusal, refuse } from "@/lib/lenos/errors";
import { type FeedRows, type Head, type RowChoice, readHead, readRows } from "@/lib/lenos/read-rows";
import { LISTS, type ListName, type ListResource } from "@/lib/lenos/resources";
import { isTombstone, type ShownRow, type StoredRow, showRow, type Value } from "@/lib/lenos/show-row";
import { ok, type Result } from "@/lib/result";

const DAY_MS = 24 * 60 * 60_000;
const SECONDS_UNTIL_PUBLISHED = 900;

export type ListQuestion = {
  readonly resource: ListName | "Changes";
  readonly read: ChosenRead;
  /** What else an equal answer depends on: the format, its encoding, the parameters. */
  readonly variant: string;
};

export type LoadedList = {
  readonly head: Head;
  readonly header: ShownRow;
  /** The list's name on the wire. */
  readonly name: string;
  readonly rows: readonly ShownRow[];
  readonly tag: string;
};

/** The list's tag without its rows; null: no such conference. Equal tags are lists of equal rows. */
export async function loadTag(question: ListQuestion, access: LenosAccess, now: Date): Promise<string | null> {
  const head = await readHead(access.conferenceId, feedsOf(question.resource));
  return head?.isPublished ? tagOf(head, question, access, now) : null;
}

/** One list as a credential sees it: complete, or a refusal. It notes nothing: staff look through the same function. */
export async function loadList(
  question: ListQuestion,
  access: LenosAccess,
  now: Date,
): Promise<Result<LoadedList, LenosRefusal>> {
  const { resource, read } = question;
  const found = await readRows(access.conferenceId, choiceOf(resource, read));
  if (!found) return refuse("event_not_allowed", "There is no such event.");
  const { head } = found;
  if (!head.isPublished) return refuseUnpublished();
  const cursor = read.kind === "page" ? read.after : null;
  if (cursor && !canFollow(cursor, head, access)) {
    return refuse(
      "resync_required",
      "This cursor is no longer usable. Begin again without one, and drop what is not shown.",
    );
  }
  const rows = await showRows(found.rows, question, access, now);
  const last = found.rows.at(-1)?.seq;
  const next =
    read.kind === "page"
      ? writeCursor({
          ...{ epoch: head.epoch, view: access.viewVersion },
          seq: last === undefined ? (cursor?.seq ?? 0n) : BigInt(last),
        })
      : null;
  const list = LISTS.find(({ name }) => name === resource);
  return ok({
    head,
    name: list?.plural ?? "Changes",
    rows,
    tag: tagOf(head, question, access, now),
    header: {
      ...headerOfEvent(head),
      Resource: resource,
      ...headerOfRead(read),
      Count: rows.length,
      Next: next,
    },
  });
}

export function refuseUnpublished(): Result<never, LenosRefusal> {
  return refuse("event_not_published", "The event is not published yet.", {
    retryAfterSeconds: SECONDS_UNTIL_PUBLISHED,
  });
}

export function headerOfEvent({ conferenceId, name, timeZone, stamp, epoch, seq }: Head): ShownRow {
  return {
    ...{ EventId: String(conferenceId), EventName: name, TimeZone: timeZone },
    ...{ SyncDate: stamp, FeedEpoch: epoch, FeedHead: seq },
  };
}

function headerOfRead(read: ChosenRead): ShownRow {
  return {
    Mode: read.kind,
    FullReason: read.kind === "full" ? read.reason : null,
    SinceApplied: read.kind === "incremental" ? read.since.toISOString() : null,
    IncludesDeleted: read.kind !== "full" || read.tombstones !== "none",
  };
}

function feedsOf(resource: ListName | "Changes"): string[] {
  return LISTS.filter(({ name }) => resource === "Changes" || name === resource).map(({ feed }) => feed);
}

function choiceOf(resource: ListName | "Changes", read: ChosenRead): RowChoice {
  const resources = feedsOf(resource);
  if (read.kind === "incremental") return { resources, since: read.since };
  if (read.kind === "page") return { resources, after: read.after?.seq ?? 0n, limit: read.limit };
  return { resources, currentOnly: read.tombstones === "none" };
}

/** Whoever books meanwhile waits for so many rows at most, not for a whole list. */
const ROWS_AT_A_TIME = 200;

async function showRows(
  rows: FeedRows["rows"],
  { resource, read }: ListQuestion,
  access: LenosAccess,
  now: Date,
): Promise<ShownRow[]> {
  const shown: ShownRow[] = [];
  for (const [nth, row] of rows.entries()) {
    if (nth % ROWS_AT_A_TIME === ROWS_AT_A_TIME - 1) await setImmediate();
    const list: ListResource | undefined = LISTS.find(({ feed }) => feed === row.resource);
    if (!list) continue;
    const one = showRow(list, row, access);
    if (read.kind === "full" && !isInFull(one, row, read, access, now)) continue;
    shown.push(resource === "Changes" ? changeOf(list, row, one) : one);
  }
  return shown;
}

/** Whether a full list has the row: one that is gone only where the app is told of it, for as long as it is. */
function isInFull(
  shown: ShownRow,
  { stamp }: StoredRow,
  { tombstones }: Extract<ChosenRead, { kind: "full" }>,
  { viewChangedAt }: LenosAccess,
  now: Date,
): boolean {
  if (tombstones === "all" || !isTombstone(shown)) return true;
  if (tombstones === "none") return false;
  const goneAt = shown.State === "deleted" ? Math.max(Date.parse(stamp), viewChangedAt.getTime()) : Date.parse(stamp);
  return goneAt >= lapseOf(now);
}

/** Tombstones lapse at midnight UTC, so that a list stays what it was within a day. */
function lapseOf(now: Date): number {
  return Math.floor(now.getTime() / DAY_MS) * DAY_MS - TOMBSTONE_DAYS * DAY_MS;
}

function changeOf({ name }: ListResource, { seq, entityId }: StoredRow, shown: ShownRow): ShownRow {
  const isDeleted = shown.State === "deleted";
  const change: Record<string, Value> = { Seq: seq, Resource: name, Id: entityId, State: shown.State ?? null };
  return isDeleted ? change : { ...change, Data: shown };
}

function canFollow(
  { epoch, view, seq }: { epoch: number; view: number; seq: bigint },
  head: Head,
  { viewVersion }: LenosAccess,
): boolean {
  if (epoch !== head.epoch || view !== viewVersion || seq > BigInt(head.seq)) return false;
  return seq === 0n || seq >= BigInt(head.purgedThrough);
}

/** A strong tag: rows, names in the header and settings. Of the clock it knows only the day on which tombstones lapse. */
function tagOf(head: Head, { resource, read, variant }: ListQuestion, access: LenosAccess, now: Date): string {
  const { credentialId, viewVersion, shape } = access;
  const dependsOn = {
    ...{ conferenceId: head.conferenceId, name: head.name, timeZone: head.timeZone, epoch: head.epoch },
    ...{ resource, seq: head.resourceSeq, variant, credentialId, viewVersion, shape },
    read: { ...read, ...(read.kind === "page" ? { after: read.after && writeCursor(read.after) } : {}) },
    lapse: read.kind === "full" && read.tombstones === "recent" ? lapseOf(now) : null,
  };
  return `"${createHash("sha256").update(JSON.stringify(dependsOn)).digest("base64url")}"`;
}
