import type { AppSync, SyncMode } from "@/lib/db/generated/client";
import { type LenosAccess, modeOf } from "@/lib/lenos/access";
import { type LenosCursor, readCursor } from "@/lib/lenos/cursor";
import { type LenosRefusal, refuse } from "@/lib/lenos/errors";
import { readModifiedDate } from "@/lib/lenos/modified-date";
import type { ListName } from "@/lib/lenos/resources";
import { ok, type Result } from "@/lib/result";

export type FullReason = "no_date" | "credential" | "daily" | "future_date" | "bad_date" | "resource";

/** What a list is read by. */
export type ChosenRead =
  | { readonly kind: "full"; readonly reason: FullReason; readonly tombstones: Tombstones; readonly mode: SyncMode }
  | { readonly kind: "incremental"; readonly since: Date }
  | { readonly kind: "page"; readonly after: LenosCursor | null; readonly limit: number };

/** Which rows that are gone stand in a full list: none, all, or those that went in the last seven days. */
export type Tombstones = "none" | "recent" | "all";

export const TOMBSTONE_DAYS = 7;
const FUTURE_MS = 2 * 60_000;
const DAILY_MS = 24 * 60 * 60_000;
const MOST_ROWS = 2_000;
const DEFAULT_ROWS = 500;

export type AskedRead = {
  readonly cursor: string | undefined;
  readonly limit: string | undefined;
  readonly utcModifiedDate: string | undefined;
  readonly includeDeleted: string | undefined;
};

/** What the app's date says of its clock and its progress, beside the list. */
export type DateNotes = { readonly date: Date | null; readonly notice: "future_date" | "bad_date" | null };

export type Choice = { readonly read: ChosenRead; readonly notes: DateNotes };

/**
 * How one request for a list is answered. In doubt with a full list, which is a right answer to every date; refused
 * where the app could not tell that it got something else (docs/event-app.md).
 */
export function chooseRead(
  resource: ListName | "Changes",
  asked: AskedRead,
  access: Pick<LenosAccess, "app" | "mode" | "modes" | "dateOrder" | "overlapSeconds" | "viewVersion">,
  sync: Pick<AppSync, "fullSentAt" | "fullSentDate" | "fullSentView" | "fullArrivedAt" | "fullArrivedView"> | null,
  now: Date,
): Result<Choice, LenosRefusal> {
  const noNotes: DateNotes = { date: null, notice: null };
  if (resource === "Changes" || asked.cursor !== undefined || asked.limit !== undefined) {
    const page = readPage(asked);
    return page.ok ? ok({ read: page.value, notes: noNotes }) : page;
  }
  const mode = modeOf(access, resource);
  const tombstones = readTombstones(asked.includeDeleted, mode);
  if (!tombstones.ok) return tombstones;
  const full = (reason: FullReason, notes = noNotes): Result<Choice, LenosRefusal> =>
    ok({ read: { kind: "full", reason, tombstones: tombstones.value, mode }, notes });

  const date = readModifiedDate(asked.utcModifiedDate, access.dateOrder);
  if (!date.ok) {
    if (access.app === "spotme") return full("bad_date", { date: null, notice: "bad_date" });
    return refuse("bad_modified_date", "utcModifiedDate is a date such as 2027-03-02T08:15:30Z.");
  }
  if (date.value === null) return full("no_date");
  const notes: DateNotes = { date: date.value, notice: null };
  if (resource !== "Person") return full("resource", notes);
  if (date.value.getTime() > now.getTime() + FUTURE_MS) return full("future_date", { ...notes, notice: "future_date" });
  if (mode !== "incremental") return full("credential", notes);
  const arrived = arrivedFull(sync, date.value);
  if (arrived && arrived.view !== access.viewVersion) return full("credential", notes);
  if (!arrived || now.getTime() - arrived.at.getTime() >= DAILY_MS) return full("daily", notes);
  return ok({ read: { kind: "incremental", since: sinceOf(date.value, access.overlapSeconds) }, notes });
}

/** The last full list of persons that arrived: one that a request with a newer date followed. */
export function arrivedFull(
  sync: Parameters<typeof chooseRead>[3],
  date: Date,
): { at: Date; view: number | null } | null {
  if (!sync) return null;
  if (sync.fullSentAt && (sync.fullSentDate === null || date > sync.fullSentDate)) {
    return { at: sync.fullSentAt, view: sync.fullSentView };
  }
  return sync.fullArrivedAt ? { at: sync.fullArrivedAt, view: sync.fullArrivedView } : null;
}

/** Not before the year 0, where dates in SQL and in ISO 8601 part. */
function sinceOf(date: Date, overlapSeconds: number): Date {
  return new Date(Math.max(date.getTime() - overlapSeconds * 1_000, 0));
}

function readPage({ cursor, limit }: AskedRead): Result<ChosenRead, LenosRefusal> {
  const rows = limit === undefined ? DEFAULT_ROWS : /^\d{1,4}$/.test(limit) ? Number(limit) : 0;
  if (rows < 1 || rows > MOST_ROWS) return refuse("bad_request", `limit is a whole number from 1 to ${MOST_ROWS}.`);
  if (cursor === undefined) return ok({ kind: "page", after: null, limit: rows });
  const after = readCursor(cursor);
  if (!after.ok) return refuse("bad_cursor", "cursor is what an earlier answer called Next; leave it out to begin.");
  return ok({ kind: "page", after: after.value, limit: rows });
}

function readTombstones(text: string | undefined, mode: SyncMode): Result<Tombstones, LenosRefusal> {
  if (text === undefined) return ok(OF_MODE[mode]);
  const wanted = text.toLowerCase();
  if (wanted !== "true" && wanted !== "false") return refuse("bad_request", "includeDeleted is true or false.");
  if (wanted === "true" && mode === "mirror") {
    return refuse("bad_request", "This credential mirrors: its app would take deleted rows for rows that exist.");
  }
  return ok(wanted === "true" ? "all" : "none");
}

const OF_MODE: Record<SyncMode, Tombstones> = { mirror: "none", incremental: "all", safe: "recent" };
