import { expect, test } from "vitest";
import { findCardNumbers } from "./card-numbers.fixture";

test.each([
  { text: '{"number":"4242424242424242"}', found: ["4242424242424242"], why: "as it is" },
  { text: "paid with 4242 4242 4242 4242 12/29", found: ["4242424242424242"], why: "in groups, the expiry after it" },
  { text: "number=4000-0000-0000-0002&cvc=123", found: ["4000000000000002"], why: "hyphens" },
  { text: "number=5555+5555%205555+4444", found: ["5555555555554444"], why: "as a form sends it" },
  { text: "card 378282246310005", found: ["378282246310005"], why: "fifteen digits" },
  { text: "4242424242424243", found: [], why: "a wrong check digit" },
  { text: '"time":1795580179932,"at":"2027-03-01 12:00:00.123+00"', found: [], why: "clocks" },
  { text: "pi_4242424242424242 550e8400-4242424242424242-a716", found: [], why: "identifiers" },
  { text: "PT50 0002 0123 1234 5678 9015 4, +351 912 345 678", found: [], why: "an account, a telephone" },
])("$why", ({ text, found }) => {
  expect(findCardNumbers(text)).toEqual(found);
});
