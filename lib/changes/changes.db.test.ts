import { beforeAll, describe, expect, test } from "vitest";
import type { Actor } from "@/lib/audit/chain";
import { verifyChain } from "@/lib/audit/verify-chain";
import { db } from "@/lib/db/client";
import { seedConference, seedRegistration } from "@/lib/db/test-conference";
import { queue } from "@/lib/jobs/queue";
import { writeLetter } from "@/lib/mail/write-letter";
import { amendOrder } from "@/lib/orders/amend-order";
import { draftAmendment } from "@/lib/orders/draft-amendment";
import { holdOrder } from "@/lib/orders/hold-order";
import { placeOrder } from "@/lib/orders/place-order";
import { cancelRegistration } from "@/lib/registration/cancel-registration";
import { detailsVersion } from "@/lib/registration/save-details";
import { transferRegistration } from "@/lib/registration/transfer-registration";
import { countWork } from "@/lib/work-list/count-work";
import { loadAskedChanges } from "@/lib/work-list/load-changes";
import { askChange, type WantedChange, withdrawChange } from "./ask-change";
import { approveChange, declineChange } from "./decide-change";
import { findOpenChange, findOwnChange } from "./load-changes";

const NOW = new Date("2027-03-01T12:00:00Z");
const NOTHING = { reason: "", overrides: [], mayOverbook: false, way: "transfer" } as const;
let staff: Actor;

beforeAll(async () => {
  await queue();
  const { id } = await (await db()).staff.create({ data: { email: "decides@example.org", name: "Decides" } });
  staff = { kind: "staff", id: String(id) };
});

/** Somebody whose order of a fee and one dinner is placed, and what they may do next. */
async function ordered() {
  const { conferenceId } = await seedConference();
  const client = await db();
  const { id: registrationId } = await seedRegistration(conferenceId, 1);
  const person = { kind: "person", id: String(registrationId) } as const;
  const services = [{ code: "DINNER", quantity: 1 }];
  const held = await holdOrder(registrationId, { categoryCode: "FULL", services }, person, NOW);
  if (!held.ok) throw new Error(JSON.stringify(held.error));
  const { id: orderId } = await client.order.findUniqueOrThrow({ where: { publicId: held.value.publicId } });
  const dinner = await client.service.findFirstOrThrow({ where: { conferenceId, code: "DINNER" } });
  const dinners = (quantity: number): WantedChange => ({ kind: "service", serviceId: dinner.id, quantity });
  return {
    ...{ conferenceId, registrationId, orderId, dinners, client, person },
    place: () => placeOrder(orderId, { way: "transfer" }, person, NOW),
    ask: (wanted: WantedChange, text = "", now = NOW) => askChange(registrationId, { wanted, text }, person, now),
    open: async () => {
      const change = await findOpenChange(registrationId);
      if (!change) throw new Error("No request is open");
      return change;
    },
    withdraw: async () => withdrawChange(registrationId, (await findOpenChange(registrationId))?.id ?? 0, person, NOW),
    async approve(changeId: number, quantity: number) {
      const choice = { categoryCode: "FULL", services: [{ code: "DINNER", quantity }] };
      const amendment = { ...NOTHING, registrationId, choice };
      const draft = await draftAmendment(client, orderId, amendment, NOW);
      if (!draft.ok) throw new Error(JSON.stringify(draft.error));
      return () => amendOrder(orderId, { ...amendment, tell: false, changeId }, draft.value.seen, staff, NOW);
    },
    letters: async () => {
      const mails = await client.mail.findMany({ where: { registrationId }, orderBy: { id: "asc" } });
      return mails.map(({ letter }) => letter).filter((letter) => letter !== "order-by-transfer");
    },
    entries: async () => {
      const what = { startsWith: "change." };
      const entries = await client.auditEntry.findMany({ where: { conferenceId, what }, orderBy: { seq: "asc" } });
      return entries.map((entry) => entry.what);
    },
  };
}

