import "server-only";
import { randomBytes } from "node:crypto";
import { db, type Tx, transaction } from "@/lib/db/client";
import type { SandboxRefund } from "@/lib/db/generated/client";
import { err, ok, type Result } from "@/lib/result";

export type NewRefund = { paymentIntentId: string; amountMinor: number; metadata: Record<string, string> };

/** Gives back money of a paid page, never more than it took; the same key with the same parameters finds its refund. */
export function makeSandboxRefund(
  idempotencyKey: string,
  requestHash: string,
  refund: NewRefund,
): Promise<Result<{ refund: SandboxRefund; isReplay: boolean }, "other-parameters" | "no-charge" | "too-much">> {
  return transaction(async (tx) => {
    const { paymentIntentId, amountMinor } = refund;
    const [charge] = await tx.$queryRaw<{ taken: number; currency: string }[]>`
      SELECT amount_minor AS taken, currency::text FROM sandbox_checkout
       WHERE payment_intent_id = ${paymentIntentId} AND status = 'complete' FOR UPDATE`;
    const known = await tx.sandboxRefund.findUnique({ where: { idempotencyKey } });
    if (known)
      return known.requestHash === requestHash ? ok({ refund: known, isReplay: true }) : err("other-parameters");
    if (!charge) return err("no-charge");
    if ((await givenBack(tx, paymentIntentId)) + amountMinor > charge.taken) return err("too-much");
    const id = `re_${randomBytes(16).toString("hex")}`;
    const { currency } = charge;
    const created = await tx.sandboxRefund.create({ data: { id, ...refund, currency, idempotencyKey, requestHash } });
    return ok({ refund: created, isReplay: false });
  });
}

export async function findSandboxRefund(id: string): Promise<SandboxRefund | null> {
  return (await db()).sandboxRefund.findUnique({ where: { id } });
}

export async function listSandboxRefunds(paymentIntentId: string): Promise<SandboxRefund[]> {
  return (await db()).sandboxRefund.findMany({ where: { paymentIntentId }, orderBy: { createdAt: "desc" } });
}

/** What went back of each payment intent, in minor units. */
export async function givenBackOf(paymentIntentIds: string[]): Promise<Map<string, number>> {
  const sums = await (await db()).sandboxRefund.groupBy({
    by: ["paymentIntentId"],
    where: { paymentIntentId: { in: paymentIntentIds } },
    _sum: { amountMinor: true },
  });
  return new Map(sums.map(({ paymentIntentId, _sum }) => [paymentIntentId, _sum.amountMinor ?? 0]));
}

async function givenBack(tx: Tx, paymentIntentId: string): Promise<number> {
  const { _sum } = await tx.sandboxRefund.aggregate({ where: { paymentIntentId }, _sum: { amountMinor: true } });
  return _sum.amountMinor ?? 0;
}
