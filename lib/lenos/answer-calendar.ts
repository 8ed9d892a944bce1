import "server-only";
import { createHash } from "node:crypto";
import { isSameTag } from "@/lib/http/entity-tag";
import type { LenosAnswer, LenosCall } from "@/lib/lenos/answer";
import type { LenosRefusal } from "@/lib/lenos/errors";
import { refuseUnpublished } from "@/lib/lenos/load-list";
import { type FeedRows, readRows } from "@/lib/lenos/read-rows";
import { type CalendarEntry, renderCalendar } from "@/lib/lenos/render-calendar";
import { ok, type Result } from "@/lib/result";

/** The agenda as a calendar, with its cancelled sessions. */
export async function answerCalendar(call: LenosCall): Promise<Result<LenosAnswer, LenosRefusal>> {
  const { access, publicUrl, ifNoneMatch } = call;
  const found = await readRows(access.conferenceId, { resources: ["session"], currentOnly: true });
  if (!found?.head.isPublished) return refuseUnpublished();
  const { head, rows } = found;
  const tag = calendarTag([head.conferenceId, head.name, head.epoch, head.resourceSeq]);
  if (isSameTag(ifNoneMatch, tag)) return ok({ status: 304, body: null, headers: { etag: tag } });
  const entries = rows.flatMap(entryOf);
  return ok(calendarAnswer(renderCalendar(head.name, entries, publicUrl), tag, entries.length));
}

/** A strong tag of what the calendar is made of. */
export function calendarTag(parts: readonly (string | number)[]): string {
  return `"${createHash("sha256").update(JSON.stringify(parts)).digest("base64url")}"`;
}

export function calendarAnswer(text: string, tag: string, count: number): LenosAnswer {
  const body = { text, type: "text/calendar; charset=utf-8" };
  return { status: 200, body, headers: { etag: tag }, notes: { count } };
}

function entryOf({ entityId, seq, stamp, payload }: FeedRows["rows"][number]): CalendarEntry[] {
  const { Title, Description, utcStartDate, utcEndDate, LocationName, SessionStatus } = payload;
  if (SessionStatus !== "Active" && SessionStatus !== "Cancelled") return [];
  if (typeof utcStartDate !== "string" || typeof utcEndDate !== "string") return [];
  return [
    {
      ...{ publicId: entityId, title: String(Title ?? ""), description: String(Description ?? "") },
      ...{ place: String(LocationName ?? ""), startsAt: new Date(utcStartDate), endsAt: new Date(utcEndDate) },
      ...{ stamp: new Date(stamp), sequence: seq, isCancelled: SessionStatus === "Cancelled" },
    },
  ];
}
