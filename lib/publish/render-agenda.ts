import "server-only";
import type { Tx } from "@/lib/db/client";
import { Prisma } from "@/lib/db/generated/client";
import type { BookingMode } from "@/lib/db/generated/enums";
import { toDecimal } from "@/lib/money/money";
import { localFromUtc } from "@/lib/time/zone";
import { deletedRow, feedText, type RenderedRow } from "./rendered-row";

type SeenSession = {
  publicId: string;
  code: string;
  title: string;
  description: string;
  isPublished: boolean;
  isCancelled: boolean;
  startsAt: Date;
  endsAt: Date;
  timeZone: string;
  mates: number;
  roomId: string | null;
  room: string;
  tagIds: string[];
  booking: BookingMode;
  isSold: boolean;
  /** Of its quota, or the least of those of what it is sold with; null: no limit. */
  capacity: number | null;
  isFull: boolean;
  waits: boolean;
  waiting: number;
  opensAt: Date | null;
  closesAt: Date | null;
  waitingPlaces: number;
  priceMinor: number | null;
  currency: string;
  categories: string[];
};

/**
 * Rows of the event app's list of sessions. Nothing in them depends on the clock: an opening time is told, not whether
 * it has passed. The price of what is sold in windows is the highest, which nobody exceeds.
 * Source: the feed's Session, docs/event-app.md.
 * @param sessionIds these, and whichever may be full now, or no longer, since they draw on the same places; null: all
 */
export async function renderSessions(
  tx: Tx,
  conferenceId: number,
  sessionIds: number[] | null,
): Promise<RenderedRow[]> {
  const which = sessionIds
    ? Prisma.sql`AND (s.id = ANY(${sessionIds}::int[])
                      OR s.quota_id IN (SELECT o.quota_id FROM session o WHERE o.id = ANY(${sessionIds}::int[])))`
    : Prisma.empty;
  const rows = await tx.$queryRaw<SeenSession[]>`
    SELECT s.public_id AS "publicId", s.code, s.title, s.description, s.is_published AS "isPublished",
           s.is_cancelled AS "isCancelled", s.starts_at AS "startsAt", s.ends_at AS "endsAt", c.time_zone AS "timeZone",
           (SELECT count(*)::int FROM session o WHERE o.conference_id = s.conference_id AND o.starts_at = s.starts_at
               AND o.is_published AND NOT o.is_cancelled) AS mates,
           r.public_id AS "roomId", s.room,
           ARRAY(SELECT t.public_id FROM tag t WHERE t.conference_id = s.conference_id AND t.name = ANY(s.tags)
                  ORDER BY t.position, t.id) AS "tagIds",
           s.booking::text AS booking, s.service_id IS NOT NULL AS "isSold",
           places.capacity, coalesce(places.is_full, false) AS "isFull",
           EXISTS (SELECT 1 FROM booking b WHERE b.session_id = s.id AND b.state = 'waitlisted' AND b.skipped_for = '')
             AS waits,
           (SELECT count(*)::int FROM booking b WHERE b.session_id = s.id AND b.state IN ('waitlisted', 'held')) AS waiting,
           s.opens_at AS "opensAt", s.closes_at AS "closesAt", s.waiting_places AS "waitingPlaces",
           (SELECT max(w.price_minor) FROM price_window w WHERE w.service_id = s.service_id) AS "priceMinor", c.currency,
           ARRAY(SELECT k.code FROM "_CategoryToSession" a JOIN category k ON k.id = a."A" WHERE a."B" = s.id
                  ORDER BY k.position, k.id) AS categories
      FROM session s JOIN conference c ON c.id = s.conference_id
      LEFT JOIN room r ON r.conference_id = s.conference_id AND r.name = s.room
      LEFT JOIN LATERAL (
        SELECT min(q.capacity)::int AS capacity, bool_or(q.taken >= q.capacity) AS is_full FROM quota q
         WHERE q.id = s.quota_id OR q.id IN (SELECT x."A" FROM "_QuotaToService" x WHERE x."B" = s.service_id)) places ON true
     WHERE s.conference_id = ${conferenceId} ${which}
     ORDER BY s.id`;
  return rows.map((session) => ({ entityId: session.publicId, state: "current", payload: payloadOf(session) }));
}

function payloadOf(session: SeenSession) {
  const { startsAt, endsAt, timeZone, opensAt, closesAt, priceMinor, currency } = session;
  const isActive = session.isPublished && !session.isCancelled;
  return {
    SessionId: session.publicId,
    SessionCode: session.code,
    Title: feedText(session.title),
    Description: feedText(session.description),
    SessionStatus: session.isCancelled ? "Cancelled" : isActive ? "Active" : "Hidden",
    utcStartDate: startsAt.toISOString(),
    utcEndDate: endsAt.toISOString(),
    StartDate: localFromUtc(startsAt, timeZone),
    EndDate: localFromUtc(endsAt, timeZone),
    in_slot: isActive && session.mates > 1 ? slotOf(startsAt) : null,
    LocationId: session.roomId,
    LocationName: feedText(session.room),
    TagIds: session.tagIds,
    Capacity: session.capacity,
    RegistrationMode: modeOf(session),
    RegistrationState: registrationStateOf(session),
    utcRegistrationOpens: opensAt?.toISOString() ?? null,
    utcRegistrationCloses: closesAt?.toISOString() ?? null,
    WaitingListCapacity: session.waitingPlaces,
    Price: priceMinor === null ? null : toDecimal({ minor: priceMinor, currency }),
    Currency: priceMinor === null ? null : currency,
    RegistrationTypes: session.categories,
  };
}

