import "server-only";
import type { Json } from "@/lib/audit/canonical-json";
import { readBookings } from "@/lib/bookings/read-bookings";
import { participation } from "@/lib/bookings/takes-part";
import type { Tx } from "@/lib/db/client";
import type { BookingState } from "@/lib/db/generated/enums";
import type { Standing } from "@/lib/registration/read-standings";
import { STATE_WORDS } from "@/lib/states/state-words";
import { consentsOf, isShown, type SeenPerson } from "./render-people";
import { deletedRow, type RenderedRow } from "./rendered-row";

/** The id of somebody's booking of a session: one for ever. */
export function wireIdOfBooking(personId: string, sessionId: string): string {
  return `${personId}.${sessionId}`;
}

/**
 * Rows of the event app's list of bookings: everything that the people have of sessions, and as "unregistered" whatever
 * was shown of them and is no more. A place that is held is sent only where it was waited for, as "waitlisted": it is
 * theirs when they take it.
 */
export async function renderBookings(
  tx: Tx,
  conferenceId: number,
  people: SeenPerson[],
  standings: ReadonlyMap<number, Standing>,
  stamp: Date,
): Promise<RenderedRow[]> {
  const [first] = people;
  if (!first?.hasSessions) return [];
  const byId = new Map(people.map((person) => [person.id, person]));
  const statusOf = (person: SeenPerson) => participation(person, standings.get(person.id));
  const bookings = await readBookings(
    tx,
    [...byId.keys()],
    (id) => statusOf(byId.get(id) as SeenPerson) === "Registered",
  );
  const shown = await readShown(tx, conferenceId, people);
  const rows: RenderedRow[] = [];
  const rendered = new Set<string>();
  for (const { registrationId, sessionPublicId, state, source, stateAt, isDerived } of bookings) {
    const person = byId.get(registrationId) as SeenPerson;
    const status = wordOf(state, isDerived);
    if (status === null || !isShown(person) || person.state === "erased") continue;
    const entityId = wireIdOfBooking(person.publicId, sessionPublicId);
    rendered.add(entityId);
    const since = stateAt ?? paidAtOf(standings.get(registrationId));
    const payload = row(person, entityId, { status, source, since: since?.toISOString() ?? null });
    rows.push({ entityId, state: "current", payload });
  }
  for (const { entityId, registrationId, hasSession, status, source, since } of shown) {
    if (rendered.has(entityId)) continue;
    const person = byId.get(registrationId) as SeenPerson;
    if (person.state === "erased" || !hasSession) rows.push(deletedRow(entityId));
    else {
      // What was unregistered before is so since then.
      const ended = status === "unregistered" ? since : (person.cancelledAt ?? stamp).toISOString();
      const payload = row(person, entityId, { status: "unregistered", source: source ?? "portal", since: ended });
      rows.push({ entityId, state: "current", payload });
    }
  }
  return rows;
}

/** Feed rows that carry an unpaid place say nothing: it is no booking yet. */
function wordOf(state: BookingState, isDerived: boolean): string | null {
  if (state === "held") return isDerived ? null : STATE_WORDS.booking.waitlisted.lenos;
  return STATE_WORDS.booking[state].lenos;
}

type Shown = {
  registrationId: number;
  entityId: string;
  hasSession: boolean;
  status: string | null;
  source: string | null;
  since: string | null;
};

function readShown(tx: Tx, conferenceId: number, people: SeenPerson[]): Promise<Shown[]> {
  const [ids, publicIds] = [people.map(({ id }) => id), people.map(({ publicId }) => publicId)];
  // Ids sort by bytes here: whatever begins with one and a full stop lies between it and "/".
  return tx.$queryRaw<Shown[]>`
    SELECT p.id AS "registrationId", f.entity_id AS "entityId", s.id IS NOT NULL AS "hasSession",
           f.payload->>'Status' AS status, f.payload->>'Source' AS source, f.payload->>'utcStatusDate' AS since
      FROM unnest(${ids}::int[], ${publicIds}::text[]) p (id, public_id)
      JOIN feed_row f ON f.conference_id = ${conferenceId} AND f.resource = 'registration'
                     AND f.entity_id >= p.public_id || '.' AND f.entity_id < p.public_id || '/'
      LEFT JOIN session s ON s.public_id = split_part(f.entity_id, '.', 2)
     ORDER BY f.entity_id`;
}

function paidAtOf(standing: Standing | undefined): Date | null {
  return standing?.isPaid ? standing.paidAt : null;
}

function row(
  person: SeenPerson,
  entityId: string,
  { status, source, since }: { status: string; source: string; since: string | null },
): Json {
  const [PersonId = "", SessionId = ""] = entityId.split(".");
  return {
    ...{ RegistrationId: entityId, PersonId, SessionId, Status: status, Source: source, utcStatusDate: since },
    ...{ _type: person.categoryCode, _consents: consentsOf(person), _test: person.isTest },
  };
}
