import "server-only";
import { db } from "@/lib/db/client";
import { Prisma } from "@/lib/db/generated/client";

/** Which delegations are looked for; null and "" ask nothing. */
export type DelegationQuestion = {
  id: number | null;
  /** Of these conferences alone; none: of none. */
  conferenceIds: readonly number[];
  /** A part of its name, without case. */
  name: string;
  leader: { firstName: string; lastName: string };
};

export type FoundDelegation = {
  id: number;
  conferenceId: number;
  name: string;
  leader: { personId: number | null; firstName: string; lastName: string } | null;
};

/** A list that anybody reads through ends somewhere. */
const MOST_FOUND = 1_000;

/** Delegations that answer the question, by name. */
export async function findDelegations({
  id,
  conferenceIds,
  name,
  leader,
}: DelegationQuestion): Promise<FoundDelegation[]> {
  const client = await db();
  const holds = (text: string) => `%${text.replaceAll(/[\\%_]/g, "\\$&")}%`;
  const conditions = [
    Prisma.sql`c.takes_delegations`,
    Prisma.sql`d.conference_id = ANY(${[...conferenceIds]}::int[])`,
    ...(id === null ? [] : [Prisma.sql`d.id = ${id}`]),
    ...(name === "" ? [] : [Prisma.sql`d.name ILIKE ${holds(name)}`]),
    ...(leader.firstName === "" ? [] : [Prisma.sql`r.first_name ILIKE ${holds(leader.firstName)}`]),
    ...(leader.lastName === "" ? [] : [Prisma.sql`r.last_name ILIKE ${holds(leader.lastName)}`]),
  ];
  return client.$queryRaw<FoundDelegation[]>`
    SELECT d.id, d.conference_id AS "conferenceId", d.name, CASE WHEN r.id IS NULL THEN NULL ELSE
           json_build_object('personId', r.person_id, 'firstName', r.first_name, 'lastName', r.last_name) END AS leader
      FROM delegation d JOIN conference c ON c.id = d.conference_id LEFT JOIN registration r ON r.id = d.leader_id
     WHERE ${Prisma.join(conditions, " AND ")} ORDER BY d.name_key, d.id LIMIT ${MOST_FOUND}`;
}
