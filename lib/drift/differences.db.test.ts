import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { runBatch } from "@/lib/batches/run-batch";
import { db } from "@/lib/db/client";
import { seedConference, seedRegistration } from "@/lib/db/test-conference";
import { queue } from "@/lib/jobs/queue";
import { seal } from "@/lib/secrets/seal";
import { repairDrift } from "./repair";
import { repairKind, startRepairs } from "./repair-many";
import { COMPARE, compareKind, startCompare } from "./run-compare";
import { startDueComparisons } from "./start-due";

const KINDS = { [COMPARE]: compareKind, "drift.repair": repairKind };
const ACTOR = { kind: "job", id: "test" } as const;
const NOW = new Date("2027-02-01T10:00:00Z");

type Row = ReturnType<typeof row>;
let rows: Row[] = [];
let isDown = false;
const server = createServer((_request, response) => {
  if (isDown) return void response.writeHead(502).end();
  response.writeHead(200, { "content-type": "application/json" }).end(JSON.stringify(rows));
});

/** As the check-in API lists it. */
function row(number: number, changed: object = {}) {
  return {
    ...{ id: 2_000 + number, full_name: `Person ${number}`, email: `person${number}@example.org`, state: "unpaid" },
    ...{ is_paid: false, price: 300, currency: "EUR", checked_in: false, tags: [] },
    ...changed,
  };
}

let conferenceId = 0;
let registrationIds: number[] = [];

beforeAll(async () => {
  await queue();
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
});
afterAll(() => void server.close());

beforeEach(async () => {
  ({ conferenceId } = await seedConference());
  const client = await db();
  const { port } = server.address() as AddressInfo;
  await client.conference.update({
    where: { id: conferenceId },
    data: { indicoUrl: `http://127.0.0.1:${port}`, indicoTokenSealed: seal("token", "indico-token") },
  });
  registrationIds = [];
  for (const number of [1, 2, 3, 4]) {
    const { id } = await seedRegistration(conferenceId, number);
    await client.registration.update({ where: { id }, data: { state: "active" } });
    registrationIds.push(id);
  }
  isDown = false;
  rows = [
    row(1),
    row(2, { full_name: "Persona 2" }),
    row(3, { state: "withdrawn" }),
    row(4, { checked_in: true }),
    row(5),
  ];
});

async function compare() {
  const begun = await startCompare(conferenceId, null, ACTOR);
  if (!begun.ok) throw new Error(begun.error);
  const client = await db();
  const { id } = await client.batch.findUniqueOrThrow({ where: { publicId: begun.value } });
  await runBatch(id, KINDS);
  return client.driftRun.findUniqueOrThrow({ where: { batchId: id } });
}

async function listed() {
  const client = await db();
  const drifts = await client.drift.findMany({ where: { conferenceId }, orderBy: [{ indicoDbId: "asc" }] });
  return drifts.map(({ indicoDbId, kind, suggested, state }) => `${indicoDbId} ${kind} ${suggested} ${state}`);
}

async function idOf(kind: "name" | "withdrawn" | "presence" | "only_there") {
  const client = await db();
  return (await client.drift.findFirstOrThrow({ where: { conferenceId, kind } })).publicId;
}

test("a comparison lists what differs, of its kind and with what to do", async () => {
  const run = await compare();
  expect(run).toMatchObject({ reason: null, compared: 4, listed: null });
  expect(await listed()).toEqual([
    "2002 name adopt open",
    "2003 withdrawn cancel open",
    "2004 presence adopt open",
    "2005 only_there create open",
  ]);
  rows = [row(1), row(2), row(3), row(4), row(1)];
  await compare();
  expect((await listed()).every((line) => line.endsWith(" gone"))).toBe(true);
});

test("an acceptance holds until either side changes, and needs a reason", async () => {
  await compare();
  const publicId = await idOf("name");
  const accept = (reason: string) => repairDrift({ conferenceId, publicId, repair: "accept", reason }, ACTOR, NOW);
  expect(await accept(" ")).toEqual({ ok: false, error: "needs-reason" });
  expect(await accept("Her stage name")).toMatchObject({ ok: true });
  await compare();
  expect(await listed()).toContain("2002 name adopt accepted");
  rows[1] = row(2, { full_name: "Persone 2" });
  await compare();
  expect(await listed()).toContain("2002 name adopt open");
});

test("an Indico that does not answer ends the comparison with a reason, and loses nothing", async () => {
  await compare();
  const before = await listed();
  isDown = true;
  expect(await compare()).toMatchObject({ reason: "server-error", compared: 0 });
  expect(await listed()).toEqual(before);
});

test("many at once: what is suggested is done, and what cannot be done is counted", async () => {
  await compare();
  const publicIds = await Promise.all([idOf("withdrawn"), idOf("presence"), idOf("only_there"), idOf("name")]);
  const staff = await (await db()).staff.create({
    data: { email: `drift${conferenceId}@example.org`, name: "Desk", passwordHash: "" },
  });
  const begun = await startRepairs(
    conferenceId,
    { publicIds, repair: "suggested", reason: "" },
    { staffId: staff.id, actor: { kind: "staff", id: String(staff.id) } },
  );
  if (!begun.ok) throw new Error(begun.error);
  const client = await db();
  const { id } = await client.batch.findUniqueOrThrow({ where: { publicId: begun.value } });
  await runBatch(id, KINDS);
  // this Indico answers a list to everything: the readings of one person fail
  expect(await client.batch.findUnique({ where: { id } })).toMatchObject({
    done: 2,
    failed: 2,
    result: { "no-answer": 2 },
  });
  const [, , third, fourth] = registrationIds;
  expect(await client.registration.findUnique({ where: { id: third ?? 0 } })).toMatchObject({ state: "cancelled" });
  expect((await client.registration.findUnique({ where: { id: fourth ?? 0 } }))?.checkedInAt).not.toBeNull();
  expect(await client.auditEntry.count({ where: { conferenceId, what: "difference.repaired" } })).toBe(2);
});

test("writing to the person waits for them, with one mail", async () => {
  await compare();
  const publicId = await idOf("name");
  const mail = () => repairDrift({ conferenceId, publicId, repair: "mail", reason: "" }, ACTOR, NOW);
  await Promise.all([mail(), mail()]);
  const client = await db();
  expect(await client.mail.count({ where: { conferenceId, letter: "staff-message" } })).toBe(1);
  await compare();
  expect(await listed()).toContain("2002 name adopt waiting");
});

test("what the desk took over is not overwritten by suggestion", async () => {
  const client = await db();
  await client.registration.update({ where: { id: registrationIds[1] ?? 0 }, data: { transferredAt: NOW } });
  await compare();
  expect(await listed()).toContain("2002 name accept open");
});

test("two comparisons of a conference never run at once", async () => {
  const both = await Promise.all([startCompare(conferenceId, null, ACTOR), startCompare(conferenceId, null, ACTOR)]);
  expect(both.filter(({ ok }) => ok)).toHaveLength(1);
});

test("the schedule compares a conference once in its time", async () => {
  const client = await db();
  const count = () => client.driftRun.count({ where: { conferenceId } });
  await client.conference.updateMany({ where: { id: { not: conferenceId } }, data: { indicoUrl: null } });
  await startDueComparisons();
  expect(await count()).toBe(1);
  await startDueComparisons();
  expect(await count()).toBe(1);
});
