import "@/lib/db/test-setup";
import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { runBatch } from "@/lib/batches/run-batch";
import { db, transaction } from "@/lib/db/client";
import { seedConference } from "@/lib/db/test-conference";
import { newPublicId } from "@/lib/ids/public-id";
import { writeToIndico } from "@/lib/indico/write-to-indico";
import { queue } from "@/lib/jobs/queue";
import { wishCheckedIn, wishPaid } from "@/lib/mirror/wish";
import { writeMirror } from "@/lib/mirror/write-mirror";
import { holdOrder } from "@/lib/orders/hold-order";
import { placeOrder } from "@/lib/orders/place-order";
import { takeOnSite } from "@/lib/payments/take-on-site";
import { seal } from "@/lib/secrets/seal";
import { repairDrift } from "./repair";
import { COMPARE, compareKind, startCompare } from "./run-compare";

/** `INDICO_DEV`: the dev.json of one or more running Indicos, comma-separated. */
const paths = (process.env.INDICO_DEV ?? "").split(",").filter(Boolean);
const ACTOR = { kind: "job", id: "test" } as const;
/** The groups of eight below: of persons, and of orders. */
const PEOPLE = 9 * 8;
const BUYERS = 5 * 8;

/** The seeded Indico form's choices of a participant type, with what each costs, and its dinner. */
const TYPES = { Regular: 45_000, Student: 25_000, Exhibitor: 75_000 };
const DINNER = 8_000;

type Registrant = {
  registration_db_id: number;
  friendly_id: number;
  email: string;
  first_name: string;
  last_name: string;
  price: string;
};

if (paths.length === 0) {
  describe("differences to a real Indico", () => {
    test.skip("SKIPPED: INDICO_DEV names no dev.json of a running Indico", () => {});
  });
}

