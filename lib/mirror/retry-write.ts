import "server-only";
import type { Actor } from "@/lib/audit/chain";
import { attempt, type Tx } from "@/lib/db/client";
import { compareAgain, retryParked } from "@/lib/mirror/wish";
import { publish } from "@/lib/publish/publish";
import { err, ok, type Result } from "@/lib/result";

/** Staff send a parked write to Indico once more; the job does it in the background. */
export function retryWrite(registrationId: number, actor: Actor): Promise<Result<void, "not-parked">> {
  return send(registrationId, actor, retryParked);
}

/** The same for one that is not parked: the job compares with Indico, and writes what it does not show already. */
export function sendAgain(registrationId: number, actor: Actor): Promise<Result<void, "not-parked">> {
  return send(registrationId, actor, compareAgain);
}

function send(
  registrationId: number,
  actor: Actor,
  enqueue: (tx: Tx, registrationId: number) => Promise<boolean>,
): Promise<Result<void, "not-parked">> {
  return attempt<void, "not-parked">(async (tx) => {
    if (!(await enqueue(tx, registrationId))) return err("not-parked");
    const { conferenceId } = await tx.registration.findUniqueOrThrow({
      where: { id: registrationId },
      select: { conferenceId: true },
    });
    await publish(tx, {
      conferenceId,
      actor,
      registrations: [],
      audit: [{ what: "mirror.retried", object: "registration", objectId: registrationId }],
    });
    return ok(undefined);
  });
}
