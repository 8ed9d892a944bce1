import type { PaymentWay } from "@/lib/db/generated/enums";

/** Where an order stands once the person has done their part, in one word: the keys of the page's messages. */
export type Where =
  | "paid"
  /** It was paid, and money went back since. */
  | "returned"
  /** Money arrived that the order could not take: staff decide. */
  | "unmatched"
  /** The money did not come in time, and its places were given back. */
  | "lapsed"
  | "transfer"
  | "on-site"
  /** The institute is to pay: staff have not said yes. */
  | "to-approve"
  /** The institute pays, by transfer. */
  | "institute"
  /** Money is under way that nobody has to wait for by a page of ours. */
  | "under-way";

type StandingOrder = {
  state: string;
  way: PaymentWay | null;
  settledAt: Date | null;
  approvedAt: Date | null;
  lapsedAt: Date | null;
  holdUntil: Date | null;
  suspense: readonly { reason: string }[];
};

/** The one word for an order that is placed, or whose money did not fit; the first line that matches. */
export function whereItStands(order: StandingOrder, isPaid: boolean, now: Date): Where {
  if (isPaid) return "paid";
  if (order.settledAt) return "returned";
  // Money in the wrong currency does not end the wait for the right one; places that are gone do.
  const placesGone = order.suspense.some(({ reason }) => reason === "places-gone");
  if (placesGone || (order.state === "draft" && order.suspense.length > 0)) return "unmatched";
  if (order.lapsedAt || (order.holdUntil && order.holdUntil <= now)) return "lapsed";
  switch (order.way) {
    case "transfer":
      return "transfer";
    case "on_site":
      return "on-site";
    case "purchase_order":
      return order.approvedAt ? "institute" : "to-approve";
    default:
      return "under-way";
  }
}
