import { beforeAll, describe, expect, test } from "vitest";
import { db, transaction } from "@/lib/db/client";
import { seedRegistration } from "@/lib/db/test-conference";
import { queue } from "@/lib/jobs/queue";
import { holdOrder } from "@/lib/orders/hold-order";
import { cancelRegistration } from "@/lib/registration/cancel-registration";
import { prefillRegistration } from "@/lib/registration/prefill";
import {
  ACTOR,
  book,
  differing,
  feedOf,
  NOW,
  republish,
  seedAgenda,
  seedAttendee,
  seedSession,
  takenOf,
} from "./agenda.fixture";
import { endBookingsOfSession } from "./end-bookings";
import { promoteWaiting } from "./promote-waiting";

beforeAll(async () => {
  await queue();
});

const attendees = async (conferenceId: number, count: number) => {
  const ids: number[] = [];
  for (let number = 1; number <= count; number++) ids.push(await seedAttendee(conferenceId, number));
  return ids;
};

test("a place is taken, told to the feed, and given back", async () => {
  const conferenceId = await seedAgenda();
  const session = await seedSession(conferenceId, { capacity: 2 });
  const [ada = 0] = await attendees(conferenceId, 1);
  expect(await book(conferenceId, ada, session, { action: "check" })).toMatchObject({
    ...{ allowed: true, result: "available", status: "unregistered", seatsLeft: 2 },
  });
  const booked = await book(conferenceId, ada, session);
  expect(booked).toMatchObject({
    allowed: true,
    result: "registered",
    status: "registered",
    already: false,
    seatsLeft: 1,
  });
  expect(await feedOf(ada, session)).toMatchObject({ Status: "registered", Source: "app" });
  const again = await book(conferenceId, ada, session);
  expect(again).toMatchObject({ allowed: true, already: true, changeSequence: booked.changeSequence });
  expect(await takenOf(session)).toMatchObject({ taken: 1, rows: 1 });
  const left = await book(conferenceId, ada, session, { action: "unregister" });
  expect(left).toMatchObject({ allowed: true, result: "unregistered", status: "unregistered", already: false });
  expect(await book(conferenceId, ada, session, { action: "unregister" })).toMatchObject({
    allowed: true,
    already: true,
  });
  expect(await feedOf(ada, session)).toMatchObject({ Status: "unregistered" });
  expect(await takenOf(session)).toMatchObject({ taken: 0, rows: 0 });
  expect(await differing(conferenceId)).toEqual([]);
});

test("20 places, 60 at once from everywhere: 20 in, the waiting list in the order of coming, the rest told", async () => {
  const conferenceId = await seedAgenda();
  const session = await seedSession(conferenceId, { capacity: 20, waitingPlaces: 10 });
  const people = await attendees(conferenceId, 60);
  const answers = await Promise.all(people.map((id) => book(conferenceId, id, session)));
  const count = (of: (answer: (typeof answers)[number]) => boolean) => answers.filter(of).length;
  expect(count(({ result }) => result === "registered")).toBe(20);
  expect(count(({ result, allowed }) => result === "waitlisted" && !allowed)).toBe(10);
  expect(count(({ reason }) => reason === "waiting_list_full")).toBe(30);
  expect(await takenOf(session)).toEqual({ taken: 20, rows: 20, capacity: 20 });
  expect(await differing(conferenceId)).toEqual([]);
});

test("two taps on sessions of the same hours: one of them, whatever the order", async () => {
  const conferenceId = await seedAgenda();
  const one = await seedSession(conferenceId, { from: 9, until: 11 });
  const other = await seedSession(conferenceId, { from: 10, until: 12 });
  const after = await seedSession(conferenceId, { from: 11, until: 12, capacity: null });
  const [ada = 0] = await attendees(conferenceId, 1);
  const answers = await Promise.all([one, other].map((id) => book(conferenceId, ada, id)));
  expect(answers.map(({ result }) => result).toSorted()).toEqual(["refused", "registered"]);
  const refused = answers.find(({ result }) => result === "refused");
  expect(refused).toMatchObject({ reason: "overlap", conflicts: [{ title: expect.any(String) }] });
  if (answers[0]?.result === "registered") {
    expect(await book(conferenceId, ada, after)).toMatchObject({ result: "registered", seatsLeft: null });
  }
});