for (const path of paths) {
  const dev = JSON.parse(readFileSync(path, "utf8"));
  const key = readFileSync(join(dirname(path), "dev.key"), "utf8").trim();
  const ask = async (query: string) => {
    const reply = await fetch(`${dev.base_url}/_dev/${query}`, { headers: { "X-Dev-Key": key, connection: "close" } });
    if (!reply.ok) throw new Error(`${query}: ${reply.status}`);
    return reply.json();
  };

  describe(`differences to Indico ${dev.indico_version}`, () => {
    let conferenceId = 0;
    let people: Registrant[] = [];
    let buyers: Registrant[] = [];

    beforeAll(async () => {
      await queue();
      ({ conferenceId } = await seedConference());
      const client = await db();
      // The registrations below have numbers of their own: those that a repair makes come after them.
      await client.numberSeries.create({ data: { conferenceId, kind: "registration", last: 10_000 } });
      await client.conference.update({
        where: { id: conferenceId },
        data: {
          indicoUrl: dev.base_url,
          indicoTokenSealed: seal(dev.tokens.token, "indico-token"),
          indicoEventId: dev.events.main,
          indicoFormId: dev.forms.main,
        },
      });
      await sellAsIndico(conferenceId);
      people = await register(PEOPLE);
    });

    async function register(count: number): Promise<Registrant[]> {
      let made: Registrant[] = [];
      while (made.length < count) {
        const { registrations } = await ask(`register?n=${Math.min(24, count - made.length)}&form=${dev.forms.main}`);
        made = [...made, ...registrations];
      }
      return made;
    }

    afterAll(async () => {
      const ids = [...people, ...buyers].map((person) => person.registration_db_id);
      await ask(`act?action=delete&ids=${ids.join(",")}`);
    });

    async function here(person: Registrant, number: number, changed: object = {}) {
      return (await db()).registration.create({
        data: {
          ...{ publicId: newPublicId(), conferenceId, number, state: "active", prefill: "done" },
          ...{ email: person.email, firstName: person.first_name, lastName: person.last_name },
          ...{ indicoDbId: person.registration_db_id, indicoFriendlyId: person.friendly_id },
          ...changed,
        },
      });
    }

    async function compare() {
      const begun = await startCompare(conferenceId, null, ACTOR);
      if (!begun.ok) throw new Error(begun.error);
      const client = await db();
      const { id } = await client.batch.findUniqueOrThrow({ where: { publicId: begun.value } });
      await runBatch(id, { [COMPARE]: compareKind });
      expect(await client.driftRun.findUniqueOrThrow({ where: { batchId: id } })).toMatchObject({ reason: null });
    }

    test("64 made differences are found, repaired, and found no more", async () => {
      const client = await db();
      const [eight, rest] = [people.slice(0, 8), people.slice(8, 72)];
      const groups = Array.from({ length: 8 }, (_, index) => rest.slice(index * 8, index * 8 + 8));
      const [name, email, withdrawn, presenceHere, presenceThere, onlyThere, moved, deleted] = groups as Registrant[][];
      const of = (group: Registrant[] | undefined) => group ?? [];
      const numbered = (
        group: Registrant[] | undefined,
        from: number,
        changed: (index: number) => object = () => ({}),
      ) => Promise.all(of(group).map((person, index) => here(person, from + index, changed(index))));
      await numbered(eight, 1); // the same on both sides
      await numbered(name, 101, (index) => ({ firstName: `Typed ${index}` }));
      await numbered(email, 201, (index) => ({ email: `typed${index}.${conferenceId}@example.org` }));
      await numbered(withdrawn, 301);
      await ask(`act?action=withdraw&ids=${of(withdrawn).map((person) => person.registration_db_id)}`);
      await numbered(presenceHere, 401, () => ({ checkedInAt: new Date() }));
      await numbered(moved, 501, () => ({ lastName: "Newcomer", transferredAt: new Date() }));
      await numbered(deleted, 601);
      await ask(`act?action=delete&ids=${of(deleted).map((person) => person.registration_db_id)}`);
      const present = await numbered(presenceThere, 701);
      for (const { id } of present) {
        await transaction((tx) => wishCheckedIn(tx, id, true));
        await writeMirror(id, writeToIndico);
      }
      await client.mirror.deleteMany({ where: { registrationId: { in: present.map(({ id }) => id) } } });

      await compare();
      const mine = people.map((person) => person.registration_db_id);
      const where = { conferenceId, indicoDbId: { in: mine } };
      const found = await client.drift.findMany({ where, orderBy: { id: "asc" } });
      const count = (kind: string, suggested: string) =>
        found.filter((drift) => drift.kind === kind && drift.suggested === suggested).length;
      expect({
        total: found.length,
        name: count("name", "adopt"),
        moved: count("name", "accept"),
        email: count("email", "adopt"),
        withdrawn: count("withdrawn", "cancel"),
        presenceHere: count("presence", "write"),
        presenceThere: count("presence", "adopt"),
        onlyThere: count("only_there", "create"),
        deleted: count("only_here", "accept"),
      }).toEqual({
        ...{ total: 64, name: 8, moved: 8, email: 8, withdrawn: 8 },
        ...{ presenceHere: 8, presenceThere: 8, onlyThere: of(onlyThere).length, deleted: 8 },
      });

      for (const { publicId, kind, suggested, id } of found) {
        const repair = kind === "name" && suggested === "adopt" && id % 2 === 0 ? "mail" : "suggested";
        const done = await repairDrift({ conferenceId, publicId, repair, reason: "As agreed" }, ACTOR, new Date());
        expect(done, `${kind} ${repair}`).toMatchObject({ ok: true });
      }
      const writing = await client.mirror.findMany({ where: { state: "to_write", registration: { conferenceId } } });
      for (const { registrationId } of writing) await writeMirror(registrationId, writeToIndico);
      await compare();
      const left = await client.drift.findMany({ where });
      expect(left.filter(({ state }) => state === "open")).toEqual([]);
      expect(left.filter(({ state }) => state === "accepted" || state === "waiting").length).toBeGreaterThan(16);
    });

    test("32 made differences of category, fee and payment are found, repaired, and found no more", async () => {
      const client = await db();
      buyers = await register(BUYERS);
      const [same, category, fee, paidHere, paidThere] = Array.from({ length: 5 }, (_, index) =>
        buyers.slice(index * 8, index * 8 + 8),
      ) as [Registrant[], Registrant[], Registrant[], Registrant[], Registrant[]];

      await buyAll(same, 1_001);
      const categories = await client.category.findMany({ where: { conferenceId } });
      const otherThan = (code: string) => categories.find((one) => one.code !== code)?.id;
      for (const [index, person] of category.entries()) {
        await here(person, 1_101 + index, { categoryId: otherThan(inIndico(person).category) });
      }
      await buyAll(fee, 1_201, ({ hasDinner }) => !hasDinner);
      for (const orderId of await buyAll(paidHere, 1_301)) await pay(orderId);
      const unpaid = await buyAll(paidThere, 1_401);
      for (const { id } of await registrationsOf(paidThere)) {
        await transaction((tx) => wishPaid(tx, id, true));
        await writeMirror(id, writeToIndico);
      }
      // As if the writes had never been wished for, or were made by somebody on Indico's own pages.
      await client.mirror.deleteMany({ where: { registration: { conferenceId } } });

      await compare();
      const where = { conferenceId, indicoDbId: { in: buyers.map((person) => person.registration_db_id) } };
      const found = await client.drift.findMany({ where });
      const kinds = Object.groupBy(found, ({ kind, suggested }) => `${kind}: ${suggested}`);
      expect(Object.fromEntries(Object.entries(kinds).map(([kind, drifts]) => [kind, drifts?.length]))).toEqual({
        ...{ "category: adopt": 8, "fee: accept": 8, "paid_here: write": 8, "paid_there: record": 8 },
      });

      for (const { publicId, kind } of found.filter(({ kind }) => kind !== "paid_there")) {
        const order = { conferenceId, publicId, repair: "suggested", reason: "As agreed" } as const;
        expect(await repairDrift(order, ACTOR, new Date()), kind).toMatchObject({ ok: true });
      }
      for (const orderId of unpaid) await pay(orderId);
      const writing = await client.mirror.findMany({ where: { state: "to_write", registration: { conferenceId } } });
      for (const { registrationId } of writing) await writeMirror(registrationId, writeToIndico);

      const states: { registration_db_id: number; is_paid: boolean }[] = await ask(
        `state?ids=${[...paidHere, ...paidThere].map((person) => person.registration_db_id)}`,
      );
      expect(states.filter(({ is_paid }) => is_paid)).toHaveLength(16);
      for (const person of category) {
        const [adopted] = await registrationsOf([person]);
        expect(adopted?.assignedCategory?.code).toBe(inIndico(person).category);
      }
      await compare();
      const left = await client.drift.findMany({ where, select: { kind: true, state: true } });
      expect(left.filter(({ state }) => state === "open")).toEqual([]);
      expect(left.filter(({ state }) => state === "accepted")).toEqual(
        Array(8).fill({ kind: "fee", state: "accepted" }),
      );
    });

    /** Places an order on site for each, as Indico has it. @returns the orders' ids */
    async function buyAll(
      group: Registrant[],
      from: number,
      wantsDinner = ({ hasDinner }: ReturnType<typeof inIndico>) => hasDinner,
    ): Promise<number[]> {
      const client = await db();
      const orders: number[] = [];
      for (const [index, person] of group.entries()) {
        const { id } = await here(person, from + index, { state: "draft", detailsAt: new Date() });
        const shown = inIndico(person);
        const services = wantsDinner(shown) ? [{ code: "DINNER", quantity: 1 }] : [];
        const held = await holdOrder(id, { categoryCode: shown.category, services }, ACTOR, new Date());
        if (!held.ok) throw new Error(JSON.stringify(held.error));
        const order = await client.order.findUniqueOrThrow({ where: { publicId: held.value.publicId } });
        const placed = await placeOrder(order.id, { way: "on_site" }, ACTOR, new Date());
        if (!placed.ok) throw new Error(placed.error);
        orders.push(order.id);
      }
      return orders;
    }

    async function registrationsOf(group: Registrant[]) {
      return (await db()).registration.findMany({
        where: { conferenceId, indicoDbId: { in: group.map((person) => person.registration_db_id) } },
        include: { assignedCategory: true },
      });
    }
  });
}

