import "server-only";
import type { Tx } from "@/lib/db/client";
import { Prisma } from "@/lib/db/generated/client";

/** The registrations that a placed order names take part, in the category that its lines name. */
export async function activateRegistrations(tx: Tx, orderId: number): Promise<void> {
  await tx.$executeRaw(activation(orderId));
}

/** The same as a statement, for a caller that has another to run before it. */
export function activation(orderId: number): Prisma.Sql {
  return Prisma.sql`
    UPDATE registration r
       SET state = CASE r.state WHEN 'draft' THEN 'active'::registration_state ELSE r.state END,
           category_id = coalesce(
             (SELECT l.category_id FROM order_line l
               WHERE l.order_id = ${orderId} AND l.registration_id = r.id AND l.category_id IS NOT NULL LIMIT 1),
             r.category_id),
           updated_at = now()
     WHERE r.id IN (SELECT registration_id FROM order_line WHERE order_id = ${orderId})`;
}
