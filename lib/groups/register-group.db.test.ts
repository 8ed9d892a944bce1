import { beforeAll, describe, expect, test } from "vitest";
import { db } from "@/lib/db/client";
import { seedConference, seedRegistration } from "@/lib/db/test-conference";
import { queue } from "@/lib/jobs/queue";
import { checkLedger } from "@/lib/ledger/check-ledger";
import { holdOrder } from "@/lib/orders/hold-order";
import { placeOrder } from "@/lib/orders/place-order";
import { beginCardPayment } from "@/lib/payments/begin-card-payment";
import { fakeCards } from "@/lib/payments/card-provider.fixture";
import { loadJourney, stepOf } from "@/lib/registration/load-journey";
import type { GroupMember } from "./group";
import { groupOf, memberOf } from "./group.fixture";
import { registerGroup } from "./register-group";

// On the embedded database it would wait for the first transaction.
beforeAll(async () => void (await queue()));

const ACTOR = { kind: "credential", id: "1" } as const;
const NOW = new Date("2027-01-10T10:00:00Z");

async function stateOf(conferenceId: number) {
  const client = await db();
  const [hall, registrations, orders, persons] = await Promise.all([
    client.quota.findFirstOrThrow({ where: { conferenceId, name: "hall" } }),
    client.registration.findMany({ where: { conferenceId }, orderBy: { id: "asc" } }),
    client.order.findMany({ where: { conferenceId }, include: { lines: true, payments: true, ledger: true } }),
    client.person.findMany({ where: { registrations: { some: { conferenceId } } } }),
  ]);
  return { taken: hall.taken, registrations, orders, persons };
}

test("people who are not known are made, and their order is placed, to be paid at the desk", async () => {
  const { conferenceId } = await seedConference();
  const done = await registerGroup(await groupOf(conferenceId, ["Mira", "Ivo", "Ana"]), ACTOR, NOW);
  expect(done).toMatchObject({ ok: true, value: { totalMinor: 90_000, currency: "EUR", paymentId: null } });
  const { taken, registrations, orders, persons } = await stateOf(conferenceId);
  expect(taken).toBe(3);
  expect(persons).toHaveLength(3);
  expect(registrations.map(({ state, number }) => [state, number])).toEqual([
    ["active", 1],
    ["active", 2],
    ["active", 3],
  ]);
  expect(registrations.map(({ parentId }) => parentId)).toEqual([null, registrations[0]?.id, registrations[0]?.id]);
  expect(orders).toMatchObject([{ state: "placed", way: "on_site", totalMinor: 90_000, settledAt: null }]);
  expect(orders[0]?.lines.map(({ registrationId }) => registrationId)).toEqual(registrations.map(({ id }) => id));
  expect(orders[0]?.payments).toMatchObject([{ state: "pending", way: "on_site", amountMinor: 90_000 }]);
  expect(await checkLedger()).toEqual([]);
});

test("money that came settles the order, and Indico shall say so of each", async () => {
  const { conferenceId } = await seedConference();
  const payment = { kind: "received", note: "Check 88231", card: null } as const;
  const done = await registerGroup(await groupOf(conferenceId, ["Mira", "Ivo"], { payment }), ACTOR, NOW);
  expect(done.ok).toBe(true);
  const { orders, registrations } = await stateOf(conferenceId);
  expect(orders).toMatchObject([{ state: "placed", settledAt: NOW, receiptNumber: 1, holdUntil: null }]);
  expect(orders[0]?.payments).toMatchObject([{ state: "confirmed", note: "Check 88231" }]);
  expect(orders[0]?.ledger.map(({ amountMinor }) => amountMinor)).toEqual([60_000]);
  const client = await db();
  const mirrors = await client.mirror.findMany({ where: { registration: { conferenceId } } });
  expect(mirrors.map(({ wantPaid }) => wantPaid)).toEqual([true, true]);
  expect(registrations.every(({ state }) => state === "active")).toBe(true);
  expect(await client.mail.count({ where: { letter: "payment-confirmed" } })).toBe(1);
  expect(await checkLedger()).toEqual([]);
});

