import { beforeAll, describe, expect, test } from "vitest";
import { db } from "@/lib/db/client";
import type { Conference } from "@/lib/db/generated/client";
import { seedConference } from "@/lib/db/test-conference";
import { queue } from "@/lib/jobs/queue";
import { CODE_TRIES } from "./code-allowance";
import { followAgain, followLink } from "./follow-link";
import { codeFor, followed, indicoSays, linkTo, mailedTo, wrong } from "./followed-link.fixture";
import { loadLinkRequest } from "./load-request";
import type { LinkReading } from "./read-link";
import { findAccess } from "./sessions";
import { verifyCode, verifyLink } from "./verify";

let conference: Conference;
const AGREES = indicoSays("agrees");
const AWAY = indicoSays("no-answer");

beforeAll(async () => {
  await queue();
  ({ conference } = await seedConference());
});

async function verified(requestId: string, code: string, accessToken?: string) {
  const outcome = await verifyCode(requestId, code, accessToken);
  if (!outcome.ok) throw new Error(JSON.stringify(outcome.error));
  return outcome.value;
}

async function registrationOf(publicId: string) {
  return (await db()).registration.findUniqueOrThrow({ where: { publicId }, include: { person: true } });
}

/** The mailed code's ten minutes are over. */
async function runOut(email: string) {
  const past = new Date(Date.now() - 1_000);
  await (await db()).linkRequest.updateMany({ where: { email }, data: { expiresAt: past } });
}

describe("the code", () => {
  test("opens a registration that Indico confirmed, for this browser alone", async () => {
    const link = linkTo(conference);
    const requestId = await followed(conference, link, AGREES);
    const { publicId, accessToken } = await verified(requestId, await codeFor(link.email));
    expect(await findAccess(accessToken, publicId)).toMatchObject({ level: "verified" });
    expect(await findAccess("another browser", publicId)).toBeNull();
    expect(await registrationOf(publicId)).toMatchObject({
      email: link.email,
      indicoDbId: link.registrationDbId,
      isConfirmed: true,
      prefill: "waiting",
      person: { email: link.email },
    });
  });

  test("works as people type it, and once", async () => {
    const link = linkTo(conference);
    const requestId = await followed(conference, link, AGREES);
    const code = await codeFor(link.email);
    await verified(requestId, ` ${code.slice(0, 3)} ${code.slice(3)}`);
    expect(await verifyCode(requestId, code, undefined)).toMatchObject({ ok: false });
  });

  test("allows five tries, counted also when the right one comes too late", async () => {
    const link = linkTo(conference);
    const requestId = await followed(conference, link, AGREES);
    const code = await codeFor(link.email);
    for (let triesLeft = CODE_TRIES - 1; triesLeft >= 0; triesLeft--) {
      expect(await verifyCode(requestId, wrong(code), undefined)).toEqual({
        ok: false,
        error: { code: "wrong", triesLeft },
      });
    }
    expect(await verifyCode(requestId, code, undefined)).toEqual({ ok: false, error: { code: "expired" } });
  });

  test("guessing through several pages of one link spends the one code", async () => {
    const link = linkTo(conference);
    const [first, second] = [await followed(conference, link, AGREES), await followed(conference, link, AGREES)];
    const code = await codeFor(link.email);
    for (let tries = 0; tries < 3; tries++) await verifyCode(first, wrong(code), undefined);
    for (let tries = 0; tries < 2; tries++) await verifyCode(second, wrong(code), undefined);
    const third = await followed(conference, link, indicoSays("disagrees"));
    expect(await verifyCode(third, code, undefined)).toMatchObject({ ok: false, error: { code: "wrong" } });
  });

  test("of two tries at once with the same code one opens", async () => {
    const link = linkTo(conference);
    const requestId = await followed(conference, link, AGREES);
    const code = await codeFor(link.email);
    const both = await Promise.all([verifyCode(requestId, code, undefined), verifyCode(requestId, code, undefined)]);
    expect(both.filter(({ ok }) => ok)).toHaveLength(1);
  });

  test("two browsers with the same link share one code and one letter", async () => {
    const link = linkTo(conference);
    const phone = await followed(conference, link, AGREES);
    await followed(conference, link, AGREES);
    expect(await mailedTo(link.email)).toHaveLength(1);
    const { publicId } = await verified(phone, await codeFor(link.email));
    const again = await followed(conference, link, AGREES);
    const opened = await verified(again, await codeFor(link.email));
    expect(opened.publicId).toBe(publicId);
    expect(await mailedTo(link.email)).toHaveLength(2);
  });

  test("a new one is mailed after the old one ran out, not before", async () => {
    const link = linkTo(conference);
    const first = await followed(conference, link, AGREES);
    const old = await codeFor(link.email);
    expect(await followAgain(first, { address: "192.0.2.1" })).toMatchObject({ ok: true });
    expect(await mailedTo(link.email)).toHaveLength(1);
    await runOut(link.email);
    const next = await followed(conference, link, AGREES);
    expect(await mailedTo(link.email)).toHaveLength(2);
    expect(await verifyCode(next, old === (await codeFor(link.email)) ? wrong(old) : old, undefined)).toMatchObject({
      ok: false,
    });
    await verified(next, await codeFor(link.email));
  });

  test("one session holds several registrations: somebody registers five colleagues", async () => {
    const links = [linkTo(conference), linkTo(conference)];
    let token: string | undefined;
    const opened = [];
    for (const link of links) {
      const requestId = await followed(conference, link, AGREES);
      const { publicId, accessToken } = await verified(requestId, await codeFor(link.email), token);
      token = accessToken;
      opened.push(publicId);
    }
    for (const publicId of opened) expect(await findAccess(token, publicId)).not.toBeNull();
  });

  test("a link that Indico does not agree with gets no letter, and every try is wrong", async () => {
    const link = linkTo(conference);
    const requestId = await followed(conference, link, indicoSays("disagrees"));
    expect(await mailedTo(link.email)).toEqual([]);
    expect(await verifyCode(requestId, "123456", undefined)).toEqual({
      ok: false,
      error: { code: "wrong", triesLeft: 4 },
    });
  });
});

