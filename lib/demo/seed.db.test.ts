import { expect, test } from "vitest";
import { checkPassword } from "@/lib/auth/check-password";
import { db } from "@/lib/db/client";
import { DEMO_STAFF } from "@/lib/demo/demo-staff";
import { SALES } from "@/lib/demo/sales";
import { seedDemo } from "@/lib/demo/seed";
import { queue } from "@/lib/jobs/queue";

test("the demo is seeded once: a boat with few places, a full workshop, work for staff", async () => {
  await queue(); // opening it takes longer than the first transaction may
  await seedDemo(new Date());
  const client = await db();
  const quota = async (name: string) => client.quota.findFirstOrThrow({ where: { name } });
  expect(await quota("Boat")).toMatchObject({ capacity: 30, taken: 27 });
  expect(await quota("Reading room")).toMatchObject({ capacity: 12, taken: 12 });
  const paid = SALES.filter((sale) => sale.paid !== null).length;
  expect(await client.order.count({ where: { settledAt: { not: null } } })).toBe(paid);
  expect(await client.suspense.count({ where: { state: "open" } })).toBe(1);
  expect(await client.staff.count()).toBe(1);
  expect(await client.sandboxRegistration.count()).toBe(20);

  await seedDemo(new Date());
  expect(await client.registration.count()).toBe(SALES.length);
  expect(await client.conference.count()).toBe(1);
});

test("a demo at another address keeps its Indico", async () => {
  const client = await db();
  await client.conference.updateMany({ data: { indicoUrl: "http://127.0.0.1:1/sandbox/indico" } });
  await seedDemo(new Date());
  expect(await client.conference.findFirst()).toMatchObject({ indicoUrl: "http://127.0.0.1:3999/sandbox/indico" });
});

test("outside the demo its well-known password opens nothing", async () => {
  const typed = { email: DEMO_STAFF.email, password: DEMO_STAFF.password };
  expect(await checkPassword(typed, "192.0.2.1")).toEqual({ ok: false, error: "wrong" });
});