test("a quiet group gets no letter, promised or paid", async () => {
  const { conferenceId } = await seedConference();
  const client = await db();
  const before = await client.mail.count();
  await registerGroup(await groupOf(conferenceId, ["Mira"], { isQuiet: true }), ACTOR, NOW);
  const payment = { kind: "received", note: "", card: null } as const;
  await registerGroup(await groupOf(conferenceId, ["Ivo"], { isQuiet: true, payment }), ACTOR, NOW);
  expect(await client.mail.count()).toBe(before);
});

describe("somebody in a group whose card is charged", () => {
  const CHOICE = { categoryCode: "FULL", services: [] };

  async function charged() {
    const { conferenceId } = await seedConference();
    const client = await db();
    const group = await groupOf(conferenceId, ["Mira", "Ivo"], { payment: { kind: "charge" } });
    const done = await registerGroup(group, ACTOR, NOW);
    if (!done.ok) throw new Error(JSON.stringify(done.error));
    const { orderId, paymentId, members } = done.value;
    const second = members[1]?.registrationId ?? 0;
    const fail = () => client.payment.update({ where: { id: paymentId ?? 0 }, data: { state: "failed" } });
    return { client, orderId, second, fail };
  }

  test("does not order for themselves meanwhile", async () => {
    const { second, fail } = await charged();
    expect(stepOf(await loadJourney(second))).toEqual({ step: "blocked", why: "in-group" });
    expect(await holdOrder(second, CHOICE, ACTOR, NOW)).toEqual({ ok: false, error: { code: "payment-begun" } });
    await fail();
    expect(await holdOrder(second, CHOICE, ACTOR, NOW)).toMatchObject({ ok: true });
  });

  test("who ordered for themselves after it failed is not paid for once more", async () => {
    const { client, orderId, second, fail } = await charged();
    await fail();
    await holdOrder(second, CHOICE, ACTOR, NOW);
    const own = await client.order.findFirstOrThrow({ where: { payerId: second } });
    expect(await placeOrder(own.id, { way: "transfer" }, ACTOR, NOW)).toMatchObject({ ok: true });
    const addresses = { returnUrl: "http://127.0.0.1/back", cancelUrl: "http://127.0.0.1/left" };
    const refusal = { ok: false, error: "ordered-elsewhere" };
    expect(await beginCardPayment(orderId, fakeCards().provider, addresses, ACTOR, NOW)).toEqual(refusal);
    expect(await placeOrder(orderId, { way: "on_site" }, ACTOR, NOW)).toEqual(refusal);
  });
});

test("one place too few, and nobody is registered", async () => {
  const { conferenceId } = await seedConference({ hall: 2 });
  const done = await registerGroup(await groupOf(conferenceId, ["Last One", "Last Two", "Last Three"]), ACTOR, NOW);
  expect(done).toMatchObject({ ok: false, error: { code: "sold-out", isForAll: false, members: [0, 1, 2] } });
  const { taken, registrations, orders } = await stateOf(conferenceId);
  expect({ taken, registrations, orders }).toEqual({ taken: 0, registrations: [], orders: [] });
  const client = await db();
  expect(await client.person.count({ where: { firstName: "Last" } })).toBe(0);
});

test("who is registered already is not registered again, and names the first registration", async () => {
  const { conferenceId } = await seedConference();
  const group = await groupOf(conferenceId, ["Nadia Repeat"]);
  const first = await registerGroup(group, ACTOR, NOW);
  const second = await registerGroup(group, ACTOR, NOW);
  expect(first.ok && second).toEqual({
    ok: false,
    error: {
      code: "already-registered",
      member: 0,
      registrationId: first.ok && first.value.members[0]?.registrationId,
    },
  });
});

test("the same person twice in a group is refused", async () => {
  const { conferenceId } = await seedConference();
  const done = await registerGroup(await groupOf(conferenceId, ["Noor Twice", "noor TWICE"]), ACTOR, NOW);
  expect(done).toEqual({ ok: false, error: { code: "twice", member: 1 } });
});

