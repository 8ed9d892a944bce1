import { beforeAll, expect, test } from "vitest";
import { db } from "@/lib/db/client";
import type { Conference } from "@/lib/db/generated/client";
import { seedConference } from "@/lib/db/test-conference";
import { newPublicId } from "@/lib/ids/public-id";
import { queue } from "@/lib/jobs/queue";
import { registerDirectly } from "@/lib/registration/register-directly";
import { askByRegistration, readOwnOr } from "./ask-by-registration";
import { followAgain } from "./follow-link";
import { codeFor, followed, indicoSays, linkTo, mailedTo, wrong } from "./followed-link.fixture";
import { loadLinkRequest } from "./load-request";
import { readFollowedLink } from "./read-link";
import { findAccess } from "./sessions";
import { verifyCode, verifyLink } from "./verify";

let conference: Conference;
let count = 0;

beforeAll(async () => {
  await queue();
  ({ conference } = await seedConference());
});

/** An Indico that must not be asked: there is no link. */
const INDICO = indicoSays("agrees");

async function registered(email = `typed${++count}@example.org`) {
  const actor = { kind: "staff", id: "1" } as const;
  return { email, ...(await registerDirectly(conference.id, { email, locale: "en" }, actor)) };
}

/** Asks from an address of its own, and runs the job. */
async function asked(publicId: string): Promise<string> {
  count += 1;
  const requestId = await askByRegistration(publicId, { address: `203.0.113.${count}`, locale: "en" });
  if (!requestId.ok) throw new Error(requestId.error);
  await runJob(requestId.value);
  return requestId.value;
}

async function runJob(requestId: string) {
  const { id } = await (await db()).linkRequest.findUniqueOrThrow({ where: { publicId: requestId } });
  await readFollowedLink(id, readOwnOr(INDICO.read));
}

test("somebody whom Indico does not know comes in by a code to the mailbox", async () => {
  const { id, publicId, email } = await registered();
  const requestId = await asked(publicId);
  const code = await codeFor(email);
  expect(await verifyCode(requestId, wrong(code), undefined)).toMatchObject({ error: { code: "wrong", triesLeft: 4 } });
  const opened = await verifyCode(requestId, code, undefined);
  if (!opened.ok) throw new Error(opened.error.code);
  expect(opened.value.publicId).toBe(publicId);
  expect(await findAccess(opened.value.accessToken, publicId)).toMatchObject({ registrationId: id, level: "verified" });
  expect(INDICO.asked).toEqual([]);
});

test("or by the one-time link of the same mail", async () => {
  const { publicId, email } = await registered();
  await asked(publicId);
  const [mail] = await mailedTo(email);
  expect(await verifyLink(mail?.linkSecret ?? "", undefined)).toMatchObject({ ok: true, value: { publicId } });
});

test("two registrations of one mailbox have a code each", async () => {
  const first = await registered();
  const second = await registered(first.email);
  await asked(first.publicId);
  const code = await codeFor(first.email);
  const requestId = await asked(second.publicId);
  expect(await mailedTo(first.email)).toHaveLength(2);
  const own = await codeFor(first.email);
  if (code !== own) expect(await verifyCode(requestId, code, undefined)).toMatchObject({ ok: false });
  expect(await verifyCode(requestId, own, undefined)).toMatchObject({ ok: true, value: { publicId: second.publicId } });
});

test("asked again while a code is valid, none is mailed; the new page takes the old code", async () => {
  const { publicId, email } = await registered();
  const first = await asked(publicId);
  const again = await followAgain(first, { address: "203.0.113.250" });
  if (!again.ok) throw new Error(again.error);
  await runJob(again.value);
  expect(await mailedTo(email)).toHaveLength(1);
  expect(await verifyCode(again.value, await codeFor(email), undefined)).toMatchObject({ value: { publicId } });
});

test("what Indico has not confirmed stays so: the code proves the mailbox, not the number", async () => {
  const link = linkTo(conference);
  const request = await followed(conference, link, indicoSays("no-answer"));
  const opened = await verifyCode(request, await codeFor(link.email), undefined);
  if (!opened.ok) throw new Error(opened.error.code);
  const requestId = await asked(opened.value.publicId);
  expect(await verifyCode(requestId, await codeFor(link.email), undefined)).toMatchObject({ ok: true });
  const client = await db();
  const registrations = await client.registration.findMany({ where: { email: link.email } });
  expect(registrations).toMatchObject([{ isConfirmed: false, indicoDbId: link.registrationDbId }]);
});

test("an id of nobody gets the same page, and no mail", async () => {
  const client = await db();
  const { publicId } = await registered();
  const mails = () => client.mail.count({ where: { letter: "verification-code" } });
  const [known, before] = [await asked(publicId), await mails()];
  const unknown = await asked(newPublicId());
  expect(await mails()).toBe(before);
  const page = async (requestId: string) => {
    const loaded = await loadLinkRequest(requestId);
    return { isWithoutLink: loaded?.isWithoutLink, triesLeft: loaded?.triesLeft, wasWrong: loaded?.wasWrong };
  };
  expect(await page(unknown)).toEqual(await page(known));
  expect(await verifyCode(unknown, "000000", undefined)).toEqual({ ok: false, error: { code: "wrong", triesLeft: 4 } });
});

test("neither an erased registration nor a mailbox that changed since is opened", async () => {
  const client = await db();
  const [erased, moved] = [await registered(), await registered()];
  const requests = [await asked(erased.publicId), await asked(moved.publicId)];
  const codes = [await codeFor(erased.email), await codeFor(moved.email)];
  await client.registration.update({ where: { id: erased.id }, data: { state: "erased" } });
  await client.registration.update({ where: { id: moved.id }, data: { email: "moved@example.org" } });
  for (const index of [0, 1]) {
    expect(await verifyCode(requests[index] ?? "", codes[index] ?? "", undefined)).toMatchObject({ ok: false });
  }
});

test("one registration is asked for six times at once, and no mail comes of the seventh", async () => {
  const { publicId } = await registered();
  const jobs = async () => {
    const [row] = await (await db()).$queryRaw<{ count: number }[]>`
      SELECT count(*)::int AS count FROM pgboss.job WHERE name = 'link.read'`;
    return row?.count ?? 0;
  };
  const before = await jobs();
  for (let time = 0; time < 8; time++) {
    count += 1;
    await askByRegistration(publicId, { address: `203.0.113.${count}`, locale: "en" });
  }
  expect(await jobs()).toBe(before + 6);
});

test.each(["", "nobody", "2".repeat(19)])("“%s” is no registration's address", async (publicId) => {
  expect(await askByRegistration(publicId, { address: "203.0.113.251", locale: "en" })).toEqual({
    ok: false,
    error: "unknown",
  });
});
