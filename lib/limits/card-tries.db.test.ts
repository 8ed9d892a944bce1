import { expect, test } from "vitest";
import { db } from "@/lib/db/client";
import { areTriesSpent, forgetTry, noteTry } from "./card-tries";

async function fail(address: string, times: number): Promise<number[]> {
  const ids: number[] = [];
  for (let time = 0; time < times; time++) ids.push(await noteTry(address));
  return ids;
}

/** Moves all tries of now into the past. */
async function later(minutes: number): Promise<void> {
  const client = await db();
  await client.$executeRaw`UPDATE card_try SET at = at - ${minutes} * interval '1 minute'`;
}

test("the tenth failure within ten minutes stops an address for half an hour, and no other", async () => {
  await fail("192.0.2.1", 9);
  expect(await areTriesSpent("192.0.2.1")).toBe(false);
  await fail("192.0.2.1", 1);
  expect(await areTriesSpent("192.0.2.1")).toBe(true);
  expect(await areTriesSpent("192.0.2.2")).toBe(false);
  await later(29);
  expect(await areTriesSpent("192.0.2.1")).toBe(true);
  await later(2);
  expect(await areTriesSpent("192.0.2.1")).toBe(false);
});

test("failures further apart than ten minutes stop nobody, nor do cards that worked", async () => {
  await fail("192.0.2.3", 5);
  await later(11);
  const [worked] = await fail("192.0.2.3", 5);
  expect(await areTriesSpent("192.0.2.3")).toBe(false);
  await fail("192.0.2.3", 5);
  expect(await areTriesSpent("192.0.2.3")).toBe(true);
  await forgetTry(worked ?? 0);
  expect(await areTriesSpent("192.0.2.3")).toBe(false);
});
