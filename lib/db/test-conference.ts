import { db } from "@/lib/db/client";
import { newPublicId } from "@/lib/ids/public-id";

let count = 0;

/**
 * A conference for database tests: category FULL (300.00; "hall" of `hall` places), services DINNER (50.00, up to 4,
 * asks diets, "dinner" of 10 places), TOUR and TALK (at the same hours), GUEST (names guests). Prices have no end.
 */
export async function seedConference({ hall = 100 }: { hall?: number } = {}) {
  const client = await db();
  count += 1;
  const conference = await client.conference.create({
    data: {
      slug: `test-${count}`,
      name: "Test Conference",
      organiser: "Test Society",
      contactEmail: "desk@example.org",
      city: "Aveiro",
      timeZone: "Europe/Lisbon",
      startsOn: new Date("2027-06-14"),
      endsOn: new Date("2027-06-18"),
      currency: "EUR",
      taxBasisPoints: 2300,
      referencePrefix: `TST${count}X`,
      paymentWays: ["card", "transfer", "on_site", "purchase_order"],
      accountHolder: "Test Society",
      iban: "PT50000201231234567890154",
      indicoUrl: "http://127.0.0.1:1",
      indicoEventId: 100 + count,
      indicoFormId: 30 + count,
      counter: { create: {} },
      quotas: {
        create: [
          { name: "hall", capacity: hall },
          { name: "dinner", capacity: 10 },
        ],
      },
    },
    include: { quotas: true },
  });
  const quota = (name: string) => ({ connect: { id: conference.quotas.find((one) => one.name === name)?.id ?? 0 } });
  const price = (priceMinor: number) => ({ create: [{ label: "Regular", priceMinor }] });
  const hours = { startsAt: new Date("2027-06-17T13:00:00Z"), endsAt: new Date("2027-06-17T16:00:00Z") };
  const { id: conferenceId } = conference;
  await client.category.create({
    data: { conferenceId, code: "FULL", name: "Full", position: 1, windows: price(30_000), quotas: quota("hall") },
  });
  const services = [
    { code: "DINNER", name: "Dinner", windows: price(5_000), quotas: quota("dinner"), maxPerPerson: 4, asksDiet: true },
    { code: "TOUR", name: "Tour", windows: price(6_000), ...hours },
    { code: "TALK", name: "Talk", windows: price(0), ...hours },
    { code: "GUEST", name: "Accompanying person", windows: price(12_000), maxPerPerson: 2, namesGuests: true },
  ];
  for (const [index, service] of services.entries()) {
    await client.service.create({ data: { conferenceId, position: index, ...service } });
  }
  return { conferenceId, conference };
}

/** A registration that Indico knows and has confirmed, details sent. */
export async function seedRegistration(conferenceId: number, number: number) {
  const client = await db();
  return client.registration.create({
    data: {
      publicId: newPublicId(),
      conferenceId,
      number,
      email: `person${number}@example.org`,
      firstName: "Person",
      lastName: String(number),
      detailsAt: new Date(),
      indicoDbId: 2_000 + number,
      indicoFriendlyId: number,
      prefill: "done",
    },
  });
}
