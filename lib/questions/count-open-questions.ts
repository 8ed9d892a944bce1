import "server-only";
import type { Tx } from "@/lib/db/client";

/**
 * How many required questions a registration of a category has not answered: some come up only once a category is
 * chosen, and staff may add one at any time.
 */
export async function countOpenQuestions(
  tx: Tx,
  { registrationId, categoryCode }: { registrationId: number; categoryCode: string | null },
): Promise<number> {
  const [row] = await tx.$queryRaw<{ count: number }[]>`
    SELECT count(*)::int AS count FROM question q
      JOIN registration r ON r.id = ${registrationId} AND r.conference_id = q.conference_id
     WHERE q.is_active AND q.is_required
       AND (NOT EXISTS (SELECT 1 FROM "_CategoryToQuestion" link WHERE link."B" = q.id)
            OR EXISTS (SELECT 1 FROM "_CategoryToQuestion" link JOIN category c ON c.id = link."A"
                        WHERE link."B" = q.id AND c.code = ${categoryCode}))
       AND NOT EXISTS (SELECT 1 FROM answer a WHERE a.registration_id = r.id AND a.question_id = q.id
                          AND a.value IS NOT NULL AND a.value NOT IN ('null', 'false', '""', '[]'))`;
  return row?.count ?? 0;
}
