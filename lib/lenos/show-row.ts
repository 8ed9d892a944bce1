import type { AppAccess } from "@/lib/db/generated/client";
import type { ListResource } from "@/lib/lenos/resources";

/** A row of the change log, as the database tells it. */
export type StoredRow = {
  readonly entityId: string;
  readonly seq: number;
  /** ISO 8601 in UTC, to the millisecond. */
  readonly stamp: string;
  readonly createdAt: string;
  readonly isDeleted: boolean;
  readonly payload: Readonly<Record<string, Value>>;
};

export type Value = string | number | boolean | null | Value[] | { [key: string]: Value };
export type ShownRow = Record<string, Value>;

export type View = Pick<AppAccess, "categories" | "consentKey" | "includesTest" | "seesPersonal" | "cancelledPrefix">;

/** Only with scope `personal`. */
const PERSONAL = new Set(["Email", "Phone"]);

/**
 * A row as one credential sees it. One that its filter holds back looks deleted: dropped silently it would stay for
 * ever in an app that was once sent it. Keys that begin with "_" are ours and never sent; texts were cleaned when the row
 * was rendered (`feedText`).
 */
export function showRow(resource: ListResource, row: StoredRow, view: View): ShownRow {
  const ids = idsOf(resource, row.entityId);
  const common = { ChangeSequence: row.seq, utcCreatedDate: row.createdAt, utcModifiedDate: row.stamp };
  if (row.isDeleted || !isWithin(row.payload, view)) {
    return { ...ids, [resource.status.field]: resource.status.deleted, State: "deleted", ...common };
  }
  const shown: ShownRow = { ...ids };
  for (const [key, value] of Object.entries(row.payload)) {
    if (key.startsWith("_") || (PERSONAL.has(key) && !view.seesPersonal)) continue;
    shown[key] = value;
  }
  if (shown.SessionStatus === "Cancelled" && typeof shown.Title === "string") {
    shown.Title = `${view.cancelledPrefix}${shown.Title}`;
  }
  return { ...shown, State: "current", ...common };
}

/** What an app that removes what is missing must not be sent: what is gone, and what it should no longer show. */
export function isTombstone(row: ShownRow): boolean {
  return (
    row.State === "deleted" ||
    row.Status === "unregistered" ||
    row.SessionStatus === "Cancelled" ||
    row.SessionStatus === "Hidden"
  );
}

/** Whether the credential's filter lets a person, or what is about a person, through; other rows are about nobody. */
export function isWithin(
  payload: StoredRow["payload"],
  { categories, consentKey, includesTest }: Pick<View, "categories" | "consentKey" | "includesTest">,
): boolean {
  if (!("_test" in payload)) return true;
  if (payload._test === true && !includesTest) return false;
  const category = payload._type ?? payload.RegistrationType;
  if (categories.length && !categories.some((code) => code === category)) return false;
  return consentKey === null || (Array.isArray(payload._consents) && payload._consents.includes(consentKey));
}

function idsOf({ name, ids }: ListResource, entityId: string): ShownRow {
  const parts = ids.length === 1 ? [entityId] : entityId.split(".");
  const own = Object.fromEntries(ids.map((field, index) => [field, parts[index] ?? ""]));
  return name === "Registration" ? { RegistrationId: entityId, ...own } : own;
}
