import "server-only";
import type { Actor } from "@/lib/audit/chain";
import { attempt } from "@/lib/db/client";
import { queueMail } from "@/lib/mail/queue-mail";
import { publish } from "@/lib/publish/publish";
import { err, ok, type Result } from "@/lib/result";
import { closeChange } from "./close-change";

export type DecideRefusal =
  | "not-found"
  | "already-decided"
  /** Another category, a service and a cancellation are approved by the act itself (`amendOrder`, `cancelRegistration`). */
  | "needs-an-act";

/** What a person asked for in their own words is done: they are told. @param answer a word more, may be empty */
export function approveChange(
  changeId: number,
  answer: string,
  actor: Actor,
  now: Date,
): Promise<Result<void, DecideRefusal>> {
  return decide(changeId, "approved", { answer, actor, now });
}

/** What a person asked for is not done: they are told why, and may ask again. @param reason never empty */
export function declineChange(
  changeId: number,
  reason: string,
  actor: Actor,
  now: Date,
): Promise<Result<void, DecideRefusal>> {
  return decide(changeId, "declined", { answer: reason, actor, now });
}

function decide(
  changeId: number,
  to: "approved" | "declined",
  closing: { answer: string; actor: Actor; now: Date },
): Promise<Result<void, DecideRefusal>> {
  return attempt<void, DecideRefusal>(async (tx) => {
    const change = await tx.changeRequest.findUnique({
      where: { id: changeId },
      select: { id: true, kind: true, registrationId: true, registration: { select: { conferenceId: true } } },
    });
    if (!change) return err("not-found");
    const { id, registrationId, registration } = change;
    if (to === "approved" && change.kind !== "other") return err("needs-an-act");
    await tx.$queryRaw`SELECT id FROM registration WHERE id = ${registrationId} FOR UPDATE`;
    const closed = await closeChange(tx, { id, registrationId }, to, closing);
    if (!closed.ok) return closed;
    await queueMail(tx, {
      letter: "change-decided",
      key: `change-decided:${id}`,
      registrationId,
      facts: { changeId: id },
    });
    const { conferenceId } = registration;
    await publish(tx, { conferenceId, actor: closing.actor, registrations: [], audit: [closed.value] });
    return ok(undefined);
  });
}
