import "server-only";
import { isSameTag } from "@/lib/http/entity-tag";
import type { LenosAnswer, LenosCall } from "@/lib/lenos/answer";
import { type Choice, chooseRead } from "@/lib/lenos/choose-read";
import { type LenosRefusal, refuse } from "@/lib/lenos/errors";
import { loadList, loadTag } from "@/lib/lenos/load-list";
import { noteNotice } from "@/lib/lenos/notices";
import { render, renderBare } from "@/lib/lenos/render";
import type { ListName } from "@/lib/lenos/resources";
import { guardShrinking } from "@/lib/lenos/shrink-guard";
import { findSync, noteServed } from "@/lib/lenos/sync-state";
import { ok, type Result } from "@/lib/result";

const MOST_IGNORED = 20;

/** One list, or "unchanged" without looking at its rows. */
export async function answerList(
  resource: ListName | "Changes",
  call: LenosCall,
): Promise<Result<LenosAnswer, LenosRefusal>> {
  const { access, parameters, now, format, isCompressed } = call;
  const bare = isBare(call);
  if (bare && format === "xml") return refuse("not_acceptable", "This credential has bare lists, which are JSON.");
  const sync = await findSync(access.credentialId);
  const chosen = chooseRead(
    resource,
    {
      cursor: parameters.get("cursor"),
      limit: parameters.get("limit"),
      utcModifiedDate: parameters.get("utcModifiedDate"),
      includeDeleted: parameters.get("includeDeleted"),
    },
    access,
    sync,
    now,
  );
  if (!chosen.ok) return chosen;
  const choice = chosen.value;
  const ignored = namesOf(parameters.ignored());
  const question = {
    resource,
    read: choice.read,
    variant: JSON.stringify([format, isCompressed, ignored, choice.notes.notice]),
  };

  if (call.ifNoneMatch !== null) {
    const tag = await loadTag(question, access, now);
    if (tag && isSameTag(call.ifNoneMatch, tag)) {
      if (!call.isHead) await noteServed(access, resource, choice, sync, null, now);
      return ok({ status: 304, body: null, headers: { etag: tag }, notes: notesOf(choice, null) });
    }
  }
  const loaded = await loadList(question, access, now);
  if (!loaded.ok) return loaded;
  const { head, header, name, rows, tag } = loaded.value;
  if (choice.read.kind === "full" && choice.read.mode === "mirror" && choice.read.tombstones === "none") {
    const guarded = await guardShrinking(
      { credentialId: access.credentialId, isHead: call.isHead },
      resource,
      rows.length,
      now,
    );
    if (!guarded.ok) return guarded;
  }
  const full = { ...header, RequestId: call.requestId, Ignored: ignored, Warning: warningOf(choice) };
  const text = bare ? renderBare(rows) : render({ Header: full, [name]: [...rows] }, format);
  if (choice.notes.notice) await noteNotice(access.credentialId, choice.notes.notice, now);
  if (!call.isHead) await noteServed(access, resource, choice, sync, head, now);
  return ok({
    status: 200,
    body: { text },
    headers: { etag: tag, ...twinsOf(full) },
    notes: notesOf(choice, rows.length),
  });
}

function isBare({ access }: LenosCall): boolean {
  return access.shape === "bare";
}

function warningOf({ notes }: Choice): string | null {
  if (notes.notice === "bad_date") return "utcModifiedDate could not be read; this is the full list.";
  if (notes.notice === "future_date") return "utcModifiedDate lies in the future; this is the full list.";
  return null;
}

function notesOf({ read }: Choice, count: number | null) {
  return { mode: read.kind, reason: read.kind === "full" ? read.reason : "", count };
}

/** Names as clients may send them back to their people: no value, and nothing long or odd. */
export function namesOf(names: readonly string[]): string[] {
  const plain = names.map((name) => (/^[\w.-]{1,40}$/.test(name) && !/\d{4}/.test(name) ? name : "(other)"));
  return [...new Set(plain)].slice(0, MOST_IGNORED);
}

const TWINS: Readonly<Record<string, string>> = {
  EventId: "x-event-id",
  EventName: "x-event-name",
  TimeZone: "x-time-zone",
  Resource: "x-resource",
  Mode: "x-feed-mode",
  FullReason: "x-full-reason",
  SinceApplied: "x-since-applied",
  SyncDate: "x-sync-date",
  FeedEpoch: "x-feed-epoch",
  FeedHead: "x-feed-head",
  Count: "x-count",
  IncludesDeleted: "x-includes-deleted",
  Next: "x-next",
  Ignored: "x-ignored",
  Warning: "x-warning",
};

/** The header's fields once more, for those who read HTTP headers only; percent-encoded where they are not plain. */
function twinsOf(header: Readonly<Record<string, unknown>>): Record<string, string> {
  const twins: Record<string, string> = {};
  for (const [field, name] of Object.entries(TWINS)) {
    const value = header[field];
    const text = Array.isArray(value) ? value.join(", ") : String(value ?? "");
    if (text) twins[name] = /^[\x20-\x7e]*$/.test(text) ? text : encodeURIComponent(text);
  }
  return twins;
}
