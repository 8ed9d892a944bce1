import { beforeAll, expect, test } from "vitest";
import { db } from "@/lib/db/client";
import { seedConference, seedRegistration } from "@/lib/db/test-conference";
import { queue } from "@/lib/jobs/queue";
import { choiceOfOrder } from "@/lib/orders/choice-of-order";
import { holdOrder } from "@/lib/orders/hold-order";
import { askLater } from "@/lib/payments/ask-later";
import type { Choice } from "@/lib/pricing/catalogue";
import { loadJourney } from "@/lib/registration/load-journey";
import { loadLapsed } from "./load-paying";

const NOW = new Date();
const JOB = { kind: "job", id: "test" } as const;
const CHOICE: Choice = {
  categoryCode: "FULL",
  services: [
    { code: "DINNER", quantity: 2, places: [{ options: { diet: "vegan" } }, {}] },
    { code: "GUEST", quantity: 1, places: [{ guestName: "Þorsteinn", options: {} }] },
  ],
};

beforeAll(async () => {
  await queue();
});

/** A draft whose time is over. */
async function lapsed({ hall = 100 } = {}) {
  const { conferenceId } = await seedConference({ hall });
  const { id } = await seedRegistration(conferenceId, 1);
  const held = await holdOrder(id, CHOICE, JOB, NOW);
  if (!held.ok) throw new Error(JSON.stringify(held.error));
  const client = await db();
  await client.$executeRaw`UPDATE "order" SET hold_until = now() - interval '1 second' WHERE payer_id = ${id}`;
  const look = async () => loadLapsed(await loadJourney(id), "en", new Date());
  return { conferenceId, id, client, look };
}

test("still there at the same price; taken back it is what it was, guests and diets too", async () => {
  const { id, look } = await lapsed();
  expect(await look()).toMatchObject({ totalMinor: 52_000, gone: [] });
  const { order } = await loadJourney(id);
  const again = await holdOrder(id, choiceOfOrder(order ?? { lines: [] }), JOB, NOW);
  expect(again.ok).toBe(true);
  expect(await look(), "its time is not over any more").toBeNull();
  const { order: back } = await loadJourney(id);
  expect(back?.lines.map(({ diets, guests }) => ({ diets, guests: guests.map(({ name }) => name) }))).toEqual([
    { diets: [], guests: [] },
    { diets: ["vegan", ""], guests: [] },
    { diets: [""], guests: ["Þorsteinn"] },
  ]);
});

test("still there, at the price of now", async () => {
  const { conferenceId, client, look } = await lapsed();
  await client.priceWindow.updateMany({ where: { category: { conferenceId } }, data: { priceMinor: 35_000 } });
  expect(await look()).toMatchObject({ totalMinor: 57_000, gone: [] });
});

test("what others have now is named", async () => {
  const { conferenceId, look } = await lapsed({ hall: 1 });
  const other = await seedRegistration(conferenceId, 2);
  expect((await holdOrder(other.id, { categoryCode: "FULL", services: [] }, JOB, NOW)).ok).toBe(true);
  expect(await look()).toMatchObject({ totalMinor: null, gone: ["Full"] });
});

test("what is not sold any more is named", async () => {
  const { conferenceId, client, look } = await lapsed();
  await client.priceWindow.updateMany({
    where: { service: { conferenceId, code: "DINNER" } },
    data: { untilAt: new Date(NOW.getTime() - 1_000) },
  });
  expect(await look()).toMatchObject({ totalMinor: null, gone: ["Dinner"] });
});

test("a stranger's number of a card page that is not ours asks nobody anything", async () => {
  await askLater("cs_test_nobody");
  const boss = await queue();
  expect(await boss.fetch("payment.look-up")).toEqual([]);
});
