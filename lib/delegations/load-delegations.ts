import "server-only";
import { db } from "@/lib/db/client";

export type ListedDelegation = {
  publicId: string;
  name: string;
  leader: { publicId: string; firstName: string; lastName: string } | null;
  members: number;
  /** Its own, else the conference's; null: none. */
  limit: number | null;
};

const MOST = 500;

/** A conference's delegations by name; members are who takes part, or is about to. */
export async function listDelegations(conferenceId: number): Promise<ListedDelegation[]> {
  const client = await db();
  return client.$queryRaw<ListedDelegation[]>`
    SELECT d.public_id AS "publicId", d.name, coalesce(d.member_limit, c.delegation_limit) AS limit,
           (SELECT count(*)::int FROM registration r WHERE r.delegation_id = d.id AND r.state IN ('draft', 'active')) AS members,
           CASE WHEN l.id IS NULL THEN NULL ELSE
             json_build_object('publicId', l.public_id, 'firstName', l.first_name, 'lastName', l.last_name) END AS leader
      FROM delegation d JOIN conference c ON c.id = d.conference_id LEFT JOIN registration l ON l.id = d.leader_id
     WHERE d.conference_id = ${conferenceId} ORDER BY d.name_key LIMIT ${MOST}`;
}

/** One delegation of a conference with its members; null: there is none. */
export async function loadDelegation(conferenceId: number, publicId: string) {
  const client = await db();
  return client.delegation.findFirst({
    where: { conferenceId, publicId: publicId.replaceAll("\u0000", "") },
    include: {
      members: {
        where: { state: { in: ["draft", "active"] } },
        orderBy: [{ lastName: "asc" }, { id: "asc" }],
        select: {
          ...{ id: true, publicId: true, number: true, firstName: true, lastName: true, email: true },
          ...{ affiliation: true, state: true, category: { select: { name: true } } },
        },
      },
    },
  });
}

export type LoadedDelegation = NonNullable<Awaited<ReturnType<typeof loadDelegation>>>;

/** What somebody's own page says of their delegation; the members are for its leader alone. Null: they are in none. */
export async function loadOwnDelegation(registrationId: number) {
  const client = await db();
  const registration = await client.registration.findUniqueOrThrow({
    where: { id: registrationId },
    select: { delegation: { select: { name: true, leaderId: true, conferenceId: true, publicId: true } } },
  });
  const { delegation } = registration;
  if (!delegation) return null;
  if (delegation.leaderId !== registrationId) return { name: delegation.name, members: null };
  const whole = await loadDelegation(delegation.conferenceId, delegation.publicId);
  return {
    name: delegation.name,
    members: whole?.members.map(({ firstName, lastName, email }) => `${firstName} ${lastName}`.trim() || email) ?? [],
  };
}
