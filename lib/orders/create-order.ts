import "server-only";
import { creditorReference } from "@/lib/bank/creditor-reference";
import type { Tx } from "@/lib/db/client";
import type { Order } from "@/lib/db/generated/client";
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
): Promise<Order> {
  const number = given.number ?? (await nextNumber(tx, conferenceId, "order"));
  const [publicId, reference] = [newPublicId(), creditorReference(prefix, number)];
  const [created] = await tx.$queryRaw<{ id: number; createdAt: Date }[]>`
    INSERT INTO "order" (public_id, conference_id, number, payer_id, currency, total_minor, reference, is_quiet, center_id,
                         updated_at)
    VALUES (${publicId}, ${conferenceId}, ${number}, ${payerId}, ${currency}, ${totalMinor}, ${reference}, ${isQuiet},
            ${centerId}, now())
    RETURNING id, created_at AS "createdAt"`;
  if (!created) throw new Error("The order was not written");
  return {
    ...DRAFT,
    ...{ publicId, conferenceId, number, payerId, currency, totalMinor, reference, isQuiet, centerId },
    ...{ id: created.id, createdAt: created.createdAt, updatedAt: created.createdAt },
  };
}

/** What a new order has not yet. */
const DRAFT = {
  state: "draft",
  way: null,
  holdUntil: null,
  holdLimit: null,
  lapsedAt: null,
  placedAt: null,
  dueOn: null,
  purchaseOrder: null,
  approvedAt: null,
  settledAt: null,
  receiptNumber: null,
  cancelledAt: null,
} as const;