async function asked(wanted: "dinners" | "cancel" | "other" = "dinners") {
  const one = await ordered();
  await one.place();
  const change: WantedChange = wanted === "dinners" ? one.dinners(3) : { kind: wanted };
  expect(await one.ask(change, "For my brother")).toEqual({ ok: true, value: undefined });
  return { ...one, change: await one.open() };
}

describe("asking", () => {
  test("needs a placed order, and one request waits at a time, however often it is sent at once", async () => {
    const { ask, dinners, place, client, registrationId, conferenceId, entries } = await ordered();
    expect(await ask(dinners(2))).toEqual({ ok: false, error: "nothing-placed" });
    await place();
    const outcomes = await Promise.all([1, 2, 3, 4].map((quantity) => ask(dinners(quantity + 1))));
    expect(outcomes.map(({ ok }) => ok).toSorted()).toEqual([false, false, false, true]);
    expect(await client.changeRequest.count({ where: { registrationId } })).toBe(1);
    expect(await countWork(conferenceId)).toMatchObject({ changes: 1 });
    expect(await loadAskedChanges([conferenceId])).toMatchObject([{ kind: "change", registrant: { number: 1 } }]);
    expect(await loadAskedChanges([])).toEqual([]);
    expect(await entries()).toEqual(["change.asked"]);
  });

  test.each([
    { until: null, isLate: false, why: "the conference says nothing" },
    { until: new Date(NOW.getTime() + 1), isLate: false, why: "a moment before" },
    { until: NOW, isLate: true, why: "the moment has come" },
  ])("is late: $isLate, $why", async ({ until, isLate }) => {
    const { ask, place, open, client, conferenceId } = await ordered();
    await client.conference.update({ where: { id: conferenceId }, data: { changesFreeUntil: until } });
    await place();
    await ask({ kind: "cancel" });
    expect(await open()).toMatchObject({ isLate });
  });

  test("is taken back once, and can be asked anew", async () => {
    const { withdraw, ask, registrationId, entries } = await asked();
    const outcomes = await Promise.all([withdraw(), withdraw()]);
    expect(outcomes.map(({ ok }) => ok).toSorted()).toEqual([false, true]);
    expect(await findOwnChange(registrationId, null)).toBeNull();
    expect(await ask({ kind: "other" }, "A quiet table")).toMatchObject({ ok: true });
    expect(await entries()).toEqual(["change.asked", "change.withdrawn", "change.asked"]);
  });
});

