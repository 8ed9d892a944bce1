import fc from "fast-check";
import { beforeAll, expect, test } from "vitest";
import { db } from "@/lib/db/client";
import type { Booking } from "@/lib/db/generated/client";
import { queue } from "@/lib/jobs/queue";
import { cancelRegistration } from "@/lib/registration/cancel-registration";
import { restoreRegistration } from "@/lib/registration/restore-registration";
import { ACTOR, book, differing, NOW, republish, seedAgenda, seedAttendee, seedSession } from "./agenda.fixture";
import type { BookingAnswer } from "./book-session";
import { promoteWaiting } from "./promote-waiting";

const PEOPLE = 6;
/** Two of the same hours, one that overlaps both in part, one after, one without a limit. */
const SESSIONS = [
  { from: 9, until: 11, capacity: 1, waitingPlaces: 3 },
  { from: 9, until: 10, capacity: 1, waitingPlaces: 2, waitingListMode: "offer" },
  { from: 10, until: 12, capacity: 3 },
  { from: 12, until: 13, capacity: 1, waitingPlaces: 6 },
  { from: 12, until: 14, capacity: null, blocksTime: false },
] as const;
const RUNS = Number(process.env.FOYER_HISTORIES ?? 6);

const act = fc.record({
  do: fc.oneof(
    { weight: 6, arbitrary: fc.constant("register" as const) },
    { weight: 3, arbitrary: fc.constant("unregister" as const) },
    {
      weight: 1,
      arbitrary: fc.constantFrom("promote" as const, "capacity" as const, "cancel" as const, "restore" as const),
    },
  ),
  who: fc.nat(PEOPLE - 1),
  // Most want the same: a list forms, and there is somebody to overtake.
  what: fc.oneof({ weight: 3, arbitrary: fc.constant(0) }, { weight: 2, arbitrary: fc.nat(SESSIONS.length - 1) }),
  by: fc.constantFrom("app" as const, "portal" as const, "staff" as const),
  waits: fc.oneof({ weight: 4, arbitrary: fc.constant(true) }, fc.constant(false)),
});
type Act = {
  do: "register" | "unregister" | "promote" | "capacity" | "cancel" | "restore";
  who: number;
  what: number;
  by: "app" | "portal" | "staff";
  waits: boolean;
};
/** What happens at once, and then the next. */
const history = fc.array(fc.array(act, { minLength: 1, maxLength: 6 }), { minLength: 2, maxLength: 6 });

beforeAll(async () => {
  await queue();
});

test("whatever happens at once, places are exact, nobody is in two places, nobody overtakes, and the feed says so", async () => {
  await fc.assert(
    fc.asyncProperty(history, async (steps) => {
      const world = await seedWorld();
      for (const step of steps) {
        const before = await world.bookingsNow();
        await Promise.all(step.map((one) => world.run(one)));
        await world.check();
        await world.checkOrder(before);
      }
      expect(await differing(world.conferenceId)).toEqual([]);
      await world.checkRepeats();
    }),
    { numRuns: RUNS, seed: Number(process.env.FOYER_SEED ?? 20270614), endOnFailure: true },
  );
}, 3_600_000);

