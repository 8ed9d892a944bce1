type Named = { slug?: string; referencePrefix?: string; url?: string; eventId?: number; formId?: number };

/**
 * A conference file with one of everything, as an author would write it: defaults left out, prices short.
 * @param named what sets one conference of a test apart from another
 */
export function setupFile(named: Named = {}): Record<string, unknown> {
  const { slug = "tides-2027", referencePrefix = "TID27", ...indico } = named;
  return {
    format: "foyer-conference/1",
    conference: {
      slug,
      name: "Tides 2027",
      organiser: "Society of Tides",
      contactEmail: "office@example.org",
      city: "Aveiro",
      translations: { it: { name: "Maree 2027" } },
      timeZone: "Europe/Lisbon",
      startsOn: "2027-05-31",
      endsOn: "2027-06-04",
      currency: "EUR",
      changesFreeUntil: "2027-05-17T12:00",
      taxPercent: 23,
    },
    payment: {
      ways: ["card", "transfer", "on-site"],
      referencePrefix,
      bank: { accountHolder: "Society of Tides", iban: "PT50 0002 0123 1234 5678 9015 4" },
    },
    indico: {
      url: "https://indico.example.org/",
      token: "indp_first",
      eventId: 101,
      formId: 33,
      ...indico,
      mapping: {
        fields: [{ from: { title: "Dietary needs" }, to: { question: "diet" }, choices: { Vegan: "vegan" } }],
        categories: [{ when: { tag: "student" }, category: "student" }],
      },
    },
    quotas: [
      { name: "Venue", capacity: 100 },
      { name: "Boat", capacity: 40 },
    ],
    categories: [
      {
        code: "regular",
        name: "Regular",
        quotas: ["Venue"],
        prices: [
          { label: "Early", until: "2027-03-31T23:59", price: "540" },
          { label: "Regular", from: "2027-03-31T23:59", price: "610.00" },
        ],
      },
      {
        code: "student",
        name: "Student",
        translations: { it: { name: "Studente" } },
        eligibility: "assigned",
        taxPercent: 5.5,
        quotas: ["Venue"],
        prices: [{ label: "Student", price: "250" }],
      },
    ],
    services: [
      {
        code: "boat",
        name: "Boat trip",
        mark: "boat",
        quotas: ["Boat", "Venue"],
        startsAt: "2027-06-02T14:00",
        endsAt: "2027-06-02T18:30",
        maxPerPerson: 3,
        namesGuests: true,
        prices: [{ label: "Boat", price: "35" }],
      },
    ],
    sessions: [
      {
        code: "opening",
        title: "Opening",
        translations: { it: { title: "Apertura" } },
        startsAt: "2027-05-31T09:00",
        endsAt: "2027-05-31T10:30",
        room: "Auditorium",
        tags: ["Plenary", "Streamed"],
      },
      {
        code: "gauges",
        title: "Reading old gauges",
        startsAt: "2027-06-01T14:00:00",
        endsAt: "2027-06-01T17:00",
        service: "boat",
        isPublished: false,
      },
    ],
    promotions: [{ code: "tides-25", label: "Members of the society", amount: "25", from: "2027-01-01T00:00" }],
    questions: [
      {
        key: "diet",
        type: "many-choices",
        label: "Diet",
        choices: [
          { value: "vegan", label: "Vegan", translations: { it: "Vegano" } },
          { value: "halal", label: "Halal" },
        ],
        eraseAfter: "2027-07-04",
      },
      { key: "poster", type: "file", label: "Poster", categories: ["student"] },
    ],
  };
}