describe("deciding", () => {
  test("the amendment and the approval are one: the order has what was asked, and the person is told", async () => {
    const { approve, change, client, orderId, letters, registrationId, conferenceId } = await asked();
    expect(await (await approve(change.id, 3))()).toMatchObject({ ok: true, value: { dueMinor: 45_000 } });
    expect(await client.order.findUnique({ where: { id: orderId } })).toMatchObject({ totalMinor: 45_000 });
    const decided = await client.changeRequest.findUniqueOrThrow({ where: { id: change.id } });
    expect(decided).toMatchObject({ state: "approved", decidedById: Number(staff.id), decidedAt: NOW });
    expect(await letters()).toEqual(["change-approved"]);
    const mail = await client.mail.findFirstOrThrow({ where: { registrationId, letter: "change-approved" } });
    const written = await writeLetter(mail, NOW);
    expect(written.ok && written.value.text).toContain("EUR 450.00");
    expect(await verifyChain(conferenceId)).toMatchObject({ broken: null });
  });

  test("of two staff who approve at once one does, the other is told, and the places are taken once", async () => {
    const { approve, change, client, conferenceId, letters } = await asked();
    const confirm = await approve(change.id, 3);
    const outcomes = await Promise.all([confirm(), confirm(), confirm()]);
    const refused = outcomes.flatMap((outcome) => (outcome.ok ? [] : [outcome.error.code]));
    expect(refused).toEqual(["already-decided", "already-decided"]);
    const quota = await client.quota.findFirstOrThrow({ where: { conferenceId, name: "dinner" } });
    expect(quota.taken).toBe(3);
    expect(await letters()).toEqual(["change-approved"]);
  });

  test("an approval and a decline at once: one of them, and the order follows it", async () => {
    for (let round = 0; round < 4; round++) {
      const { approve, change, client, orderId, letters } = await asked();
      const confirm = await approve(change.id, 3);
      const decline = () => declineChange(change.id, "The dinner is full.", staff, NOW);
      const acts = round % 2 ? [confirm, decline] : [decline, confirm];
      const outcomes = await Promise.all(acts.map((act) => act()));
      expect(outcomes.filter(({ ok }) => ok)).toHaveLength(1);
      const { state } = await client.changeRequest.findUniqueOrThrow({ where: { id: change.id } });
      const { totalMinor } = await client.order.findUniqueOrThrow({ where: { id: orderId } });
      expect([state, totalMinor]).toEqual(state === "approved" ? ["approved", 45_000] : ["declined", 35_000]);
      expect(await letters()).toEqual([state === "approved" ? "change-approved" : "change-decided"]);
    }
  });

  test("a withdrawal and an approval at once: a request that was taken back changes nothing", async () => {
    for (let round = 0; round < 4; round++) {
      const { approve, change, withdraw, client, orderId } = await asked();
      const confirm = await approve(change.id, 3);
      const acts: (() => Promise<{ ok: boolean }>)[] = round % 2 ? [confirm, withdraw] : [withdraw, confirm];
      await Promise.all(acts.map((act) => act()));
      const { state } = await client.changeRequest.findUniqueOrThrow({ where: { id: change.id } });
      const { totalMinor } = await client.order.findUniqueOrThrow({ where: { id: orderId } });
      expect([state, totalMinor]).toEqual(state === "approved" ? ["approved", 45_000] : ["withdrawn", 35_000]);
    }
  });

  test("an amendment that is refused leaves the request open", async () => {
    const { change, client, orderId, registrationId, open } = await asked();
    const choice = { categoryCode: "FULL", services: [{ code: "DINNER", quantity: 3 }] };
    const stale = { ...NOTHING, registrationId, choice, tell: false, changeId: change.id };
    expect(await amendOrder(orderId, stale, "what it was before", staff, NOW)).toMatchObject({
      error: { code: "changed" },
    });
    expect(await open()).toMatchObject({ id: change.id });
    expect(await client.order.findUnique({ where: { id: orderId } })).toMatchObject({ totalMinor: 35_000 });
  });

  test("a decline says why, by mail and on the person's page; they may ask again", async () => {
    const { change, client, registrationId, letters, ask, dinners } = await asked();
    expect(await declineChange(change.id, "The dinner is full.", staff, NOW)).toMatchObject({ ok: true });
    expect(await findOwnChange(registrationId, null)).toMatchObject({
      state: "declined",
      answer: "The dinner is full.",
    });
    expect(await letters()).toEqual(["change-decided"]);
    const mail = await client.mail.findFirstOrThrow({ where: { registrationId, letter: "change-decided" } });
    for (const locale of ["en", "it"]) {
      const written = await writeLetter({ ...mail, locale }, NOW);
      for (const fact of ["The dinner is full.", "For my brother", "Dinner: 3 in "]) {
        expect(written.ok && written.value.text.replace("in tutto", "in all")).toContain(fact);
      }
    }
    expect(await ask(dinners(2))).toMatchObject({ ok: true });
  });

  test("what was asked in words alone is answered without an act; anything else is not", async () => {
    const words = await asked("other");
    expect(await approveChange(words.change.id, "Table 4.", staff, NOW)).toMatchObject({ ok: true });
    expect(await approveChange(words.change.id, "", staff, NOW)).toEqual({ ok: false, error: "already-decided" });
    expect(await words.letters()).toEqual(["change-decided"]);
    const dinner = await asked();
    expect(await approveChange(dinner.change.id, "", staff, NOW)).toEqual({ ok: false, error: "needs-an-act" });
    expect(await approveChange(0, "", staff, NOW)).toEqual({ ok: false, error: "not-found" });
  });

  test("a cancellation is approved by cancelling, which tells the person; two at once cancel once", async () => {
    const { change, registrationId, client, letters } = await asked("cancel");
    const cancel = () =>
      cancelRegistration(registrationId, { reason: "", tell: false, changeId: change.id }, staff, NOW);
    const outcomes = await Promise.all([cancel(), cancel()]);
    expect(outcomes.map(({ ok }) => ok).toSorted()).toEqual([false, true]);
    expect(await client.changeRequest.findUnique({ where: { id: change.id } })).toMatchObject({ state: "approved" });
    expect(await letters()).toEqual(["registration-cancelled"]);
  });

  test("who asked hears of a cancellation that staff meant to keep quiet, and another request is not approved by it", async () => {
    const { registrationId, letters, entries } = await asked("cancel");
    const cancelled = await cancelRegistration(registrationId, { reason: "", tell: false }, staff, NOW);
    expect(cancelled).toMatchObject({ ok: true });
    expect(await letters()).toEqual(["registration-cancelled"]);
    expect(await entries()).toEqual(["change.asked", "change.approved"]);

    const dinners = await asked();
    const act = { reason: "", tell: false, changeId: dinners.change.id };
    expect(await cancelRegistration(dinners.registrationId, act, staff, NOW)).toMatchObject({ ok: false });
    expect((await dinners.open()).id).toBe(dinners.change.id);
  });

  test("who leaves an order that others are on hears that it is done, without a letter of their order", async () => {
    const { registrationId, orderId, conferenceId, client, letters } = await asked("cancel");
    const other = await seedRegistration(conferenceId, 77);
    const [line] = await client.orderLine.findMany({ where: { orderId }, orderBy: { id: "asc" } });
    const { id: _id, translations: _translations, ...same } = line as NonNullable<typeof line>;
    await client.orderLine.create({ data: { ...same, registrationId: other.id } });
    const cancelled = await cancelRegistration(registrationId, { reason: "", tell: false }, staff, NOW);
    expect(cancelled).toMatchObject({ ok: true });
    expect(await letters()).toEqual(["change-decided"]);
  });

  test("a request that was declined cancels nothing", async () => {
    const { change, registrationId, client } = await asked("cancel");
    await declineChange(change.id, "It is too late.", staff, NOW);
    const act = { reason: "", tell: true, changeId: change.id };
    expect(await cancelRegistration(registrationId, act, staff, NOW)).toEqual({ ok: false, error: "already-decided" });
    expect(await client.registration.findUnique({ where: { id: registrationId } })).toMatchObject({
      cancelledAt: null,
    });
  });
});

