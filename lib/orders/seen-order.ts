import { createHash } from "node:crypto";
import type { Tx } from "@/lib/db/client";

type PricedOrder = {
  currency: string;
  totalMinor: number;
  lines: readonly {
    id: number;
    categoryId: number | null;
    serviceId: number | null;
    quantity: number;
    grossMinor: number;
  }[];
};

/**
 * What a page shows of an order's price, short: it goes with the page's form, so that nobody orders at a sum that they
 * did not see. Equal for the same items, numbers and sums, however often they were held anew.
 */
export function seenOrder({ currency, totalMinor, lines }: PricedOrder): string {
  const priced = lines
    .toSorted((a, b) => a.id - b.id)
    .map(({ categoryId, serviceId, quantity, grossMinor }) => [categoryId, serviceId, quantity, grossMinor]);
  return createHash("sha256")
    .update(JSON.stringify([currency, totalMinor, priced]))
    .digest("base64url")
    .slice(0, 22);
}

/** Whether a locked order still is what the page showed. @param seen of that page; null: no page stands behind it */
export async function isAsSeen(tx: Tx, orderId: number, seen: string | null): Promise<boolean> {
  if (seen === null) return true;
  const order = await tx.order.findUniqueOrThrow({ where: { id: orderId }, include: { lines: true } });
  return seenOrder(order) === seen;
}
