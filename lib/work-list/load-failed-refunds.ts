import "server-only";
import { db } from "@/lib/db/client";
import { MOST_OF_A_KIND, REGISTRANT, type Scope, toRegistrant, type WorkItem, within } from "./work-item";

/** Refunds that the bank did not take, or gave back, until staff try again or say that they are dealt with. */
export async function loadFailedRefunds(scope: Scope): Promise<WorkItem[]> {
  const client = await db();
  const payer = { select: { payer: { select: REGISTRANT } } } as const;
  const refunds = await client.refund.findMany({
    where: { state: "failed", dismissedAt: null, payment: within(scope) },
    orderBy: { updatedAt: "asc" },
    take: MOST_OF_A_KIND,
    include: {
      order: payer,
      suspense: { select: { order: payer } },
      payment: { select: { publicId: true, order: payer } },
    },
  });
  return refunds.flatMap(({ order, suspense, payment, amountMinor, currency, failure, updatedAt }) => {
    const registrant = (order ?? suspense?.order ?? payment.order)?.payer;
    if (!registrant) return [];
    const amount = { minor: amountMinor, currency };
    const of = { registrant: toRegistrant(registrant), since: updatedAt, amount, failure: failure ?? "" };
    return [{ kind: "refund-failed" as const, ...of, paymentPublicId: payment.publicId }];
  });
}
