import "server-only";
import type { Catalogue } from "@/lib/catalogue/load-catalogue";
import { ReadTooEarly, type Tx } from "@/lib/db/client";

/**
 * After an order's lines are written: what they were made from draws on the same quotas still. Staff may have changed
 * them between our reading and our lock; then the places would be taken from the wrong pool, so the transaction runs
 * again with what stands now. From here on a change waits for us: it locks the items that our lines point to.
 */
export async function requireCurrent(tx: Tx, catalogue: Catalogue, orderId: number): Promise<void> {
  const lines = await tx.$queryRaw<{ categoryId: number | null; serviceId: number | null; quotaIds: number[] }[]>`
    SELECT l.category_id AS "categoryId", l.service_id AS "serviceId",
           ARRAY(SELECT "B" FROM "_CategoryToQuota" WHERE "A" = l.category_id ORDER BY 1)
           || ARRAY(SELECT "A" FROM "_QuotaToService" WHERE "B" = l.service_id ORDER BY 1) AS "quotaIds"
      FROM order_line l WHERE l.order_id = ${orderId}`;
  for (const { categoryId, serviceId, quotaIds } of lines) {
    const item =
      catalogue.categories.find(({ id }) => id === categoryId) ?? catalogue.services.find(({ id }) => id === serviceId);
    if (item && item.quotaIds.join() !== quotaIds.join()) throw new ReadTooEarly();
  }
}
