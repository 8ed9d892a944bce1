import { beforeAll, beforeEach, expect, test } from "vitest";
import type { Actor } from "@/lib/audit/chain";
import { verifyChain } from "@/lib/audit/verify-chain";
import type { Setup } from "@/lib/conference/conference-file";
import { deleteItem, type Item, moveItem, saveItem, versionOfItem } from "@/lib/conference/edit-item";
import { importConference } from "@/lib/conference/import-conference";
import { exportedSetup, importAnother } from "@/lib/conference/imported.fixture";
import { withOwnPlaces } from "@/lib/conference/own-quota";
import { type ListName, nameOf } from "@/lib/conference/rename-item";
import { db, transaction } from "@/lib/db/client";
import { seedRegistration } from "@/lib/db/test-conference";
import { queue } from "@/lib/jobs/queue";
import { takeBookingPlace } from "@/lib/places/places";

const BY: Actor = { kind: "staff", id: "7" };
const NOW = new Date("2027-03-01T12:00:00Z");
let slug = "";
let conferenceId = 0;

beforeAll(async () => {
  await queue();
});

beforeEach(async () => {
  ({ slug, conferenceId } = await importAnother(BY));
});

const setup = () => exportedSetup(slug);

/** An item as its form opens it. */
async function open<L extends ListName>(list: L, name: string) {
  const whole = await setup();
  const items: readonly Item[] = whole[list];
  const item = items.find((one) => nameOf(one) === name) as Setup[L][number] | undefined;
  if (!item) throw new Error(`No ${name}`);
  const [client, where] = [await db(), { conferenceId }];
  const ids = {
    rooms: () => client.room.findFirstOrThrow({ where: { ...where, name } }),
    tags: () => client.tag.findFirstOrThrow({ where: { ...where, name } }),
    quotas: () => client.quota.findFirstOrThrow({ where: { ...where, name } }),
    sessions: () => client.session.findFirstOrThrow({ where: { ...where, code: name } }),
  };
  const { id } = await ids[list as keyof typeof ids]();
  return { conferenceId, list, id, item, version: versionOfItem(whole, list, item) };
}

async function openSession(code: string) {
  const form = await open("sessions", code);
  return { ...form, item: withOwnPlaces(await setup(), form.item) };
}

async function saveSession(code: string, change: object) {
  const form = await openSession(code);
  return saveItem({ ...form, item: { ...form.item, ...change } }, BY);
}

const reasonOf = (saved: Awaited<ReturnType<typeof saveItem | typeof deleteItem>>) =>
  saved.ok || saved.error.code !== "problems"
    ? saved
    : saved.error.problems.map(({ field, reason }) => [field, reason?.code]);

const auditOf = async (what: string) => (await db()).auditEntry.findMany({ where: { conferenceId, what } });
const quotaNamed = async (name: string) => (await db()).quota.findFirst({ where: { conferenceId, name } });

/** A person with a place in a session, or in its waiting list. */
async function book(code: string, number: number, state: "registered" | "waitlisted" = "registered") {
  const { id: registrationId } = await seedRegistration(conferenceId, number);
  return transaction(async (tx) => {
    const session = await tx.session.findFirstOrThrow({ where: { conferenceId, code } });
    const waitingSince = state === "waitlisted" ? NOW : null;
    const data = { conferenceId, registrationId, sessionId: session.id, source: "app", stateAt: NOW } as const;
    const booking = await tx.booking.create({ data: { ...data, state, waitingSince } });
    const { quotaId } = session;
    if (state === "registered" && quotaId !== null)
      await takeBookingPlace(tx, { bookingId: booking.id, quotaId }, false);
    return booking;
  });
}

