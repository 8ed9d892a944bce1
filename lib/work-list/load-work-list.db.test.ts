import { beforeAll, expect, test } from "vitest";
import { db } from "@/lib/db/client";
import { seedConference, seedRegistration } from "@/lib/db/test-conference";
import { queue } from "@/lib/jobs/queue";
import { dismissMail, retryMail } from "@/lib/mail/retry-mail";
import { retryWrite } from "@/lib/mirror/retry-write";
import { extendHold } from "@/lib/orders/extend-hold";
import { holdOrder } from "@/lib/orders/hold-order";
import { type PlacingWay, placeOrder } from "@/lib/orders/place-order";
import { keepUnclaimedMoney } from "@/lib/payments/keep-unclaimed-money";
import { receiveMoney } from "@/lib/payments/receive-money";
import { countWork } from "@/lib/work-list/count-work";
import { loadParked, loadWorkList } from "@/lib/work-list/load-work-list";
import type { WorkItem } from "@/lib/work-list/work-item";

const NONE = {
  parked: [],
  suspense: [],
  toApprove: [],
  changes: [],
  transfers: [],
  mails: [],
  refunds: [],
  differences: [],
};
const NOW = new Date("2027-03-01T12:00:00Z");
const BY = { kind: "staff", id: "1" } as const;
const PURCHASE_ORDER: PlacingWay = {
  way: "purchase_order",
  purchaseOrder: {
    institute: "Institute of Oceans",
    address: "Quay 1",
    contactEmail: "po@example.org",
    orderNumber: "7",
  },
};
let here = 0;
let elsewhere = 0;

async function placed(conferenceId: number, number: number, way: PlacingWay) {
  const registration = await seedRegistration(conferenceId, number);
  const held = await holdOrder(registration.id, { categoryCode: "FULL", services: [] }, BY, NOW);
  if (!held.ok) throw new Error(JSON.stringify(held.error));
  const client = await db();
  const order = await client.order.findUniqueOrThrow({ where: { publicId: held.value.publicId } });
  await placeOrder(order.id, way, BY, NOW);
  return { registration, payment: await client.payment.findFirstOrThrow({ where: { orderId: order.id } }) };
}

/** In each conference: one purchase order, one payment of 10.00 too much whose "paid" Indico refuses, one stranger. */
beforeAll(async () => {
  await queue();
  const client = await db();
  for (const which of ["here", "elsewhere"] as const) {
    const { conferenceId } = await seedConference();
    if (which === "here") here = conferenceId;
    else elsewhere = conferenceId;
    await placed(conferenceId, 1, PURCHASE_ORDER);
    const { registration, payment } = await placed(conferenceId, 2, { way: "transfer" });
    await receiveMoney(payment.id, { amountMinor: 31_000, currency: "EUR", at: NOW }, BY, NOW);
    const parked = { state: "parked", reason: "scope-missing" } as const;
    await client.mirror.update({ where: { registrationId: registration.id }, data: parked });
    const { id } = await seedRegistration(conferenceId, 3);
    await client.registration.update({ where: { id }, data: { prefill: "mismatch" } });
  }
});

test("each kind of work is there once, of the conferences that were asked for alone", async () => {
  const scope = [here];
  const items = await loadWorkList({ ...NONE, parked: scope, suspense: scope, toApprove: scope });
  expect(items).toMatchObject([
    { kind: "suspense", amount: { minor: 1_000, currency: "EUR" }, reason: "overpaid", registrant: { number: 2 } },
    { kind: "to-approve", institute: "Institute of Oceans", amount: { minor: 30_000 }, registrant: { number: 1 } },
    { kind: "parked", wanted: "paid", reason: "scope-missing", registrant: { number: 2, name: "Person 2" } },
    { kind: "mismatch", registrant: { number: 3 } },
  ]);
  expect(await loadWorkList({ ...NONE, parked: "all", suspense: "all", toApprove: "all" })).toHaveLength(8);
  expect(await loadWorkList({ ...NONE, suspense: [elsewhere] })).toHaveLength(1);
});

test("transfers on their way are one row, those due within three days a row each, mails that failed one each", async () => {
  const { conferenceId } = await seedConference();
  const client = await db();
  const { registration } = await placed(conferenceId, 1, { way: "transfer" });
  await placed(conferenceId, 2, { way: "transfer" });
  const soon = { dueOn: new Date("2020-01-02"), holdUntil: new Date(Date.now() + 86_400_000) };
  const [first] = await client.order.findMany({ where: { conferenceId }, orderBy: { id: "asc" } });
  await client.order.update({ where: { id: first?.id ?? 0 }, data: soon });
  const { id: mailId } = await client.mail.findFirstOrThrow({ where: { registrationId: registration.id } });
  await client.mail.update({ where: { id: mailId }, data: { state: "failed", failure: "550 no such user" } });
  const ask = () => loadWorkList({ ...NONE, transfers: [conferenceId], mails: [conferenceId] });
  expect(await countWork(conferenceId)).toMatchObject({ mails: 1, expiring: 1, transfers: 1, suspense: 0 });
  expect(await ask()).toMatchObject([
    { kind: "mail-failed", mailId, recipient: "person1@example.org", failure: "550 no such user" },
    { kind: "expiring", registrant: { number: 1 }, amount: { minor: 30_000 } },
    { kind: "transfers", count: 2, amount: { minor: 60_000 } },
  ]);

  const extended = await extendHold(first?.id ?? 0, BY, new Date());
  expect(extended.ok).toBe(true);
  await client.registration.update({ where: { id: registration.id }, data: { email: "right@example.org" } });
  const retried = await Promise.all([1, 2].map(() => retryMail(conferenceId, mailId, BY, NOW)));
  expect(retried.map(({ ok }) => ok).toSorted()).toEqual([false, true]);
  expect(await client.mail.findUnique({ where: { id: mailId } })).toMatchObject({ recipient: "right@example.org" });
  expect(await ask()).toMatchObject([{ kind: "transfers", count: 2 }]);

  await client.mail.update({ where: { id: mailId }, data: { state: "failed" } });
  expect(await ask()).toHaveLength(2);
  await dismissMail(conferenceId, mailId, BY, NOW);
  expect(await ask()).toHaveLength(1);
});

