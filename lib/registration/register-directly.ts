import "server-only";
import type { Actor } from "@/lib/audit/chain";
import { transaction } from "@/lib/db/client";
import { nextNumber } from "@/lib/ids/next-number";
import { newPublicId } from "@/lib/ids/public-id";
import { publish } from "@/lib/publish/publish";

/**
 * Begins a registration that did not come from Indico: a draft with its number and nothing filled in. The same address
 * may have several.
 * @param locale language of the pages and mails until the person chooses another
 */
export function registerDirectly(
  conferenceId: number,
  { email, locale }: { email: string; locale: string },
  actor: Actor,
): Promise<{ id: number; publicId: string }> {
  return transaction(async (tx) => {
    const known = await tx.person.findFirst({ where: { email }, select: { id: true }, orderBy: { id: "asc" } });
    const person = known ?? (await tx.person.create({ data: { email, firstName: "", lastName: "" } }));
    const number = await nextNumber(tx, conferenceId, "registration");
    const registration = await tx.registration.create({
      data: { publicId: newPublicId(), conferenceId, number, personId: person.id, email, locale },
      select: { id: true, publicId: true },
    });
    await publish(tx, {
      conferenceId,
      actor,
      registrations: [registration.id],
      audit: [{ what: "registration.begun", object: "registration", objectId: registration.id, after: { number } }],
    });
    return registration;
  });
}