async function seedWorld() {
  const conferenceId = await seedAgenda();
  const client = await db();
  const sessions: number[] = [];
  for (const session of SESSIONS) sessions.push(await seedSession(conferenceId, session));
  const people: number[] = [];
  for (let number = 1; number <= PEOPLE; number++) people.push(await seedAttendee(conferenceId, number));

  const run = async (one: Act): Promise<unknown> => {
    const [person = 0, session = 0] = [people[one.who], sessions[one.what]];
    switch (one.do) {
      case "register":
      case "unregister":
        return book(conferenceId, person, session, { action: one.do, source: one.by, joinWaitingList: one.waits });
      case "promote":
        return promoteWaiting(session, NOW);
      case "capacity":
        await client.$executeRaw`
          UPDATE quota SET capacity = ${one.who}, allowance = greatest(0, taken - ${one.who})
           WHERE id = (SELECT quota_id FROM session WHERE id = ${session})`;
        await republish(conferenceId);
        return book(conferenceId, person, session, { source: "staff", overbookBecause: "room changed" });
      case "cancel":
        return cancelRegistration(person, { reason: "", tell: false }, ACTOR, NOW);
      case "restore":
        return restoreRegistration(person, { mayOverbook: false, reason: "" }, ACTOR, NOW);
    }
  };

  const bookingsNow = () =>
    client.booking.findMany({ where: { conferenceId }, orderBy: [{ waitingSince: "asc" }, { id: "asc" }] });

  const check = async () => {
    const quotas = await client.$queryRaw<{ taken: number; capacity: number; allowance: number; rows: number }[]>`
      SELECT q.taken, q.capacity, q.allowance, coalesce((SELECT sum(p.count) FROM place p WHERE p.quota_id = q.id), 0)::int AS rows
        FROM quota q WHERE q.conference_id = ${conferenceId}`;
    for (const { taken, capacity, allowance, rows } of quotas) {
      expect(taken).toBe(rows);
      expect(taken).toBeLessThanOrEqual(capacity + allowance);
    }
    const seats = await client.$queryRaw<{ places: number; booked: number }[]>`
      SELECT (SELECT count(*)::int FROM place p JOIN booking b ON b.id = p.booking_id WHERE b.session_id = s.id) AS places,
             (SELECT count(*)::int FROM booking b WHERE b.session_id = s.id AND b.state IN ('registered', 'held')) AS booked
        FROM session s WHERE s.conference_id = ${conferenceId} AND s.quota_id IS NOT NULL`;
    for (const { places, booked } of seats) expect(places).toBe(booked);
    const twice = await client.$queryRaw<unknown[]>`
      SELECT a.registration_id FROM booking a JOIN session x ON x.id = a.session_id AND x.blocks_time
        JOIN booking b ON b.registration_id = a.registration_id AND b.session_id > a.session_id AND b.state IN ('registered', 'held')
        JOIN session y ON y.id = b.session_id AND y.blocks_time AND x.starts_at < y.ends_at AND y.starts_at < x.ends_at
       WHERE a.conference_id = ${conferenceId} AND a.state = 'registered' AND b.state = 'registered'`;
    expect(twice).toEqual([]);
  };

  /** While somebody waits whom nothing else keeps out, nobody from behind them gets a place, nor anybody new. */
  const checkOrder = async (before: Booking[]) => {
    const after = await bookingsNow();
    for (const first of before) {
      const isSame = ({ id, state, skippedFor, waitingSince }: Booking) =>
        id === first.id &&
        state === "waitlisted" &&
        skippedFor === "" &&
        +(waitingSince ?? 0) === +(first.waitingSince ?? 0);
      if (!isSame(first) || !after.some(isSame)) continue;
      const mine = before.filter(({ sessionId }) => sessionId === first.sessionId);
      const ahead = mine.slice(0, mine.indexOf(first)).map(({ id }) => id);
      const overtakers = after.filter(
        ({ id, sessionId, state, source }) =>
          sessionId === first.sessionId &&
          state === "registered" &&
          source !== "staff" &&
          !ahead.includes(id) &&
          !mine.some((one) => one.id === id && (one.state === "registered" || one.state === "held")),
      );
      expect(overtakers).toEqual([]);
    }
  };

  /** Repeating what somebody has changes nothing, and a check is what registering then says. */
  const checkRepeats = async () => {
    const state = () => client.booking.findMany({ where: { conferenceId }, orderBy: { id: "asc" } });
    for (const [nth, person] of people.entries()) {
      for (const session of sessions.filter((_, index) => index % PEOPLE === nth)) {
        const promised = await book(conferenceId, person, session, { action: "check" });
        const first = await book(conferenceId, person, session);
        expect(kindOf(promised)).toBe(kindOf(first));
        const after = await state();
        const again = await book(conferenceId, person, session);
        expect({ ...again, already: null }).toEqual({ ...first, already: null });
        expect(await state()).toEqual(after);
      }
    }
  };

  return { conferenceId, run, bookingsNow, check, checkOrder, checkRepeats };
}

function kindOf({ result, reason, allowed }: BookingAnswer): string {
  return `${result === "available" ? "registered" : result} ${reason} ${allowed}`;
}