describe("the waiting list", () => {
  test("first come, first served; a newcomer does not overtake; who may not have it is passed by", async () => {
    const conferenceId = await seedAgenda();
    const session = await seedSession(conferenceId, { capacity: 1, waitingPlaces: 5, from: 9, until: 10 });
    const clash = await seedSession(conferenceId, { from: 9, until: 10 });
    const [ada = 0, ben = 0, cem = 0, dee = 0] = await attendees(conferenceId, 4);
    await book(conferenceId, ada, session);
    expect(await book(conferenceId, ben, session)).toMatchObject({ result: "waitlisted", position: 1, allowed: false });
    expect(await book(conferenceId, cem, session)).toMatchObject({ result: "waitlisted", position: 2 });
    expect(await book(conferenceId, ben, session)).toMatchObject({ result: "waitlisted", position: 1, already: true });
    await book(conferenceId, ben, clash);
    await book(conferenceId, ada, session, { action: "unregister" });
    expect(await book(conferenceId, dee, session)).toMatchObject({ result: "waitlisted", position: 3 });
    await promoteWaiting(session, NOW);
    expect(await feedOf(ben, session)).toMatchObject({ Status: "waitlisted" });
    expect(await feedOf(cem, session)).toMatchObject({ Status: "registered" });
    const client = await db();
    const booking = await client.booking.findFirstOrThrow({ where: { registrationId: ben, sessionId: session } });
    expect(booking.skippedFor).toBe("overlap");
    expect(await client.mail.findMany({ where: { letter: "session-news" } })).toMatchObject([{ registrationId: cem }]);
    await book(conferenceId, ben, clash, { action: "unregister" });
    await book(conferenceId, cem, session, { action: "unregister" });
    await promoteWaiting(session, NOW);
    expect(await feedOf(ben, session)).toMatchObject({ Status: "registered" });
    expect(await feedOf(dee, session)).toMatchObject({ Status: "waitlisted" });
    expect(await takenOf(session)).toMatchObject({ taken: 1, rows: 1 });
    expect(await differing(conferenceId)).toEqual([]);
  });

  test("an offer holds the place until its moment; then it goes to the next", async () => {
    const conferenceId = await seedAgenda();
    const offer = { capacity: 1, waitingPlaces: 5, waitingListMode: "offer" } as const;
    const session = await seedSession(conferenceId, offer);
    const [ada = 0, ben = 0, cem = 0, dee = 0] = await attendees(conferenceId, 4);
    for (const id of [ada, ben, cem]) await book(conferenceId, id, session);
    await book(conferenceId, ada, session, { action: "unregister" });
    await promoteWaiting(session, NOW);
    expect(await book(conferenceId, dee, session)).toMatchObject({ result: "waitlisted", position: 3 });
    expect(await feedOf(ben, session)).toMatchObject({ Status: "waitlisted" });
    const tomorrow = new Date(NOW.getTime() + 25 * 3_600_000);
    await promoteWaiting(session, tomorrow);
    expect(await feedOf(ben, session)).toMatchObject({ Status: "unregistered" });
    expect(await book(conferenceId, cem, session, {}, tomorrow)).toMatchObject({ result: "registered" });
    expect(await takenOf(session)).toMatchObject({ taken: 1, rows: 1 });
    expect(await differing(conferenceId)).toEqual([]);
  });
});

test("who is cancelled is in nothing any more, and the place is the next one's", async () => {
  const conferenceId = await seedAgenda();
  const session = await seedSession(conferenceId, { capacity: 1, waitingPlaces: 1 });
  const [ada = 0, ben = 0] = await attendees(conferenceId, 2);
  await book(conferenceId, ada, session);
  await book(conferenceId, ben, session);
  await cancelRegistration(ada, { reason: "", tell: false }, ACTOR, NOW);
  expect(await feedOf(ada, session)).toMatchObject({ Status: "unregistered" });
  expect(await takenOf(session)).toMatchObject({ taken: 0, rows: 0 });
  await promoteWaiting(session, NOW);
  expect(await feedOf(ben, session)).toMatchObject({ Status: "registered" });
  expect(await differing(conferenceId)).toEqual([]);
});

test("somebody who tries things out takes no place, and staff may go beyond it with a reason", async () => {
  const conferenceId = await seedAgenda();
  const session = await seedSession(conferenceId, { capacity: 1 });
  const tester = await seedAttendee(conferenceId, 90, true);
  const [ada = 0, ben = 0] = await attendees(conferenceId, 2);
  expect(await book(conferenceId, tester, session)).toMatchObject({ result: "registered", seatsLeft: 1 });
  expect(await book(conferenceId, ada, session)).toMatchObject({ result: "registered", seatsLeft: 0 });
  expect(await book(conferenceId, ben, session)).toMatchObject({ reason: "full" });
  const staff = { source: "staff", overbookBecause: "speaker" } as const;
  expect(await book(conferenceId, ben, session, staff)).toMatchObject({ result: "registered" });
  expect(await takenOf(session)).toMatchObject({ taken: 2, rows: 2, capacity: 1 });
  expect(await book(conferenceId, ben, session, { action: "unregister" })).toMatchObject({ result: "unregistered" });
  expect(await takenOf(session)).toMatchObject({ taken: 1, rows: 1 });
});

