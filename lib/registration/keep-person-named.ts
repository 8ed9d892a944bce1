import "server-only";
import type { AuditEvent } from "@/lib/audit/chain";
import type { Tx } from "@/lib/db/client";
import { isNamed, isSame, isSameName } from "./match-person";

type Names = { firstName: string; lastName: string };

/**
 * The person of a registration has the name that the registration is given. Links find a person by the mailbox alone, and
 * several people may have one: a person whose other registrations say another name stays as it is, and the registration
 * goes to the person of that address and name, who is made where there is none.
 */
export async function keepPersonNamed(
  tx: Tx,
  { id, personId, email }: { id: number; personId: number | null; email: string },
  { firstName, lastName }: Names,
): Promise<AuditEvent[]> {
  if (personId === null) return [];
  await tx.$queryRaw`SELECT id FROM person WHERE id = ${personId} FOR UPDATE`;
  const person = await tx.person.findUniqueOrThrow({ where: { id: personId } });
  const names = { email, firstName, lastName };
  if (person.firstName === firstName && person.lastName === lastName) return [];
  const others = await tx.registration.findMany({
    where: { personId, id: { not: id }, state: { not: "erased" } },
    select: { firstName: true, lastName: true },
  });
  const isTheirsAlone = others.every((one) => isSameName(one, names) || (!isNamed(person) && !isNamed(one)));
  if (isTheirsAlone) {
    await tx.person.update({ where: { id: personId }, data: { firstName, lastName } });
    return [];
  }
  if (isSameName(person, names)) return [];
  const own = await findOrMakePerson(tx, names);
  await tx.registration.update({ where: { id }, data: { personId: own.id } });
  return [
    {
      what: "registration.person-changed",
      object: "registration",
      objectId: id,
      before: { personId },
      after: { personId: own.id },
    },
  ];
}

/** The person of an address and a name, compared without case; the first of several. */
export async function findOrMakePerson(tx: Tx, names: Names & { email: string }): Promise<{ id: number }> {
  const { email, firstName, lastName } = names;
  const known = await tx.person.findMany({ where: { email }, orderBy: { id: "asc" } });
  const own = known.find((one) => isSame(one, names));
  return own ?? tx.person.create({ data: { email, firstName, lastName }, select: { id: true } });
}
