import "server-only";
import type { Tx } from "@/lib/db/client";
import { readStandings } from "@/lib/registration/read-standings";
import type { Change } from "./publish";
import { findTurnedSessions, renderAgenda, renderSessions } from "./render-agenda";
import { renderBookings } from "./render-bookings";
import { renderIndicoPayments } from "./render-indico-payments";
import { readPeople, renderPeople } from "./render-people";
import type { RenderedRow } from "./rendered-row";

/** Rows by the list that they belong to. */
export type RenderedLists = { [resource: string]: RenderedRow[] };

/** Every row of the lists in which the change may show, as it is after everything committed so far. */
export async function renderLists(
  tx: Tx,
  conferenceId: number,
  stamp: Date,
  changes: readonly Change[],
): Promise<RenderedLists> {
  const ids = [...new Set(changes.flatMap(({ registrations }) => registrations))].sort((a, b) => a - b);
  const lists: RenderedLists = changes.some(({ agenda }) => agenda) ? await renderAgenda(tx, conferenceId) : {};
  const sessions = new Set(changes.flatMap((change) => change.sessions ?? []));
  if (ids.length) {
    const people = await readPeople(tx, ids);
    const standings = await readStandings(tx, ids);
    lists["indico-payment"] = await renderIndicoPayments(tx, ids, standings);
    lists.person = renderPeople(people, standings);
    const bookings = await renderBookings(tx, conferenceId, people, standings, stamp);
    lists.registration = [...bookings, ...(lists.registration ?? [])];
    if (people[0]?.hasSessions) for (const id of await findTurnedSessions(tx, conferenceId)) sessions.add(id);
  }
  if (sessions.size && !lists.session) lists.session = await renderSessions(tx, conferenceId, [...sessions]);
  return lists;
}
