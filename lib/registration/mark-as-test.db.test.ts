import { beforeAll, expect, test } from "vitest";
import type { Actor } from "@/lib/audit/chain";
import { db } from "@/lib/db/client";
import { seedConference, seedRegistration } from "@/lib/db/test-conference";
import { newPublicId } from "@/lib/ids/public-id";
import { queue } from "@/lib/jobs/queue";
import { markAsTest } from "@/lib/registration/mark-as-test";

const BY: Actor = { kind: "staff", id: "7" };

beforeAll(async () => {
  await queue();
});

test("a registration is marked once, by whoever did it, and is itself again; not while it has places", async () => {
  const { conferenceId } = await seedConference();
  const { id } = await seedRegistration(conferenceId, 1);
  const client = await db();
  const isTest = async () => (await client.registration.findUniqueOrThrow({ where: { id } })).isTest;
  await Promise.all([markAsTest(id, true, BY), markAsTest(id, true, BY)]);
  expect(await isTest()).toBe(true);
  const audit = await client.auditEntry.findMany({ where: { conferenceId, what: "registration.marked-as-test" } });
  expect(audit).toMatchObject([{ object: "registration", objectId: String(id), actorId: "7" }]);

  const moment = new Date("2027-06-14T09:00:00Z");
  const session = await client.session.create({
    data: {
      ...{ conferenceId, publicId: newPublicId(), number: 1, code: "a", title: "A" },
      ...{ startsAt: moment, endsAt: new Date(moment.getTime() + 3_600_000) },
    },
  });
  const data = { conferenceId, registrationId: id, sessionId: session.id, source: "app", stateAt: moment } as const;
  await client.booking.create({ data: { ...data, state: "registered" } });
  expect(await markAsTest(id, false, BY)).toEqual({ ok: false, error: "has-places" });
  expect(await isTest()).toBe(true);
  await client.booking.deleteMany({ where: { registrationId: id } });
  expect(await markAsTest(id, false, BY)).toEqual({ ok: true, value: undefined });
  expect(await isTest()).toBe(false);
  expect(await markAsTest(0, true, BY)).toEqual({ ok: false, error: "not-found" });
});
