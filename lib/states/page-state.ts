import type { PaymentWay, RegistrationState } from "@/lib/db/generated/enums";

/** Minor units of one currency: what is owed, what arrived, what went back. */
export type Balance = {
  readonly totalMinor: number;
  readonly confirmedMinor: number;
  readonly refundedMinor: number;
};

/** Confirmed payments less refunds cover the total. True for a total of 0, whether or not anything was ordered. */
export function isPaid({ totalMinor, confirmedMinor, refundedMinor }: Balance): boolean {
  return confirmedMinor - refundedMinor >= totalMinor;
}

/** Where a registration stands, in one word: the keys of `STATE_WORDS.registration` and of the messages. */
export type PageState =
  | "erased"
  | "cancelled"
  | "not-paid"
  | "overpaid"
  | "checked-in"
  | "free"
  | "paid"
  | "to-approve"
  | "under-way"
  | "awaiting-transfer"
  | "pay-on-site";

/** The facts behind that word, over all placed orders of the registration. */
export type RegistrationFacts = Balance & {
  readonly registration: RegistrationState;
  readonly hasPlacedOrder: boolean;
  /** The way of the payment that is pending; null when none is. */
  readonly pendingWay: PaymentWay | null;
  /** A purchase order that staff have not decided on. */
  readonly awaitsApproval: boolean;
  readonly isCheckedIn: boolean;
};

/**
 * The one word for where a registration stands; the first line that matches. Presence shows only once the money is
 * settled: somebody who is in the room and owes is "not paid", which is what somebody has to act on.
 */
export function pageStateOf(facts: RegistrationFacts): PageState {
  if (facts.registration === "erased") return "erased";
  if (facts.registration === "cancelled") return "cancelled";
  if (!facts.hasPlacedOrder) return "not-paid";
  if (facts.confirmedMinor - facts.refundedMinor > facts.totalMinor) return "overpaid";
  if (isPaid(facts)) return facts.isCheckedIn ? "checked-in" : facts.totalMinor === 0 ? "free" : "paid";
  if (facts.awaitsApproval) return "to-approve";
  switch (facts.pendingWay) {
    case "card":
      return "under-way";
    case "transfer":
    case "purchase_order":
      return "awaiting-transfer";
    case "on_site":
      return "pay-on-site";
    default:
      return "not-paid";
  }
}