test("of two calls that register the same new person at once, one does", async () => {
  const { conferenceId } = await seedConference();
  const group = await groupOf(conferenceId, ["Tilda Once"]);
  const done = await Promise.all(Array.from({ length: 6 }, () => registerGroup(group, ACTOR, NOW)));
  expect(done.filter(({ ok }) => ok)).toHaveLength(1);
  const refused = done.flatMap((one) => (one.ok ? [] : [one.error.code]));
  expect(new Set(refused)).toEqual(new Set(["already-registered"]));
  const client = await db();
  expect(await client.person.count({ where: { email: "tilda.once@example.org" } })).toBe(1);
});

test("a draft that came by a link goes on: Indico's registration has the order, and what it had begun gives way", async () => {
  const { conferenceId } = await seedConference();
  const draft = await seedRegistration(conferenceId, 77);
  const client = await db();
  const person = await client.person.create({
    data: { email: draft.email, firstName: draft.firstName, lastName: draft.lastName },
  });
  await client.registration.update({ where: { id: draft.id }, data: { personId: person.id } });
  const choice = { categoryCode: "FULL", services: [] };
  await holdOrder(draft.id, choice, { kind: "person", id: String(draft.id) }, NOW);
  const group = await groupOf(conferenceId, ["Person"]);
  const { categoryId } = group.members[0];
  const member = memberOf("Person 77", categoryId);
  const claim = { ...member.claim, email: draft.email };
  const payment = { kind: "received", note: "", card: null } as const;
  const done = await registerGroup({ ...group, payment, members: [{ ...member, claim }] }, ACTOR, NOW);
  expect(done).toMatchObject({ ok: true, value: { members: [{ registrationId: draft.id, personId: person.id }] } });
  const { taken, orders } = await stateOf(conferenceId);
  expect(taken).toBe(1);
  expect(orders.map(({ state }) => state).sort()).toEqual(["cancelled", "placed"]);
  expect(await client.mirror.findUnique({ where: { registrationId: draft.id } })).toMatchObject({
    state: "to_write",
    wantPaid: true,
  });
  const rows = await client.feedRow.findMany({ where: { conferenceId, resource: "indico-payment" } });
  expect(rows).toMatchObject([{ payload: { registrationDbId: 2_077, paid: true, amount: "300.00" } }]);
  expect(await checkLedger()).toEqual([]);
});

describe("several people with one mailbox, who came by links", () => {
  let mailboxes = 0;
  const received = { kind: "received", note: "", card: null } as const;

  /** Drafts of Indico's with these names, all of one person, as links make them. */
  async function shared(names: readonly string[], personName = "") {
    const { conferenceId } = await seedConference();
    const client = await db();
    mailboxes += 1;
    const email = `assistant${mailboxes}@example.org`;
    const [firstName = "", lastName = ""] = personName.split(" ");
    const person = await client.person.create({ data: { email, firstName, lastName } });
    const drafts = [];
    for (const [index, name] of names.entries()) {
      const { id } = await seedRegistration(conferenceId, 101 + index);
      const [first = "", last = ""] = name.split(" ");
      const data = { personId: person.id, email, firstName: first, lastName: last };
      drafts.push(await client.registration.update({ where: { id }, data }));
    }
    const register = async (name: string, changes: Partial<GroupMember> = {}, claims = {}) => {
      const group = await groupOf(conferenceId, [name], { payment: received });
      const [member] = group.members;
      const claim = { ...member.claim, email, ...claims };
      const done = await registerGroup({ ...group, members: [{ ...member, claim, ...changes }] }, ACTOR, NOW);
      return done.ok ? (done.value.members[0]?.registrationId ?? 0) : done.error.code;
    };
    return { conferenceId, person, drafts, register };
  }

  const CASES = { "nobody in particular": "", "one of them": "Cleo Third", "somebody else": "Dora Desk" };
  test.each(Object.entries(CASES))("each has their own draft, the person being %s", async (_, personName) => {
    const { drafts, register } = await shared(["Anna First", "Bela Second", "Cleo Third"], personName);
    for (const index of [1, 2, 0]) {
      const draft = drafts[index];
      const name = `${draft?.firstName} ${draft?.lastName}`;
      expect(await register(name)).toBe(draft?.id);
      expect(await register(name)).toBe("already-registered");
    }
  });

  test("who has none of these names gets no draft of theirs", async () => {
    const { drafts, register } = await shared(["Anna First", "Bela Second"], "Dora Desk");
    const own = await register("Dora Desk");
    expect(own).toEqual(expect.any(Number));
    expect(drafts.map(({ id }) => id)).not.toContain(own);
  });

  test("a draft without a name is theirs whose mailbox and name it has, if it is the only one", async () => {
    const one = await shared([""], "Emil Fourth");
    expect(await one.register("Emil Fourth")).toBe(one.drafts[0]?.id);
    const two = await shared(["", ""], "Finn Fifth");
    expect(two.drafts.map(({ id }) => id)).not.toContain(await two.register("Finn Fifth"));
  });

  test("Indico's id means that registration, though another of the mailbox takes part", async () => {
    const { conferenceId, drafts, register } = await shared(["Anna First", "Bela Second"], "Bela Second");
    await register("Bela Second");
    const rules = { trustsIds: true, isTied: false, matchesUsername: false, selfId: null };
    const indicoDbId = drafts[0]?.indicoDbId ?? 0;
    expect(await register("Anna First", { rules }, { indicoDbId })).toBe(drafts[0]?.id);
    expect(await register("Anna First", { rules }, { indicoDbId })).toBe("already-registered");
    const { registrations } = await stateOf(conferenceId);
    expect(new Set(registrations.map(({ personId }) => personId)).size).toBe(2);
  });

  test("their person is not renamed by one of them", async () => {
    const { person, drafts, register } = await shared(["Anna First", "Bela Second"]);
    const rules = { trustsIds: true, isTied: false, matchesUsername: false, selfId: null };
    await register("Anna First", { rules, overwrites: "all" }, { personId: person.id });
    const client = await db();
    expect(await client.person.findUnique({ where: { id: person.id } })).toMatchObject({ firstName: "" });
    expect(await register("Bela Second")).toBe(drafts[1]?.id);
  });
});

