import { expect, test } from "vitest";
import { randomOf } from "@/lib/convio/mutate.fixture";
import { db } from "@/lib/db/client";
import type { SyncMode } from "@/lib/db/generated/enums";
import { seedConference } from "@/lib/db/test-conference";
import { answerLenos } from "@/lib/lenos/answer-lenos";
import { type Credential, giveApp, person, seedRows } from "./ask-lenos.fixture";

/** An app as it is known from outside: it keeps rows by id, and sends the time of its own last sync. */
type Consumer = { mode: SyncMode; removes: boolean; recordsEnd: boolean };
type App = Consumer & { credential: Credential; rows: Map<string, boolean>; lastDate: Date | null };

const MINUTE_MS = 60_000;
const START = Date.parse("2027-03-01T00:00:00Z");

async function sync(app: App, now: Date, isLost: boolean): Promise<void> {
  const { name, secret, conferenceId } = app.credential;
  const query = new URLSearchParams({ username: name, password: secret, eventId: String(conferenceId) });
  if (app.lastDate) query.set("utcModifiedDate", app.lastDate.toISOString());
  const request = new Request(`http://127.0.0.1:3999/api/lenos/Person?${query}`);
  const answer = await answerLenos(request, ["Person"], now);
  expect(answer.status).toBe(200);
  if (isLost) return;
  const { Persons } = (await answer.json()) as { Persons: { PersonId: string; RegistrationStatus: string }[] };
  const ids = new Set(Persons.map(({ PersonId }) => PersonId));
  for (const row of Persons) app.rows.set(row.PersonId, row.RegistrationStatus === "Registered");
  if (app.removes) for (const id of app.rows.keys()) if (!ids.has(id)) app.rows.delete(id);
  app.lastDate = new Date(now.getTime() + (app.recordsEnd ? MINUTE_MS : 0));
}

const activeIn = (rows: ReadonlyMap<string, boolean>) =>
  [...rows].flatMap(([id, isActive]) => (isActive ? [id] : [])).toSorted();

/** Two days of changes and polls every quarter of an hour, some of whose answers are lost. */
async function live(consumer: Consumer, seed: number) {
  const random = randomOf(seed);
  const pick = (count: number) => Math.floor(random() * count);
  const { conferenceId } = await seedConference();
  const app: App = {
    ...consumer,
    credential: await giveApp(conferenceId, { mode: consumer.mode }),
    rows: new Map(),
    lastDate: null,
  };
  // Stamps are of the history's own days.
  const client = await db();
  await client.appAccess.update({
    where: { credentialId: app.credential.id },
    data: { viewChangedAt: new Date(START) },
  });
  const truth = new Map<string, boolean>();
  let minutes = 0;
  for (let step = 0; step < 30; step++) {
    minutes += 1 + pick(90);
    const stamp = new Date(START + minutes * MINUTE_MS);
    const known = [...truth.keys()];
    const id = known.length && random() < 0.6 ? (known[pick(known.length)] ?? "") : `P${truth.size}`;
    const isErased = known.includes(id) && random() < 0.4;
    const status = random() < 0.8 ? "Registered" : "Cancelled";
    await seedRows(conferenceId, [{ ...person(id, { RegistrationStatus: status }), isDeleted: isErased, stamp }]);
    truth.set(id, !isErased && status === "Registered");
    if (random() < 0.5) await sync(app, new Date(stamp.getTime() + 14 * MINUTE_MS), random() < 0.2);
  }
  minutes += 30;
  await sync(app, new Date(START + minutes * MINUTE_MS), false);
  return { seen: activeIn(app.rows), truth: activeIn(truth) };
}

test.each([
  { mode: "mirror", removes: true, recordsEnd: true, why: "removes, and is mirrored" },
  { mode: "incremental", removes: false, recordsEnd: false, why: "keeps, and gets what changed" },
  {
    mode: "incremental",
    removes: false,
    recordsEnd: true,
    why: "keeps, gets what changed, and notes the end of its sync",
  },
  { mode: "safe", removes: true, recordsEnd: true, why: "removes, and nobody knows it" },
  { mode: "safe", removes: false, recordsEnd: true, why: "keeps, and nobody knows it" },
] as const)("an app that $why shows who takes part after every history", async ({ why: _, ...consumer }) => {
  for (const seed of [1, 2, 3]) {
    const { seen, truth } = await live(consumer, seed);
    expect(seen, `seed ${seed}`).toEqual(truth);
  }
});

test("an app that removes what it was not sent loses people when it is only sent what changed", async () => {
  const { seen, truth } = await live({ mode: "incremental", removes: true, recordsEnd: true }, 1);
  expect(seen.length).toBeLessThan(truth.length);
});
