import { beforeAll, beforeEach, describe, expect, test } from "vitest";
import { filterAgenda, readAgendaFilter } from "@/lib/agenda/filter-agenda";
import { importProgramme } from "@/lib/agenda/import-programme";
import { loadAgenda } from "@/lib/agenda/load-agenda";
import { loadSession } from "@/lib/agenda/load-session";
import { readProgrammeCsv } from "@/lib/agenda/read-csv";
import { readProgrammeTimetable } from "@/lib/agenda/read-indico";
import type { Actor } from "@/lib/audit/chain";
import { verifyChain } from "@/lib/audit/verify-chain";
import { importConference } from "@/lib/conference/import-conference";
import { exportedSetup, importAnother } from "@/lib/conference/imported.fixture";
import { db } from "@/lib/db/client";
import { seedRegistration } from "@/lib/db/test-conference";
import { queue } from "@/lib/jobs/queue";

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

const take = (text: string, isTrial = false) =>
  importProgramme(conferenceId, readProgrammeCsv(text), { by: BY, isTrial });

async function taken(text: string, isTrial = false) {
  const outcome = await take(text, isTrial);
  if (!outcome.ok) throw new Error(JSON.stringify(outcome.error));
  return outcome.value;
}

async function wrong(text: string) {
  const outcome = await take(text);
  if (outcome.ok || outcome.error.code !== "problems") throw new Error("Taken");
  return outcome.error.problems.map(({ line, field, code }) => [line, field, code]);
}

const PROGRAMME = `code,title,startsAt,endsAt,room,tags,booking,places,waitingPlaces
opening,Opening,2027-05-31 09:15,2027-05-31 10:30,Auditorium,Plenary; Streamed,none,,
seiches,Seiches,2027-06-03 11:00,2027-06-03 12:00,Seminar room,Basins,app,18,5
`;

describe("a programme", () => {
  test("is looked at first, then taken by the same words; a second time it changes nothing", async () => {
    const before = await setup();
    const trial = await taken(PROGRAMME, true);
    expect(await setup()).toEqual(before);
    expect(trial).toMatchObject({
      created: [{ name: "seiches", title: "Seiches" }],
      changed: [
        { name: "opening", values: [{ place: "startsAt", before: "2027-05-31T09:00", after: "2027-05-31T09:15" }] },
      ],
      unchanged: 0,
      missing: [{ code: "gauges", title: "Reading old gauges" }],
    });
    expect(trial.besides.map(({ object, name }) => `${object} ${name}`)).toEqual([
      "quota seiches",
      "room Seminar room",
      "tag Basins",
    ]);
    const seen = (version: string) =>
      importProgramme(conferenceId, readProgrammeCsv(PROGRAMME), { by: BY, seen: version });
    const moved = before.sessions.map((one) => (one.code === "opening" ? { ...one, description: "Moved" } : one));
    const file = await importConference({ ...before, sessions: moved }, { by: BY });
    expect(file).toMatchObject({ ok: true });
    expect(await seen(trial.version)).toEqual({ ok: false, error: { code: "changed-meanwhile" } });
    expect((await setup()).sessions).toEqual(moved);
    const { version } = await taken(PROGRAMME, true);
    const elsewhere = { ...before, sessions: moved, categories: before.categories.toReversed() };
    expect(await importConference(elsewhere, { by: BY })).toMatchObject({ ok: true });
    expect(await seen(version)).toEqual({ ok: true, value: { ...trial, version } });
    const now = await setup();
    expect(now.sessions.map(({ code }) => code)).toEqual(["opening", "gauges", "seiches"]);
    expect(now.sessions[2]).toMatchObject({ quota: "seiches", waitingPlaces: 5, room: "Seminar room" });
    expect(now.sessions[0]).toMatchObject({ translations: { it: { title: "Apertura" } } });
    expect(await taken(PROGRAMME)).toMatchObject({ created: [], changed: [], besides: [], unchanged: 2 });
    const audited = await (await db()).auditEntry.findMany({ where: { conferenceId, what: "session.changed" } });
    expect(audited.at(-1)).toMatchObject({ actorKind: "staff", actorId: "7" });
    expect(await verifyChain(conferenceId)).toMatchObject({ broken: null });
  });

  test("with a wrong row changes nothing, and names every one by its line", async () => {
    const before = await setup();
    const head = "code,title,startsAt,endsAt,quota,service,places,room";
    expect(
      await wrong(
        [
          head,
          "a,A,2027-06-01 09:00,2027-06-01 08:00,,,,Hall",
          "b,B,2027-06-01 09:00,2027-06-01 10:00,Moon,,,",
          "c,,2027-06-01 09:00,2027-06-01 10:00,,,,",
          "d,D,2027-06-01 09:00,2027-06-01 10:00,,,3,",
        ].join("\n"),
      ),
    ).toEqual([[4, "title", "empty"]]);
    expect(
      await wrong(
        [head, "a,A,2027-06-01 09:00,2027-06-01 08:00,,,,Hall", "b,B,2027-06-01 09:00,2027-06-01 10:00,Moon,,,"].join(
          "\n",
        ),
      ),
    ).toEqual([
      [2, "endsAt", "ends-before-start"],
      [3, "quota", "unknown-name"],
    ]);
    expect(
      await wrong(
        [
          head,
          "a,A,2027-06-01 09:00,2027-06-01 10:00,Boat,,5,",
          "d,D,2027-06-01 09:00,2027-06-01 10:00,,,,",
          "d,D,2027-06-01 09:00,2027-06-01 10:00,,,,",
        ].join("\n"),
      ),
    ).toEqual([
      [2, "places", "quota-or-places"],
      [4, "code", "code-twice"],
    ]);
    expect(await setup()).toEqual(before);
  });

  test("says one way to places, which takes the others out", async () => {
    await taken(PROGRAMME);
    const row = (head: string, cells: string) =>
      taken(
        `code,title,startsAt,endsAt,waitingPlaces,${head}\nseiches,Seiches,2027-06-03 11:00,2027-06-03 12:00,0,${cells}\n`,
      );
    await row("quota", "Boat");
    expect((await setup()).sessions[2]).toMatchObject({ quota: "Boat", booking: "app" });
    expect((await setup()).quotas.map(({ name }) => name)).toEqual(["Venue", "Boat"]);
    await row("places", "20");
    expect((await setup()).sessions[2]).toMatchObject({ quota: "seiches" });
    await row("service", "boat");
    expect((await setup()).sessions[2]).toMatchObject({ quota: null, service: "boat", booking: "portal" });
  });

  test("of Indico changes what Indico says, and leaves what staff set", async () => {
    const moment = (local: string) => ({ local, timeZone: "Europe/Rome" });
    const entry = {
      ...({ id: "s3", kind: "session", title: "Basins", description: "About basins", room: "Room 7" } as const),
      ...{ startsAt: moment("2027-06-01T10:00:00"), endsAt: moment("2027-06-01T12:00:00") },
      within: [{ title: "Seiches", startsAt: moment("2027-06-01T10:20:00") }],
    };
    const read = (room: string) =>
      importProgramme(conferenceId, readProgrammeTimetable([{ ...entry, room }], "Europe/Lisbon"), { by: BY });
    expect(await read("Room 7")).toMatchObject({ value: { created: [{ name: "indico-s3" }] } });
    expect((await setup()).sessions.find(({ code }) => code === "indico-s3")).toMatchObject({
      ...{ startsAt: "2027-06-01T09:00", room: "Room 7", tags: ["Session"], blocksTime: true },
      description: "About basins\n\n09:20 Seiches",
    });
    await taken("code,title,startsAt,endsAt,tags,places\nindico-s3,Basins,2027-06-01 09:00,2027-06-01 11:00,Mine,12\n");
    expect(await read("Room 8")).toMatchObject({ value: { changed: [{ fields: ["room"] }] } });
    expect((await setup()).sessions.find(({ code }) => code === "indico-s3")).toMatchObject({
      ...{ room: "Room 8", tags: ["Mine"], quota: "indico-s3" },
    });
  });
});

