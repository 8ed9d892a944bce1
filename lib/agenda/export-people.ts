import "server-only";
import type { SeenSession } from "@/lib/agenda/load-session";
import type { Actor } from "@/lib/audit/chain";
import { transaction } from "@/lib/db/client";
import { momentCell } from "@/lib/exports/cells";
import type { Cell, Column } from "@/lib/exports/sheet";
import { publish } from "@/lib/publish/publish";

/** Columns of a session's list of people; their heads are the messages `admin-agenda.csv`. */
export const PEOPLE_COLUMNS = [
  { key: "state", type: "text" },
  { key: "position", type: "number" },
  { key: "number", type: "number" },
  { key: "lastName", type: "text" },
  { key: "firstName", type: "text" },
  { key: "email", type: "text" },
  { key: "affiliation", type: "text" },
  { key: "category", type: "text" },
  { key: "source", type: "text" },
  { key: "since", type: "moment" },
  { key: "offerUntil", type: "moment" },
] as const satisfies readonly Column[];

/** Everybody in a session as rows, in the order of its page. The audit says who took the list with them. */
export async function exportPeople(
  { session, people }: SeenSession,
  {
    timeZone,
    words,
    by,
  }: { timeZone: string; words: { state: (of: string) => string; source: (of: string) => string }; by: Actor },
): Promise<Cell[][]> {
  const waiting = people.filter(({ state }) => state === "waitlisted");
  const { id, conferenceId, publicId } = session;
  const audit = [
    {
      what: "session.people-exported",
      object: "session",
      objectId: id,
      after: { session: publicId, rows: people.length },
    },
  ];
  await transaction((tx) => publish(tx, { conferenceId, actor: by, registrations: [], audit }));
  return people.map((person) => [
    words.state(person.state),
    person.state === "waitlisted" ? waiting.indexOf(person) + 1 : null,
    person.number,
    person.lastName,
    person.firstName,
    person.email,
    person.affiliation,
    person.categoryName,
    words.source(sourceOf(person)),
    momentCell(person.stateAt, timeZone),
    momentCell(person.offerUntil, timeZone),
  ]);
}

/** How somebody came to be in a session, in the words of the pages: what was bought is no booking on the page. */
export function sourceOf({ isDerived, source }: SeenSession["people"][number]) {
  return isDerived && source === "portal" ? "bought" : source;
}
