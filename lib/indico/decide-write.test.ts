import { expect, test } from "vitest";
import { decideWrite, type Wish } from "@/lib/indico/decide-write";
import type { SeenByIndico } from "@/lib/indico/registration";

const UNPAID: SeenByIndico = {
  registrationDbId: 2003,
  email: "anna@example.org",
  state: "unpaid",
  isPaid: false,
  checkedIn: false,
  checkedInAt: null,
  priceMinor: 45_000,
  currency: "EUR",
};
const PAID: SeenByIndico = { ...UNPAID, state: "complete", isPaid: true };
const pay: Wish = { what: "paid", value: true };
const unpay: Wish = { what: "paid", value: false };
const enter: Wish = { what: "checkedIn", value: true };
const leave: Wish = { what: "checkedIn", value: false };

test.each([
  { wish: pay, seen: UNPAID, expected: "write", why: "the ordinary case" },
  { wish: pay, seen: PAID, expected: "nothing", why: "a repeat must not mail again" },
  { wish: pay, seen: { ...UNPAID, state: "complete" }, expected: "write", why: "payment was switched on later" },
  { wish: pay, seen: { ...UNPAID, state: "withdrawn" }, expected: "withdrawn", why: "Indico would record it silently" },
  { wish: pay, seen: { ...UNPAID, state: "rejected" }, expected: "rejected", why: "Indico would record it silently" },
  { wish: pay, seen: { ...UNPAID, state: "pending" }, expected: "pending", why: "3.2 makes it unpaid though paid" },
  { wish: pay, seen: { ...PAID, state: "withdrawn" }, expected: "nothing", why: "in step, whatever the state" },
  {
    wish: pay,
    seen: { ...UNPAID, state: "complete", priceMinor: 0 },
    expected: "price-zero",
    why: "500 inside Indico",
  },
  { wish: pay, seen: { ...UNPAID, state: "unknown" }, expected: "state-unknown", why: "it may be withdrawn" },
  {
    wish: pay,
    seen: { ...UNPAID, priceMinor: null },
    expected: "write",
    why: "a price above 0 in an unknown currency",
  },
  { wish: pay, seen: null, expected: "deleted", why: "Indico has it no more" },
  { wish: unpay, seen: PAID, expected: "write", why: "a payment that was taken back" },
  { wish: unpay, seen: UNPAID, expected: "nothing", why: "it shows none" },
  { wish: unpay, seen: { ...PAID, state: "withdrawn" }, expected: "write", why: "who withdrew is refunded" },
  { wish: unpay, seen: { ...PAID, state: "unknown" }, expected: "write", why: "right in every state" },
  { wish: unpay, seen: { ...PAID, priceMinor: 0 }, expected: "price-zero", why: "made free after it was paid" },
  { wish: unpay, seen: null, expected: "deleted", why: "Indico has it no more" },
  { wish: enter, seen: UNPAID, expected: "write", why: "who has not paid may come in" },
  { wish: enter, seen: PAID, expected: "write", why: "the ordinary case" },
  { wish: enter, seen: { ...PAID, checkedIn: true }, expected: "nothing", why: "the first time stamp stays" },
  { wish: enter, seen: { ...PAID, state: "withdrawn" }, expected: "withdrawn", why: "the check-in API would do it" },
  { wish: enter, seen: { ...UNPAID, state: "pending" }, expected: "pending", why: "Indico refuses" },
  { wish: enter, seen: { ...UNPAID, state: "rejected" }, expected: "rejected", why: "Indico refuses" },
  {
    wish: enter,
    seen: { ...UNPAID, state: "unknown" },
    expected: "write",
    why: "the legacy API looks at the state itself",
  },
  { wish: enter, seen: { ...UNPAID, priceMinor: 0 }, expected: "write", why: "presence costs nothing" },
  { wish: leave, seen: { ...PAID, checkedIn: true }, expected: "write", why: "a mistake at the desk" },
  { wish: leave, seen: { ...PAID, state: "withdrawn", checkedIn: true }, expected: "withdrawn", why: "Indico refuses" },
  { wish: leave, seen: UNPAID, expected: "nothing", why: "nobody came" },
] as const)("$wish.what $wish.value with $seen.state: $expected ($why)", ({ wish, seen, expected }) => {
  expect(decideWrite(wish, seen)).toBe(expected);
});