async function pay(orderId: number): Promise<void> {
  const { totalMinor } = await (await db()).order.findUniqueOrThrow({ where: { id: orderId } });
  const money = { amountMinor: totalMinor, currency: "EUR", at: new Date() };
  const paid = await takeOnSite(orderId, money, ACTOR, new Date());
  if (!paid.ok) throw new Error(paid.error);
}

/** What a registrant chose on Indico's form, told by the price. */
function inIndico({ price }: Registrant): { category: string; hasDinner: boolean } {
  const minor = Math.round(Number(price) * 100);
  for (const [category, cost] of Object.entries(TYPES)) {
    if (minor === cost || minor === cost + DINNER) return { category, hasDinner: minor !== cost };
  }
  throw new Error(`Indico asks ${price}, which no choice explains`);
}

/** The categories and the dinner of Indico's form at Indico's prices, each category mapped from its choice. */
async function sellAsIndico(conferenceId: number): Promise<void> {
  const client = await db();
  const types = Object.entries(TYPES);
  for (const [position, [code, priceMinor]] of types.entries()) {
    const windows = { create: [{ label: "Regular", priceMinor }] };
    await client.category.create({ data: { conferenceId, code, name: code, position: 10 + position, windows } });
  }
  const dinner = await client.service.findFirstOrThrow({ where: { conferenceId, code: "DINNER" } });
  await client.service.update({ where: { id: dinner.id }, data: { asksDiet: false, quotas: { set: [] } } });
  await client.priceWindow.updateMany({ where: { serviceId: dinner.id }, data: { priceMinor: DINNER } });
  const categories = types.map(([choice]) => ({
    ...{ when: { field: { title: "Participant type" }, choice }, category: choice },
  }));
  await client.conference.update({ where: { id: conferenceId }, data: { indicoMapping: { fields: [], categories } } });
}
