import { describe, expect, test } from "vitest";
import { isPaid, pageStateOf, type RegistrationFacts } from "@/lib/states/page-state";

describe("isPaid", () => {
  test.each([
    { totalMinor: 77_000, confirmedMinor: 77_000, refundedMinor: 0, paid: true, why: "to the cent" },
    { totalMinor: 77_000, confirmedMinor: 76_999, refundedMinor: 0, paid: false, why: "a cent short" },
    { totalMinor: 77_000, confirmedMinor: 80_000, refundedMinor: 0, paid: true, why: "too much" },
    { totalMinor: 77_000, confirmedMinor: 77_000, refundedMinor: 1, paid: false, why: "a cent went back" },
    { totalMinor: 77_000, confirmedMinor: 154_000, refundedMinor: 77_000, paid: true, why: "a double payment undone" },
    { totalMinor: 0, confirmedMinor: 0, refundedMinor: 0, paid: true, why: "free of charge" },
  ])("$why: $paid", ({ paid, ...balance }) => {
    expect(isPaid(balance)).toBe(paid);
  });
});

describe("pageStateOf", () => {
  const owing: RegistrationFacts = {
    registration: "active",
    hasPlacedOrder: true,
    totalMinor: 42_000,
    confirmedMinor: 0,
    refundedMinor: 0,
    pendingWay: null,
    awaitsApproval: false,
    isCheckedIn: false,
  };
  const paid: RegistrationFacts = { ...owing, confirmedMinor: 42_000 };

  test.each([
    { facts: owing, state: "not-paid", why: "an order and nothing else" },
    { facts: { ...owing, hasPlacedOrder: false, totalMinor: 0 }, state: "not-paid", why: "no order: not free either" },
    { facts: { ...owing, pendingWay: "card" as const }, state: "under-way", why: "on the card provider's page" },
    {
      facts: { ...owing, pendingWay: "transfer" as const },
      state: "awaiting-transfer",
      why: "a transfer was promised",
    },
    {
      facts: { ...owing, pendingWay: "transfer" as const, confirmedMinor: 40_000 },
      state: "awaiting-transfer",
      why: "20.00 are missing",
    },
    {
      facts: { ...owing, pendingWay: "purchase_order" as const, awaitsApproval: true },
      state: "to-approve",
      why: "the institute's request is undecided",
    },
    { facts: { ...owing, pendingWay: "purchase_order" as const }, state: "awaiting-transfer", why: "approved" },
    { facts: { ...owing, pendingWay: "on_site" as const }, state: "pay-on-site", why: "at the desk" },
    { facts: paid, state: "paid", why: "paid" },
    {
      facts: { ...paid, pendingWay: "transfer" as const },
      state: "paid",
      why: "by card, the promised transfer is moot",
    },
    { facts: { ...paid, refundedMinor: 42_000 }, state: "not-paid", why: "all went back" },
    { facts: { ...paid, confirmedMinor: 84_000 }, state: "overpaid", why: "paid twice" },
    { facts: { ...owing, totalMinor: 0 }, state: "free", why: "a total of 0" },
    { facts: { ...owing, totalMinor: 0, confirmedMinor: 1 }, state: "overpaid", why: "money for what is free" },
    { facts: { ...paid, isCheckedIn: true }, state: "checked-in", why: "paid and present" },
    { facts: { ...owing, isCheckedIn: true }, state: "not-paid", why: "present and owing" },
    { facts: { ...paid, registration: "cancelled" as const }, state: "cancelled", why: "cancelled, whatever was paid" },
    { facts: { ...paid, registration: "erased" as const }, state: "erased", why: "erased" },
  ])("$why: $state", ({ facts, state }) => {
    expect(pageStateOf(facts)).toBe(state);
  });
});
