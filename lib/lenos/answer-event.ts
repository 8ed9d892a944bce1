import "server-only";
import { db } from "@/lib/db/client";
import { modeOf, scopesOf } from "@/lib/lenos/access";
import type { LenosAnswer, LenosCall } from "@/lib/lenos/answer";
import { type LenosRefusal, refuse } from "@/lib/lenos/errors";
import { headerOfEvent, refuseUnpublished } from "@/lib/lenos/load-list";
import { readHead } from "@/lib/lenos/read-rows";
import { render } from "@/lib/lenos/render";
import { LISTS } from "@/lib/lenos/resources";
import type { ShownRow } from "@/lib/lenos/show-row";
import { ok, type Result } from "@/lib/result";

/** What a credential sees: the check that an app makes when it is connected. Answered before publication too. */
export async function answerEvent({
  access,
  format,
  requestId,
}: LenosCall): Promise<Result<LenosAnswer, LenosRefusal>> {
  const client = await db();
  const head = await readHead(
    access.conferenceId,
    LISTS.map(({ feed }) => feed),
  );
  const conference = await client.conference.findUnique({ where: { id: access.conferenceId } });
  if (!head || !conference) return refuse("event_not_allowed", "There is no such event.");
  const counts = await client.feedRow.groupBy({
    by: ["resource"],
    where: { conferenceId: access.conferenceId, state: "current", resource: { in: LISTS.map(({ feed }) => feed) } },
    _count: true,
  });
  const day = (at: Date) => at.toISOString().slice(0, 10);
  const countOf = (feed: string) => counts.find(({ resource }) => resource === feed)?._count ?? 0;
  const event: ShownRow = {
    ...{ EventId: String(conference.id), EventCode: conference.slug, EventName: conference.name },
    IndicoEventId: conference.indicoEventId === null ? null : String(conference.indicoEventId),
    ...{ StartDate: day(conference.startsOn), EndDate: day(conference.endsOn), TimeZone: conference.timeZone },
    ...{ Currency: conference.currency, Published: head.isPublished },
    Counts: Object.fromEntries(LISTS.map(({ plural, feed }) => [plural, countOf(feed)])),
    Scopes: scopesOf(access),
    Modes: Object.fromEntries(LISTS.map(({ name }) => [name, modeOf(access, name)])),
  };
  const header = { ...headerOfEvent(head), Resource: "Event", RequestId: requestId };
  return ok({ status: 200, body: { text: render({ Header: header, Event: event }, format) } });
}

type Availability = {
  sessionId: string;
  capacity: number | null;
  taken: number | null;
  waiting: number;
  waitingPlaces: number;
};

/** Seats left and people who wait, of every session that can be attended: what changes with each booking. */
export async function answerAvailability({
  access,
  parameters,
  format,
  requestId,
}: LenosCall): Promise<Result<LenosAnswer, LenosRefusal>> {
  const head = await readHead(access.conferenceId, ["session"]);
  if (!head?.isPublished) return refuseUnpublished();
  const sessionId = parameters.get("SessionId") ?? null;
  const client = await db();
  // What is sold has the places of what sells it; of several quotas the fullest one decides.
  const sessions = await client.$queryRaw<Availability[]>`
    SELECT s.public_id AS "sessionId", q.capacity, q.taken, s.waiting_places AS "waitingPlaces",
           (SELECT count(*)::int FROM booking b WHERE b.session_id = s.id AND b.state IN ('waitlisted', 'held')) AS waiting
      FROM session s LEFT JOIN LATERAL (
        SELECT capacity, taken FROM quota
         WHERE id = s.quota_id OR id IN (SELECT x."A" FROM "_QuotaToService" x WHERE x."B" = s.service_id)
         ORDER BY capacity - taken LIMIT 1) q ON true
     WHERE s.conference_id = ${access.conferenceId} AND s.is_published AND NOT s.is_cancelled
       AND (${sessionId}::text IS NULL OR s.public_id = ${sessionId})
     ORDER BY s.starts_at, s.number`;
  const rows = sessions.map(
    ({ sessionId: SessionId, capacity, taken, waiting, waitingPlaces }): ShownRow => ({
      ...{ SessionId, Capacity: capacity },
      SeatsLeft: capacity === null || taken === null ? null : Math.max(0, capacity - taken),
      ...{ WaitingListLength: waiting, WaitingListCapacity: waitingPlaces },
    }),
  );
  const header = { ...headerOfEvent(head), Resource: "SessionAvailability", Count: rows.length, RequestId: requestId };
  return ok({
    status: 200,
    body: { text: render({ Header: header, SessionAvailability: rows }, format) },
    notes: { count: rows.length },
  });
}
