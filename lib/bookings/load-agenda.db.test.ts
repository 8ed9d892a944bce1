import { PGlite } from "@electric-sql/pglite";
import pg from "pg";
import { afterEach, beforeAll, expect, test, vi } from "vitest";
import { db } from "@/lib/db/client";
import { queue } from "@/lib/jobs/queue";
import { cancelRegistration } from "@/lib/registration/cancel-registration";
import { ACTOR, book, NOW, republish, seedAgenda, seedAttendee, seedSession } from "./agenda.fixture";
import { wouldLosePlace } from "./find-session";
import { type AgendaEntry, loadAgenda } from "./load-agenda";
import { loadCalendarSessions, loadNextSessions } from "./load-own-sessions";
import { promoteWaiting } from "./promote-waiting";

beforeAll(async () => {
  await queue();
});

afterEach(() => vi.restoreAllMocks());

const HOUR_MS = 3_600_000;

/** Statements on sessions and bookings from here on, whichever database it is. */
function watchStatements(): () => number {
  const spies = [vi.spyOn(pg.Client.prototype, "query"), vi.spyOn(PGlite.prototype, "query")];
  const texts = () => spies.flatMap(({ mock }) => mock.calls.map(([query]) => JSON.stringify(query)));
  return () => texts().filter((text) => /session|booking/i.test(text)).length;
}

/** What the agenda says of each session, by its title, in a word or two. */
async function said(registrationId: number, source: "portal" | "staff" = "portal", now = NOW) {
  const agenda = await loadAgenda(registrationId, source, now);
  const word = ({ mine, register, leave, position }: AgendaEntry) => {
    const own = mine && `${mine.state} ${mine.source}${position ? ` ${position}` : ""}, ${leave.do}`;
    const open = register.do === "refuse" ? register.reason : register.do;
    return own ?? open;
  };
  return Object.fromEntries((agenda?.entries ?? []).map((entry) => [entry.session.title, word(entry)]));
}

test("each session says what the door would answer, and what the person has of it", async () => {
  const conferenceId = await seedAgenda();
  const client = await db();
  const category = await client.category.findFirstOrThrow({ where: { conferenceId } });
  const service = await client.service.findFirstOrThrow({ where: { conferenceId, code: "DINNER" } });
  const later = new Date(NOW.getTime() + HOUR_MS);
  const full = await seedSession(conferenceId, { title: "Full", capacity: 1, from: 8, until: 9 });
  const listed = await seedSession(conferenceId, { title: "Listed", capacity: 1, waitingPlaces: 2, from: 8, until: 9 });
  const mine = await seedSession(conferenceId, { title: "Mine", from: 9, until: 10, tags: ["Talks"] });
  await seedSession(conferenceId, { title: "Clash", from: 9, until: 10 });
  await seedSession(conferenceId, { title: "Free", from: 10, until: 11, capacity: null });
  await seedSession(conferenceId, { title: "Later", from: 11, until: 12, opensAt: later });
  await seedSession(conferenceId, { title: "Closed", from: 11, until: 12, closesAt: NOW });
  await seedSession(conferenceId, { title: "Sit down", from: 12, until: 13, booking: "none" });
  await seedSession(conferenceId, { title: "Cancelled", from: 13, until: 14, isCancelled: true });
  await seedSession(conferenceId, { title: "Hidden", from: 14, until: 15, isPublished: false });
  const included = await seedSession(conferenceId, { title: "Included", from: 15, until: 16, booking: "included" });
  const sold = await seedSession(conferenceId, {
    title: "Sold",
    from: 16,
    until: 17,
    capacity: null,
    booking: "portal",
  });
  await client.session.update({ where: { id: included }, data: { categories: { connect: { id: category.id } } } });
  await client.session.update({ where: { id: sold }, data: { serviceId: service.id } });
  await republish(conferenceId);
  const [ada, ben, cem] = [
    await seedAttendee(conferenceId, 1),
    await seedAttendee(conferenceId, 2),
    await seedAttendee(conferenceId, 3),
  ] as const;
  await client.registration.update({ where: { id: ada }, data: { categoryId: category.id } });
  for (const id of [full, listed]) await book(conferenceId, id === full ? ben : cem, id);
  await book(conferenceId, ada, mine);

  expect(await said(ada)).toEqual({
    Full: "full",
    Listed: "wait",
    Mine: "registered app, leave",
    Clash: "overlap",
    Free: "register",
    Later: "not_open_yet",
    Closed: "closed",
    "Sit down": "nothing",
    Cancelled: "session_cancelled",
    Included: "registered included, refuse",
    Sold: "payment_required",
  });
  const agenda = await loadAgenda(ada, "portal", NOW);
  const entry = (title: string) => agenda?.entries.find(({ session }) => session.title === title);
  expect(entry("Clash")?.conflicts).toMatchObject([{ title: "Mine" }]);
  expect(entry("Mine")?.places).toEqual({ free: 1, capacity: 2 });
  expect(entry("Sold")?.places).toEqual({ free: 10, capacity: 10 });
  expect(await said(ada, "staff"), "staff are not held to times").toMatchObject({ Later: "register", Full: "full" });
});

