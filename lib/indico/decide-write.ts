import type { SeenByIndico } from "@/lib/indico/registration";

/** One thing that the portal wants Indico to show. */
export type Wish = { what: "paid" | "checkedIn"; value: boolean };

/**
 * Why Indico must not or cannot be told, true until somebody acts: "deleted" (or never in this form), "withdrawn",
 * "rejected", "pending" (waits for the organiser's approval), "price-zero" (Indico has nothing to pay),
 * "state-unknown".
 */
export type WriteRefusal = "deleted" | "withdrawn" | "rejected" | "pending" | "price-zero" | "state-unknown";

/**
 * What to do about one wish after Indico was read; `seen` is null for a registration that Indico does not have.
 *
 * Indico records a payment for a withdrawn, rejected or pending registration without a word, and mails the person: so
 * "paid" is written to complete and unpaid ones only. Taking a payment back is right in every state: who withdrew is
 * refunded. At price 0 both fail inside Indico. Presence is for complete and unpaid registrations, on and off; where
 * the state is not shown Indico's own check decides (the legacy API has one, the check-in API always shows the state).
 * Source: CONTRACT section 5.
 */
export function decideWrite(wish: Wish, seen: SeenByIndico | null): "write" | "nothing" | WriteRefusal {
  if (!seen) return "deleted";
  if (wish.value === (wish.what === "paid" ? seen.isPaid : seen.checkedIn)) return "nothing";
  if (wish.what === "paid") {
    if (seen.priceMinor === 0) return "price-zero";
    if (!wish.value) return "write";
    if (seen.state === "unknown") return "state-unknown";
  }
  return seen.state === "complete" || seen.state === "unpaid" || seen.state === "unknown" ? "write" : seen.state;
}
