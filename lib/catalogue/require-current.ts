import "server-only";
import type { Catalogue } from "@/lib/catalogue/load-catalogue";
import { ReadTooEarly, type Tx } from "@/lib/db/client";

/**
 * After an order's lines are written: what they were made from draws on the same quotas still. Staff may have changed
 * them between our reading and our lock; then the places would be taken from the wrong pool, so the transaction runs
 * again with what stands now. From here on a change waits for us: it locks the items that our lines point to.
 */
export async function requireCurrent(tx: Tx, catalogue: Catalogue, orderId: number): Promise<void> {
  const lines = await tx.$queryRaw<
    {
      categoryId: number | null;
      serviceId: number | null;
      quotaIds: number[];
      promotionId: number | null;
      promotionQuotaId: number | null;
    }[]
  >`
    SELECT l.category_id AS "categoryId", l.service_id AS "serviceId",
           ARRAY(SELECT "B" FROM "_CategoryToQuota" WHERE "A" = l.category_id ORDER BY 1)
           || ARRAY(SELECT "A" FROM "_QuotaToService" WHERE "B" = l.service_id ORDER BY 1) AS "quotaIds",
           p.id AS "promotionId", p.quota_id AS "promotionQuotaId"
      FROM order_line l LEFT JOIN promotion p ON p.id = l.promotion_id WHERE l.order_id = ${orderId}`;
  const { promotion } = catalogue;
  for (const { categoryId, serviceId, quotaIds, promotionId, promotionQuotaId } of lines) {
    if (promotion?.id === promotionId && promotion?.quotaId !== promotionQuotaId) throw new ReadTooEarly();
    const item =
      catalogue.categories.find(({ id }) => id === categoryId) ?? catalogue.services.find(({ id }) => id === serviceId);
    if (item && item.quotaIds.join() !== quotaIds.join()) throw new ReadTooEarly();
  }
}