test("a gift has its own line, and only where the conference takes gifts", async () => {
  const { conferenceId } = await seedConference();
  const group = await groupOf(conferenceId, ["Gil"]);
  const generous = { ...group, members: [{ ...group.members[0], giftMinor: 2_550 }] as const };
  expect(await registerGroup(generous, ACTOR, NOW)).toEqual({ ok: false, error: { code: "no-gifts", member: 0 } });
  const client = await db();
  await client.service.create({
    data: { conferenceId, code: "GIFT", name: "Gift", position: 9, isGift: true, taxBasisPoints: 0 },
  });
  expect(await registerGroup(generous, ACTOR, NOW)).toMatchObject({ ok: true, value: { totalMinor: 32_550 } });
  const { orders } = await stateOf(conferenceId);
  expect(orders[0]?.lines.map(({ name, grossMinor, taxMinor }) => [name, grossMinor, taxMinor])).toEqual([
    ["Full", 30_000, 5_610],
    ["Gift", 2_550, 0],
  ]);
});

test("groups of one to five rush at too few places: never oversold, never half a group", async () => {
  const [count, hall] = process.env.DATABASE_URL ? [120, 60] : [12, 20];
  const { conferenceId } = await seedConference({ hall });
  const sizes = Array.from({ length: count }, (_, index) => (index % 5) + 1);
  const groups = await Promise.all(
    sizes.map((size, index) =>
      groupOf(
        conferenceId,
        Array.from({ length: size }, (_, place) => `P${place} G${index}`),
      ),
    ),
  );
  const done = await Promise.all(groups.map((group) => registerGroup(group, ACTOR, NOW)));
  const registered = done.reduce((sum, one) => sum + (one.ok ? one.value.members.length : 0), 0);
  const refused = new Set(done.flatMap((one) => (one.ok ? [] : [one.error.code])));
  const { taken, registrations, orders } = await stateOf(conferenceId);
  expect(refused).toEqual(new Set(["sold-out"]));
  expect({ taken, registered: registrations.length }).toEqual({ taken: registered, registered });
  // The largest group that was refused may have found a few places too few.
  expect(registered).toBeLessThanOrEqual(hall);
  expect(registered).toBeGreaterThan(hall - 5);
  expect(orders).toHaveLength(done.filter(({ ok }) => ok).length);
  expect(await checkLedger()).toEqual([]);
});
