import { db } from "@/lib/db/client";

/** What an app should show: who takes part, what takes place, and who is in what. */
export type Shown = { people: string[]; sessions: string[]; bookings: string[] };

/** Computed from the tables of the conference's own business, not from what was published. */
export async function truthOf(conferenceId: number): Promise<Shown> {
  const client = await db();
  const people = await client.$queryRaw<{ line: string; id: string }[]>`
    SELECT r.public_id AS id, concat_ws('|', r.public_id, r.first_name, r.last_name, k.code) AS line
      FROM registration r LEFT JOIN category k ON k.id = r.category_id
     WHERE r.conference_id = ${conferenceId} AND r.state = 'active' AND r.is_confirmed
       AND (r.checked_in_at IS NOT NULL OR (
         EXISTS (SELECT 1 FROM order_line l JOIN "order" o ON o.id = l.order_id AND o.state = 'placed' WHERE l.registration_id = r.id)
         AND NOT EXISTS (SELECT 1 FROM order_line l JOIN "order" o ON o.id = l.order_id AND o.state = 'placed'
                          WHERE l.registration_id = r.id AND o.total_minor >
                            coalesce((SELECT sum(e.amount_minor) FROM ledger_entry e WHERE e.order_id = o.id), 0))))
     ORDER BY 2`;
  const sessions = await client.$queryRaw<{ line: string; id: string }[]>`
    SELECT s.public_id AS id,
           concat_ws('|', s.public_id, s.title, to_char(s.starts_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI'), s.room,
                     array_to_string(ARRAY(SELECT t.public_id FROM tag t WHERE t.conference_id = s.conference_id AND t.name = ANY(s.tags) ORDER BY 1), '+'),
                     CASE WHEN (SELECT count(*) FROM session o WHERE o.conference_id = s.conference_id AND o.is_published
                                   AND NOT o.is_cancelled AND o.starts_at = s.starts_at) > 1
                          THEN 'SLOT-' || to_char(s.starts_at AT TIME ZONE 'UTC', 'YYYYMMDD"T"HH24MI"Z"') ELSE '-' END) AS line
      FROM session s WHERE s.conference_id = ${conferenceId} AND s.is_published AND NOT s.is_cancelled ORDER BY 2`;
  const bookings = await client.$queryRaw<{ person: string; session: string }[]>`
    SELECT r.public_id AS person, s.public_id AS session
      FROM booking b JOIN registration r ON r.id = b.registration_id JOIN session s ON s.id = b.session_id
     WHERE b.conference_id = ${conferenceId} AND b.state = 'registered'`;
  const [known, listed] = [new Set(people.map(({ id }) => id)), new Set(sessions.map(({ id }) => id))];
  return {
    people: people.map(({ line }) => line).toSorted(),
    sessions: sessions.map(({ line }) => line).toSorted(),
    bookings: bookings
      .filter(({ person, session }) => known.has(person) && listed.has(session))
      .map(({ person, session }) => `${person} ${session}`)
      .toSorted(),
  };
}

/** Ids of everybody who is there, in whatever state, save the erased. */
export async function existingPeople(conferenceId: number): Promise<string[]> {
  const client = await db();
  const where = { conferenceId, state: { not: "erased" as const }, firstName: { not: "" } };
  return (await client.registration.findMany({ where, select: { publicId: true } })).map(({ publicId }) => publicId);
}
