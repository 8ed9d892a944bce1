import "server-only";
import type { Tx } from "@/lib/db/client";
import { Prisma } from "@/lib/db/generated/client";
import type { BookingState } from "@/lib/db/generated/enums";
import { GONE_ON_INDICO } from "./takes-part";

/** How somebody came to be in a session. */
export type SeenSource = "app" | "portal" | "staff" | "import" | "included";

/** A registration's place in a session, by whatever way it has it. */
export type SeenBooking = {
  registrationId: number;
  sessionId: number;
  sessionPublicId: string;
  state: BookingState;
  source: SeenSource;
  /** When the state began; null: since they take part. */
  stateAt: Date | null;
  /** It follows from what was bought, or from the fee: no booking of its own holds it. */
  isDerived: boolean;
  /** The booking's own row; null: it has none. */
  bookingId: number | null;
};

/**
 * Everything that registrations have of sessions: what they booked, what they bought with a service (held until it is
 * paid), and what comes with their fee, for those who take part. One of each session at most: what was bought or comes
 * with the fee goes before a booking of the same session.
 */
export async function readBookings(
  tx: Tx,
  registrationIds: readonly number[],
  takesPart: (registrationId: number) => boolean,
): Promise<SeenBooking[]> {
  if (!registrationIds.length) return [];
  const ids = Prisma.sql`ANY(${[...registrationIds]}::int[])`;
  const rows = await tx.$queryRaw<SeenBooking[]>`
    WITH bought AS (
      SELECT l.registration_id, l.service_id, max(coalesce(o.settled_at, o.placed_at)) AS at,
             bool_or(coalesce((SELECT sum(e.amount_minor) FROM ledger_entry e WHERE e.order_id = o.id), 0) >= o.total_minor)
               AS is_covered
        FROM order_line l JOIN "order" o ON o.id = l.order_id AND o.state = 'placed'
       WHERE l.registration_id = ${ids} AND l.service_id IS NOT NULL
       GROUP BY l.registration_id, l.service_id
    )
    SELECT b.registration_id AS "registrationId", s.id AS "sessionId", s.public_id AS "sessionPublicId",
           CASE WHEN is_covered THEN 'registered' ELSE 'held' END AS state, 'portal' AS source, b.at AS "stateAt",
           true AS "isDerived", NULL::int AS "bookingId"
      FROM bought b JOIN session s ON s.service_id = b.service_id
      JOIN registration r ON r.id = b.registration_id AND r.state = 'active'
       AND coalesce(r.indico_state, '') <> ALL(${[...GONE_ON_INDICO]})
     WHERE NOT s.is_cancelled
    UNION ALL
    SELECT r.id, s.id, s.public_id, 'registered', 'included', NULL, true, NULL::int
      FROM registration r JOIN "_CategoryToSession" a ON a."A" = r.category_id
      JOIN session s ON s.id = a."B" AND s.booking = 'included' AND NOT s.is_cancelled
     WHERE r.id = ${ids} AND r.state = 'active'
    UNION ALL
    SELECT b.registration_id, s.id, s.public_id, b.state::text, b.source::text, b.state_at, false, b.id
      FROM booking b JOIN session s ON s.id = b.session_id
     WHERE b.registration_id = ${ids}
     ORDER BY 1, 2`;
  const seen = new Map<string, SeenBooking>();
  for (const row of rows) {
    if (row.source === "included" && !takesPart(row.registrationId)) continue;
    const key = `${row.registrationId} ${row.sessionId}`;
    const other = seen.get(key);
    if (!other || (row.isDerived && row.state === "registered")) {
      seen.set(key, { ...row, bookingId: row.bookingId ?? other?.bookingId ?? null });
    } else if (other.bookingId === null) seen.set(key, { ...other, bookingId: row.bookingId });
  }
  return [...seen.values()];
}
