import type { Place, WireName } from "./places";

/** The conferences of one place, by their slugs. */
export const CONFERENCES = {
  /** Indico's main form, read and written directly. */
  main: "xpac-27",
  /** Its form whose registrations wait for approval. */
  exhibitors: "xpac-exhibitors",
  /** The workshop's form without a fee. */
  free: "workshop-free",
  /** The workshop's form with one, each time by another way to Indico, so that its link has to name the conference. */
  outage: "workshop-outage",
  cron: "workshop-cron",
  /** With a token of scope `registrants` alone. */
  narrow: "workshop-narrow",
} as const;

/**
 * Every conference of a place as its file: fees follow Indico's "Participant type", the diet follows "Dietary
 * requirements".
 */
export function conferenceFiles(place: Place): Record<string, unknown>[] {
  const { indico } = place;
  const { events, forms, tokens } = indico.dev;
  return [
    mainFile({ url: indico.baseUrl, eventId: events.main, formId: forms.main }),
    plainFile(CONFERENCES.exhibitors, "EUR", { url: indico.baseUrl, eventId: events.main, formId: forms.moderated }),
    plainFile(CONFERENCES.free, "USD", {
      url: indico.baseUrl,
      eventId: events.workshop,
      formId: forms.workshop_free,
    }),
    workshopFile(place, "outage", tokens.token),
    workshopFile(place, "cron", tokens.token),
    workshopFile(place, "narrow", tokens.token_registrants_only),
  ];
}

/** The workshop, which Indico is asked about by this wire and with this token. */
export function workshopFile({ indico, wires }: Place, wire: WireName, token: string): Record<string, unknown> {
  const { events, forms } = indico.dev;
  const { url } = wires[wire];
  return plainFile(CONFERENCES[wire], "USD", { url, token, eventId: events.workshop, formId: forms.workshop });
}

type IndicoPart = { url: string; token?: string; eventId: number; formId: number };

function mainFile(indico: IndicoPart): Record<string, unknown> {
  return {
    format: "foyer-conference/1",
    conference: conferencePart(CONFERENCES.main, "XPAC'27", "EUR"),
    payment: paymentPart("XPAC"),
    indico: {
      ...indico,
      mapping: {
        fields: [
          {
            from: { title: "Dietary requirements" },
            to: { question: "diet" },
            choices: { None: "none", Vegetarian: "vegetarian", Vegan: "vegan", Halal: "halal" },
          },
        ],
        categories: [
          { when: { field: { title: "Participant type" }, choice: "Student" }, category: "student" },
          { when: { field: { title: "Participant type" }, choice: "Exhibitor" }, category: "sponsor" },
        ],
      },
    },
    quotas: [{ name: "Dinner", capacity: 200 }],
    categories: [
      { code: "regular", name: "Regular participant", prices: [{ label: "Regular", price: "610.00" }] },
      {
        code: "student",
        name: "Student participant",
        eligibility: "assigned",
        prices: [{ label: "Student", price: "250.00" }],
      },
      {
        code: "sponsor",
        name: "Sponsor's guest",
        eligibility: "assigned",
        prices: [{ label: "Invited", price: "0" }],
      },
    ],
    services: [
      {
        code: "dinner",
        name: "Conference dinner",
        mark: "dinner",
        place: "Castle",
        startsAt: "2027-06-16T19:30",
        endsAt: "2027-06-16T23:00",
        quotas: ["Dinner"],
        prices: [{ label: "Dinner", price: "80.00" }],
      },
    ],
    questions: [
      {
        key: "diet",
        type: "choice",
        label: "Dietary requirements",
        choices: [
          { value: "none", label: "None" },
          { value: "vegetarian", label: "Vegetarian" },
          { value: "vegan", label: "Vegan" },
          { value: "halal", label: "Halal" },
        ],
      },
    ],
  };
}

/** A conference with one fee and nothing else. */
export function plainFile(slug: string, currency: string, indico: IndicoPart): Record<string, unknown> {
  return {
    format: "foyer-conference/1",
    conference: conferencePart(slug, slug, currency),
    payment: paymentPart(slug.replaceAll("-", "").slice(0, 11).toUpperCase()),
    indico,
    categories: [{ code: "seat", name: "Seat", prices: [{ label: "Seat", price: "120.00" }] }],
  };
}

function conferencePart(slug: string, name: string, currency: string): Record<string, unknown> {
  return {
    slug,
    name,
    organiser: "XPAC Office",
    contactEmail: "office@example.org",
    city: "Trieste",
    timeZone: "Europe/Rome",
    startsOn: "2027-06-14",
    endsOn: "2027-06-18",
    currency,
  };
}

function paymentPart(referencePrefix: string): Record<string, unknown> {
  return {
    ways: ["card", "transfer", "on-site", "purchase-order"],
    referencePrefix,
    bank: { accountHolder: "XPAC Office", iban: "IT60 X054 2811 1010 0000 0123 456" },
  };
}
