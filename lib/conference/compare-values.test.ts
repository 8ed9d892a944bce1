import { expect, test } from "vitest";
import { compareFields } from "@/lib/conference/compare-fields";
import { compareValues } from "@/lib/conference/compare-values";

const EARLY = { label: "Early", from: null, until: "2027-04-01T00:00", price: "540.00" };
const LATE = { label: "Late", from: "2027-04-01T00:00", until: null, price: "610.00" };

test.each<{
  why: string;
  before: object | null;
  after: object | null;
  values: [string, string | null, string | null][];
}>([
  { why: "a text", before: { city: "Aveiro" }, after: { city: "Ovar" }, values: [["city", "Aveiro", "Ovar"]] },
  {
    why: "a yes or no",
    before: { isActive: true },
    after: { isActive: false },
    values: [["isActive", "true", "false"]],
  },
  { why: "what was empty", before: { room: "" }, after: { room: "Hall" }, values: [["room", null, "Hall"]] },
  { why: "what is given up", before: { quota: "Boat" }, after: { quota: null }, values: [["quota", "Boat", null]] },
  { why: "nought is no emptiness", before: { capacity: 0 }, after: { capacity: 5 }, values: [["capacity", "0", "5"]] },
  {
    why: "a plain list, as a whole",
    before: { tags: ["Talks"] },
    after: { tags: ["Talks", "Geodesy"] },
    values: [["tags", "Talks", "Talks, Geodesy"]],
  },
  {
    why: "one price of several",
    before: { prices: [EARLY, LATE] },
    after: { prices: [{ ...EARLY, price: "560.00" }, LATE] },
    values: [["prices (Early).price", "540.00", "560.00"]],
  },
  {
    why: "an entry put in before others changes none of them",
    before: { prices: [LATE] },
    after: { prices: [{ ...EARLY, until: null }, LATE] },
    values: [
      ["prices (Early).label", null, "Early"],
      ["prices (Early).price", null, "540.00"],
    ],
  },
  {
    why: "entries of one name, by their place",
    before: { prices: [EARLY, EARLY] },
    after: { prices: [EARLY, { ...EARLY, price: "1.00" }] },
    values: [["prices[1].price", "540.00", "1.00"]],
  },
  {
    why: "another language",
    before: { translations: {} },
    after: { translations: { it: { name: "Barca" } } },
    values: [["translations.it.name", null, "Barca"]],
  },
  {
    why: "another order alone",
    before: { prices: [EARLY, LATE] },
    after: { prices: [LATE, EARLY] },
    values: [["prices", "Early, Late", "Late, Early"]],
  },
  {
    why: "a place in the list, from one on",
    before: { position: 0 },
    after: { position: 2 },
    values: [["position", "1", "3"]],
  },
  {
    why: "what is new",
    before: null,
    after: { name: "Boat", capacity: 40, note: "" },
    values: [
      ["name", null, "Boat"],
      ["capacity", null, "40"],
    ],
  },
  { why: "what goes", before: { name: "Boat" }, after: null, values: [["name", "Boat", null]] },
])("$why", ({ before, after, values }) => {
  const change = compareFields("category", "regular", before, after);
  if (!change) throw new Error("Nothing changes");
  expect(compareValues(change).map((value) => [value.place, value.before, value.after])).toEqual(values);
});
