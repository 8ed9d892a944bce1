import { beforeAll, expect, test } from "vitest";
import { db } from "@/lib/db/client";
import { seedConference } from "@/lib/db/test-conference";
import { groupOf } from "@/lib/groups/group.fixture";
import { registerGroup } from "@/lib/groups/register-group";
import { queue } from "@/lib/jobs/queue";
import { changeDelegation, type DelegationChange, delegationVersion } from "./change-delegation";
import { listDelegations, loadDelegation, loadOwnDelegation } from "./load-delegations";
import type { DelegationWish } from "./take-up";

const STAFF = { kind: "staff", id: "1" } as const;
const NOW = new Date("2027-01-10T10:00:00Z");

beforeAll(async () => void (await queue()));

async function withDelegations(data: { delegationLimit?: number; previousId?: number } = {}) {
  const { conferenceId } = await seedConference();
  await (await db()).conference.update({ where: { id: conferenceId }, data: { takesDelegations: true, ...data } });
  return conferenceId;
}

async function register(conferenceId: number, names: string[], delegation: DelegationWish) {
  const done = await registerGroup(await groupOf(conferenceId, names, { delegation }), STAFF, NOW);
  return done.ok ? done.value.members : done.error;
}

const named = (name: string): DelegationWish => ({ kind: "named", name });

async function change(conferenceId: number, publicId: string, wanted: DelegationChange) {
  const delegation = await loadDelegation(conferenceId, publicId);
  if (!delegation) throw new Error("It is gone");
  const version = delegationVersion(delegation);
  return changeDelegation({ conferenceId, publicId, version }, wanted, STAFF);
}

test("the first member leads; the leader's own page lists the members, the others' does not", async () => {
  const conferenceId = await withDelegations();
  const members = await register(conferenceId, ["Ada One", "Ben Two"], named("Zagreb"));
  if (!Array.isArray(members)) throw new Error(JSON.stringify(members));
  const [leader, other] = members;
  expect(await listDelegations(conferenceId)).toMatchObject([
    { name: "Zagreb", members: 2, leader: { firstName: "Ada" } },
  ]);
  expect(await loadOwnDelegation(leader?.registrationId ?? 0)).toEqual({
    name: "Zagreb",
    members: ["Ada One", "Ben Two"],
  });
  expect(await loadOwnDelegation(other?.registrationId ?? 0)).toEqual({ name: "Zagreb", members: null });
});

test("of many who want the last places of a delegation at once, as many get in as there are", async () => {
  const conferenceId = await withDelegations({ delegationLimit: 4 });
  const wishes = Array.from({ length: 8 }, (_, index) => register(conferenceId, [`Cleo Rush${index}`], named("Rush")));
  const done = await Promise.all(wishes);
  expect(done.filter(Array.isArray)).toHaveLength(4);
  expect(done.filter((one) => !Array.isArray(one))).toEqual(Array(4).fill({ code: "delegation", why: "full" }));
  expect(await listDelegations(conferenceId)).toMatchObject([{ name: "Rush", members: 4, limit: 4 }]);
});

test("a delegation forms again at the next edition, once, and by a member", async () => {
  const first = await withDelegations();
  await register(first, ["Dora Again", "Emil Again"], named("Split"));
  const client = await db();
  const { id: previousId } = await client.delegation.findFirstOrThrow({ where: { conferenceId: first } });
  const next = await withDelegations({ previousId: first });
  const again: DelegationWish = { kind: "again", previousId };
  expect(await register(next, ["Finn Stranger"], again)).toEqual({ code: "delegation", why: "not-again" });
  expect(await register(next, ["Emil Again"], again)).toHaveLength(1);
  expect(await client.delegation.findFirst({ where: { conferenceId: next } })).toMatchObject({
    name: "Split",
    previousId,
  });
  expect(await register(next, ["Dora Again"], again)).toEqual({ code: "delegation", why: "not-again" });
  expect(await register(next, ["Dora Again"], named("split"))).toHaveLength(1);
});

test("staff rename, limit, choose a leader and take a member out; of two at once the second is told", async () => {
  const conferenceId = await withDelegations();
  const members = await register(conferenceId, ["Gus Lead", "Hana Next"], named("Rijeka"));
  if (!Array.isArray(members)) throw new Error(JSON.stringify(members));
  await register(conferenceId, ["Ivan Other"], named("Pula"));
  const client = await db();
  const [gus, hana] = await client.registration.findMany({
    where: { id: { in: members.map(({ registrationId }) => registrationId) } },
    orderBy: { id: "asc" },
  });
  const { publicId } = await client.delegation.findFirstOrThrow({ where: { conferenceId, name: "Rijeka" } });
  expect(await change(conferenceId, publicId, { kind: "rename", name: " PULA " })).toEqual({
    ok: false,
    error: "name-taken",
  });
  expect(await change(conferenceId, publicId, { kind: "rename", name: "…" })).toEqual({
    ok: false,
    error: "not-a-name",
  });
  expect(await change(conferenceId, publicId, { kind: "rename", name: "Fiume" })).toMatchObject({ ok: true });
  expect(await change(conferenceId, publicId, { kind: "limit", limit: 0 })).toEqual({
    ok: false,
    error: "not-a-limit",
  });
  expect(await change(conferenceId, publicId, { kind: "limit", limit: 2 })).toMatchObject({ ok: true });
  expect(await change(conferenceId, publicId, { kind: "lead", registration: hana?.publicId ?? "" })).toMatchObject({
    ok: true,
  });
  const before = await loadDelegation(conferenceId, publicId);
  expect(before).toMatchObject({ name: "Fiume", memberLimit: 2, leaderId: hana?.id });
  expect(await change(conferenceId, publicId, { kind: "remove", registration: gus?.publicId ?? "" })).toMatchObject({
    ok: true,
  });
  expect((await loadDelegation(conferenceId, publicId))?.members.map(({ firstName }) => firstName)).toEqual(["Hana"]);
  expect(await client.registration.findUnique({ where: { id: gus?.id ?? 0 } })).toMatchObject({ state: "active" });
  const nul = { conferenceId, publicId: "a\u0000b", version: "0" };
  expect(await changeDelegation(nul, { kind: "rename", name: "Late" }, STAFF)).toEqual({
    ok: false,
    error: "not-found",
  });
  const stale = { conferenceId, publicId, version: delegationVersion(before ?? { updatedAt: NOW }) };
  expect(await changeDelegation(stale, { kind: "rename", name: "Late" }, STAFF)).toEqual({
    ok: false,
    error: "changed",
  });
});
