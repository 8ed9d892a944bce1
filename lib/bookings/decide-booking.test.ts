import { describe, expect, test } from "vitest";
import { type BookingFacts, type BookingWish, type Decision, decideBooking, type HeldSession } from "./decide-booking";

const NOW = new Date("2027-06-01T10:00:00Z");
const at = (hour: number) => new Date(Date.UTC(2027, 5, 14, hour));
const EARLIER = new Date(NOW.getTime() - 1);
const LATER = new Date(NOW.getTime() + 1);

const session: BookingFacts["session"] = {
  ...{ id: 1, publicId: "S1", title: "Levelling", startsAt: at(9), endsAt: at(10), blocksTime: true, tags: ["gauges"] },
  ...{ isPublished: true, isCancelled: false, booking: "app", isSold: false, categoryIds: [] },
  ...{ opensAt: null, closesAt: null, leaveUntil: null, waitingPlaces: 0 },
};
const facts: BookingFacts = {
  session,
  person: { participation: "Registered", categoryId: 5, isTest: false },
  mine: null,
  others: [],
  free: 3,
  waiting: 0,
  ahead: 0,
  rules: { overlapRule: "block", sessionsPerPerson: null, sessionsPerSlot: null, perTag: new Map() },
};
const wish: BookingWish = {
  ...{ action: "register", joinWaitingList: true, source: "app", isPromotion: false, mayOverbook: false },
};
const other = (from: number, until: number, more: Partial<HeldSession> = {}): HeldSession => ({
  ...{
    id: 2,
    publicId: "S2",
    title: "Other",
    startsAt: at(from),
    endsAt: at(until),
    blocksTime: true,
    tags: [],
    ...more,
  },
});
const on = (changes: Partial<BookingFacts["session"]>, more: Partial<BookingFacts> = {}): BookingFacts => ({
  ...{ ...facts, ...more, session: { ...session, ...changes } },
});
const rule = (changes: Partial<BookingFacts["rules"]>, more: Partial<BookingFacts> = {}): BookingFacts => ({
  ...{ ...facts, ...more, rules: { ...facts.rules, ...changes } },
});
const said = (decision: Decision) =>
  decision.do === "refuse" ? decision.reason : decision.do === "nothing" ? `is ${decision.as}` : decision.do;

const booked = { state: "registered", source: "app", isDerived: false } as const;
const included = { state: "registered", source: "included", isDerived: true } as const;
const bought = { state: "registered", source: "portal", isDerived: true } as const;
const full = { free: 0 };

