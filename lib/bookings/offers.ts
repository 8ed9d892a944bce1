import "server-only";
import type { Actor } from "@/lib/audit/chain";
import { tellOfSession } from "@/lib/bookings/tell";
import type { Tx } from "@/lib/db/client";
import { giveBackBookingPlaces } from "@/lib/places/places";
import { publishLater } from "@/lib/publish/publish";

/** Offers end by the clock, whoever's transaction notices it. */
const CLOCK: Actor = { kind: "job", id: "offers" };

type Over = { id: number; conferenceId: number; registrationId: number; sessionId: number; sessionPublicId: string };

/**
 * Offered places of a quota whose time is over go back, and whoever let them pass is off the list. The caller has locked
 * the quota.
 * @param exceptRegistrationId whose offer is theirs still: they are answering it just now
 */
export async function lapseOffersOf(
  tx: Tx,
  quotaId: number,
  exceptRegistrationId: number | null,
  now: Date,
): Promise<void> {
  const over = await tx.$queryRaw<Over[]>`
    UPDATE booking b SET state = 'unregistered', state_at = ${now}, waiting_since = NULL, offer_until = NULL
      FROM session s
     WHERE s.id = b.session_id AND s.quota_id = ${quotaId} AND b.state = 'held' AND b.offer_until <= ${now}
       AND b.registration_id <> ${exceptRegistrationId ?? 0}
    RETURNING b.id, b.conference_id AS "conferenceId", b.registration_id AS "registrationId",
              b.session_id AS "sessionId", s.public_id AS "sessionPublicId"`;
  if (!over.length) return;
  await giveBackBookingPlaces(
    tx,
    over.map(({ id }) => id),
  );
  await tellOfSession(tx, "offer-over", over, now);
  const [first] = over as [Over];
  publishLater(tx, {
    conferenceId: first.conferenceId,
    actor: CLOCK,
    registrations: over.map(({ registrationId }) => registrationId),
    sessions: over.map(({ sessionId }) => sessionId),
    audit: over.map(({ registrationId, sessionPublicId }) => ({
      what: "booking.offer-over",
      object: "registration",
      objectId: registrationId,
      before: { session: sessionPublicId, state: "held" },
      after: { session: sessionPublicId, state: "unregistered" },
    })),
  });
}
