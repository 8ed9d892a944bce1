import type { AccessLevel } from "@/lib/db/generated/enums";

/** Stands in every address of a form's places. */
export const FORM_ID = 33;
const FIRST_EVENT_ID = 501;
let conferences = 0;

export type SeededConference = { id: number; eventId: number };

/**
 * Conferences of an ordinary size, each tied to an event of its own at the given Indico: limits count by conference,
 * and a benchmark's people must not use up one allowance. Imported as an operator would, by the conference file.
 */
export async function seedConferences(
  count: number,
  { indicoUrl, token, places }: { indicoUrl: string; token: string; places: number },
): Promise<SeededConference[]> {
  const { importConference } = await import("@/lib/conference/import-conference");
  const seeded: SeededConference[] = [];
  while (seeded.length < count) {
    conferences += 1;
    const eventId = FIRST_EVENT_ID + conferences;
    const indico = { url: indicoUrl, token, eventId, formId: FORM_ID, mapping: DIET_MAPPING };
    const file = conferenceFile(conferences, places, indico);
    const imported = await importConference(file, { by: { kind: "job", id: "bench" } });
    if (!imported.ok) throw new Error(JSON.stringify(imported.error));
    seeded.push({ id: imported.value.conferenceId, eventId });
  }
  return seeded;
}

const DIET_MAPPING = {
  fields: [{ from: { title: "Dietary requirements" }, to: { question: "diet" } }],
  categories: [],
};

export type IndicoOfFile = { url: string; token: string; eventId: number; formId: number; mapping?: object };

/** A conference file with three fees, four services, two quotas and two questions. */
export function conferenceFile(number: number, places: number, indico: IndicoOfFile): object {
  return {
    format: "foyer-conference/1",
    conference: {
      slug: `bench-${number}`,
      name: `Tides ${number}`,
      organiser: "Society of Tides",
      contactEmail: "office@example.org",
      city: "Aveiro",
      timeZone: "Europe/Lisbon",
      startsOn: "2036-05-31",
      endsOn: "2036-06-04",
      currency: "EUR",
      taxPercent: 23,
    },
    payment: { ways: ["card", "on-site"], referencePrefix: `BENCH${number}` },
    indico,
    quotas: [
      { name: "Venue", capacity: places },
      { name: "Boat", capacity: 100_000 },
    ],
    categories: [
      {
        code: "regular",
        name: "Regular",
        description: "All sessions, coffee and the welcome reception.",
        quotas: ["Venue"],
        prices: [
          { label: "Early", until: "2035-12-31T23:59", price: "540" },
          { label: "Regular", from: "2035-12-31T23:59", price: "610" },
        ],
      },
      { code: "student", name: "Student", quotas: ["Venue"], prices: [{ label: "Student", price: "250" }] },
      { code: "day", name: "One day", quotas: ["Venue"], prices: [{ label: "One day", price: "180" }] },
    ],
    services: [
      {
        code: "dinner",
        name: "Conference dinner",
        mark: "dinner",
        maxPerPerson: 4,
        asksDiet: true,
        prices: [{ label: "Dinner", price: "85" }],
      },
      {
        code: "boat",
        name: "Boat trip",
        mark: "boat",
        quotas: ["Boat"],
        startsAt: "2036-06-02T14:00",
        endsAt: "2036-06-02T18:30",
        maxPerPerson: 2,
        prices: [{ label: "Boat", price: "35" }],
      },
      {
        code: "workshop",
        name: "Workshop",
        startsAt: "2036-06-03T09:00",
        endsAt: "2036-06-03T12:00",
        prices: [{ label: "Workshop", price: "60" }],
      },
      {
        code: "guest",
        name: "Accompanying person",
        maxPerPerson: 2,
        namesGuests: true,
        prices: [{ label: "Guest", price: "120" }],
      },
    ],
    questions: [
      { key: "diet", type: "text", label: "Dietary needs" },
      { key: "remarks", type: "long-text", label: "Remarks" },
    ],
  };
}

/** Somebody who has proved the mailbox and sent the details: the next page is the choice. */
export type SeededBuyer = { publicId: string; accessToken: string };

/** Registrations of one conference with a session each, as the verified link leaves them. */
export async function seedBuyers(conferenceId: number, count: number): Promise<SeededBuyer[]> {
  const { transaction } = await import("@/lib/db/client");
  const { newPublicId } = await import("@/lib/ids/public-id");
  const { grantAccess } = await import("@/lib/access/sessions");
  const level: AccessLevel = "verified";
  const buyers: SeededBuyer[] = [];
  for (let number = 1; number <= count; number++) {
    const publicId = newPublicId();
    const accessToken = await transaction(async (tx) => {
      const { id } = await tx.registration.create({
        data: {
          publicId,
          conferenceId,
          number,
          email: `buyer${number}@example.org`,
          firstName: "Buyer",
          lastName: `Number ${number}`,
          affiliation: "University of Galway",
          country: "IE",
          detailsAt: new Date(),
          indicoDbId: number,
          indicoFriendlyId: number,
          indicoState: "unpaid",
          prefill: "done",
        },
      });
      return grantAccess(tx, undefined, id, level);
    });
    buyers.push({ publicId, accessToken });
  }
  return buyers;
}
