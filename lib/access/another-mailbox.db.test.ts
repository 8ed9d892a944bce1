import { beforeAll, expect, test } from "vitest";
import { db } from "@/lib/db/client";
import type { Conference } from "@/lib/db/generated/client";
import { seedConference } from "@/lib/db/test-conference";
import { queue } from "@/lib/jobs/queue";
import { codeFor, followed, indicoSays, linkTo } from "./followed-link.fixture";
import { findKeptForm, keepForm } from "./kept-form";
import { findAccess } from "./sessions";
import { verifyCode } from "./verify";

let conference: Conference;
const AGREES = indicoSays("agrees");
const AWAY = indicoSays("no-answer");

beforeAll(async () => {
  await queue();
  ({ conference } = await seedConference());
});

async function comeIn(link: ReturnType<typeof linkTo>, reading = AGREES) {
  const requestId = await followed(conference, link, reading);
  const outcome = await verifyCode(requestId, await codeFor(link.email), undefined);
  if (!outcome.ok) throw new Error(outcome.error.code);
  const access = await findAccess(outcome.value.accessToken, outcome.value.publicId);
  if (!access) throw new Error("No access");
  return { ...outcome.value, access };
}

async function auditOf(registrationId: number, what: string) {
  const client = await db();
  return client.auditEntry.findMany({ where: { objectId: String(registrationId), what } });
}

test("when the address changed in Indico, whoever came in by the old one is out", async () => {
  const link = linkTo(conference);
  const [desk, phone] = [await comeIn(link), await comeIn(link)];
  await keepForm(phone.access, "details", { values: { affiliation: ["Typed"] }, problems: {} });
  // A code that was mailed to the old address a moment before the change.
  const lateRequest = await followed(conference, link, AGREES);
  const lateCode = await codeFor(link.email);

  const now = await comeIn({ ...link, email: `new.${link.email}` });
  expect(now.publicId).toBe(desk.publicId);
  expect(await findAccess(now.accessToken, now.publicId)).toMatchObject({ level: "verified" });
  for (const { accessToken } of [desk, phone]) expect(await findAccess(accessToken, now.publicId)).toBeNull();
  expect(await findKeptForm(phone.access, "details")).toBeNull();
  expect(await verifyCode(lateRequest, lateCode, undefined)).toMatchObject({ ok: false });
  const [entry, ...more] = await auditOf(now.access.registrationId, "access.revoked");
  expect(entry).toMatchObject({
    actorKind: "person",
    before: { grants: 2 },
    after: { grants: 0, because: "address-changed-in-indico" },
  });
  expect(more).toEqual([]);
});

test("somebody who comes again by the same address shuts out nobody", async () => {
  const link = linkTo(conference);
  const [desk, phone] = [await comeIn(link), await comeIn(link)];
  expect(await findAccess(desk.accessToken, desk.publicId)).not.toBeNull();
  expect(await auditOf(phone.access.registrationId, "access.revoked")).toEqual([]);
});

test("a squatter who is displaced is in the audit log, without an address", async () => {
  const link = linkTo(conference);
  const squatter = await comeIn({ ...link, email: "squatter@example.org" }, AWAY);
  const { access } = await comeIn(link);
  const [entry, ...more] = await auditOf(squatter.access.registrationId, "registration.displaced");
  expect(entry).toMatchObject({
    actorKind: "person",
    actorId: String(access.registrationId),
    before: { indicoDbId: link.registrationDbId, prefill: "waiting" },
    after: { indicoDbId: null, prefill: "mismatch", by: access.registrationId },
  });
  expect(more).toEqual([]);
  expect(JSON.stringify(entry?.after) + JSON.stringify(entry?.before)).not.toContain("example.org");
});