describe("what the page shows", () => {
  test.each<{ says: LinkReading }>([{ says: "agrees" }, { says: "disagrees" }, { says: "no-answer" }])(
    "is the same where Indico says: $says",
    async ({ says }) => {
      const link = linkTo(conference);
      const requestId = await followed(conference, link, indicoSays(says));
      await verifyCode(requestId, "not it", undefined);
      const { validUntil, conference: shown, ...page } = (await loadLinkRequest(requestId)) ?? {};
      expect(page).toEqual({ isWithoutLink: false, email: link.email, triesLeft: 4, wasWrong: true });
      expect(shown?.id).toBe(conference.id);
      expect(Math.abs((validUntil?.getTime() ?? 0) - Date.now() - 600_000)).toBeLessThan(30_000);
    },
  );

  test.each(["", "link", "Z".repeat(18), "2".repeat(19), "a\u0000b"])("“%s” is no request", async (id) => {
    expect(await loadLinkRequest(id)).toBeNull();
    expect(await verifyCode(id, "123456", undefined)).toEqual({ ok: false, error: { code: "expired" } });
    expect(await followAgain(id, { address: "192.0.2.2" })).toEqual({ ok: false, error: "unknown" });
  });
});

describe("the one-time link", () => {
  test("opens once", async () => {
    const link = linkTo(conference);
    await followed(conference, link, AGREES);
    const [letter] = await mailedTo(link.email);
    const opened = await verifyLink(letter?.linkSecret ?? "", undefined);
    expect(opened).toMatchObject({ ok: true });
    expect(await verifyLink(letter?.linkSecret ?? "", undefined)).toEqual({ ok: false, error: { code: "expired" } });
  });

  test("has an end, and is not guessed", async () => {
    const link = linkTo(conference);
    await followed(conference, link, AGREES);
    const [letter] = await mailedTo(link.email);
    await runOut(link.email);
    expect(await verifyLink(letter?.linkSecret ?? "", undefined)).toMatchObject({ ok: false });
    expect(await verifyLink("", undefined)).toMatchObject({ ok: false });
  });
});

