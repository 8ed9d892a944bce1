import { beforeEach, describe, expect, test } from "vitest";
import { db } from "@/lib/db/client";
import type { Conference } from "@/lib/db/generated/client";
import { seedConference } from "@/lib/db/test-conference";
import { queue } from "@/lib/jobs/queue";
import { LIMITS, takeToken } from "@/lib/limits/take-token";
import { refusals } from "@/lib/metrics/refusals";
import type { PaymentLink } from "@/lib/registration/parse-link";
import { CODES_PER_DAY } from "./code-allowance";
import { askForCode, followAgain, followLink } from "./follow-link";
import { codeFor, followed, indicoSays, linkTo, mailedTo, wrong } from "./followed-link.fixture";
import { verifyCode, verifyLink } from "./verify";

const AGREES = indicoSays("agrees");
const DISAGREES = indicoSays("disagrees");

let conference: Conference;

/** A conference of its own for each test: they use up its limits. */
beforeEach(async () => {
  await queue();
  ({ conference } = await seedConference());
});

/** Nothing of this limit is left, for an hour. */
async function exhaust(kind: keyof typeof LIMITS, subject: string | number) {
  await takeToken(kind, String(subject));
  const client = await db();
  await client.$executeRaw`
    UPDATE rate_limit SET used_until = now() + interval '1 hour' WHERE key LIKE ${`${kind}:%`}`;
}

/** Somebody was here before, and comes again from another browser. */
async function known(): Promise<PaymentLink> {
  const link = linkTo(conference);
  const requestId = await followed(conference, link, AGREES);
  expect(await verifyCode(requestId, await codeFor(link.email), undefined)).toMatchObject({ ok: true });
  return link;
}

async function refused(limit: string): Promise<number> {
  const { values } = await refusals().get();
  return values.find(({ labels }) => labels.limit === limit)?.value ?? 0;
}

/** As if everything about a mailbox had happened earlier. */
async function letPass(email: string, minutes: number) {
  const client = await db();
  await client.$executeRaw`
    UPDATE link_request SET created_at = created_at - ${minutes} * interval '1 minute',
                            expires_at = expires_at - ${minutes} * interval '1 minute'
     WHERE email = ${email}`;
  await client.$executeRaw`DELETE FROM rate_limit`;
}

describe("guesses at somebody's number", () => {
  test("six of them, with whatever address, leave the registrant's own link alone", async () => {
    const link = linkTo(conference);
    for (let guess = 0; guess < 6; guess++) {
      await followed(conference, { ...link, email: `guess${guess}@example.net` }, DISAGREES);
    }
    await followed(conference, link, AGREES);
    expect(await mailedTo(link.email)).toHaveLength(1);
  });

  test("are read from Indico so often and no more; who was here before still comes in", async () => {
    const link = await known();
    const { burst } = LIMITS.readByRegistration;
    const { read, asked } = indicoSays("disagrees");
    for (let guess = 0; guess < burst + 5; guess++) {
      await followed(conference, { ...link, email: `guess${guess}@example.net` }, { read });
    }
    expect(asked.length).toBeGreaterThan(burst - 3);
    expect(asked.length).toBeLessThanOrEqual(burst);
    expect(await refused("readByRegistration")).toBeGreaterThan(0);
    await followed(conference, link, AGREES);
    expect(await mailedTo(link.email)).toHaveLength(2);
  });
});

describe("a flood over the whole conference", () => {
  test("leaves a share for links of registrations that we have, and for no others", async () => {
    const link = await known();
    await exhaust("readByConference", conference.id);
    const guess = { ...link, email: "guess@example.net" };
    const { read, asked } = indicoSays("disagrees");
    await followed(conference, guess, { read });
    await followed(conference, linkTo(conference), { read });
    expect(asked).toEqual([]);
    await followed(conference, link, AGREES);
    expect(await mailedTo(link.email)).toHaveLength(2);
  });

  test("the share has an end too: Indico is asked within the limits", async () => {
    const link = await known();
    await exhaust("readByConference", conference.id);
    await exhaust("readKnownByConference", conference.id);
    const { read, asked } = indicoSays("agrees");
    await followed(conference, link, { read });
    expect(asked).toEqual([]);
  });

  test.each([
    { changes: { isConfirmed: false }, whose: "is not confirmed" },
    { changes: { state: "erased" as const }, whose: "was erased" },
  ])("whose registration $whose has no share", async ({ changes }) => {
    const link = await known();
    const where = { conferenceId: conference.id, indicoDbId: link.registrationDbId };
    await (await db()).registration.updateMany({ where, data: changes });
    await exhaust("readByConference", conference.id);
    const { read, asked } = indicoSays("agrees");
    await followed(conference, link, { read });
    expect(asked).toEqual([]);
  });
});

