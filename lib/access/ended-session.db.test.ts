import { beforeAll, expect, test } from "vitest";
import { db, transaction } from "@/lib/db/client";
import { seedConference, seedRegistration } from "@/lib/db/test-conference";
import { findKeptForm, keepForm } from "./kept-form";
import { findAccess, findEndedAccess, grantAccess } from "./sessions";

const VALUES = { affiliation: ["Typed for an hour"] };

let registration: { id: number; publicId: string };
beforeAll(async () => {
  const { conferenceId } = await seedConference();
  registration = await seedRegistration(conferenceId, 1);
});

async function endedSession() {
  const token = await transaction((tx) => grantAccess(tx, undefined, registration.id, "verified"));
  const client = await db();
  await client.$executeRaw`UPDATE access_session SET last_seen_at = now() - interval '13 hours'`;
  return token;
}

test("a form sent after the session ended comes back once the mailbox is proved again", async () => {
  const token = await endedSession();
  expect(await findAccess(token, registration.publicId)).toBeNull();
  const ended = await findEndedAccess(token, registration.publicId);
  if (!ended) throw new Error("The ended session is not found");
  await keepForm(ended, "details", { values: VALUES, problems: {} });

  const renewed = await transaction((tx) => grantAccess(tx, token, registration.id, "verified"));
  expect(renewed).not.toBe(token);
  const access = await findAccess(renewed, registration.publicId);
  if (!access) throw new Error("The new session opens nothing");
  expect(await findKeptForm(access, "details")).toEqual({ values: VALUES, problems: {} });
});

test("an ended session opens nothing, and another browser gets nothing of what it kept", async () => {
  const token = await endedSession();
  const ended = await findEndedAccess(token, registration.publicId);
  if (!ended) throw new Error("The ended session is not found");
  await keepForm(ended, "details", { values: VALUES, problems: {} });
  const other = await transaction((tx) => grantAccess(tx, undefined, registration.id, "verified"));
  const access = await findAccess(other, registration.publicId);
  expect(access && (await findKeptForm(access, "details"))).toBeNull();
  expect(await findEndedAccess("a-token-of-nobody", registration.publicId)).toBeNull();
});
