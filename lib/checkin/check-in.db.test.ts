import { beforeAll, expect, test } from "vitest";
import { db } from "@/lib/db/client";
import { seedConference, seedRegistration } from "@/lib/db/test-conference";
import { queue } from "@/lib/jobs/queue";
import { checkIn, undoCheckIn } from "./check-in";

const NOW = new Date("2027-06-14T08:00:00Z");
const DOOR = { kind: "staff", id: "3" } as const;
let conferenceId = 0;

beforeAll(async () => {
  await queue();
  ({ conferenceId } = await seedConference());
});

async function registered(number: number, state: "active" | "draft" | "cancelled" = "active") {
  const { id } = await seedRegistration(conferenceId, number);
  return (await db()).registration.update({ where: { id }, data: { state } });
}

test("two doors at once check a person in once; Indico, the list and the audit are told", async () => {
  const { id, publicId } = await registered(1);
  const outcomes = await Promise.all([checkIn(id, DOOR, NOW), checkIn(id, DOOR, NOW)]);
  expect(outcomes.filter((outcome) => outcome.ok)).toHaveLength(1);
  expect(outcomes.find((outcome) => !outcome.ok)).toEqual({ ok: false, error: "already-checked-in" });
  const client = await db();
  expect(await client.mirror.findUnique({ where: { registrationId: id } })).toMatchObject({
    wantCheckedIn: true,
    wantPaid: null,
    wish: 1,
  });
  const row = await client.feedRow.findFirstOrThrow({ where: { resource: "indico-payment", entityId: publicId } });
  expect(row.payload).toMatchObject({ checkedIn: true, checkedInAt: NOW.toISOString() });
  expect(await client.auditEntry.count({ where: { what: "registration.checked-in", objectId: String(id) } })).toBe(1);
});

test("is taken back, and told again", async () => {
  const { id, publicId } = await registered(2);
  await checkIn(id, DOOR, NOW);
  expect((await undoCheckIn(id, DOOR, NOW)).ok).toBe(true);
  expect(await undoCheckIn(id, DOOR, NOW)).toEqual({ ok: false, error: "not-checked-in" });
  const client = await db();
  expect((await client.registration.findUniqueOrThrow({ where: { id } })).checkedInAt).toBeNull();
  expect(await client.mirror.findUnique({ where: { registrationId: id } })).toMatchObject({ wantCheckedIn: false });
  const row = await client.feedRow.findFirstOrThrow({ where: { resource: "indico-payment", entityId: publicId } });
  expect(row.payload).toMatchObject({ checkedIn: false });
});

test.each(["draft", "cancelled"] as const)("a %s registration is not let in", async (state) => {
  const { id } = await registered(state === "draft" ? 3 : 4, state);
  expect(await checkIn(id, DOOR, NOW)).toEqual({ ok: false, error: "not-registered" });
  expect(await (await db()).mirror.count({ where: { registrationId: id } })).toBe(0);
});

test("an unknown one is not found", async () => {
  expect(await checkIn(999_999, DOOR, NOW)).toEqual({ ok: false, error: "not-found" });
});
