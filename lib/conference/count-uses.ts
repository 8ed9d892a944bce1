import "server-only";
import type { Tx } from "@/lib/db/client";

/** How a category, a service or a promotion code is bound to what people did; nothing of it may be broken by a change of the set-up. */
export type ItemUses = {
  /** How often it was chosen or sold, ever. */
  uses: number;
  /** How many of these hold places now. */
  holding: number;
};

export type UsesById = Record<"categories" | "services" | "promotions", Map<number, ItemUses>>;

const UNUSED: ItemUses = { uses: 0, holding: 0 };

/** Uses of every category, service and promotion code of a conference. */
export async function countUses(tx: Tx, conferenceId: number): Promise<UsesById> {
  const sold = await tx.$queryRaw<
    { categoryId: number | null; serviceId: number | null; uses: number; holding: number }[]
  >`SELECT l.category_id AS "categoryId", l.service_id AS "serviceId", count(*)::int AS uses,
           (count(*) FILTER (WHERE o.state <> 'cancelled' AND o.lapsed_at IS NULL))::int AS holding
      FROM order_line l JOIN "order" o ON o.id = l.order_id
     WHERE o.conference_id = ${conferenceId} GROUP BY l.category_id, l.service_id`;
  const wearers = await tx.$queryRaw<{ categoryId: number; count: number }[]>`
    SELECT category_id AS "categoryId", count(*)::int AS count FROM (
      SELECT id, category_id FROM registration WHERE conference_id = ${conferenceId} AND category_id IS NOT NULL
      UNION
      SELECT id, assigned_category_id FROM registration
       WHERE conference_id = ${conferenceId} AND assigned_category_id IS NOT NULL
    ) worn GROUP BY category_id`;
  // A registration uses a code once, on the line of its category.
  const used = await tx.$queryRaw<({ promotionId: number } & ItemUses)[]>`
    SELECT l.promotion_id AS "promotionId", count(*)::int AS uses,
           (count(*) FILTER (WHERE o.state <> 'cancelled' AND o.lapsed_at IS NULL))::int AS holding
      FROM order_line l JOIN "order" o ON o.id = l.order_id
     WHERE o.conference_id = ${conferenceId} AND l.promotion_id IS NOT NULL AND l.category_id IS NOT NULL
     GROUP BY l.promotion_id`;
  const promotions = new Map(used.map(({ promotionId, uses, holding }) => [promotionId, { uses, holding }]));
  const categories = new Map<number, ItemUses>();
  const services = new Map<number, ItemUses>();
  for (const { categoryId, serviceId, uses, holding } of sold) {
    if (categoryId !== null) categories.set(categoryId, { uses, holding });
    if (serviceId !== null) services.set(serviceId, { uses, holding });
  }
  for (const { categoryId, count } of wearers) {
    const { uses, holding } = categories.get(categoryId) ?? UNUSED;
    categories.set(categoryId, { uses: Math.max(uses, count), holding });
  }
  return { categories, services, promotions };
}

/** Uses of one, none where nobody chose it. */
export function usesOf(uses: ReadonlyMap<number, ItemUses>, id: number): ItemUses {
  return uses.get(id) ?? UNUSED;
}
