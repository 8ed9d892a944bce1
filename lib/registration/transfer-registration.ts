import "server-only";
import { shutOutOthers } from "@/lib/access/shut-out-others";
import type { Actor } from "@/lib/audit/chain";
import { closeOpenChange } from "@/lib/changes/close-change";
import { attempt } from "@/lib/db/client";
import { queueMail } from "@/lib/mail/queue-mail";
import { publish } from "@/lib/publish/publish";
import { err, ok, type Result } from "@/lib/result";
import { detailsVersion } from "./save-details";

/** Who takes it over, checked by `checkProfile`. */
export type NewOwner = { firstName: string; lastName: string; email: string; affiliation: string; country: string };

export type TransferRefusal =
  | "not-found"
  /** Somebody who is here has used it. */
  | "checked-in"
  /** The same mailbox: a correction of the name, not another person. */
  | "same-address"
  /** Somebody changed it meanwhile. */
  | "changed";

/**
 * Gives a registration with its order and places to another person. What was personal to the first one goes: profile,
 * answers with their files, and every way in that was opened with the old address; whom the receipt is made out to
 * stays. The link to Indico stays too, and Indico keeps the first name, since its API cannot change it. A change that the
 * first one asked for is withdrawn. Both are told.
 * @param version `detailsVersion` of the page
 */
export function transferRegistration(
  registrationId: number,
  owner: NewOwner,
  version: string,
  actor: Actor,
  now: Date,
): Promise<Result<void, TransferRefusal>> {
  return attempt<void, TransferRefusal>(async (tx) => {
    await tx.$queryRaw`SELECT id FROM registration WHERE id = ${registrationId} FOR UPDATE`;
    const before = await tx.registration.findUnique({
      where: { id: registrationId, state: { in: ["draft", "active"] } },
    });
    if (!before) return err("not-found");
    if (before.checkedInAt) return err("checked-in");
    if (before.email === owner.email) return err("same-address");
    if (detailsVersion(before) !== version) return err("changed");

    const known = await tx.person.findFirst({ where: { email: owner.email }, orderBy: { id: "asc" } });
    const { email, firstName, lastName } = owner;
    const person = known ?? (await tx.person.create({ data: { email, firstName, lastName } }));
    await tx.answer.deleteMany({ where: { registrationId } });
    await tx.registration.update({
      where: { id: registrationId },
      data: {
        ...{ title: "", position: "", phone: "", address: "" },
        ...owner,
        ...{ personId: person.id, staffFields: [], detailsAt: now, emailChangedAt: now, transferredAt: now },
        // What the one before accepted, the other did not.
        ...{ waiverAcceptedAt: null, waiverText: "" },
      },
    });
    const withdrawn = await closeOpenChange(tx, registrationId, "withdrawn", { answer: "", actor, now });
    const shutOut = await shutOutOthers(tx, { ...before, email }, "transferred");
    const { conferenceId, locale } = before;
    const facts = { registrationId };
    const told = { conferenceId, registrationId, locale };
    await queueMail(tx, {
      ...{ letter: "registration-handed-over" as const, key: `handed-over:${registrationId}:${now.getTime()}`, facts },
      ...{ ...told, recipient: before.email },
    });
    await queueMail(tx, {
      ...{ letter: "registration-taken-over" as const, key: `taken-over:${registrationId}:${now.getTime()}`, facts },
      registrationId,
    });
    await publish(tx, {
      conferenceId,
      actor,
      registrations: [registrationId],
      audit: [
        {
          what: "registration.transferred",
          object: "registration",
          objectId: registrationId,
          before: { personId: before.personId },
          after: { personId: person.id },
        },
        shutOut,
        ...withdrawn,
      ],
    });
    return ok(undefined);
  });
}
