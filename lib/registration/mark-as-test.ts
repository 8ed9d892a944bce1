import "server-only";
import type { Actor } from "@/lib/audit/chain";
import { attempt } from "@/lib/db/client";
import { publish } from "@/lib/publish/publish";
import { err, ok, type Result } from "@/lib/result";

/**
 * Says that a registration is of nobody: it is there to try the event app with, counts against no capacity, and only a
 * machine that asks for test persons sees it; or takes that back. A second time it changes nothing.
 * @returns "has-places" while it has places in sessions, which count or do not by what it is now
 */
export async function markAsTest(
  registrationId: number,
  isTest: boolean,
  by: Actor,
): Promise<Result<void, "not-found" | "has-places">> {
  return attempt<void, "not-found" | "has-places">(async (tx) => {
    const [registration] = await tx.$queryRaw<{ conferenceId: number; isTest: boolean }[]>`
      SELECT conference_id AS "conferenceId", is_test AS "isTest" FROM registration WHERE id = ${registrationId} FOR UPDATE`;
    if (!registration) return err("not-found");
    if (registration.isTest === isTest) return ok(undefined);
    const placed = await tx.booking.count({ where: { registrationId, state: { in: ["held", "registered"] } } });
    if (placed > 0) return err("has-places");
    await tx.registration.update({ where: { id: registrationId }, data: { isTest } });
    const what = isTest ? "registration.marked-as-test" : "registration.unmarked-as-test";
    const audit = [{ what, object: "registration", objectId: registrationId }];
    await publish(tx, { conferenceId: registration.conferenceId, actor: by, registrations: [registrationId], audit });
    return ok(undefined);
  });
}
