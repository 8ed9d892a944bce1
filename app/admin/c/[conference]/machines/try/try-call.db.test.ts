import { beforeAll, expect, test } from "vitest";
import { giveCredential } from "@/app/site/ask-servlet.fixture";
import { documentOf } from "@/lib/convio/call.fixture";
import { tryCall } from "@/lib/convio/try-call";
import { findMachine, type Machine } from "@/lib/credentials/load-machines";
import { db } from "@/lib/db/client";
import { seedConference } from "@/lib/db/test-conference";
import { queue } from "@/lib/jobs/queue";

const STAFF = { kind: "staff", id: "4711" } as const;

let conferenceId = 0;
let partTypeId = 0;
let machine: Machine;

beforeAll(async () => {
  await queue();
  ({ conferenceId } = await seedConference());
  ({ id: partTypeId } = await (await db()).category.findFirstOrThrow({ where: { conferenceId } }));
  const { id } = await giveCredential({ kind: "convio_server", conferenceId, allowedAddresses: ["192.0.2.5"] });
  const found = await findMachine(conferenceId, id);
  if (!found) throw new Error("No machine");
  machine = found;
});

function tryDocument(top: Record<string, unknown>, mayTakeMoney: boolean) {
  const person = { partTypeId, email: "mira@uni.example", firstName: "Mira", lastName: "Kovač" };
  const parameters = new Map([["registration_document", documentOf({ eventId: conferenceId, ...top }, person)]]);
  const trying = { actor: STAFF, mayTakeMoney };
  return tryCall(machine, "processRegistration", parameters, trying, "192.0.2.1", new Date("2027-01-10T10:00:00Z"));
}

test("a document that pays is tried by those alone who may take money", async () => {
  expect(await tryDocument({ paymentType: "CASH" }, false)).toEqual({ ok: false, error: "no-money" });
  const client = await db();
  expect(await client.registration.count({ where: { conferenceId } })).toBe(0);
  expect(await tryDocument({}, false)).toMatchObject({ ok: true, value: { code: 9 } });
});

test("who tried stands in the audit, and not the machine", async () => {
  expect(await tryDocument({ paymentType: "CASH" }, true)).toMatchObject({ ok: true, value: { code: 0 } });
  const client = await db();
  const actors = await client.auditEntry.groupBy({
    by: ["actorKind", "actorId"],
    where: { conferenceId, object: { not: "credential" } },
  });
  expect(actors).toEqual([{ actorKind: "staff", actorId: STAFF.id }]);
});
