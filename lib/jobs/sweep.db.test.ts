import { beforeAll, expect, test } from "vitest";
import { db } from "@/lib/db/client";
import { seedConference, seedRegistration } from "@/lib/db/test-conference";
import { log } from "@/lib/log/log";
import { writeMetrics } from "@/lib/metrics/metrics";
import { holdOrder } from "@/lib/orders/hold-order";
import { beginCardPayment } from "@/lib/payments/begin-card-payment";
import { fakeCards } from "@/lib/payments/card-provider.fixture";
import { queue } from "./queue";
import { runParts, sweep } from "./sweep";

const NOW = new Date("2027-03-01T12:00:00Z");
const JOB = { kind: "job", id: "test" } as const;
const ADDRESSES = { returnUrl: "https://foyer.example.org/return", cancelUrl: "https://foyer.example.org/back" };

beforeAll(async () => {
  log.level = "silent";
  await queue();
});

test("a part that fails stops no other, and is counted each time", async () => {
  const ran: string[] = [];
  const parts = {
    holds: async () => {
      throw new Error("The quota's lock was not free in time");
    },
    mirrors: async () => void ran.push("mirrors"),
    leftovers: async () => void ran.push("leftovers"),
  };
  await runParts(parts);
  await runParts(parts);
  expect(ran).toEqual(["mirrors", "leftovers", "mirrors", "leftovers"]);
  const { text } = await writeMetrics();
  expect(text).toContain('foyer_incidents{what="sweep-holds"} 2\n');
  expect(text).toContain('foyer_incidents{what="sweep-mirrors"} 0\n');
});

test("card payments without an end are asked about by jobs: the sweep itself waits for no provider", async () => {
  const { conferenceId } = await seedConference();
  const client = await db();
  const begin = async (number: number, cards: ReturnType<typeof fakeCards>) => {
    const { id, publicId } = await seedRegistration(conferenceId, number);
    await holdOrder(id, { categoryCode: "FULL", services: [] }, JOB, NOW);
    const order = await client.order.findFirstOrThrow({ where: { payerId: id } });
    await beginCardPayment(order.id, cards.provider, ADDRESSES, JOB, NOW);
    return { payment: await client.payment.findFirstOrThrow({ where: { orderId: order.id } }), publicId };
  };
  const lost = fakeCards();
  lost.fail("unreachable");
  const quiet = await begin(1, fakeCards());
  const unopened = await begin(2, lost);
  const fresh = await begin(3, fakeCards());
  await client.$executeRaw`
    UPDATE payment SET updated_at = now() - interval '2 minutes' WHERE id <> ${fresh.payment.id}`;
  await sweep();
  await sweep();
  const boss = await queue();
  const jobs = async (name: string) => (await boss.findJobs(name)).map(({ data }) => data);
  expect(await jobs("payment.look-up")).toEqual([{ checkoutId: quiet.payment.checkoutId }]);
  expect(await jobs("payment.open")).toEqual([
    { paymentId: unopened.payment.id, registrationPublicId: unopened.publicId },
  ]);
  expect(await client.incident.count({ where: { what: { not: "sweep-holds" } } })).toBe(0);
});
