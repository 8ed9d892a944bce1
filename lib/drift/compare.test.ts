import { describe, expect, test } from "vitest";
import { compareRegistration, fingerprintOf, type Mapped, type Ours, type Theirs } from "./compare";

const MAPPED: Mapped = { byChoice: ["FULL", "STUDENT"], byTag: [] };
const NOT_MAPPED: Mapped = { byChoice: [], byTag: [] };

const OURS: Ours = {
  registrationId: 7,
  indicoDbId: 2003,
  state: "active",
  title: "",
  firstName: "Ada",
  lastName: "Byron",
  email: "ada@example.org",
  isNameChangedHere: false,
  isEmailChangedHere: false,
  isTransferred: false,
  categoryCode: "FULL",
  fee: { minor: 30_000, currency: "EUR" },
  isPaid: true,
  isCheckedIn: false,
  isCheckInUndone: false,
};
const THEIRS: Theirs = {
  indicoDbId: 2003,
  fullName: "Ada Byron",
  firstName: "Ada",
  lastName: "Byron",
  email: "ada@example.org",
  state: "complete",
  isPaid: true,
  isCheckedIn: false,
  priceMinor: 30_000,
  currency: "EUR",
  categoryCode: "FULL",
};
const unpaid = { isPaid: false, state: "unpaid" } as const;

type Case = [
  what: string,
  ours: Partial<Ours> | null,
  theirs: Partial<Theirs> | null,
  found: string[],
  mapped?: Mapped,
];

const CASES: Case[] = [
  ["both sides the same", {}, {}, []],
  ["deleted in Indico", {}, null, ["only_here accept"]],
  ["registered directly, never in Indico", { indicoDbId: null }, null, ["only_here mail"]],
  ["only there", null, {}, ["only_there create"]],
  ["only there, waiting for approval", null, { state: "pending" }, ["only_there create"]],
  ["only there, withdrawn", null, { state: "withdrawn" }, []],
  ["withdrawn there", {}, { state: "withdrawn" }, ["withdrawn cancel"]],
  ["rejected there, and unpaid: one difference", {}, { state: "rejected", isPaid: false }, ["withdrawn cancel"]],
  ["withdrawn there, draft here", { state: "draft" }, { state: "withdrawn" }, []],
  ["paid here", {}, unpaid, ["paid_here write"]],
  ["paid here, Indico asks no fee", {}, { ...unpaid, priceMinor: 0 }, [], NOT_MAPPED],
  ["paid here, pending there", {}, { isPaid: false, state: "pending" }, ["paid_here accept"]],
  ["paid there", { isPaid: false }, {}, ["paid_there record"]],
  ["present here", { isCheckedIn: true }, {}, ["presence write"]],
  ["present there", {}, { isCheckedIn: true }, ["presence adopt"]],
  ["present there, taken back here", { isCheckInUndone: true }, { isCheckedIn: true }, ["presence write"]],
  ["present there, a draft here", { state: "draft" }, { isCheckedIn: true }, ["presence accept"]],
  ["another name there", {}, { firstName: "Augusta" }, ["name adopt"]],
  ["another name, corrected here", { isNameChangedHere: true }, { firstName: "Augusta" }, ["name mail"]],
  ["a name in other case", {}, { firstName: "ADA " }, []],
  ["a title before the whole name", { title: "Dr" }, { firstName: null, lastName: null, fullName: "Dr Ada Byron" }, []],
  ["a name that the list does not show", {}, { firstName: null, lastName: null, fullName: null }, []],
  ["another address there", {}, { email: "a@example.org" }, ["email adopt"]],
  ["another address, changed here", { isEmailChangedHere: true }, { email: "a@example.org" }, ["email mail"]],
  [
    "transferred to another person",
    { isTransferred: true, isEmailChangedHere: true, isNameChangedHere: true },
    { firstName: "Mary", email: "mary@example.org" },
    ["name accept", "email accept"],
  ],
  ["another category, ordered", {}, { categoryCode: "STUDENT" }, ["category mail"]],
  ["another category, not ordered", { fee: null }, { categoryCode: "STUDENT" }, ["category adopt"]],
  ["another category that is not mapped", {}, { categoryCode: null }, [], NOT_MAPPED],
  ["a category that was not read", {}, { categoryCode: undefined }, []],
  ["another price", {}, { priceMinor: 25_000 }, ["fee accept"]],
  ["another price, no choice mapped", {}, { priceMinor: 1 }, [], NOT_MAPPED],
  ["another price, by a tag", {}, { priceMinor: 1 }, [], { byChoice: [], byTag: ["FULL"] }],
  ["another currency", {}, { currency: "USD" }, ["fee accept"]],
];

describe("differences of one registration", () => {
  test.each(CASES)("%s", (_what, ours, theirs, found, mapped = MAPPED) => {
    const differences = compareRegistration(ours && { ...OURS, ...ours }, theirs && { ...THEIRS, ...theirs }, mapped);
    expect(differences.map(({ kind, suggested }) => `${kind} ${suggested}`)).toEqual(found);
  });

  test("a fingerprint changes with either side, and with nothing else", () => {
    const of = (ours: string, theirs: string) =>
      fingerprintOf({ kind: "name", ours, theirs, suggested: theirs === "x" ? "mail" : "adopt" });
    expect(of("a", "b")).toBe(of("a", "b"));
    expect(new Set([of("a", "b"), of("c", "b"), of("a", "c"), of("b", "a")]).size).toBe(4);
  });
});