describe("register: the first that applies", () => {
  test.each<[why: string, facts: BookingFacts, wish: Partial<BookingWish>, said: string]>([
    ["a place is free", facts, {}, "register"],
    ["no limit", { ...facts, free: null }, {}, "register"],
    [
      "in it already, though it is full, over and cancelled",
      on({ isCancelled: true, startsAt: EARLIER }, { mine: booked, ...full }),
      {},
      "is registered",
    ],
    ["owes", { ...facts, person: { ...facts.person, participation: "Pending" } }, {}, "person_not_registered"],
    [
      "cancelled goes before everything of the session",
      on({ isCancelled: true, booking: "none" }),
      {},
      "session_cancelled",
    ],
    ["hidden", on({ isPublished: false }), {}, "session_cancelled"],
    ["nobody books it", on({ booking: "none" }), {}, "is available"],
    ["comes with another fee", on({ booking: "included", categoryIds: [6] }), {}, "not_eligible"],
    ["not for this category", on({ categoryIds: [6] }), {}, "not_eligible"],
    ["for this category", on({ categoryIds: [6, 5] }), {}, "register"],
    ["not yet", on({ opensAt: LATER }), {}, "not_open_yet"],
    ["just opened", on({ opensAt: NOW }), {}, "register"],
    ["just closed", on({ closesAt: NOW }), {}, "closed"],
    ["begun goes before closed", on({ startsAt: NOW, closesAt: EARLIER }), {}, "started"],
    ["sold", on({ isSold: true, booking: "portal" }), {}, "payment_required"],
    ["the agenda page alone books it", on({ booking: "portal" }), {}, "portal_only"],
    ["on the agenda page", on({ booking: "portal" }), { source: "portal" }, "register"],
    ["at the same hours", { ...facts, others: [other(9, 11)] }, {}, "overlap"],
    ["one ends when the other begins", { ...facts, others: [other(8, 9), other(10, 11)] }, {}, "register"],
    ["the other blocks nothing", { ...facts, others: [other(9, 11, { blocksTime: false })] }, {}, "register"],
    ["this one blocks nothing", on({ blocksTime: false }, { others: [other(9, 11)] }), {}, "register"],
    ["overlap is only said", rule({ overlapRule: "warn" }, { others: [other(9, 11)] }), {}, "register"],
    ["enough sessions", rule({ sessionsPerPerson: 1 }, { others: [other(12, 13)] }), {}, "limit_reached"],
    [
      "enough in the slot",
      rule({ sessionsPerSlot: 1, overlapRule: "off" }, { others: [other(9, 11)] }),
      {},
      "limit_reached",
    ],
    [
      "enough of the tag",
      rule({ perTag: new Map([["gauges", 1]]) }, { others: [other(12, 13, { tags: ["gauges"] })] }),
      {},
      "limit_reached",
    ],
    [
      "enough of another tag",
      rule({ perTag: new Map([["tides", 1]]) }, { others: [other(12, 13, { tags: ["tides"] })] }),
      {},
      "register",
    ],
    ["full, no waiting list", { ...facts, ...full }, {}, "full"],
    ["full, waiting list", on({ waitingPlaces: 2 }, full), {}, "wait"],
    ["full, does not want to wait", on({ waitingPlaces: 2 }, full), { joinWaitingList: false }, "full"],
    ["free, but somebody waits before", on({ waitingPlaces: 2 }, { waiting: 1, ahead: 1 }), {}, "wait"],
    ["the list is full too", on({ waitingPlaces: 2 }, { ...full, waiting: 2 }), {}, "waiting_list_full"],
    [
      "waits already",
      on({ waitingPlaces: 2 }, { ...full, waiting: 2, mine: { ...booked, state: "waitlisted" } }),
      {},
      "is waitlisted",
    ],
    [
      "takes the place that is held",
      on({ waitingPlaces: 2 }, { ...full, mine: { ...booked, state: "held" } }),
      {},
      "register",
    ],
    ["tries things out", { ...facts, ...full, person: { ...facts.person, isTest: true } }, {}, "register"],
    ["staff are not held to times", on({ opensAt: LATER, booking: "portal" }), { source: "staff" }, "register"],
    ["staff are held to places", { ...facts, ...full }, { source: "staff" }, "full"],
    ["staff go beyond", { ...facts, ...full }, { source: "staff", mayOverbook: true }, "register"],
    ["a promotion waits for nobody anew", on({ waitingPlaces: 2 }, full), { isPromotion: true }, "full"],
  ])("%s", (_why, given, more, expected) => {
    expect(said(decideBooking(given, { ...wish, ...more }, NOW))).toBe(expected);
  });
});

describe("unregister", () => {
  test.each<[why: string, facts: BookingFacts, wish: Partial<BookingWish>, said: string]>([
    ["is in nothing", facts, {}, "is unregistered"],
    ["left before", { ...facts, mine: { ...booked, state: "unregistered" } }, {}, "is unregistered"],
    ["leaves", { ...facts, mine: booked }, {}, "leave"],
    ["comes with the fee", { ...facts, mine: included }, {}, "included_cannot_leave"],
    ["bought", { ...facts, mine: bought }, {}, "portal_only"],
    ["too late", on({ leaveUntil: NOW }, { mine: booked }), {}, "closed"],
    ["begun", on({ startsAt: NOW }, { mine: booked }), {}, "closed"],
    ["staff may at any time", on({ startsAt: NOW }, { mine: booked }), { source: "staff" }, "leave"],
    ["who waits may always", on({ leaveUntil: NOW }, { mine: { ...booked, state: "waitlisted" } }), {}, "leave"],
    ["who is offered a place may always", on({ leaveUntil: NOW }, { mine: { ...booked, state: "held" } }), {}, "leave"],
  ])("%s", (_why, given, more, expected) => {
    expect(said(decideBooking(given, { ...wish, action: "unregister", ...more }, NOW))).toBe(expected);
  });
});

test("what is in the way is named, and so is what is only warned of", () => {
  const given = { ...facts, others: [other(9, 11)] };
  expect(decideBooking(given, wish, NOW)).toMatchObject({ conflicts: [{ publicId: "S2" }] });
  const warned = rule({ overlapRule: "warn" }, { others: [other(9, 11)] });
  expect(decideBooking(warned, wish, NOW)).toMatchObject({ do: "register", conflicts: [{ publicId: "S2" }] });
});
