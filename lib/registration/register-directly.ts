import "server-only";
import type { Actor } from "@/lib/audit/chain";
import { attempt, type Tx, transaction } from "@/lib/db/client";
import { nextNumber } from "@/lib/ids/next-number";
import { newPublicId } from "@/lib/ids/public-id";
import { publish } from "@/lib/publish/publish";
import { err, ok, type Result } from "@/lib/result";

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
  return transaction((tx) => begin(tx, conferenceId, { email, locale }, actor));
}

/** Whom staff enter, checked by `checkProfile`. */
export type EnteredPerson = {
  email: string;
  firstName: string;
  lastName: string;
  affiliation: string;
  phone: string;
  country: string;
};

/** Registrations that have the address already. */
export type KnownRegistration = {
  publicId: string;
  number: number;
  firstName: string;
  lastName: string;
  state: string;
};

/**
 * Staff enter somebody who is not in Indico, or walks in. Of two who enter the same address at once the second is told
 * of the first.
 * @param options.evenIfKnown staff saw who has the address, and want another registration all the same
 */
export function registerByStaff(
  conferenceId: number,
  { locale, ...person }: EnteredPerson & { locale: string },
  { evenIfKnown }: { evenIfKnown: boolean },
  actor: Actor,
  now: Date,
): Promise<Result<{ id: number; publicId: string }, { code: "known"; known: KnownRegistration[] }>> {
  return attempt<{ id: number; publicId: string }, { code: "known"; known: KnownRegistration[] }>(async (tx) => {
    // The lock of the number series stands for "nobody else registers now".
    const registration = await begin(tx, conferenceId, { email: person.email, locale }, actor, {
      ...person,
      detailsAt: now,
    });
    const known = await findByEmail(tx, conferenceId, person.email, registration.id);
    return known.length > 0 && !evenIfKnown ? err({ code: "known", known }) : ok(registration);
  });
}

function findByEmail(tx: Tx, conferenceId: number, email: string, exceptId: number): Promise<KnownRegistration[]> {
  return tx.registration.findMany({
    where: { conferenceId, email, id: { not: exceptId }, state: { not: "erased" } },
    orderBy: { id: "asc" },
    select: { publicId: true, number: true, firstName: true, lastName: true, state: true },
  });
}

async function begin(
  tx: Tx,
  conferenceId: number,
  { email, locale }: { email: string; locale: string },
  actor: Actor,
  details: Partial<EnteredPerson> & { detailsAt?: Date } = {},
): Promise<{ id: number; publicId: string }> {
  const number = await nextNumber(tx, conferenceId, "registration");
  const { firstName = "", lastName = "" } = details;
  const known = await tx.person.findFirst({ where: { email }, select: { id: true }, orderBy: { id: "asc" } });
  const person = known ?? (await tx.person.create({ data: { email, firstName, lastName } }));
  const registration = await tx.registration.create({
    data: { ...details, publicId: newPublicId(), conferenceId, number, personId: person.id, email, locale },
    select: { id: true, publicId: true },
  });
  const what = actor.kind === "staff" ? "registration.entered" : "registration.begun";
  await publish(tx, {
    conferenceId,
    actor,
    registrations: [registration.id],
    audit: [{ what, object: "registration", objectId: registration.id, after: { number } }],
  });
  return registration;
}
