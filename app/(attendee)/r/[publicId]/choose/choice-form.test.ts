import { expect, test } from "vitest";
import type { Catalogue, CatalogueService } from "@/lib/catalogue/load-catalogue";
import { formValues } from "@/lib/http/form-values";
import { findBadQuantities, readChoice } from "./choice-form";

const service = (code: string, fields: Partial<CatalogueService> = {}): CatalogueService => ({
  id: 1,
  code,
  name: code,
  description: "",
  translations: {},
  mark: "ticket",
  place: "",
  windows: [],
  taxBasisPoints: 0,
  quotaIds: [],
  maxPerPerson: 1,
  startsAt: null,
  endsAt: null,
  blocksTime: true,
  namesGuests: false,
  options: [],
  ...fields,
});
const diet = { key: "diet", label: "diet", required: false, choices: null };
const catalogue: Catalogue = {
  currency: "EUR",
  timeZone: "Europe/Lisbon",
  categories: [],
  services: [
    service("DINNER", { maxPerPerson: 4, options: [diet] }),
    service("TOUR"),
    service("GUEST", { namesGuests: true, options: [diet], maxPerPerson: 2 }),
  ],
  quotas: [],
  gift: null,
  assignedCategories: [],
  invitedCategories: [],
  promotion: null,
};

function read(fields: [string, string][]) {
  const form = new FormData();
  for (const [name, value] of fields) form.append(name, value);
  const { categoryCode, services } = readChoice(formValues(form), catalogue, undefined);
  return { categoryCode, chosen: services.filter(({ quantity }) => quantity > 0) };
}

test("reads fee, ticked services with their number, and what is said of each place", () => {
  expect(
    read([
      ["category", "FULL"],
      ["service", "DINNER"],
      ["service", "TOUR"],
      ["quantity.DINNER", "2"],
      ["place.DINNER.0.diet", "vegan"],
      ["place.DINNER.1.diet", ""],
    ]),
  ).toEqual({
    categoryCode: "FULL",
    chosen: [
      {
        code: "DINNER",
        quantity: 2,
        places: [
          { guestName: "", options: { diet: "vegan" } },
          { guestName: "", options: { diet: "" } },
        ],
      },
      { code: "TOUR", quantity: 1, places: [] },
    ],
  });
});

test("a person without a name is nobody; one of whom only the diet is said is missing a name", () => {
  const { chosen } = read([
    ["place.GUEST.0.guestName", " "],
    ["place.GUEST.0.diet", ""],
    ["place.GUEST.1.guestName", ""],
    ["place.GUEST.1.diet", "vegan"],
  ]);
  expect(chosen).toEqual([{ code: "GUEST", quantity: 1, places: [{ guestName: "", options: { diet: "vegan" } }] }]);
});

test.each([
  { quantity: "", expected: 1, why: "no number yet" },
  { quantity: "9", expected: 9, why: "too many are refused by name later" },
])("a ticked service: $why", ({ quantity, expected }) => {
  const { chosen } = read([
    ["service", "DINNER"],
    ["quantity.DINNER", quantity],
  ]);
  expect(chosen).toMatchObject([{ quantity: expected }]);
});

test.each(["0", "-3", "1e9", "1.5", "99999", "two"])("“%s” places are refused, not corrected", (quantity) => {
  const ticked = { service: ["DINNER", "TOUR"], "quantity.DINNER": quantity, "quantity.TOUR": quantity };
  const refused = [
    ["DINNER", quantity],
    ["TOUR", quantity],
  ];
  expect([...findBadQuantities(ticked, catalogue)]).toEqual(refused);
  expect(findBadQuantities({ ...ticked, service: [] }, catalogue).size, "not ticked").toBe(0);
});

test.each(["", "1", "4", " 2 "])("“%s” places are a number", (quantity) => {
  expect(findBadQuantities({ service: "DINNER", "quantity.DINNER": quantity }, catalogue).size).toBe(0);
});

test("a number beyond the one place there is is kept, to be refused by name", () => {
  const fields: [string, string][] = [
    ["service", "TOUR"],
    ["quantity.TOUR", "5"],
  ];
  expect(read(fields).chosen).toMatchObject([{ code: "TOUR", quantity: 5 }]);
});

test("what is not on the list stays in the choice, to be refused", () => {
  expect(read([["service", "YACHT"]]).chosen).toEqual([{ code: "YACHT", quantity: 1 }]);
});

test("a number without a tick is nothing", () => {
  expect(read([["quantity.DINNER", "3"]])).toEqual({ categoryCode: null, chosen: [] });
});