test("the agenda and a session's page say who is in it and who waits, in their order", async () => {
  await taken(PROGRAMME);
  const client = await db();
  const session = await client.session.findFirstOrThrow({ where: { conferenceId, code: "seiches" } });
  const states = ["registered", "waitlisted", "waitlisted", "unregistered"] as const;
  for (const [i, state] of states.entries()) {
    const { id: registrationId } = await seedRegistration(conferenceId, i + 1);
    // The third joined before the second.
    const waitingSince = state === "waitlisted" ? new Date(NOW.getTime() - i * 1_000) : null;
    const data = { conferenceId, registrationId, sessionId: session.id, source: "app", stateAt: NOW } as const;
    await client.booking.create({ data: { ...data, state, waitingSince } });
  }
  const agenda = await loadAgenda(conferenceId);
  expect(agenda.map(({ code, placed, waiting }) => [code, placed, waiting])).toEqual([
    ["opening", 0, 0],
    ["gauges", 0, 0],
    ["seiches", 1, 2],
  ]);
  const shown = (query: Record<string, string>) =>
    filterAgenda(agenda, readAgendaFilter(query), "Europe/Lisbon").map(({ code }) => code);
  expect(shown({ day: "2027-06-03" })).toEqual(["seiches"]);
  expect(shown({ room: "Auditorium", tag: "Streamed" })).toEqual(["opening"]);
  expect(shown({ is: "waiting" })).toEqual(["seiches"]);
  expect(shown({ is: "bookable" })).toEqual(["gauges", "seiches"]);
  expect(shown({ is: "nonsense", day: "2027-06-09" })).toEqual([]);
  const seen = await loadSession(conferenceId, session.publicId);
  expect(seen?.people.map(({ number, state }) => [number, state])).toEqual([
    [1, "registered"],
    [3, "waitlisted"],
    [2, "waitlisted"],
    [4, "unregistered"],
  ]);
  expect(await loadSession(conferenceId + 1, session.publicId)).toBeNull();
});
