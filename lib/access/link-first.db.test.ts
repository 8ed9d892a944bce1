import { beforeAll, describe, expect, test } from "vitest";
import { db } from "@/lib/db/client";
import type { Conference } from "@/lib/db/generated/client";
import { seedConference } from "@/lib/db/test-conference";
import { queue } from "@/lib/jobs/queue";
import { holdOrder } from "@/lib/orders/hold-order";
import type { PaymentLink } from "@/lib/registration/parse-link";
import { askForCode, followLink } from "./follow-link";
import { codeFor, indicoSays, linkTo, mailedTo } from "./followed-link.fixture";
import { type LinkReading, type ReadLink, readFollowedLink } from "./read-link";
import { findAccess } from "./sessions";
import { verifyCode } from "./verify";

let conference: Conference;
let count = 0;

beforeAll(async () => {
  await queue();
  const seeded = await seedConference();
  const client = await db();
  conference = await client.conference.update({
    where: { id: seeded.conferenceId },
    data: { linkPolicy: "link_first" },
  });
});

function visit(link: PaymentLink, read: ReadLink) {
  count += 1;
  return followLink(conference, link, { address: `203.0.113.${count}`, locale: "en", accessToken: undefined }, read);
}

async function opened(link: PaymentLink) {
  const outcome = await visit(link, indicoSays("agrees").read);
  if (outcome.kind !== "opened") throw new Error(outcome.kind);
  const access = await findAccess(outcome.accessToken, outcome.publicId);
  if (!access) throw new Error("No access");
  return { ...outcome, access };
}

test("the form opens at once where Indico agrees, and no letter is sent", async () => {
  const link = linkTo(conference);
  const { access, publicId } = await opened(link);
  expect(access.level).toBe("link");
  expect(await mailedTo(link.email)).toEqual([]);
  const registration = await (await db()).registration.findUniqueOrThrow({ where: { publicId } });
  expect(registration).toMatchObject({ email: link.email, isConfirmed: true, prefill: "waiting" });
});

test("of two at once both open the one registration", async () => {
  const link = linkTo(conference);
  const [one, other] = await Promise.all([opened(link), opened(link)]);
  expect(one.publicId).toBe(other.publicId);
  expect(one.accessToken).not.toBe(other.accessToken);
});

describe("where Indico does not agree, the page is the one that asks for the code", () => {
  test.each<{ says: LinkReading }>([{ says: "disagrees" }, { says: "no-answer" }])("$says", async ({ says }) => {
    expect(await visit(linkTo(conference), indicoSays(says).read)).toMatchObject({ kind: "verify" });
  });
});

test("once an order exists the code is asked for, and lifts what the link had opened", async () => {
  const link = linkTo(conference);
  const { access, accessToken, publicId } = await opened(link);
  const me = { kind: "person", id: String(access.registrationId) } as const;
  const held = await holdOrder(access.registrationId, { categoryCode: "FULL", services: [] }, me, new Date());
  expect(held).toMatchObject({ ok: true });
  const { read, asked } = indicoSays("agrees");
  expect(await visit(link, read)).toMatchObject({ kind: "verify" });
  expect(asked).toEqual([]);

  const asking = await askForCode(access.registrationId, { address: "203.0.113.250", locale: "it" });
  if (!asking.ok) throw new Error(asking.error);
  const request = await (await db()).linkRequest.findUniqueOrThrow({ where: { publicId: asking.value } });
  await readFollowedLink(request.id, read);
  const verified = await verifyCode(request.publicId, await codeFor(link.email), accessToken);
  if (!verified.ok) throw new Error(verified.error.code);
  expect(await findAccess(verified.value.accessToken, publicId)).toMatchObject({ level: "verified" });
  expect(await findAccess(accessToken, publicId)).toBeNull();
});

test("beyond the limits Indico is not asked", async () => {
  const link = linkTo(conference);
  const { read, asked } = indicoSays("disagrees");
  for (let times = 0; times < 20; times++) await visit(link, read);
  expect(asked.length).toBeLessThanOrEqual(7);
});
