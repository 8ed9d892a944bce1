import type { CatalogueView, CategoryView, ServiceView } from "@/lib/pricing/catalogue";

/** A conference to test the rules on: three kinds of category, a dinner, a boat that clashes, a shared room, guests. */
const at = (text: string) => new Date(text);
export const IN_MARCH = at("2027-03-22T14:04:00Z");
export const IN_APRIL = at("2027-04-02T09:00:00Z");
const endOfMarch = at("2027-03-31T23:00:00Z");
const opening = at("2027-06-14T08:00:00Z");

const fee = (early: number, regular: number) => [
  { label: "early", fromUtc: null, untilUtc: endOfMarch, priceMinor: early },
  { label: "regular", fromUtc: endOfMarch, untilUtc: opening, priceMinor: regular },
];
const price = (priceMinor: number) => [{ label: "regular", fromUtc: null, untilUtc: opening, priceMinor }];

const category = (code: string, fields: Partial<CategoryView>): CategoryView => ({
  code,
  name: code,
  windows: fee(54_000, 64_000),
  taxBasisPoints: 2300,
  quotaIds: [],
  eligibility: "everyone",
  needsCode: false,
  ...fields,
});

const service = (code: string, fields: Partial<ServiceView>): ServiceView => ({
  code,
  name: code,
  windows: price(4000),
  taxBasisPoints: 2300,
  quotaIds: [],
  maxPerPerson: 1,
  startsAt: null,
  endsAt: null,
  blocksTime: true,
  namesGuests: false,
  options: [],
  ...fields,
});

export const mareograph: CatalogueView = {
  currency: "EUR",
  timeZone: "Europe/Lisbon",
  categories: [
    category("regular", { quotaIds: [1] }),
    category("member", { windows: fee(42_000, 52_000), eligibility: "assigned", quotaIds: [1] }),
    category("speaker", { windows: price(0), eligibility: "invited" }),
    category("desk", {
      windows: [{ label: "on site", fromUtc: at("2027-06-13T08:00:00Z"), untilUtc: null, priceMinor: 70_000 }],
    }),
    category("student", { windows: [{ label: "early", fromUtc: null, untilUtc: endOfMarch, priceMinor: 21_000 }] }),
    category("press", { quotaIds: [6] }),
  ],
  services: [
    service("dinner", {
      windows: price(8500),
      taxBasisPoints: 1300,
      maxPerPerson: 4,
      startsAt: at("2027-06-16T18:30:00Z"),
      endsAt: at("2027-06-16T22:00:00Z"),
      quotaIds: [2],
      options: [{ key: "diet", label: "Diet", required: true, choices: ["none", "vegan", "no-fish"] }],
    }),
    service("boat", {
      windows: price(6000),
      startsAt: at("2027-06-17T13:00:00Z"),
      endsAt: at("2027-06-17T17:00:00Z"),
      quotaIds: [3],
    }),
    service("levelling", {
      startsAt: at("2027-06-17T13:00:00Z"),
      endsAt: at("2027-06-17T16:00:00Z"),
      quotaIds: [4],
    }),
    service("evening-talk", {
      startsAt: at("2027-06-17T17:00:00Z"),
      endsAt: at("2027-06-17T18:00:00Z"),
      quotaIds: [4],
    }),
    service("exhibition", {
      startsAt: at("2027-06-17T09:00:00Z"),
      endsAt: at("2027-06-17T18:00:00Z"),
      blocksTime: false,
    }),
    service("mareograms", { quotaIds: [5] }),
    service("guest", {
      windows: price(12_000),
      maxPerPerson: 2,
      namesGuests: true,
      options: [{ key: "diet", label: "Diet", required: false, choices: null }],
    }),
    service("old-poster", { windows: [{ label: "early", fromUtc: null, untilUtc: IN_MARCH, priceMinor: 100 }] }),
  ],
  quotas: [
    { id: 1, capacity: 300, free: 120 },
    { id: 2, capacity: 220, free: 12 },
    { id: 3, capacity: 40, free: 3 },
    { id: 4, capacity: 2, free: 2 },
    { id: 5, capacity: 24, free: 0 },
    { id: 6, capacity: 1, free: 1 },
  ],
  assignedCategories: ["member"],
  invitedCategories: [],
  promotion: null,
};
