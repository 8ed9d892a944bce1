import { beforeAll, expect, test } from "vitest";
import { db } from "@/lib/db/client";
import { seedConference } from "@/lib/db/test-conference";
import { hashSecret, newPublicId } from "@/lib/ids/public-id";
import { queue } from "@/lib/jobs/queue";
import { verifyCode } from "./verify";

beforeAll(async () => {
  await queue();
});

test("guesses at once, from as many pages as one likes, have five tries together", async () => {
  const { conferenceId } = await seedConference();
  const client = await db();
  const link = { conferenceId, indicoDbId: 2001, friendlyId: 1, email: "guessed@example.org", locale: "en" };
  const mailed = await client.linkRequest.create({
    data: {
      ...link,
      publicId: newPublicId(),
      state: "sent",
      codeHash: hashSecret("123456"),
      expiresAt: new Date(Date.now() + 600_000),
    },
  });
  const pages = await Promise.all(
    Array.from({ length: 12 }, () => client.linkRequest.create({ data: { ...link, publicId: newPublicId() } })),
  );
  await Promise.all(pages.map(({ publicId }) => verifyCode(publicId, "000000", undefined)));
  expect((await client.linkRequest.findUniqueOrThrow({ where: { id: mailed.id } })).codeTriesLeft).toBe(0);
  const right = await Promise.all(pages.map(({ publicId }) => verifyCode(publicId, "123456", undefined)));
  expect(right.filter((outcome) => outcome.ok)).toHaveLength(0);
});
