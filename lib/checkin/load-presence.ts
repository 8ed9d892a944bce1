import "server-only";
import { db } from "@/lib/db/client";

/** One who was let in, as the list of the last ones shows them; `at` in ISO. */
export type RecentEntry = { id: number; publicId: string; name: string; at: string; door: string; by: string };

/** How many are here of how many, by door, and the last ones. */
export type Presence = {
  present: number;
  expected: number;
  doors: { door: string; present: number }[];
  recent: RecentEntry[];
};

const MOST_RECENT = 12;
const MOST_DOORS = 30;

/** Everybody who is let in now, by indexes alone: doors ask every few seconds. */
export async function loadPresence(conferenceId: number): Promise<Presence> {
  const client = await db();
  const [expected, doors, recent] = await Promise.all([
    client.registration.count({ where: { conferenceId, state: "active" } }),
    client.$queryRaw<{ door: string; present: number }[]>`
      SELECT door, count(*)::int AS present FROM check_in
       WHERE conference_id = ${conferenceId} AND undone_at IS NULL
       GROUP BY door ORDER BY door`,
    client.$queryRaw<(Omit<RecentEntry, "at"> & { at: Date })[]>`
      SELECT i.id, r.public_id AS "publicId", i.at, i.door, coalesce(s.name, '') AS by,
             coalesce(nullif(trim(r.first_name || ' ' || r.last_name), ''), r.email) AS name
        FROM check_in i JOIN registration r ON r.id = i.registration_id LEFT JOIN staff s ON s.id = i.staff_id
       WHERE i.conference_id = ${conferenceId} AND i.undone_at IS NULL
       ORDER BY i.id DESC LIMIT ${MOST_RECENT}`,
  ]);
  return {
    present: doors.reduce((sum, { present }) => sum + present, 0),
    expected,
    doors,
    recent: recent.map(({ at, ...entry }) => ({ ...entry, at: at.toISOString() })),
  };
}

/** The names that this conference's doors have had, to choose from. */
export async function listDoors(conferenceId: number): Promise<string[]> {
  const client = await db();
  const rows = await client.checkIn.groupBy({
    by: ["door"],
    where: { conferenceId, door: { not: "" } },
    orderBy: { door: "asc" },
    take: MOST_DOORS,
  });
  return rows.map(({ door }) => door);
}
