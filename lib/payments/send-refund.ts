import "server-only";
import type { Actor, AuditEvent } from "@/lib/audit/chain";
import { db, transaction } from "@/lib/db/client";
import type { Refund } from "@/lib/db/generated/client";
import { lockOrder } from "@/lib/orders/lock-order";
import { publish } from "@/lib/publish/publish";
import { ok, type Result } from "@/lib/result";
import { statesBefore } from "@/lib/states/next-states";
import { bookFailure, bookRefund, movedEvent } from "./book-refund";
import type { CardRefunds, RefundFailure, RefundReading } from "./card-refunds";
import { lockPayment } from "./refundable";

/** `"unreachable"`: ask again; `"nothing"`: there is nothing to ask the provider about. */
export type SentRefund = "done" | "pending" | "failed" | "unreachable" | "nothing";

type Word = { status: RefundReading["status"]; providerId: string | null; failure: string | null };

/**
 * Asks the provider for a refund, or what became of it, and lets its word decide; any number of times, at once, in any
 * order. Before it asks a second time it looks whether the first did it, since an answer may be lost and a key may have
 * aged; the key makes sure besides. What the provider refuses has failed only when it shows no such refund either.
 */
export async function sendRefund(
  refundId: number,
  provider: CardRefunds,
  actor: Actor,
  now: Date,
): Promise<SentRefund> {
  const client = await db();
  const refund = await client.refund.findUnique({
    where: { id: refundId, way: "card" },
    include: { payment: { select: { providerId: true } } },
  });
  const chargeId = refund?.payment.providerId;
  if (!refund || !chargeId) return "nothing";
  const word = refund.providerId
    ? await provider.read(refund.providerId)
    : await askFor({ ...refund, chargeId }, provider, now);
  if (!word.ok) return "unreachable";
  if (!word.value) return "nothing";
  return apply(refund, word.value, actor, now);
}

async function askFor(
  refund: Refund & { chargeId: string },
  provider: CardRefunds,
  now: Date,
): Promise<Result<Word | null, RefundFailure>> {
  const { id, publicId, chargeId, amountMinor, idempotencyKey, sentAt, state } = refund;
  const find = () => provider.find(chargeId, publicId);
  if (sentAt) {
    const found = await find();
    if (!found.ok || found.value) return found;
  }
  if (state !== "requested") return ok(null);
  const client = await db();
  await client.refund.updateMany({ where: { id, sentAt: null }, data: { sentAt: now } });
  const sent = await provider.send({ idempotencyKey, refundId: publicId, chargeId, amountMinor });
  if (sent.ok || sent.error === "unreachable") return sent;
  const found = await find();
  if (!found.ok && found.error !== "not-found") return found;
  return ok((found.ok && found.value) || { status: "failed", providerId: null, failure: sent.error });
}

/** The provider's word in the books, in one transaction. */
function apply({ id, paymentId, orderId }: Refund, word: Word, actor: Actor, now: Date): Promise<SentRefund> {
  return transaction(async (tx) => {
    const locked = orderId === null ? null : await lockOrder(tx, orderId);
    await lockPayment(tx, paymentId);
    const refund = await tx.refund.findUniqueOrThrow({ where: { id } });
    const { status, providerId, failure } = word;
    let audit: AuditEvent[] = [];
    if (status === "done") audit = await bookRefund(tx, locked, refund, providerId, now);
    else if (status === "failed") audit = await bookFailure(tx, locked, refund, failure ?? "unknown", providerId, now);
    else {
      const { count } = await tx.refund.updateMany({
        where: { id, state: { in: statesBefore("refund", "pending") } },
        data: { state: "pending", providerId },
      });
      if (count > 0) audit = [await movedEvent(tx, refund, "refund.pending")];
    }
    if (audit.length > 0) {
      const { conferenceId } = await tx.payment.findUniqueOrThrow({ where: { id: paymentId } });
      await publish(tx, { conferenceId, actor, registrations: locked?.registrationIds ?? [], audit });
    }
    return status;
  });
}