/** Sessions that carry the same one start at the same instant. */
export function slotOf(startsAt: Date): string {
  return `SLOT-${startsAt.toISOString().slice(0, 16).replace(/[-:]/g, "")}Z`;
}

const MODES = { none: "NotRequired", app: "App", portal: "Portal", included: "Included" } as const;

function modeOf({ isSold, booking }: SeenSession): string {
  return isSold ? MODES.portal : MODES[booking];
}

/** While somebody waits whom nothing keeps out, a place that is free is theirs. */
function registrationStateOf(session: SeenSession): "Open" | "Full" | "WaitingList" | "Closed" {
  if (session.isCancelled || !session.isPublished) return "Closed";
  const isBooked = session.isSold || session.booking === "app" || session.booking === "portal";
  if (!isBooked || (!session.isFull && !session.waits)) return "Open";
  return session.waitingPlaces > session.waiting ? "WaitingList" : "Full";
}

/**
 * Sessions of which the list says what is true no longer, because orders took or gave back places that they share: those
 * sold with a service, and those whose quota is a service's or a category's too.
 */
export async function findTurnedSessions(tx: Tx, conferenceId: number): Promise<number[]> {
  const rows = await tx.$queryRaw<{ id: number }[]>`
    SELECT s.id FROM session s
      JOIN feed_row f ON f.conference_id = s.conference_id AND f.resource = 'session' AND f.entity_id = s.public_id
      CROSS JOIN LATERAL (SELECT EXISTS (
        SELECT 1 FROM quota q WHERE q.taken >= q.capacity
           AND (q.id = s.quota_id OR q.id IN (SELECT x."A" FROM "_QuotaToService" x WHERE x."B" = s.service_id))) AS is_full) places
     WHERE s.conference_id = ${conferenceId} AND s.is_published AND NOT s.is_cancelled
       AND (s.service_id IS NOT NULL
            OR (s.booking IN ('app', 'portal') AND (EXISTS (SELECT 1 FROM "_QuotaToService" x WHERE x."A" = s.quota_id)
                                                    OR EXISTS (SELECT 1 FROM "_CategoryToQuota" x WHERE x."B" = s.quota_id))))
       AND CASE WHEN is_full THEN f.payload->>'RegistrationState' = 'Open'
                ELSE f.payload->>'RegistrationState' <> 'Open' AND NOT EXISTS (
                  SELECT 1 FROM booking b WHERE b.session_id = s.id AND b.state = 'waitlisted' AND b.skipped_for = '') END`;
  return rows.map(({ id }) => id);
}

/** All of an agenda: sessions, rooms and tags, and what was shown of it and is no more, with the bookings of it. */
export async function renderAgenda(tx: Tx, conferenceId: number): Promise<{ [resource: string]: RenderedRow[] }> {
  const sessions = await renderSessions(tx, conferenceId, null);
  const rooms = await tx.room.findMany({ where: { conferenceId }, orderBy: { id: "asc" } });
  const locations = rooms.map(
    ({ publicId, name, building, floor, address, latitude, longitude, seats, position }): RenderedRow => ({
      entityId: publicId,
      state: "current",
      payload: {
        ...{ LocationId: publicId, Name: feedText(name), Building: feedText(building), Floor: feedText(floor) },
        ...{ Address: feedText(address), Latitude: latitude, Longitude: longitude, RoomCapacity: seats },
        ...{ SortOrder: position, LocationStatus: "Active" },
      },
    }),
  );
  const tags = (await tx.tag.findMany({ where: { conferenceId }, orderBy: { id: "asc" } })).map(
    ({ publicId, name, kind, colour, position }): RenderedRow => ({
      entityId: publicId,
      state: "current",
      payload: {
        ...{ TagId: publicId, Name: feedText(name), Category: `${kind[0]?.toUpperCase()}${kind.slice(1)}` },
        ...{ Color: colour?.toUpperCase() ?? null, SortOrder: position, TagStatus: "Active" },
      },
    }),
  );
  const gone = async (resource: string, here: RenderedRow[]) =>
    (await findGone(tx, conferenceId, resource, here)).map(deletedRow);
  return {
    session: [...sessions, ...(await gone("session", sessions))],
    location: [...locations, ...(await gone("location", locations))],
    "session-tag": [...tags, ...(await gone("session-tag", tags))],
    registration: (await findOrphans(tx, conferenceId)).map(deletedRow),
  };
}

async function findGone(tx: Tx, conferenceId: number, resource: string, here: RenderedRow[]): Promise<string[]> {
  const ids = here.map(({ entityId }) => entityId);
  const rows = await tx.$queryRaw<{ entityId: string }[]>`
    SELECT entity_id AS "entityId" FROM feed_row
     WHERE conference_id = ${conferenceId} AND resource = ${resource} AND state = 'current'
       AND entity_id <> ALL(${ids}::text[]) ORDER BY entity_id`;
  return rows.map(({ entityId }) => entityId);
}

/** Bookings of sessions that are no more. */
async function findOrphans(tx: Tx, conferenceId: number): Promise<string[]> {
  const rows = await tx.$queryRaw<{ entityId: string }[]>`
    SELECT entity_id AS "entityId" FROM feed_row f
     WHERE conference_id = ${conferenceId} AND resource = 'registration' AND state = 'current'
       AND NOT EXISTS (SELECT 1 FROM session s WHERE s.public_id = split_part(f.entity_id, '.', 2)) ORDER BY entity_id`;
  return rows.map(({ entityId }) => entityId);
}
