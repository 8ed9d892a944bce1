import "server-only";
import type { Actor, AuditEvent } from "@/lib/audit/chain";
import { attempt, type Tx, transaction } from "@/lib/db/client";
import { wishCheckedIn } from "@/lib/mirror/wish";
import { publish } from "@/lib/publish/publish";
import { err, ok, type Result } from "@/lib/result";

/** `"not-registered"`: nothing was ordered yet, or the registration is cancelled or erased. */
export type CheckInRefusal = "not-found" | "not-registered" | "already-checked-in" | "not-checked-in";

/**
 * Records that a person is here, and that Indico shall say so. Whether they paid is not asked: who owes is let in or not
 * by the desk, and the page says that they owe. Of several doors at once one does it, the others hear
 * `"already-checked-in"`.
 * @param door the door's name as staff gave it; "" where none was
 */
export function checkIn(
  registrationId: number,
  actor: Actor,
  now: Date,
  door = "",
): Promise<Result<void, CheckInRefusal>> {
  return attempt<void, CheckInRefusal>(async (tx) => {
    // The row's lock decides between doors: whoever comes second sees the time of the first.
    const [entered] = await tx.$queryRaw<{ conferenceId: number }[]>`
      WITH here AS (
        UPDATE registration SET checked_in_at = ${now}::timestamptz, updated_at = now()
         WHERE id = ${registrationId} AND state = 'active' AND checked_in_at IS NULL
        RETURNING id, conference_id
      )
      INSERT INTO check_in (conference_id, registration_id, at, door, staff_id)
      SELECT conference_id, id, ${now}::timestamptz, ${door}, (SELECT id FROM staff WHERE id = ${staffOf(actor)}::int)
        FROM here
      RETURNING conference_id AS "conferenceId"`;
    if (!entered) return err(await whyNot(tx, registrationId, "already-checked-in"));
    await wishCheckedIn(tx, registrationId, true);
    const after = { checkedInAt: now.toISOString(), ...(door ? { door } : {}) };
    await tell(tx, entered.conferenceId, actor, { what: "registration.checked-in", ...about(registrationId), after });
    return ok(undefined);
  });
}

/** Takes a check-in back: the wrong person, a slip of the hand. */
export function undoCheckIn(registrationId: number, actor: Actor, now: Date): Promise<Result<void, CheckInRefusal>> {
  return attempt<void, CheckInRefusal>(async (tx) => {
    const [left] = await tx.$queryRaw<{ conferenceId: number }[]>`
      UPDATE registration SET checked_in_at = NULL, updated_at = now()
       WHERE id = ${registrationId} AND state = 'active' AND checked_in_at IS NOT NULL
      RETURNING conference_id AS "conferenceId"`;
    if (!left) return err(await whyNot(tx, registrationId, "not-checked-in"));
    const [undone] = await tx.$queryRaw<{ at: Date; door: string }[]>`
      UPDATE check_in
         SET undone_at = ${now}::timestamptz, undone_by_id = (SELECT id FROM staff WHERE id = ${staffOf(actor)}::int)
       WHERE registration_id = ${registrationId} AND undone_at IS NULL
      RETURNING at, door`;
    await wishCheckedIn(tx, registrationId, false);
    const before = undone
      ? { checkedInAt: undone.at.toISOString(), ...(undone.door ? { door: undone.door } : {}) }
      : {};
    const event = { what: "registration.check-in-undone", ...about(registrationId), before };
    await tell(tx, left.conferenceId, actor, { ...event, after: { checkedInAt: null } });
    return ok(undefined);
  });
}

/**
 * Somebody whose ticket is in already was let in all the same, after a look at their papers. Presence stays as it was;
 * the audit says who decided so, and where.
 * @returns whether they are in
 */
export function noteSecondEntry(registrationId: number, actor: Actor, door: string): Promise<boolean> {
  return transaction(async (tx) => {
    const registration = await tx.registration.findFirst({
      where: { id: registrationId, checkedInAt: { not: null } },
      select: { conferenceId: true },
    });
    if (!registration) return false;
    const event = { what: "registration.let-in-again", ...about(registrationId), after: { door } };
    await publish(tx, { conferenceId: registration.conferenceId, actor, registrations: [], audit: [event] });
    return true;
  });
}

function about(registrationId: number) {
  return { object: "registration", objectId: registrationId };
}

function tell(tx: Tx, conferenceId: number, actor: Actor, event: AuditEvent & { objectId: number }): Promise<void> {
  return publish(tx, { conferenceId, actor, registrations: [event.objectId], audit: [event] });
}

function staffOf(actor: Actor): number | null {
  return actor.kind === "staff" && /^\d{1,9}$/.test(actor.id) ? Number(actor.id) : null;
}

async function whyNot(tx: Tx, registrationId: number, otherwise: CheckInRefusal): Promise<CheckInRefusal> {
  const registration = await tx.registration.findUnique({ where: { id: registrationId }, select: { state: true } });
  if (!registration) return "not-found";
  return registration.state === "active" ? otherwise : "not-registered";
}