test("money that came for no order is there, in its conference", async () => {
  const page = { checkoutId: "cs_lost", paymentId: null, status: "complete", wasDeclined: false } as const;
  const charge = { providerId: "pi_lost", amountMinor: 7_000, currency: "EUR", cardLastFour: null, at: NOW };
  const client = await db();
  const conference = await client.conference.findUniqueOrThrow({ where: { id: elsewhere } });
  await keepUnclaimedMoney({ ...page, charge, conference: conference.slug }, BY, NOW);
  const list = (scope: number[]) => loadWorkList({ ...NONE, suspense: scope });
  expect(await list([here])).toHaveLength(1);
  const [unclaimed] = await list([elsewhere]);
  expect(unclaimed).toMatchObject({ kind: "unclaimed", amount: { minor: 7_000 }, providerId: "pi_lost" });
});

test("of more than a page can show, the longest waits are shown", async () => {
  const { conferenceId } = await seedConference();
  const client = await db();
  const minutes = (count: number) => new Date(NOW.getTime() + count * 60_000);
  // The one that waits longest is written last.
  const numbers = Array.from({ length: 201 }, (_, index) => 201 - index);
  const people = await client.registration.createManyAndReturn({
    data: numbers.map((number) => ({
      publicId: `W${number}`,
      conferenceId,
      number,
      email: `w${number}@example.org`,
      prefill: "mismatch",
      updatedAt: minutes(number),
    })),
  });
  const purchase = { conferenceId, currency: "EUR", totalMinor: 100, way: "purchase_order", state: "placed" } as const;
  await client.order.createMany({
    data: people.map(({ id, number, publicId }) => ({
      ...purchase,
      ...{ publicId, number, payerId: id, reference: `RFW${number}`, placedAt: minutes(number) },
    })),
  });
  await client.mirror.createMany({
    data: people.map(({ id, number }) => ({
      ...{ registrationId: id, state: "parked", wantPaid: true, seenAt: number === 1 ? null : minutes(number) },
    })),
  });
  const orders = await client.order.findMany({ where: { conferenceId }, orderBy: { id: "asc" } });
  const money = { conferenceId, amountMinor: 100, currency: "EUR" };
  const payments = await client.payment.createManyAndReturn({
    data: orders.map(({ id, publicId }) => ({
      ...money,
      ...{ orderId: id, publicId, idempotencyKey: publicId, way: "transfer" },
    })),
  });
  await client.suspense.createMany({
    data: payments.map(({ id, orderId }, index) => ({
      ...money,
      ...{ orderId, paymentId: id, reason: "overpaid", suggestion: "refund" },
      createdAt: minutes(orders[index]?.number ?? 0),
    })),
  });
  const scope = [conferenceId];
  const items = await loadWorkList({ ...NONE, parked: scope, suspense: scope, toApprove: scope });
  const kinds = Map.groupBy(items, ({ kind }) => kind);
  const first = (kind: WorkItem["kind"]) => kinds.get(kind)?.[0];
  expect([...kinds].map(([kind, { length }]) => [kind, length])).toEqual([
    ["suspense", 200],
    ["to-approve", 200],
    ["parked", 200],
    ["mismatch", 200],
  ]);
  for (const kind of ["suspense", "to-approve", "parked", "mismatch"] as const) {
    expect(first(kind), kind).toMatchObject({ registrant: { number: 1 } });
  }
});

test("a write that is tried again leaves the list, once, and the log says who asked", async () => {
  const client = await db();
  const { registrationId } = await client.mirror.findFirstOrThrow({
    where: { state: "parked", registration: { conferenceId: here } },
  });
  const outcomes = await Promise.all([retryWrite(registrationId, BY), retryWrite(registrationId, BY)]);
  expect(outcomes.map(({ ok }) => ok).toSorted()).toEqual([false, true]);
  expect(await loadParked([here])).toEqual([]);
  const entry = await client.auditEntry.findFirstOrThrow({ where: { what: "mirror.retried" } });
  expect(entry).toMatchObject({ actorKind: "staff", actorId: "1", objectId: String(registrationId) });
});