test("who waits reads their place, and until when one is theirs; giving a full session back is asked about", async () => {
  const conferenceId = await seedAgenda();
  const session = await seedSession(conferenceId, {
    ...{ title: "Workshop", capacity: 1, waitingPlaces: 5, waitingListMode: "offer" },
  });
  const [ada, ben, cem] = [
    await seedAttendee(conferenceId, 1),
    await seedAttendee(conferenceId, 2),
    await seedAttendee(conferenceId, 3),
  ] as const;
  for (const id of [ada, ben, cem]) await book(conferenceId, id, session);
  expect(await said(ben)).toEqual({ Workshop: "waitlisted app 1, leave" });
  expect(await said(cem)).toEqual({ Workshop: "waitlisted app 2, leave" });
  expect(await wouldLosePlace(ada, session)).toBe(true);
  expect(await wouldLosePlace(ben, session), "who waits loses nothing").toBe(false);
  await book(conferenceId, ada, session, { action: "unregister" });
  await promoteWaiting(session, NOW);
  expect(await said(ben)).toEqual({ Workshop: "held app 1, leave" });
  const [offered] = (await loadAgenda(ben, "portal", NOW))?.entries ?? [];
  expect(offered).toMatchObject({ offerUntil: new Date(NOW.getTime() + 24 * HOUR_MS), register: { do: "register" } });
});

test("it is read in as many statements for two hundred sessions as for two", async () => {
  const count = async (sessions: number) => {
    const conferenceId = await seedAgenda();
    const client = await db();
    const at = (hour: number) => new Date(Date.UTC(2027, 5, 14, hour));
    await client.session.createMany({
      data: Array.from({ length: sessions }, (_, index) => ({
        ...{ conferenceId, publicId: `C${conferenceId}N${index}`, number: index + 1, code: `s${index}` },
        ...{
          title: `Session ${index}`,
          startsAt: at(index % 24),
          endsAt: at((index % 24) + 1),
          booking: "app" as const,
        },
      })),
    });
    const ada = await seedAttendee(conferenceId, 1);
    const statements = watchStatements();
    expect((await loadAgenda(ada, "portal", NOW))?.entries).toHaveLength(sessions);
    const counted = statements();
    vi.restoreAllMocks();
    return counted;
  };
  const few = await count(2);
  expect(few).toBeGreaterThan(2);
  expect(await count(200)).toBe(few);
});

test("a person's calendar has what they are in, and as cancelled what they left; its numbers only grow", async () => {
  const conferenceId = await seedAgenda();
  const one = await seedSession(conferenceId, { title: "One", from: 9, until: 10 });
  const two = await seedSession(conferenceId, { title: "Two", from: 10, until: 11 });
  await seedSession(conferenceId, { title: "Not mine", from: 12, until: 13 });
  const ada = await seedAttendee(conferenceId, 1);
  for (const id of [one, two]) await book(conferenceId, ada, id);
  expect(await loadNextSessions(ada, conferenceId, NOW)).toMatchObject([{ title: "One" }, { title: "Two" }]);
  const before = await loadCalendarSessions(ada);
  expect(before).toMatchObject([
    { title: "One", isCancelled: false },
    { title: "Two", isCancelled: false },
  ]);
  await book(conferenceId, ada, one, { action: "unregister" });
  const after = await loadCalendarSessions(ada);
  expect(after).toMatchObject([
    { title: "One", isCancelled: true },
    { title: "Two", isCancelled: false },
  ]);
  expect(after[0]?.sequence).toBeGreaterThan(before[0]?.sequence ?? 0);
  expect(await loadNextSessions(ada, conferenceId, NOW)).toMatchObject([{ title: "Two" }]);

  await cancelRegistration(ada, { reason: "", tell: false }, ACTOR, NOW);
  expect(await loadCalendarSessions(ada)).toMatchObject([{ isCancelled: true }, { isCancelled: true }]);
  expect(await loadAgenda(ada, "portal", NOW)).toMatchObject({ participation: "Cancelled" });
});
