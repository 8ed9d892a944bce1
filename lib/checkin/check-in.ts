import "server-only";
import type { Actor, AuditEvent } from "@/lib/audit/chain";
import { attempt, type Tx } from "@/lib/db/client";
import { wishCheckedIn } from "@/lib/mirror/wish";
import { publish } from "@/lib/publish/publish";
import { err, ok, type Result } from "@/lib/result";

/** `"not-registered"`: nothing was ordered yet, or the registration is cancelled or erased. */
export type CheckInRefusal = "not-found" | "not-registered" | "already-checked-in" | "not-checked-in";

/**
 * Records that a person is here, and that Indico shall say so. Whether they paid is not asked: who owes is let in or not
 * by the desk, and the page says that they owe. Of two doors at once one does it, the other hears
 * `"already-checked-in"`.
 */
export function checkIn(registrationId: number, actor: Actor, now: Date): Promise<Result<void, CheckInRefusal>> {
  return record(registrationId, actor, now);
}

/** Takes a check-in back: the wrong person, a slip of the hand. */
export function undoCheckIn(registrationId: number, actor: Actor): Promise<Result<void, CheckInRefusal>> {
  return record(registrationId, actor, null);
}

function record(registrationId: number, actor: Actor, checkedInAt: Date | null): Promise<Result<void, CheckInRefusal>> {
  return attempt<void, CheckInRefusal>(async (tx) => {
    const { count } = await tx.registration.updateMany({
      where: { id: registrationId, state: "active", checkedInAt: checkedInAt ? null : { not: null } },
      data: { checkedInAt },
    });
    if (count === 0) return err(await whyNot(tx, registrationId, checkedInAt));
    await wishCheckedIn(tx, registrationId, checkedInAt !== null);
    const { conferenceId } = await tx.registration.findUniqueOrThrow({ where: { id: registrationId } });
    const event: AuditEvent = {
      what: checkedInAt ? "registration.checked-in" : "registration.check-in-undone",
      object: "registration",
      objectId: registrationId,
      after: { checkedInAt: checkedInAt?.toISOString() ?? null },
    };
    await publish(tx, { conferenceId, actor, registrations: [registrationId], audit: [event] });
    return ok(undefined);
  });
}

async function whyNot(tx: Tx, registrationId: number, checkedInAt: Date | null): Promise<CheckInRefusal> {
  const registration = await tx.registration.findUnique({ where: { id: registrationId }, select: { state: true } });
  if (!registration) return "not-found";
  if (registration.state !== "active") return "not-registered";
  return checkedInAt ? "already-checked-in" : "not-checked-in";
}
