import { beforeAll, expect, test } from "vitest";
import { readHistory, searchAudit } from "@/lib/audit/search-audit";
import { db, transaction } from "@/lib/db/client";
import { seedConference, seedRegistration } from "@/lib/db/test-conference";
import { publish } from "@/lib/publish/publish";

const ALL = { words: "", actorKind: null, object: null, from: null, until: null, beforeSeq: null } as const;
let conferenceId = 0;
let registrationId = 0;

beforeAll(async () => {
  ({ conferenceId } = await seedConference());
  ({ id: registrationId } = await seedRegistration(conferenceId, 7));
  const client = await db();
  const { id: staffId } = await client.staff.create({ data: { email: "amara@example.org", name: "Amara Okonkwo" } });
  const { conferenceId: other } = await seedConference();
  const write = (id: number, actor: "staff" | "job", what: string, object: string, objectId: number) =>
    transaction((tx) =>
      publish(tx, {
        conferenceId: id,
        actor: { kind: actor, id: actor === "staff" ? String(staffId) : "sweep" },
        registrations: [],
        audit: [{ what, object, objectId, before: { a: 1 }, after: { a: 2 } }],
      }),
    );
  await write(conferenceId, "staff", "quota.changed", "quota", 3);
  await write(conferenceId, "job", "registration.checked-in", "registration", registrationId);
  await write(conferenceId, "staff", "registration.checked-in", "registration", 999_999);
  await write(other, "staff", "quota.changed", "quota", 3);
});

test.each([
  { question: {}, found: [3n, 2n, 1n], why: "newest first, of this conference alone" },
  { question: { words: "quota" }, found: [1n], why: "what happened" },
  { question: { words: "okonkwo checked" }, found: [3n], why: "every word: who, and what" },
  { question: { words: "%" }, found: [], why: "no wildcard" },
  { question: { actorKind: "job" }, found: [2n], why: "by kind of actor" },
  { question: { from: new Date("2999-01-01") }, found: [], why: "by day" },
  { question: { until: new Date("2000-01-01") }, found: [], why: "by day" },
  { question: { beforeSeq: 3n }, found: [2n, 1n], why: "the next page" },
] as const)("$why", async ({ question, found }) => {
  const rows = await searchAudit(conferenceId, { ...ALL, ...question });
  expect(rows.map(({ seq }) => seq)).toEqual(found);
});

test("an object's own history names it and who did it", async () => {
  const object = { object: "registration", objectId: String(registrationId) };
  const [row] = await searchAudit(conferenceId, { ...ALL, object });
  expect(row).toMatchObject({ what: "registration.checked-in", registrationName: "Person 7", actorName: null });
  const [quota] = await searchAudit(conferenceId, { ...ALL, object: { object: "quota", objectId: "3" } });
  expect(quota).toMatchObject({ actorName: "Amara Okonkwo", before: { a: 1 }, after: { a: 2 } });
});

test("a kind without an id is every one of it: staff who are here no more, too, each by name", async () => {
  const client = await db();
  const { id } = await client.staff.create({ data: { email: "gone@example.org", name: "Gone Since" } });
  const event = { what: "staff.role-taken", object: "staff", before: { role: "desk" } };
  await transaction((tx) =>
    publish(tx, {
      conferenceId,
      actor: { kind: "job", id: "sweep" },
      registrations: [],
      audit: [
        { ...event, objectId: id },
        { ...event, objectId: 999_999 },
      ],
    }),
  );
  const rows = await readHistory(conferenceId, [{ object: "staff", objectId: null }], 9);
  expect(rows.map(({ staffName }) => staffName)).toEqual([null, "Gone Since"]);
  expect(rows[0]).toMatchObject({ before: { role: "desk" }, after: null });
  expect(await readHistory(conferenceId, [{ object: "staff", objectId: String(id) }], 9)).toHaveLength(1);
  expect(await readHistory(conferenceId, [], 9)).toEqual([]);
});