describe("a browser that was here before", () => {
  test("goes straight to its registration, by the same address only", async () => {
    const link = linkTo(conference);
    const requestId = await followed(conference, link, AGREES);
    const { publicId, accessToken } = await verified(requestId, await codeFor(link.email));
    const visitor = { address: "203.0.113.1", locale: "en", accessToken };
    expect(await followLink(conference, link, visitor, AGREES.read)).toEqual({ kind: "known", publicId });
    const other = { ...link, email: "somebody.else@example.org" };
    expect(await followLink(conference, other, visitor, AGREES.read)).toMatchObject({ kind: "verify" });
  });
});

describe("while Indico is away", () => {
  test("the link's own address opens an unconfirmed registration, which a later reading confirms", async () => {
    const link = linkTo(conference);
    const first = await followed(conference, link, AWAY);
    const { publicId } = await verified(first, await codeFor(link.email));
    expect(await registrationOf(publicId)).toMatchObject({ isConfirmed: false, prefill: "waiting" });
    const later = await followed(conference, link, AGREES);
    const opened = await verified(later, await codeFor(link.email));
    expect(opened.publicId).toBe(publicId);
    expect(await registrationOf(publicId)).toMatchObject({ isConfirmed: true, prefill: "waiting" });
  });

  test("a squatter gives way to whom Indico knows, and keeps nothing of Indico's", async () => {
    const link = linkTo(conference);
    const squatter = { ...link, email: "squatter@example.org" };
    const { publicId: squatted } = await verified(
      await followed(conference, squatter, AWAY),
      await codeFor(squatter.email),
    );
    const { publicId } = await verified(await followed(conference, link, AGREES), await codeFor(link.email));
    expect(publicId).not.toBe(squatted);
    expect(await registrationOf(publicId)).toMatchObject({ indicoDbId: link.registrationDbId, isConfirmed: true });
    expect(await registrationOf(squatted)).toMatchObject({ indicoDbId: null, prefill: "mismatch", isConfirmed: false });
  });

  test("nobody squats where somebody is", async () => {
    const link = linkTo(conference);
    await verified(await followed(conference, link, AGREES), await codeFor(link.email));
    const squatter = { ...link, email: "late.squatter@example.org" };
    const requestId = await followed(conference, squatter, AWAY);
    expect(await verifyCode(requestId, await codeFor(squatter.email), undefined)).toMatchObject({ ok: false });
  });
});

test("an address changed in Indico goes over to the registration with the next link", async () => {
  const link = linkTo(conference);
  const { publicId } = await verified(await followed(conference, link, AGREES), await codeFor(link.email));
  const changed = { ...link, email: "new.address@example.org" };
  const opened = await verified(await followed(conference, changed, AGREES), await codeFor(changed.email));
  expect(opened.publicId).toBe(publicId);
  expect(await registrationOf(publicId)).toMatchObject({ email: changed.email });
});

test("who came in is in the audit log, the code is not", async () => {
  const link = linkTo(conference);
  const requestId = await followed(conference, link, AGREES);
  const code = await codeFor(link.email);
  const { id } = await registrationOf((await verified(requestId, code)).publicId);
  const [entry, ...more] = await (await db()).auditEntry.findMany({ where: { objectId: String(id) } });
  expect(entry).toMatchObject({ what: "access.verified", actorKind: "person", after: { isConfirmed: true } });
  expect(more).toEqual([]);
  expect(JSON.stringify(entry?.after)).not.toContain(code);
});
