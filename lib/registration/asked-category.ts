import "server-only";
import type { Tx } from "@/lib/db/client";

/**
 * The category whose questions a registration is asked: the one that was chosen, else the one that Indico assigns.
 * @returns its code; null before there is one, when only the questions for everybody are asked
 */
export async function findAskedCategory(tx: Tx, registrationId: number): Promise<string | null> {
  const [row] = await tx.$queryRaw<{ code: string }[]>`
    SELECT c.code FROM registration r JOIN category c ON c.id = coalesce(
             (SELECT l.category_id FROM order_line l JOIN "order" o ON o.id = l.order_id
               WHERE l.registration_id = r.id AND l.category_id IS NOT NULL AND o.state IN ('draft', 'placed')
               ORDER BY o.id DESC LIMIT 1),
             r.category_id, r.assigned_category_id)
     WHERE r.id = ${registrationId}`;
  return row?.code ?? null;
}
