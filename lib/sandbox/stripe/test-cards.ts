import { err, ok, type Result } from "@/lib/result";

const REFUSALS = ["not-a-test-card", "declined", "no-funds", "card-expired", "wrong-cvc"] as const;
export type CardRefusal = (typeof REFUSALS)[number];

/** Stripe's own test numbers and what they do. Source: docs.stripe.com/testing. */
const TEST_CARDS: Record<string, "succeeds" | CardRefusal> = {
  "4242424242424242": "succeeds",
  "5555555555554444": "succeeds",
  "378282246310005": "succeeds",
  "4000000000000002": "declined",
  "4000000000009995": "no-funds",
  "4000000000000069": "card-expired",
  "4000000000000127": "wrong-cvc",
};

/** @returns the last four digits, all that is ever kept of a card; any number but a test card's is refused unread */
export function tryTestCard(number: string): Result<string, CardRefusal> {
  const digits = number.replace(/[\s-]/g, "");
  const outcome = TEST_CARDS[digits] ?? "not-a-test-card";
  return outcome === "succeeds" ? ok(digits.slice(-4)) : err(outcome);
}

/** The two that the page tells of. */
export const SHOWN_TEST_CARDS = { pays: "4242 4242 4242 4242", isDeclined: "4000 0000 0000 0002" };

export function isCardRefusal(word: string): word is CardRefusal {
  return REFUSALS.some((refusal) => refusal === word);
}
