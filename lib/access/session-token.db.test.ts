import { beforeAll, expect, test } from "vitest";
import { db, transaction } from "@/lib/db/client";
import { seedConference, seedRegistration } from "@/lib/db/test-conference";
import { queue } from "@/lib/jobs/queue";
import { findKeptForm, keepForm } from "./kept-form";
import { leaveBrowser } from "./leave-browser";
import { findAccess, grantAccess } from "./sessions";

let conferenceId: number;
let count = 0;

beforeAll(async () => {
  await queue();
  ({ conferenceId } = await seedConference());
});

async function registered() {
  count += 1;
  return seedRegistration(conferenceId, count);
}

const grant = (token: string | undefined, registrationId: number, level: "verified" | "link" = "verified") =>
  transaction((tx) => grantAccess(tx, token, registrationId, level));

test.each(["verified", "link"] as const)(
  "a token that somebody put into the browser opens nothing (%s)",
  async (level) => {
    const [attackers, victims] = [await registered(), await registered()];
    const planted = await grant(undefined, attackers.id);
    const token = await grant(planted, victims.id, level);
    expect(token).not.toBe(planted);
    expect(await findAccess(planted, victims.publicId)).toBeNull();
    expect(await findAccess(token, victims.publicId)).toMatchObject({ level });
  },
);

test("a session goes on under its new token, with its registrations and what it kept of their forms", async () => {
  const [first, second] = [await registered(), await registered()];
  const old = await grant(undefined, first.id);
  const before = await findAccess(old, first.publicId);
  if (!before) throw new Error("No access");
  await keepForm(before, "details", { values: { affiliation: ["Typed"] }, problems: {} });
  const token = await grant(old, second.id);
  const access = await findAccess(token, first.publicId);
  if (!access) throw new Error("The new token does not open what the old one did");
  expect(await findKeptForm(access, "details")).toMatchObject({ values: { affiliation: ["Typed"] } });
  expect(await findAccess(old, first.publicId)).toBeNull();
});

test("of two grants at once one carries the session on, and both open theirs", async () => {
  const [first, one, other] = [await registered(), await registered(), await registered()];
  const old = await grant(undefined, first.id);
  const tokens = await Promise.all([grant(old, one.id), grant(old, other.id)]);
  expect(await findAccess(tokens[0], one.publicId)).not.toBeNull();
  expect(await findAccess(tokens[1], other.publicId)).not.toBeNull();
  const carried = await Promise.all(tokens.map((token) => findAccess(token, first.publicId)));
  expect(carried.filter(Boolean)).toHaveLength(1);
});

test("who leaves the browser leaves all registrations, and nothing typed behind", async () => {
  const [first, second] = [await registered(), await registered()];
  const token = await grant(await grant(undefined, first.id), second.id);
  const elsewhere = await grant(undefined, first.id);
  const access = await findAccess(token, first.publicId);
  if (!access) throw new Error("No access");
  await keepForm(access, "details", { values: { affiliation: ["Typed"] }, problems: {} });

  await Promise.all([leaveBrowser(token, new Date()), leaveBrowser(token, new Date())]);
  await leaveBrowser("a-token-of-nobody", new Date());
  expect(await findAccess(token, first.publicId)).toBeNull();
  expect(await findAccess(token, second.publicId)).toBeNull();
  expect(await findAccess(elsewhere, first.publicId)).not.toBeNull();
  const client = await db();
  expect(await client.keptForm.count({ where: { sessionId: access.sessionId } })).toBe(0);
  const left = await client.auditEntry.findMany({
    where: { conferenceId, what: "access.left" },
    orderBy: { seq: "asc" },
  });
  expect(left.map(({ objectId }) => Number(objectId))).toEqual([first.id, second.id]);
});
