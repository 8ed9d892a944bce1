import "server-only";
import type { Actor } from "@/lib/audit/chain";
import { attempt } from "@/lib/db/client";
import { sendJob } from "@/lib/jobs/queue";
import { publish } from "@/lib/publish/publish";
import { err, ok, type Result } from "@/lib/result";

/** Sends a mail that failed once more, to the registration's address of now. Of two who ask at once one does it. */
export function retryMail(
  conferenceId: number,
  mailId: number,
  actor: Actor,
  now: Date,
): Promise<Result<void, "not-failed">> {
  return attempt<void, "not-failed">(async (tx) => {
    const mail = await tx.mail.findFirst({
      where: { id: mailId, conferenceId },
      select: { recipient: true, registration: { select: { email: true } } },
    });
    const { count } = await tx.mail.updateMany({
      where: { id: mailId, conferenceId, state: "failed" },
      data: {
        ...{ state: "queued", failure: null, attempts: 0, dismissedAt: null, createdAt: now },
        recipient: mail?.registration?.email ?? mail?.recipient ?? "",
      },
    });
    if (count === 0) return err("not-failed");
    await sendJob(tx, "mail.send", { mailId });
    await publish(tx, {
      conferenceId,
      actor,
      registrations: [],
      audit: [{ what: "mail.retried", object: "mail", objectId: mailId }],
    });
    return ok(undefined);
  });
}

/** Leaves a mail that failed as it is: it asks for nobody any more. */
export function dismissMail(
  conferenceId: number,
  mailId: number,
  actor: Actor,
  now: Date,
): Promise<Result<void, "not-failed">> {
  return attempt<void, "not-failed">(async (tx) => {
    const { count } = await tx.mail.updateMany({
      where: { id: mailId, conferenceId, state: "failed", dismissedAt: null },
      data: { dismissedAt: now },
    });
    if (count === 0) return err("not-failed");
    await publish(tx, {
      conferenceId,
      actor,
      registrations: [],
      audit: [{ what: "mail.dismissed", object: "mail", objectId: mailId }],
    });
    return ok(undefined);
  });
}
