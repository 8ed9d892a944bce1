import "server-only";
import { creditorReference } from "@/lib/bank/creditor-reference";
import type { Tx } from "@/lib/db/client";
import { nextNumber } from "@/lib/ids/next-number";
import { newPublicId } from "@/lib/ids/public-id";

type NewOrder = {
  payerId: number;
  conferenceId: number;
  prefix: string;
  currency: string;
  totalMinor: number;
  /** From the series already; without it the next one is taken. */
  number?: number;
  isQuiet?: boolean;
  centerId?: number | null;
};

/** A draft order with its number and reference, without lines. Locks the number series. */
export async function createOrder(
  tx: Tx,
  { payerId, conferenceId, prefix, currency, totalMinor, isQuiet = false, centerId = null, ...given }: NewOrder,
) {
  const number = given.number ?? (await nextNumber(tx, conferenceId, "order"));
  return tx.order.create({
    data: {
      publicId: newPublicId(),
      conferenceId,
      number,
      payerId,
      currency,
      totalMinor,
      reference: creditorReference(prefix, number),
      isQuiet,
      centerId,
    },
  });
}
