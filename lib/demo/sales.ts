import type { PlacingWay } from "@/lib/orders/place-order";
import type { ServiceChoice } from "@/lib/pricing/catalogue";

/** Somebody who registered before the newcomer looks: so that numbers are alive and staff have something to do. */
export type Sale = {
  email: string;
  firstName: string;
  lastName: string;
  affiliation: string;
  /** ISO 3166, two letters. */
  country: string;
  locale?: "it";
  diet?: string;
  categoryCode: "regular" | "two-days";
  services: readonly ServiceChoice[];
  way: PlacingWay;
  daysAgo: number;
  /** What arrived: the whole sum unless told; null, nothing yet; a number, so many minor units too much. */
  paid?: null | number;
};

const BOAT: ServiceChoice = { code: "boat", quantity: 2 };
const READING: ServiceChoice = { code: "mareograms", quantity: 1 };
const DINNER: ServiceChoice = { code: "dinner", quantity: 1 };
const DINNER_FOR_TWO: ServiceChoice = { code: "dinner", quantity: 2 };
const WALK: ServiceChoice = { code: "walk", quantity: 1 };
const TRANSFER: PlacingWay = { way: "transfer" };

/** They leave 3 of 30 places on the boat and none in the reading room. */
export const SALES: readonly Sale[] = [
  {
    email: "elin.strand@example.org",
    firstName: "Elin",
    lastName: "Strand",
    affiliation: "Sjökartverket",
    country: "SE",
    diet: "vegetarian",
    categoryCode: "regular",
    services: [DINNER_FOR_TWO, BOAT, READING, WALK],
    way: TRANSFER,
    daysAgo: 12,
  },
  {
    email: "g.ferraro@example.org",
    firstName: "Giulia",
    lastName: "Ferraro",
    affiliation: "Osservatorio della Laguna",
    country: "IT",
    locale: "it",
    diet: "gluten-free",
    categoryCode: "regular",
    services: [DINNER, BOAT, READING],
    way: TRANSFER,
    daysAgo: 11,
  },
  {
    email: "nguyen.linh@example.org",
    firstName: "Linh",
    lastName: "Nguyễn",
    affiliation: "Viện Hải dương học",
    country: "VN",
    categoryCode: "regular",
    services: [
      DINNER,
      BOAT,
      READING,
      { code: "guest", quantity: 1, places: [{ guestName: "Nguyễn Minh", options: { diet: "No shellfish" } }] },
    ],
    way: TRANSFER,
    daysAgo: 10,
  },
  {
    email: "dov.levi@example.org",
    firstName: "דב",
    lastName: "לוי",
    affiliation: "המכון לחקר הים",
    country: "IL",
    diet: "kosher",
    categoryCode: "two-days",
    services: [BOAT, READING],
    way: TRANSFER,
    daysAgo: 9,
  },
  {
    email: "marta.kowalska@example.org",
    firstName: "Marta",
    lastName: "Kowalska",
    affiliation: "Politechnika Portowa",
    country: "PL",
    categoryCode: "regular",
    services: [DINNER, BOAT, READING, { code: "proceedings", quantity: 1 }],
    way: TRANSFER,
    daysAgo: 9,
  },
  {
    email: "o.mensah@example.org",
    firstName: "Osei",
    lastName: "Mensah",
    affiliation: "Gulf of Guinea Survey",
    country: "GH",
    diet: "halal",
    categoryCode: "regular",
    services: [DINNER, BOAT, READING, WALK],
    way: TRANSFER,
    daysAgo: 8,
  },
  {
    email: "claire.moreau@example.org",
    firstName: "Claire",
    lastName: "Moreau",
    affiliation: "Institut des Marées",
    country: "FR",
    categoryCode: "regular",
    services: [DINNER_FOR_TWO, BOAT, READING],
    way: TRANSFER,
    daysAgo: 7,
    paid: 2_000,
  },
  {
    email: "kim.minjun@example.org",
    firstName: "민준",
    lastName: "김",
    affiliation: "동해 해양연구소",
    country: "KR",
    categoryCode: "regular",
    services: [DINNER, BOAT, READING],
    way: TRANSFER,
    daysAgo: 6,
  },
  {
    email: "ana.costa@example.org",
    firstName: "Ana",
    lastName: "Costa",
    affiliation: "Universidade da Ria",
    country: "PT",
    categoryCode: "two-days",
    services: [BOAT, READING, WALK],
    way: { way: "on_site" },
    daysAgo: 5,
    paid: null,
  },
  {
    email: "r.haugen@example.org",
    firstName: "Ragnhild",
    lastName: "Haugen",
    affiliation: "Fjordobservatoriet",
    country: "NO",
    diet: "vegan",
    categoryCode: "regular",
    services: [DINNER, BOAT, READING],
    way: TRANSFER,
    daysAgo: 4,
  },
  {
    email: "t.wright@example.org",
    firstName: "Tamsin",
    lastName: "Wright",
    affiliation: "Harbour Commission",
    country: "GB",
    categoryCode: "regular",
    services: [DINNER, BOAT, READING],
    way: {
      way: "purchase_order",
      purchaseOrder: {
        institute: "Harbour Commission",
        address: "1 Quay Street\nFalmouth",
        contactEmail: "accounts@harbour.example.org",
        orderNumber: "PO-20417",
      },
    },
    daysAgo: 3,
    paid: null,
  },
  {
    email: "h.bauer@example.org",
    firstName: "Henrike",
    lastName: "Bauer",
    affiliation: "Hochschule am Priel",
    country: "DE",
    categoryCode: "regular",
    services: [DINNER, BOAT, READING],
    way: TRANSFER,
    daysAgo: 2,
    paid: null,
  },
  {
    email: "s.iyer@example.org",
    firstName: "Sundar",
    lastName: "Iyer",
    affiliation: "Bay of Bengal Programme",
    country: "IN",
    diet: "vegetarian",
    categoryCode: "regular",
    services: [DINNER, BOAT],
    way: TRANSFER,
    daysAgo: 2,
  },
  {
    email: "lucia.prieto@example.org",
    firstName: "Lucía",
    lastName: "Prieto",
    affiliation: "Puertos del Norte",
    country: "ES",
    categoryCode: "two-days",
    services: [{ code: "boat", quantity: 1 }],
    way: TRANSFER,
    daysAgo: 1,
    paid: null,
  },
];
