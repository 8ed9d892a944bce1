import "server-only";
import { createHash } from "node:crypto";
import ical, { ICalCalendarMethod, ICalEventStatus } from "ical-generator";
import { db } from "@/lib/db/client";
import { isSameTag } from "@/lib/indico-cron/entity-tag";
import type { LenosAnswer, LenosCall } from "@/lib/lenos/answer";
import { isCalendarToken } from "@/lib/lenos/calendar-token";
import { type LenosRefusal, refuse } from "@/lib/lenos/errors";
import { refuseUnpublished } from "@/lib/lenos/load-list";
import type { Parameters } from "@/lib/lenos/read-call";
import { type FeedRows, readRows } from "@/lib/lenos/read-rows";
import { ok, type Result } from "@/lib/result";

/** Larger ones stand for no number of a change in many calendars. */
const MOST_SEQUENCE = 2_147_483_647;

/** Whether a call asks for one person's sessions, by a token of its own and without a credential. */
export function isOnePersons(parameters: Parameters): boolean {
  return parameters.get("PersonId") !== undefined;
}

/**
 * The agenda as iCalendar (RFC 5545), or with `PersonId` and its signed `token` what that person has booked. Cancelled
 * sessions stay, as cancelled: leaving one out does not remove it from many calendars.
 */
export async function answerCalendar(
  call: Omit<LenosCall, "access"> & { access: LenosCall["access"] | null },
): Promise<Result<LenosAnswer, LenosRefusal>> {
  const { parameters, access, publicUrl, ifNoneMatch } = call;
  const personId = access ? null : (parameters.get("PersonId") ?? "");
  if (personId !== null && !isCalendarToken(parameters.get("token") ?? "", personId)) {
    return refuse("invalid_credentials", "The token is not this person's.");
  }
  const conferenceId = access?.conferenceId ?? (await findConferenceOf(personId ?? ""));
  if (conferenceId === null) return refuse("invalid_credentials", "The token is not this person's.");
  const found = await readRows(conferenceId, { resources: ["session", "registration"], currentOnly: true });
  if (!found?.head.isPublished) return refuseUnpublished();
  const { head, rows } = found;
  const parts = [head.conferenceId, head.name, head.epoch, head.resourceSeq, personId, access?.cancelledPrefix];
  const tag = `"${createHash("sha256").update(JSON.stringify(parts)).digest("base64url")}"`;
  if (isSameTag(ifNoneMatch, tag)) return ok({ status: 304, body: null, headers: { etag: tag } });
  const sessions = rows.filter(({ resource }) => resource === "session");
  const booked = personId === null ? null : bookedBy(personId, rows);
  const shown = booked ? sessions.filter(({ entityId }) => booked.has(entityId)) : sessions;
  return ok({
    status: 200,
    body: { text: calendarOf(head, shown, publicUrl), type: "text/calendar; charset=utf-8" },
    headers: { etag: tag },
    notes: { count: shown.length },
  });
}

async function findConferenceOf(personId: string): Promise<number | null> {
  const client = await db();
  const row = await client.feedRow.findFirst({
    where: { resource: "person", entityId: personId, state: "current" },
    select: { conferenceId: true },
  });
  return row?.conferenceId ?? null;
}

function bookedBy(personId: string, rows: FeedRows["rows"]): Set<string> {
  const own = rows.filter(({ resource, payload }) => {
    return resource === "registration" && payload.PersonId === personId && payload.Status === "registered";
  });
  return new Set(own.map(({ payload }) => String(payload.SessionId)));
}

function calendarOf(head: FeedRows["head"], sessions: FeedRows["rows"], publicUrl: string): string {
  const calendar = ical({
    name: head.name,
    prodId: { company: "Foyer", product: "Foyer", language: "EN" },
    method: ICalCalendarMethod.PUBLISH,
  });
  const host = new URL(publicUrl).hostname;
  for (const { entityId, seq, stamp, payload } of sessions) {
    const { Title, Description, utcStartDate, utcEndDate, LocationName, SessionStatus } = payload;
    if (SessionStatus !== "Active" && SessionStatus !== "Cancelled") continue;
    if (typeof utcStartDate !== "string" || typeof utcEndDate !== "string") continue;
    calendar.createEvent({
      id: `${entityId}@${host}`,
      ...{ stamp: new Date(stamp), lastModified: new Date(stamp), sequence: seq % MOST_SEQUENCE },
      ...{ start: new Date(utcStartDate), end: new Date(utcEndDate) },
      summary: String(Title ?? ""),
      ...(Description ? { description: String(Description) } : {}),
      ...(LocationName ? { location: String(LocationName) } : {}),
      status: SessionStatus === "Cancelled" ? ICalEventStatus.CANCELLED : ICalEventStatus.CONFIRMED,
    });
  }
  return `${calendar.toString()}\r\n`;
}
