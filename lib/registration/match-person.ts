import "server-only";
import type { Tx } from "@/lib/db/client";
import type { RegistrationState } from "@/lib/db/generated/enums";
import { err, ok, type Result } from "@/lib/result";
import { normalizeEmail } from "./email-address";

/** Whom a machine means: by one of the ids, else by address and name. */
export type PersonClaim = {
  personId: number | null;
  /** Indico's database id of a registration in the conference. */
  indicoDbId: number | null;
  username: string | null;
  email: string;
  firstName: string;
  lastName: string;
};

/** How far a claim is believed. */
export type ClaimRules = {
  /** An id counts as given; otherwise only with the address and the name of whom it means. */
  trustsIds: boolean;
  /** Who asks belongs to this conference: they are trusted with the ids of people who are registered in it. */
  isTied: boolean;
  /** Somebody may be found by the name by which another system knows them. */
  matchesUsername: boolean;
  /** Who asks has proved to be this person: their own id counts as given. */
  selfId: number | null;
};

export type ClaimRefusal = "no-such-person" | "no-such-indico-id" | "several" | "username-taken";

type Names = { email: string; firstName: string; lastName: string };

export type KnownPerson = Names & { id: number; username: string | null };

/** A registration in the conference that may be meant. */
export type KnownRegistration = Names & {
  id: number;
  personId: number | null;
  indicoDbId: number | null;
  state: RegistrationState;
  /** Its own order is placed, or being paid just now. */
  isBound: boolean;
  /** Indico and the link that made it do not agree: staff decide. */
  isMismatch: boolean;
};

export type Known = { persons: readonly KnownPerson[]; registrations: readonly KnownRegistration[] };

/** `person` null: nobody is known, one is made. `registration`: the one in Indico that was named. */
export type Match = {
  person: KnownPerson | null;
  registration: KnownRegistration | null;
  by: "id" | "indico" | "username" | "name" | "new";
};

/**
 * Everybody whom one of the claims may mean, and their registrations in the conference. Two statements, each of which
 * finds by indexes: one condition with OR would look at everybody.
 */
export async function findKnown(tx: Tx, conferenceId: number, claims: readonly PersonClaim[]): Promise<Known> {
  const of = <T>(values: readonly (T | null)[]) => values.filter((value) => value !== null);
  const personIds = of(claims.map(({ personId }) => personId));
  const indicoDbIds = of(claims.map(({ indicoDbId }) => indicoDbId));
  const usernames = of(claims.map(({ username }) => username));
  const emails = claims.map(({ email }) => normalizeEmail(email));
  const persons = await tx.$queryRaw<KnownPerson[]>`
    SELECT id, email, first_name AS "firstName", last_name AS "lastName", username FROM person
     WHERE id IN (SELECT unnest(${personIds}::int[])
                  UNION SELECT id FROM person WHERE username = ANY(${usernames}::text[])
                  UNION SELECT id FROM person WHERE email = ANY(${emails}::text[])
                  UNION SELECT person_id FROM registration
                         WHERE conference_id = ${conferenceId} AND indico_db_id = ANY(${indicoDbIds}::int[]))
     ORDER BY id`;
  if (!persons.length && !indicoDbIds.length) return { persons, registrations: [] };
  const knownIds = persons.map(({ id }) => id);
  const registrations = await tx.$queryRaw<KnownRegistration[]>`
    SELECT r.id, r.person_id AS "personId", r.indico_db_id AS "indicoDbId", r.state::text AS state, r.email,
           r.first_name AS "firstName", r.last_name AS "lastName", r.prefill = 'mismatch' AS "isMismatch",
           EXISTS (SELECT 1 FROM order_line l JOIN "order" o ON o.id = l.order_id
                    WHERE l.registration_id = r.id AND (o.state = 'placed' OR (o.state = 'draft' AND (
                          EXISTS (SELECT 1 FROM payment p WHERE p.order_id = o.id AND p.state IN ('created', 'pending'))
                       OR EXISTS (SELECT 1 FROM ledger_entry e WHERE e.order_id = o.id))))) AS "isBound"
      FROM registration r
     WHERE r.conference_id = ${conferenceId} AND r.state <> 'erased'
       AND (r.person_id = ANY(${knownIds}::int[]) OR r.indico_db_id = ANY(${indicoDbIds}::int[]))
     ORDER BY r.id`;
  return { persons, registrations };
}

