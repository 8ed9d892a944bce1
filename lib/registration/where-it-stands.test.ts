import { expect, test } from "vitest";
import { whereItStands } from "./where-it-stands";

const NOW = new Date("2027-03-22T14:04:00Z");
const before = new Date("2027-03-21T00:00:00Z");
const after = new Date("2027-04-05T23:00:00Z");
const order = {
  state: "placed",
  way: "transfer",
  settledAt: null,
  approvedAt: null,
  lapsedAt: null,
  holdUntil: after,
  suspense: [],
} as const;

test.each([
  { fields: {}, isPaid: true, where: "paid", why: "money covers the total, whatever else is" },
  { fields: { suspense: [{ reason: "already-paid" }] }, isPaid: true, where: "paid", why: "paid twice is paid" },
  { fields: { settledAt: before }, isPaid: false, where: "returned", why: "paid once, money went back" },
  { fields: {}, isPaid: false, where: "transfer", why: "a transfer is awaited" },
  { fields: { way: "on_site", holdUntil: null }, isPaid: false, where: "on-site", why: "paid at the desk" },
  { fields: { way: "purchase_order", holdUntil: null }, isPaid: false, where: "to-approve", why: "staff decide" },
  { fields: { way: "purchase_order", approvedAt: before }, isPaid: false, where: "institute", why: "approved" },
  { fields: { holdUntil: before }, isPaid: false, where: "lapsed", why: "overdue, places not yet taken back" },
  { fields: { lapsedAt: before, holdUntil: null }, isPaid: false, where: "lapsed", why: "overdue, places gone" },
  {
    fields: { lapsedAt: before, suspense: [{ reason: "places-gone" }] },
    isPaid: false,
    where: "unmatched",
    why: "money came after the places went",
  },
  {
    fields: { suspense: [{ reason: "wrong-currency" }] },
    isPaid: false,
    where: "transfer",
    why: "the right money is still awaited",
  },
  {
    fields: { state: "draft", way: null, suspense: [{ reason: "wrong-currency" }] },
    isPaid: false,
    where: "unmatched",
    why: "a card charged in another currency",
  },
  { fields: { way: null }, isPaid: false, where: "under-way", why: "no way was recorded" },
] as const)("$where: $why", ({ fields, isPaid, where }) => {
  expect(whereItStands({ ...order, ...fields }, isPaid, NOW)).toBe(where);
});