describe("what else ends a request", () => {
  test.each([
    { wanted: "dinners", state: "declined" },
    { wanted: "cancel", state: "approved" },
  ] as const)("a cancellation by staff: $wanted is $state", async ({ wanted, state }) => {
    const { change, registrationId, client, conferenceId } = await asked(wanted);
    await cancelRegistration(registrationId, { reason: "", tell: true }, staff, NOW);
    expect(await client.changeRequest.findUnique({ where: { id: change.id } })).toMatchObject({ state });
    expect(await countWork(conferenceId)).toMatchObject({ changes: 0 });
  });

  test("another person's registration: who has it now reads nothing of it", async () => {
    const { change, registrationId, client } = await asked("other");
    const registration = await client.registration.findUniqueOrThrow({ where: { id: registrationId } });
    const { title, affiliation, position, phone, address, country } = registration;
    const profile = { title, affiliation, position, phone, address, country };
    const owner = { ...profile, email: "new@example.org", firstName: "New", lastName: "Owner" };
    const later = new Date(NOW.getTime() + 1_000);
    const gone = await transferRegistration(registrationId, owner, detailsVersion(registration), staff, later);
    expect(gone).toMatchObject({ ok: true });
    expect(await client.changeRequest.findUnique({ where: { id: change.id } })).toMatchObject({ state: "withdrawn" });
    await client.changeRequest.update({ where: { id: change.id }, data: { state: "declined" } });
    expect(await findOwnChange(registrationId, later)).toBeNull();
  });
});