describe("what happens elsewhere at the same time", () => {
  test("a session without a limit that is cancelled meanwhile books nobody", async () => {
    const conferenceId = await seedAgenda();
    const session = await seedSession(conferenceId, { capacity: null });
    const [ada = 0] = await attendees(conferenceId, 1);
    const cancelling = Promise.withResolvers<void>();
    const booking = cancelling.promise.then(() => book(conferenceId, ada, session));
    await transaction(async (tx) => {
      await tx.$queryRaw`SELECT id FROM session WHERE id = ${session} FOR UPDATE`;
      cancelling.resolve();
      await tx.session.update({ where: { id: session }, data: { isCancelled: true } });
      await endBookingsOfSession(tx, session, NOW);
    });
    expect(await booking).toMatchObject({ result: "refused", reason: "session_cancelled" });
  });

  test("who is withdrawn on Indico loses their place, and the next one gets it", async () => {
    const conferenceId = await seedAgenda();
    const session = await seedSession(conferenceId, { capacity: 1, waitingPlaces: 1 });
    const [ada = 0, ben = 0] = await attendees(conferenceId, 2);
    await book(conferenceId, ada, session);
    await book(conferenceId, ben, session);
    await prefillRegistration(ada, async () => ({ kind: "gone" }), 1_000);
    expect(await feedOf(ada, session)).toMatchObject({ Status: "unregistered" });
    await promoteWaiting(session, NOW);
    expect(await feedOf(ben, session)).toMatchObject({ Status: "registered" });
    expect(await differing(conferenceId)).toEqual([]);
  });

  test("an order that takes the last place of a quota fills the sessions that share it", async () => {
    const conferenceId = await seedAgenda();
    const session = await seedSession(conferenceId, { capacity: null });
    const client = await db();
    const dinner = await client.quota.findFirstOrThrow({ where: { conferenceId, name: "dinner" } });
    await client.quota.update({ where: { id: dinner.id }, data: { capacity: 1 } });
    await client.session.update({ where: { id: session }, data: { quotaId: dinner.id } });
    await republish(conferenceId);
    const { id } = await seedRegistration(conferenceId, 7);
    const services = [{ code: "DINNER", quantity: 1, places: [{ options: { diet: "vegan" } }] }];
    expect(await holdOrder(id, { categoryCode: "FULL", services }, ACTOR, NOW)).toMatchObject({ ok: true });
    const row = await client.feedRow.findFirstOrThrow({ where: { conferenceId, resource: "session" } });
    expect(row.payload).toMatchObject({ RegistrationState: "Full" });
  });

  test("the last place of what two sessions share fills both, and given back opens both", async () => {
    const conferenceId = await seedAgenda();
    const [one, other] = [await seedSession(conferenceId, { capacity: 1 }), await seedSession(conferenceId)];
    const client = await db();
    const { quotaId } = await client.session.findUniqueOrThrow({ where: { id: one } });
    await client.session.update({ where: { id: other }, data: { quotaId } });
    await republish(conferenceId);
    const [ada = 0] = await attendees(conferenceId, 1);
    const states = async () => {
      const rows = await client.feedRow.findMany({ where: { conferenceId, resource: "session" } });
      return rows.map(({ payload }) => (payload as { RegistrationState: string }).RegistrationState);
    };
    await book(conferenceId, ada, one);
    expect(await states()).toEqual(["Full", "Full"]);
    await book(conferenceId, ada, one, { action: "unregister" });
    expect(await states()).toEqual(["Open", "Open"]);
  });

  test("a check writes nothing, not even what only the clock has changed", async () => {
    const conferenceId = await seedAgenda();
    const offer = { capacity: 1, waitingPlaces: 5, waitingListMode: "offer" } as const;
    const session = await seedSession(conferenceId, offer);
    const [ada = 0, ben = 0, cem = 0] = await attendees(conferenceId, 3);
    for (const id of [ada, ben]) await book(conferenceId, id, session);
    await book(conferenceId, ada, session, { action: "unregister" });
    await promoteWaiting(session, NOW);
    const client = await db();
    const rows = () => client.booking.findMany({ where: { conferenceId }, orderBy: { id: "asc" } });
    const before = await rows();
    const later = new Date(NOW.getTime() + 25 * 3_600_000);
    expect(await book(conferenceId, cem, session, { action: "check" }, later)).toMatchObject({ result: "available" });
    expect(await rows()).toEqual(before);
  });
});