/**
 * Whom a claim means, by the first that is given: the person's id; Indico's id; the username, where the rules look for
 * it; address and name, compared without case. Somebody who came by a link and said no name yet has the name that their
 * registration has. The id of somebody else than the claim names is answered as one that does not exist; such a username
 * finds nobody. Several people may have one mailbox: of a registration under somebody else's name `person` is null.
 */
export function matchPerson(claim: PersonClaim, known: Known, rules: ClaimRules): Result<Match, ClaimRefusal> {
  if (claim.personId !== null) {
    const person = known.persons.find(({ id }) => id === claim.personId);
    const isMeant = person && isBelieved(person, claim, known, rules);
    return isMeant ? ok({ person, registration: null, by: "id" }) : err("no-such-person");
  }
  if (claim.indicoDbId !== null) return matchByIndico(claim, known, rules);
  const owner = claim.username === null ? undefined : known.persons.find(({ username }) => username === claim.username);
  if (owner && rules.matchesUsername && isBelieved(owner, claim, known, rules)) {
    return ok({ person: owner, registration: null, by: "username" });
  }
  const [person, ...others] = findByName(claim, known);
  if (others.length) return err("several");
  if (person) return ok({ person, registration: null, by: "name" });
  if (owner) return err("username-taken");
  const isRegistered = known.registrations.some((registration) => isSame(registration, claim));
  return ok({ person: null, registration: null, by: isRegistered ? "name" : "new" });
}

function isBelieved(person: KnownPerson, claim: PersonClaim, known: Known, rules: ClaimRules): boolean {
  if (person.id === rules.selfId) return true;
  const registrations = known.registrations.filter(({ personId }) => personId === person.id);
  if (rules.trustsIds && (!rules.isTied || registrations.length > 0)) return true;
  return (isNamed(person) ? [person] : registrations).some((names) => isSame(names, claim));
}

function findByName(claim: PersonClaim, known: Known): KnownPerson[] {
  const named = known.persons.filter((person) => isNamed(person) && isSame(person, claim));
  if (named.length) return named;
  return known.persons.filter(
    (person) =>
      !isNamed(person) &&
      !isShared(person, known) &&
      known.registrations.some((one) => one.personId === person.id && isSame(one, claim)),
  );
}

function matchByIndico(claim: PersonClaim, known: Known, rules: ClaimRules): Result<Match, ClaimRefusal> {
  const registration = known.registrations.find(({ indicoDbId }) => indicoDbId === claim.indicoDbId);
  const isOwn = rules.selfId !== null && registration?.personId === rules.selfId;
  if (!registration || !(rules.trustsIds || isOwn || isSame(registration, claim))) return err("no-such-indico-id");
  const linked = known.persons.find(({ id }) => id === registration.personId);
  const isTheirs =
    linked &&
    (isNamed(linked) ? isSameName(linked, registration) || isSameName(linked, claim) : !isShared(linked, known));
  const [person, ...others] = isTheirs ? [linked] : findByName(claim, known);
  return ok({ person: (!others.length && person) || null, registration, by: "indico" });
}

/** Whether registrations in the conference that a person has are of several people: one mailbox for all of them. */
export function isShared({ id }: KnownPerson, { registrations }: Known): boolean {
  const theirs = registrations.filter((one) => one.personId === id && isNamed(one));
  return theirs.some((one) => !isSameName(one, theirs[0] as KnownRegistration));
}

export function isNamed({ firstName, lastName }: Omit<Names, "email">): boolean {
  return firstName !== "" || lastName !== "";
}

/** What stays the same however somebody writes their name. */
function nameOf({ firstName, lastName }: Omit<Names, "email">): string {
  const fold = (text: string) => text.normalize("NFKC").replace(/\s+/gu, " ").trim().toLowerCase().normalize("NFC");
  return [fold(firstName), fold(lastName)].join("\n");
}

export function isSameName(a: Omit<Names, "email">, b: Omit<Names, "email">): boolean {
  return nameOf(a) === nameOf(b);
}

/** What stays the same however somebody writes their address and name. */
export function identityOf({ email, ...names }: Names): string {
  return [normalizeEmail(email.trim()), nameOf(names)].join("\n");
}

export function isSame(a: Names, b: Names): boolean {
  return identityOf(a) === identityOf(b);
}