test("rooms and tags are written, changed, moved and taken out, and the audit says so by their ids", async () => {
  const room = await open("rooms", "Auditorium");
  const described = { ...room.item, building: "Pavilion 2", floor: "1", latitude: 40.63, longitude: -8.65, seats: 300 };
  expect(await saveItem({ ...room, item: described }, BY)).toMatchObject({ ok: true });
  await saveItem({ conferenceId, list: "rooms", id: null, item: { name: "Library" }, version: "" }, BY);
  await moveItem({ conferenceId, list: "rooms", id: room.id }, 1, BY);
  expect((await setup()).rooms).toMatchObject([{ name: "Library", seats: null }, described]);
  const tag = await open("tags", "Streamed");
  const limited = { ...tag.item, kind: "type", colour: "#aa3300", perPerson: 2 };
  expect(await saveItem({ ...tag, item: limited }, BY)).toMatchObject({ ok: true });
  expect((await setup()).tags).toMatchObject([{ name: "Plenary", kind: "topic" }, limited]);
  expect(await auditOf("room.created")).toMatchObject([{ objectId: String(room.id) }, { after: { name: "Library" } }]);
  expect(await auditOf("tag.changed")).toMatchObject([{ objectId: String(tag.id), after: { perPerson: 2 } }]);
  expect(await deleteItem(await open("rooms", "Library"), BY)).toEqual({ ok: true, value: undefined });
  const names = (await (await db()).room.findMany({ where: { conferenceId } })).map(({ name }) => name);
  expect(names).toEqual(["Auditorium"]);
});

test("what sessions name stays, and they follow its new name", async () => {
  expect(await deleteItem(await open("rooms", "Auditorium"), BY)).toMatchObject({
    error: { problems: [{ reason: { code: "used-by", values: { names: "Opening" } } }] },
  });
  const room = await open("rooms", "Auditorium");
  await saveItem({ ...room, item: { ...room.item, name: "Great hall" } }, BY);
  const tag = await open("tags", "Streamed");
  await saveItem({ ...tag, item: { ...tag.item, name: "Live" } }, BY);
  const now = await setup();
  expect(now.sessions[0]).toMatchObject({ room: "Great hall", tags: ["Plenary", "Live"] });
  expect([now.rooms.length, now.tags.length]).toEqual([1, 2]);
  expect((await open("rooms", "Great hall")).id).toBe(room.id);
  expect(await auditOf("room.renamed")).toHaveLength(1);
  expect(await auditOf("session.changed")).toEqual([]);
  expect(await importConference(now, { by: BY })).toMatchObject({ value: { changes: [] } });
});

test("a room typed at a session is a room from then on", async () => {
  expect(await saveSession("opening", { room: "Theatre", tags: ["Plenary", "Music"] })).toMatchObject({ ok: true });
  const now = await setup();
  expect(now.rooms.map(({ name }) => name)).toEqual(["Auditorium", "Theatre"]);
  expect(now.tags.map(({ name }) => name)).toEqual(["Plenary", "Streamed", "Music"]);
});

test("a session's every field comes back as it was written, whom it is open to as well", async () => {
  const change = {
    booking: "app",
    categories: ["regular", "student"],
    opensAt: "2027-05-01T09:00",
    closesAt: "2027-05-30T18:00",
    leaveUntil: "2027-05-29T18:00",
    quota: "Boat",
    waitingPlaces: 5,
    waitingListMode: "offer",
    offerHours: 12,
    blocksTime: false,
  };
  expect(await saveSession("opening", change)).toMatchObject({ ok: true });
  expect((await setup()).sessions[0]).toMatchObject(change);
  expect(await saveSession("opening", { categories: ["student"] })).toMatchObject({
    value: { fields: ["categories"] },
  });
  expect((await setup()).sessions[0]?.categories).toEqual(["student"]);
});

test("places of its own make a quota of its code, which goes with it wherever it goes", async () => {
  await saveSession("opening", { places: 40 });
  expect(await quotaNamed("opening")).toMatchObject({ capacity: 40 });
  const { id } = (await quotaNamed("opening")) ?? {};
  await saveSession("opening", { places: 45, code: "welcome" });
  expect(await quotaNamed("welcome")).toMatchObject({ id, capacity: 45 });
  expect(withOwnPlaces(await setup(), (await setup()).sessions[0] as Setup["sessions"][number])).toMatchObject({
    ...{ code: "welcome", quota: null, places: 45 },
  });
  expect(reasonOf(await saveSession("welcome", { places: 45, quota: "Boat" }))).toEqual([
    ["places", "quota-or-places"],
  ]);
  expect(reasonOf(await saveSession("welcome", { places: "many" }))).toEqual([["places", undefined]]);
  await saveSession("welcome", { places: null });
  expect(await quotaNamed("welcome")).toBeNull();
  await saveSession("welcome", { places: 12 });
  expect(await deleteItem(await open("sessions", "welcome"), BY)).toEqual({ ok: true, value: undefined });
  expect(await quotaNamed("welcome")).toBeNull();
});

