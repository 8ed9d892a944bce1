import { beforeAll, beforeEach, expect, test } from "vitest";
import { runBatch, stopBatch } from "@/lib/batches/run-batch";
import { db } from "@/lib/db/client";
import { seedConference, seedRegistration } from "@/lib/db/test-conference";
import { queue } from "@/lib/jobs/queue";
import { deliverMail } from "@/lib/mail/deliver-mail";
import type { Carrier, OutgoingMail } from "@/lib/mail/outgoing-mail";
import { ok } from "@/lib/result";
import { MANY_KINDS } from "./acts";
import { startMany } from "./start-many";
import { startWritingToMany, WRITE_TO_MANY, writeToManyKind } from "./write-to-many";

const PEOPLE = 90;
const KINDS = { ...MANY_KINDS, [WRITE_TO_MANY]: writeToManyKind };
const EVERYBODY = { query: "" };

let conference = { id: 0, timeZone: "Europe/Lisbon" };
let forms = 0;

beforeAll(async () => {
  await queue();
});

beforeEach(async () => {
  const { conferenceId } = await seedConference();
  conference = { ...conference, id: conferenceId };
  const client = await db();
  for (let number = 1; number <= PEOPLE; number++) await seedRegistration(conferenceId, number);
  await client.registration.updateMany({ where: { conferenceId }, data: { state: "active" } });
  await client.registration.updateMany({ where: { conferenceId, number: { in: [5, 6] } }, data: { state: "draft" } });
  await client.registration.updateMany({ where: { conferenceId, number: 7 }, data: { state: "cancelled" } });
});

const by = () => ({ conference, staffId: null as unknown as number, actor: { kind: "staff", id: "1" } as const });

const message = (over: Partial<Parameters<typeof startWritingToMany>[0]> = {}) => {
  forms += 1;
  const words = { subject: "To {first-name}", text: "Dear {name}, number {number}: {link}" };
  return { ...words, once: `form-${forms}`, toAll: false, ...over };
};

async function batchOf(started: Awaited<ReturnType<typeof startWritingToMany | typeof startMany>>) {
  if (!started.ok) throw new Error(JSON.stringify(started.error));
  const client = await db();
  return client.batch.findUniqueOrThrow({ where: { publicId: started.value } });
}

async function mails() {
  const client = await db();
  return client.mail.findMany({ where: { conferenceId: conference.id }, orderBy: { id: "asc" } });
}

/** Sends what waits, as the workers do while a batch goes on. */
async function sendWaiting(carried: OutgoingMail[], most = Number.POSITIVE_INFINITY): Promise<void> {
  const carry: Carrier = async (mail) => {
    carried.push(mail);
    return ok(undefined);
  };
  const waiting = (await mails()).filter(({ state }) => state === "queued").slice(0, most);
  for (const { id } of waiting) await deliverMail(id, carry);
}

async function step(batchId: number): Promise<void> {
  const client = await db();
  const batch = await client.batch.findUniqueOrThrow({ where: { id: batchId } });
  await runBatch(batchId, { [WRITE_TO_MANY]: { step: (running) => writeToManyKind.step(running, new Date()) } }, () =>
    // A turn is over at once: one step a call.
    batch.steps === -1 ? new Date() : new Date(nextTurn()),
  );
}

let turn = 0;
/** Each look at the clock is an hour later. */
function nextTurn(): number {
  turn += 3_600_000;
  return turn;
}

test("everybody who is registered gets one mail with their own words, however often the worker is killed", async () => {
  const batch = await batchOf(await startWritingToMany(message(), EVERYBODY, by()));
  expect(batch).toMatchObject({ kind: WRITE_TO_MANY, total: PEOPLE - 3 });
  const carried: OutgoingMail[] = [];
  await step(batch.id);
  await sendWaiting(carried);
  // Killed after it queued, before it was booked: the step is done again.
  const client = await db();
  const running = await client.batch.findUniqueOrThrow({ where: { id: batch.id } });
  await writeToManyKind.step(running as never, new Date());
  for (let left = 4; left > 0; left--) {
    await sendWaiting(carried);
    await step(batch.id);
  }
  await sendWaiting(carried);
  expect(await client.batch.findUnique({ where: { id: batch.id } })).toMatchObject({ state: "done", done: PEOPLE - 3 });
  expect(carried).toHaveLength(PEOPLE - 3);
  expect(new Set(carried.map(({ recipient }) => recipient)).size).toBe(PEOPLE - 3);
  const eleventh = carried.find(({ recipient }) => recipient === "person11@example.org");
  expect(eleventh?.subject).toBe("To Person");
  expect(eleventh?.text).toMatch(/Dear Person 11, number 11: http\S+\/r\/\S+/);
  expect(carried.some(({ recipient }) => recipient === "person7@example.org")).toBe(false);
});