describe("too many links from one network", () => {
  test("the answer is to wait, whatever the link says, and nothing is kept of it", async () => {
    const [link, guess] = [await known(), linkTo(conference)];
    const client = await db();
    const requestId = await followed(conference, link, AGREES);
    const before = await client.linkRequest.count();
    const visitor = { address: "203.0.113.77", locale: "en", accessToken: undefined };
    await exhaust("linkByAddress", visitor.address);
    for (const each of [link, guess]) {
      expect(await followLink(conference, each, visitor, AGREES.read)).toEqual({ kind: "wait" });
    }
    expect(await followAgain(requestId, visitor)).toEqual({ ok: false, error: "wait" });
    const { id } = await client.registration.findFirstOrThrow({ where: { email: link.email } });
    expect(await askForCode(id, visitor)).toEqual({ ok: false, error: "wait" });
    expect(await client.linkRequest.count()).toBe(before);
    expect(await refused("linkByAddress")).toBeGreaterThan(3);
  });
});

describe("codes for one registration and address", () => {
  test("after wrong tries the next one waits, each time longer", async () => {
    const link = linkTo(conference);
    for (const [index, pause] of [5, 15, 45].entries()) {
      const guessed = index + 1;
      const page = await followed(conference, link, AGREES);
      const code = await codeFor(link.email);
      expect(await mailedTo(link.email)).toHaveLength(guessed);
      for (let tries = 0; tries < 5; tries++) await verifyCode(page, wrong(code), undefined);
      await letPass(link.email, pause - 1);
      await followed(conference, link, AGREES);
      expect(await mailedTo(link.email), `within the pause of ${pause} minutes`).toHaveLength(guessed);
      await letPass(link.email, 1);
    }
    expect(await refused("code-pause")).toBeGreaterThan(2);
  });

  test("a code that was guessed out leaves the link in its mail", async () => {
    const link = linkTo(conference);
    const page = await followed(conference, link, AGREES);
    const [letter] = await mailedTo(link.email);
    if (!letter) throw new Error("No letter");
    for (let tries = 0; tries < 5; tries++) await verifyCode(page, wrong(letter.code), undefined);
    expect(await verifyCode(await followed(conference, link, AGREES), letter.code, undefined)).toMatchObject({
      ok: false,
    });
    expect(await verifyLink(letter.linkSecret, undefined)).toMatchObject({ ok: true });
  });

  test("a wrong try that the right one follows makes nobody wait", async () => {
    const link = linkTo(conference);
    const page = await followed(conference, link, AGREES);
    const code = await codeFor(link.email);
    await verifyCode(page, wrong(code), undefined);
    expect(await verifyCode(page, code, undefined)).toMatchObject({ ok: true });
    await followed(conference, link, AGREES);
    expect(await mailedTo(link.email)).toHaveLength(2);
  });

  test("a day has ten, and the next day has more", async () => {
    const link = linkTo(conference);
    for (let times = 0; times < CODES_PER_DAY + 2; times++) {
      await followed(conference, link, AGREES);
      await letPass(link.email, 11);
    }
    expect(await mailedTo(link.email)).toHaveLength(CODES_PER_DAY);
    expect(await refused("code-day")).toBeGreaterThan(1);
    await letPass(link.email, 24 * 60);
    await followed(conference, link, AGREES);
    expect(await mailedTo(link.email)).toHaveLength(CODES_PER_DAY + 1);
  });

  test("while Indico is away nobody's mailbox is filled by naming one number after the other", async () => {
    const email = "bombed@example.org";
    for (let number = 0; number < 8; number++) {
      await followed(conference, linkTo(conference, { email }), indicoSays("no-answer"));
    }
    expect(await mailedTo(email)).toHaveLength(LIMITS.unconfirmedByRecipient.burst);
  });
});
