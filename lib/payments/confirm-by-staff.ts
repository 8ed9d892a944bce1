import "server-only";
import type { Actor } from "@/lib/audit/chain";
import { db } from "@/lib/db/client";
import type { PaymentWay } from "@/lib/db/generated/enums";
import { err, ok, type Result } from "@/lib/result";
import { type Received, receiveMoney } from "./receive-money";

/** Money that staff saw: counted at the desk, or found on the bank's statement. */
export type SeenMoney = { amountMinor: number; currency: string; at: Date };

export type ConfirmRefusal = "not-found" | "wrong-way" | "not-an-amount";

/** What became of it; `"suspense"`: the order could not take it, a task says why. */
export type Confirmed = Exclude<Received, "unknown-payment">;

/** Staff took money at the desk for a payment that waits for it. Safe to repeat: it is booked once. */
export function confirmOnSite(
  paymentId: number,
  money: SeenMoney,
  actor: Actor,
  now: Date,
): Promise<Result<Confirmed, ConfirmRefusal>> {
  return confirm(["on_site"], paymentId, money, actor, now);
}

/** Staff found a transfer, a person's own or their institute's. Less than was asked leaves the rest awaited. */
export function confirmTransfer(
  paymentId: number,
  money: SeenMoney,
  actor: Actor,
  now: Date,
): Promise<Result<Confirmed, ConfirmRefusal>> {
  return confirm(["transfer", "purchase_order"], paymentId, money, actor, now);
}

async function confirm(
  ways: PaymentWay[],
  paymentId: number,
  money: SeenMoney,
  actor: Actor,
  now: Date,
): Promise<Result<Confirmed, ConfirmRefusal>> {
  if (!Number.isSafeInteger(money.amountMinor) || money.amountMinor <= 0) return err("not-an-amount");
  const client = await db();
  const payment = await client.payment.findUnique({ where: { id: paymentId }, select: { way: true } });
  if (!payment) return err("not-found");
  if (!ways.includes(payment.way)) return err("wrong-way");
  const received = await receiveMoney(paymentId, money, actor, now);
  return received === "unknown-payment" ? err("not-found") : ok(received);
}
