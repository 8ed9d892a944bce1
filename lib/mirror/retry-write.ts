import "server-only";
import type { Actor } from "@/lib/audit/chain";
import { attempt } from "@/lib/db/client";
import { retryParked } from "@/lib/mirror/wish";
import { publish } from "@/lib/publish/publish";
import { err, ok, type Result } from "@/lib/result";

/** Staff send a parked write to Indico once more; the job does it in the background. */
export function retryWrite(registrationId: number, actor: Actor): Promise<Result<void, "not-parked">> {
  return attempt<void, "not-parked">(async (tx) => {
    if (!(await retryParked(tx, registrationId))) return err("not-parked");
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
