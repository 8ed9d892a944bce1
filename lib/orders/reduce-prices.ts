import "server-only";
import type { Tx } from "@/lib/db/client";
import { money, splitGross } from "@/lib/money/money";
import { err, ok, type Result } from "@/lib/result";

type PricedLine = { id: number; quantity: number; unitMinor: number };

/** `"more-than-it-costs"`: no price goes below nothing; `"not-divisible"`: several places share a price, to the cent. */
export type ReductionRefusal = "more-than-it-costs" | "not-divisible";

/**
 * Spreads a reduction over lines: single places take it first, a price that several places share changes only as far as
 * it must. All of it or nothing.
 * @returns the new price of one place, by line, where it changes
 */
export function spreadReduction(
  lines: readonly PricedLine[],
  amountMinor: number,
): Result<Map<number, number>, ReductionRefusal> {
  const grossOf = (line: PricedLine) => line.unitMinor * line.quantity;
  const sorted = lines.toSorted((a, b) => b.quantity - a.quantity || grossOf(b) - grossOf(a));
  let behind = sorted.reduce((sum, line) => sum + grossOf(line), 0);
  if (amountMinor > behind) return err("more-than-it-costs");
  let rest = amountMinor;
  const changed = new Map<number, number>();
  for (const line of sorted) {
    behind -= grossOf(line);
    const least = Math.max(0, rest - behind);
    const wanted = line.quantity === 1 ? Math.min(rest, grossOf(line)) : least;
    const perPlace = Math.ceil(wanted / line.quantity);
    if (perPlace * line.quantity > rest) return err("not-divisible");
    if (perPlace > 0) changed.set(line.id, line.unitMinor - perPlace);
    rest -= perPlace * line.quantity;
  }
  return rest === 0 ? ok(changed) : err("not-divisible");
}

/**
 * Lowers what an order costs, by lower prices of its lines, each with the reason; tax follows the price. The caller has
 * locked the order and publishes.
 */
export async function reducePrices(
  tx: Tx,
  orderId: number,
  amountMinor: number,
  reason: string,
): Promise<Result<{ totalMinor: number }, ReductionRefusal>> {
  const lines = await tx.orderLine.findMany({ where: { orderId }, orderBy: { id: "asc" } });
  const spread = spreadReduction(lines, amountMinor);
  if (!spread.ok) return spread;
  const { currency } = await tx.order.findUniqueOrThrow({ where: { id: orderId }, select: { currency: true } });
  for (const { id, quantity, taxBasisPoints } of lines) {
    const unitMinor = spread.value.get(id);
    if (unitMinor === undefined) continue;
    const grossMinor = unitMinor * quantity;
    const taxMinor = splitGross(money(grossMinor, currency), taxBasisPoints).tax.minor;
    await tx.orderLine.update({ where: { id }, data: { unitMinor, grossMinor, taxMinor, priceReason: reason } });
  }
  return ok(
    await tx.order.update({
      where: { id: orderId },
      data: { totalMinor: { decrement: amountMinor } },
      select: { totalMinor: true },
    }),
  );
}
