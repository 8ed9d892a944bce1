import { expect, test } from "vitest";
import { db } from "@/lib/db/client";
import { withCardTry } from "./card-tries";

type Outcome = "worked" | "failed";

const tryCard = (address: string, outcome: Outcome, then = async () => {}) =>
  withCardTry<Outcome>(
    address,
    async () => {
      await then();
      return outcome;
    },
    (done) => done === "failed",
  );

async function fail(address: string, times: number): Promise<void> {
  for (let time = 0; time < times; time++) expect(await tryCard(address, "failed")).toBe("failed");
}

/** Moves all tries of now into the past. */
async function later(minutes: number): Promise<void> {
  const client = await db();
  await client.$executeRaw`UPDATE card_try SET at = at - ${minutes} * interval '1 minute'`;
}

test("the tenth failure within ten minutes stops an address for half an hour, and no other", async () => {
  await fail("192.0.2.1", 9);
  expect(await tryCard("192.0.2.1", "worked")).toBe("worked");
  await fail("192.0.2.1", 1);
  expect(await tryCard("192.0.2.1", "worked")).toBe("spent");
  expect(await tryCard("192.0.2.2", "worked")).toBe("worked");
  await later(29);
  expect(await tryCard("192.0.2.1", "worked")).toBe("spent");
  await later(2);
  expect(await tryCard("192.0.2.1", "worked")).toBe("worked");
});

test("failures further apart than ten minutes stop nobody, nor do cards that worked", async () => {
  await fail("192.0.2.3", 5);
  await later(11);
  await fail("192.0.2.3", 4);
  for (let time = 0; time < 10; time++) expect(await tryCard("192.0.2.3", "worked")).toBe("worked");
  await fail("192.0.2.3", 5);
  expect(await tryCard("192.0.2.3", "worked")).toBe("worked");
});

test("a try that ends by an exception is forgotten", async () => {
  const broken = async () => {
    throw new Error("broken");
  };
  for (let time = 0; time < 11; time++) await expect(tryCard("192.0.2.4", "failed", broken)).rejects.toThrow("broken");
  expect(await tryCard("192.0.2.4", "worked")).toBe("worked");
});

test("of thirty at once ten reach a card", async () => {
  const all = Promise.withResolvers<void>();
  let reached = 0;
  const charge = async () => {
    reached += 1;
    await all.promise;
  };
  let refused = 0;
  const tries = Array.from({ length: 30 }, async () => {
    const outcome = await tryCard("192.0.2.5", "failed", charge);
    if (outcome === "spent") refused += 1;
    // Whoever reached the card waits there until everybody else was refused.
    if (refused === 20) all.resolve();
    return outcome;
  });
  const outcomes = await Promise.all(tries);
  expect(reached).toBe(10);
  expect(outcomes.filter((outcome) => outcome === "failed")).toHaveLength(10);
});
