import { expect, test } from "vitest";
import { db } from "@/lib/db/client";
import { seedConference, seedRegistration } from "@/lib/db/test-conference";
import { newPublicId } from "@/lib/ids/public-id";
import { forgetWhatIsOver } from "./forget-what-is-over";

const daysAgo = (days: number) => new Date(Date.now() - days * 86_400_000);

test("sessions that nobody comes back to are forgotten with what they opened, others stay", async () => {
  const { conferenceId } = await seedConference();
  const { id: registrationId } = await seedRegistration(conferenceId, 1);
  const client = await db();
  const session = (tokenHash: string, days: number) =>
    client.accessSession.create({
      data: { tokenHash, lastSeenAt: daysAgo(days), grants: { create: { registrationId, level: "verified" } } },
    });
  await session("long unused", 31);
  await session("ended, not forgotten", 29);
  await session("in use", 0);
  await forgetWhatIsOver();
  const left = await client.accessSession.findMany({ orderBy: { id: "asc" }, include: { grants: true } });
  expect(left.map(({ tokenHash, grants }) => [tokenHash, grants.length])).toEqual([
    ["ended, not forgotten", 1],
    ["in use", 1],
  ]);
  expect(await client.accessGrant.count()).toBe(2);
});

test("staff's sessions are forgotten ninety days after their end", async () => {
  const client = await db();
  const staff = await client.staff.create({ data: { email: "desk@example.org", name: "Desk" } });
  const sessions = [
    { id: "revoked long ago", lastSeenAt: daysAgo(92), revokedAt: daysAgo(91) },
    { id: "lapsed long ago", lastSeenAt: daysAgo(91) },
    { id: "revoked lately", lastSeenAt: daysAgo(92), revokedAt: daysAgo(89) },
    { id: "in use", lastSeenAt: daysAgo(0) },
  ];
  for (const session of sessions) await client.staffSession.create({ data: { ...session, staffId: staff.id } });
  await forgetWhatIsOver();
  const left = await client.staffSession.findMany({ orderBy: { id: "asc" } });
  expect(left.map(({ id }) => id)).toEqual(["in use", "revoked lately"]);
});

test("the provider's events, followed links and full limits are forgotten at their age", async () => {
  const { conferenceId } = await seedConference();
  const client = await db();
  for (const [eventId, days] of [
    ["old", 41],
    ["young", 39],
  ] as const) {
    await client.providerEvent.create({ data: { provider: "stripe", eventId, type: "t", receivedAt: daysAgo(days) } });
  }
  for (const [email, days] of [
    ["old@example.org", 1.1],
    ["young@example.org", 0.9],
  ] as const) {
    const link = { conferenceId, indicoDbId: 1, friendlyId: 1, locale: "en" };
    await client.linkRequest.create({ data: { ...link, email, publicId: newPublicId(), createdAt: daysAgo(days) } });
  }
  await client.rateLimit.createMany({
    data: [
      { key: "full again", usedUntil: daysAgo(0.001) },
      { key: "in use", usedUntil: daysAgo(-0.01) },
    ],
  });
  await forgetWhatIsOver();
  expect((await client.providerEvent.findMany()).map(({ eventId }) => eventId)).toEqual(["young"]);
  expect((await client.linkRequest.findMany()).map(({ email }) => email)).toEqual(["young@example.org"]);
  expect((await client.rateLimit.findMany()).map(({ key }) => key)).toEqual(["in use"]);
});
