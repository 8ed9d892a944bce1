import "server-only";
import type { Actor, AuditEvent } from "@/lib/audit/chain";
import { attempt } from "@/lib/db/client";
import { publish } from "@/lib/publish/publish";
import { err, ok, type Result } from "@/lib/result";
import { closeChange } from "./close-change";

/** What a person wants instead of what they ordered. `quantity` is how many they want in all. */
export type WantedChange =
  | { kind: "category"; categoryId: number }
  | { kind: "service"; serviceId: number; quantity: number }
  | { kind: "cancel" }
  | { kind: "other" };

export type AskRefusal =
  /** Nothing is ordered that could be changed, or the registration is cancelled. */
  | "nothing-placed"
  /** The earlier request waits for its answer. */
  | "already-asked";

/**
 * A person asks for a change of what they ordered. Nothing of the order changes: staff see the request in the work list
 * and decide. One request a registration is open at a time; asked after the conference's moment it is marked as late.
 * @param text the person's own words, may be empty
 */
export function askChange(
  registrationId: number,
  { wanted, text }: { wanted: WantedChange; text: string },
  actor: Actor,
  now: Date,
): Promise<Result<void, AskRefusal>> {
  return attempt<void, AskRefusal>(async (tx) => {
    await tx.$queryRaw`SELECT id FROM registration WHERE id = ${registrationId} FOR UPDATE`;
    const registration = await tx.registration.findUnique({
      where: { id: registrationId, state: { in: ["draft", "active"] }, paidOrders: { some: { state: "placed" } } },
      select: {
        conferenceId: true,
        conference: { select: { changesFreeUntil: true } },
        changeRequests: { where: { state: "asked" }, select: { id: true } },
      },
    });
    if (!registration) return err("nothing-placed");
    if (registration.changeRequests.length > 0) return err("already-asked");
    const { changesFreeUntil } = registration.conference;
    const isLate = changesFreeUntil !== null && changesFreeUntil <= now;
    await tx.changeRequest.create({ data: { registrationId, ...wanted, text, isLate, askedAt: now } });
    const event: AuditEvent = {
      what: "change.asked",
      object: "registration",
      objectId: registrationId,
      after: { ...wanted, isLate },
    };
    await publish(tx, { conferenceId: registration.conferenceId, actor, registrations: [], audit: [event] });
    return ok(undefined);
  });
}

/** The person takes a request back before staff decided on it. */
export function withdrawChange(
  registrationId: number,
  changeId: number,
  actor: Actor,
  now: Date,
): Promise<Result<void, "nothing-asked">> {
  return attempt<void, "nothing-asked">(async (tx) => {
    await tx.$queryRaw`SELECT id FROM registration WHERE id = ${registrationId} FOR UPDATE`;
    const asked = { id: changeId, registrationId };
    const closed = await closeChange(tx, asked, "withdrawn", { answer: "", actor, now });
    if (!closed.ok) return err("nothing-asked");
    const { conferenceId } = await tx.registration.findUniqueOrThrow({ where: { id: registrationId } });
    await publish(tx, { conferenceId, actor, registrations: [], audit: [closed.value] });
    return ok(undefined);
  });
}