test("stopped in the middle, what is unsent is withdrawn, and nothing more is queued", async () => {
  const batch = await batchOf(await startWritingToMany(message({ toAll: true }), EVERYBODY, by()));
  expect(batch.total).toBe(PEOPLE);
  await step(batch.id);
  const carried: OutgoingMail[] = [];
  await sendWaiting(carried, 10);
  const client = await db();
  const running = await client.batch.findUniqueOrThrow({ where: { id: batch.id } });
  expect(await stopBatch(batch.id, KINDS)).toBe(true);
  // A step that was under way meanwhile queues nothing.
  expect(await writeToManyKind.step(running as never, new Date())).toMatchObject({ done: 0, cursor: null });
  await sendWaiting(carried);
  expect(carried).toHaveLength(10);
  expect(await client.batch.findUnique({ where: { id: batch.id } })).toMatchObject({
    state: "stopped",
    done: 10,
    result: { withdrawn: 30 },
  });
});

test("a stop and a step at once leave no mail behind that is neither sent nor withdrawn", async () => {
  const batch = await batchOf(await startWritingToMany(message(), EVERYBODY, by()));
  await Promise.all([step(batch.id), stopBatch(batch.id, KINDS)]);
  expect(await mails()).toEqual([]);
});

test("while many wait to be sent, a step queues no more", async () => {
  const batch = await batchOf(await startWritingToMany(message(), EVERYBODY, by()));
  await step(batch.id);
  await step(batch.id);
  expect(await mails()).toHaveLength(40);
});

test("the same form sent twice at once is one batch", async () => {
  const form = message();
  const [one, two] = await Promise.all([
    startWritingToMany(form, EVERYBODY, by()),
    startWritingToMany(form, EVERYBODY, by()),
  ]);
  expect(one).toEqual(two);
});

test.each([
  [{ subject: "" }, { key: "subject", code: "required" }],
  [{ text: "  " }, { key: "text", code: "required" }],
  [{ text: "Dear {nmae}" }, { key: "text", code: "unknown-variable", variable: "nmae" }],
])("%j is refused beside its field", async (over, problem) => {
  const refused = await startWritingToMany(message(over), EVERYBODY, by());
  expect(refused).toEqual({ ok: false, error: { code: "refused", problems: [problem] } });
});

test("ticked rows are checked in, and who cannot be is counted with the reason", async () => {
  const client = await db();
  const some = await client.registration.findMany({
    where: { conferenceId: conference.id, number: { in: [1, 2, 5] } },
    select: { publicId: true },
  });
  const other = await seedConference();
  const stranger = await seedRegistration(other.conferenceId, 1);
  const publicIds = [...some.map(({ publicId }) => publicId), stranger.publicId];
  const batch = await batchOf(await startMany("check-in-many", { publicIds }, null, by()));
  expect(batch.total).toBe(3);
  await runBatch(batch.id, KINDS);
  expect(await client.batch.findUnique({ where: { id: batch.id } })).toMatchObject({
    ...{ state: "done", done: 2, failed: 1, result: { reasons: { "not-registered": 1 } } },
  });
  const here = await client.registration.count({ where: { checkedInAt: { not: null }, conferenceId: conference.id } });
  expect(here).toBe(2);
});

test("cancelling asks for the number, and reaches all that match although they leave the list one by one", async () => {
  const choice = { query: "state=active" };
  expect(await startMany("cancel-many", choice, 12, by())).toEqual({ ok: false, error: "other-count" });
  const batch = await batchOf(await startMany("cancel-many", choice, PEOPLE - 3, by()));
  const late = await seedRegistration(conference.id, 500);
  const client = await db();
  await client.registration.update({ where: { id: late.id }, data: { state: "active" } });
  await runBatch(batch.id, KINDS);
  expect(await client.batch.findUnique({ where: { id: batch.id } })).toMatchObject({ state: "done", done: PEOPLE - 3 });
  const active = await client.registration.findMany({ where: { conferenceId: conference.id, state: "active" } });
  expect(active.map(({ number }) => number)).toEqual([500]);
});

test("a ticket letter that was sent goes out once more, once; who never had one is counted", async () => {
  const client = await db();
  const { id } = await client.registration.findFirstOrThrow({ where: { conferenceId: conference.id, number: 1 } });
  await client.mail.create({
    data: {
      ...{ key: `paid-${id}`, conferenceId: conference.id, registrationId: id, recipient: "person1@example.org" },
      ...{ locale: "en", letter: "payment-confirmed", facts: { orderId: 1 }, state: "sent" },
    },
  });
  const batch = await batchOf(await startMany("resend-many", { query: "q=person1" }, null, by()));
  const step = { ...batch, cursor: null } as never;
  await MANY_KINDS["resend-many"].step(step, new Date());
  await MANY_KINDS["resend-many"].step(step, new Date());
  expect(await mails()).toHaveLength(2);
});

test("nobody chosen begins nothing", async () => {
  const nobody = { ok: false, error: "nobody" };
  expect(await startMany("check-in-many", { query: "q=nobody" }, null, by())).toEqual(nobody);
  expect(await startMany("cancel-many", { publicIds: [] }, 0, by())).toEqual(nobody);
});
