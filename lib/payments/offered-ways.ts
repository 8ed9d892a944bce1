import type { PaymentWay } from "@/lib/db/generated/enums";

/** Ways in which an order that costs something is paid. */
export type PayingWay = Exclude<PaymentWay, "free">;

/**
 * The ways that a conference really offers, in its own order: cards only where they can be taken, transfers only where
 * there is an account to send them to.
 */
export function offeredWays(
  conference: { paymentWays: readonly PaymentWay[]; accountHolder: string | null; iban: string | null },
  canTakeCards: boolean,
): PayingWay[] {
  return conference.paymentWays.filter((way): way is PayingWay => {
    if (way === "free") return false;
    if (way === "card") return canTakeCards;
    return way !== "transfer" || Boolean(conference.accountHolder && conference.iban);
  });
}