test("a quota of its code that something else draws on is not its own", async () => {
  await saveSession("opening", { code: "Venue".toLowerCase() });
  const venue = await open("quotas", "Venue");
  await saveItem({ ...venue, item: { ...venue.item, name: "venue" } }, BY);
  expect(reasonOf(await saveSession("venue", { places: 10 }))).toEqual([["places", "quota-of-others"]]);
});

test("other places meanwhile are noticed", async () => {
  await saveSession("opening", { places: 40 });
  const form = await openSession("opening");
  await saveSession("opening", { places: 50 });
  const saved = await saveItem({ ...form, item: { ...form.item, title: "Welcome" } }, BY);
  expect(saved).toMatchObject({ error: { code: "changed-meanwhile" } });
});

test("a session that people booked stays with its places; renaming it, or fewer places, is its staff's to say", async () => {
  await saveSession("opening", { booking: "app", places: 3 });
  await book("opening", 1);
  await book("opening", 2);
  const deleted = await deleteItem(await open("sessions", "opening"), BY);
  expect(reasonOf(deleted)).toContainEqual(["code", "booked"]);
  expect(reasonOf(await saveSession("opening", { places: null, quota: "Boat" }))).toContainEqual([
    "quota",
    "booked-quota",
  ]);
  expect(reasonOf(await saveSession("opening", { places: 1 }))).toEqual([["places", "quota-below-taken"]]);
  const form = await openSession("opening");
  const kept = await saveItem({ ...form, item: { ...form.item, places: 1 }, keepSold: true }, BY);
  expect(kept).toMatchObject({ ok: true });
  expect(await quotaNamed("opening")).toMatchObject({ capacity: 1, taken: 2, allowance: 1 });
  expect(await saveSession("opening", { code: "welcome" })).toMatchObject({ ok: true });
});

test("cancelling a session ends its bookings and gives their places back; then it may go", async () => {
  await saveSession("opening", { booking: "app", places: 3, waitingPlaces: 2 });
  await book("opening", 1);
  await book("opening", 2, "waitlisted");
  expect(await saveSession("opening", { isCancelled: true })).toMatchObject({ ok: true });
  const bookings = await (await db()).booking.findMany({ where: { conferenceId }, orderBy: { id: "asc" } });
  expect(bookings.map(({ state, waitingSince }) => [state, waitingSince])).toEqual([
    ["unregistered", null],
    ["unregistered", null],
  ]);
  expect(await quotaNamed("opening")).toMatchObject({ taken: 0 });
  const ended = await auditOf("booking.ended");
  expect(ended.map(({ object, objectId }) => `${object} ${objectId}`)).toEqual(
    bookings.map((booking) => `registration ${booking.registrationId}`),
  );
  expect(await verifyChain(conferenceId)).toMatchObject({ broken: null });
  expect(await saveSession("opening", { isCancelled: false })).toMatchObject({ ok: true });
  expect(await deleteItem(await open("sessions", "opening"), BY)).toEqual({ ok: true, value: undefined });
});

test("a long programme is written in few statements, and a second time changes nothing", async () => {
  const sessions = Array.from({ length: 600 }, (_, i) => ({
    code: `talk-${i}`,
    title: `Talk ${i}`,
    startsAt: `2027-06-0${1 + (i % 4)}T${String(8 + (i % 10)).padStart(2, "0")}:00`,
    endsAt: `2027-06-0${1 + (i % 4)}T${String(9 + (i % 10)).padStart(2, "0")}:00`,
    room: `Room ${i % 40}`,
    tags: [`Track ${i % 12}`],
    categories: ["regular"],
  }));
  const whole = await setup();
  const first = await importConference({ ...whole, sessions: [...whole.sessions, ...sessions] }, { by: BY });
  expect(first).toMatchObject({ ok: true });
  const second = await importConference(await setup(), { by: BY });
  expect(second).toMatchObject({ value: { changes: [] } });
  const moved = (await setup()).sessions.map((session) => ({ ...session, title: `${session.title}, again` }));
  expect(await importConference({ ...(await setup()), sessions: moved }, { by: BY })).toMatchObject({ ok: true });
});
