import { beforeAll, beforeEach, describe, expect, test } from "vitest";
import type { Actor } from "@/lib/audit/chain";
import { verifyChain } from "@/lib/audit/verify-chain";
import type { Setup } from "@/lib/conference/conference-file";
import { type Draft, deleteItem, type Item, moveItem, saveItem, setActive } from "@/lib/conference/edit-item";
import { importConference } from "@/lib/conference/import-conference";
import { exportedSetup, importAnother } from "@/lib/conference/imported.fixture";
import { versionOf } from "@/lib/conference/item-version";
import { LISTS, type ListName, nameOf } from "@/lib/conference/rename-item";
import { createAppCredential, USUAL_APP } from "@/lib/credentials/app-credentials";
import { revokeCredential } from "@/lib/credentials/create-credential";
import { db, transaction } from "@/lib/db/client";
import { seedRegistration } from "@/lib/db/test-conference";
import { isPublicId } from "@/lib/ids/public-id";
import { queue } from "@/lib/jobs/queue";
import { holdOrder } from "@/lib/orders/hold-order";
import { lockQuotas } from "@/lib/places/lapse-holds";
import { giveBackPlaces } from "@/lib/places/places";

const BY: Actor = { kind: "staff", id: "7" };
const NOW = new Date("2027-03-01T12:00:00Z");
const REGULAR = { categoryCode: "regular", services: [] };
let slug = "";
let conferenceId = 0;

beforeAll(async () => {
  await queue();
});

beforeEach(async () => {
  ({ slug, conferenceId } = await importAnother(BY));
});

const setup = () => exportedSetup(slug);

/** An item as a form opens it: what it says, its id and its version. */
async function open<L extends ListName>(list: L, name: string) {
  const items: readonly Item[] = (await setup())[list];
  const item = items.find((one) => nameOf(one) === name);
  if (!item) throw new Error(`No ${name}`);
  const client = await db();
  const where = { conferenceId };
  const rows = {
    categories: () => client.category.findFirstOrThrow({ where: { ...where, code: name } }),
    services: () => client.service.findFirstOrThrow({ where: { ...where, code: name } }),
    sessions: () => client.session.findFirstOrThrow({ where: { ...where, code: name } }),
    rooms: () => client.room.findFirstOrThrow({ where: { ...where, name } }),
    tags: () => client.tag.findFirstOrThrow({ where: { ...where, name } }),
    quotas: () => client.quota.findFirstOrThrow({ where: { ...where, name } }),
    promotions: () => client.promotion.findFirstOrThrow({ where: { ...where, code: name } }),
    questions: () => client.question.findFirstOrThrow({ where: { ...where, key: name } }),
  };
  const { id } = await rows[list as ListName]();
  return { conferenceId, list, id, item: item as Setup[L][number], version: versionOf(item) };
}

const reasonOf = (saved: Awaited<ReturnType<typeof saveItem>>) =>
  saved.ok || saved.error.code !== "problems"
    ? saved
    : saved.error.problems.map(({ field, reason }) => [field, reason?.code]);

async function buy(number: number) {
  const { id } = await seedRegistration(conferenceId, number);
  return holdOrder(id, REGULAR, BY, NOW);
}

const quota = async (name = "Venue") =>
  (await db()).quota.findUniqueOrThrow({ where: { conferenceId_name: { conferenceId, name } } });
/** A change of an item of each list. */
const CHANGES: Record<ListName, object> = {
  categories: { isActive: false },
  services: { isActive: false },
  sessions: { isPublished: false },
  rooms: { floor: "2" },
  tags: { perPerson: 3 },
  quotas: { capacity: 200 },
  promotions: { isActive: false },
  questions: { isActive: false },
};
const auditOf = async (what: string) => (await db()).auditEntry.findMany({ where: { conferenceId, what } });

test("a new category with two windows is there, last, and the audit says by whom", async () => {
  const item = {
    code: "one-day",
    name: "One day",
    translations: { it: { name: "Un giorno" } },
    quotas: ["Venue"],
    prices: [
      { label: "Early", until: "2027-04-01T00:00", price: "100" },
      { label: "Late", from: "2027-04-01T00:00", price: "120.5" },
    ],
  };
  const saved = await saveItem({ conferenceId, list: "categories", id: null, item, version: "" }, BY);
  expect(saved).toMatchObject({ ok: true });
  expect((await setup()).categories.map(({ code }) => code)).toEqual(["regular", "student", "one-day"]);
  expect((await setup()).categories[2]).toMatchObject({ prices: [{ price: "100.00" }, { price: "120.50" }] });
  expect(await auditOf("category.created")).toMatchObject([{}, {}, { actorKind: "staff", actorId: "7" }]);
  expect(await verifyChain(conferenceId)).toMatchObject({ broken: null });
});

test.each<{ why: string; edit: (item: Setup["categories"][number]) => object; found: [string, string | undefined] }>([
  { why: "no name", edit: (item) => ({ ...item, name: " " }), found: ["name", "empty"] },
  { why: "a code of another", edit: (item) => ({ ...item, code: "student" }), found: ["code", "twice"] },
  { why: "a code with blanks", edit: (item) => ({ ...item, code: "Half day" }), found: ["code", undefined] },
  {
    why: "too many decimals",
    edit: (item) => ({ ...item, prices: [{ label: "All", price: "1.005" }] }),
    found: ["prices.0.price", "price-decimals"],
  },
  {
    why: "windows that overlap",
    edit: (item) => ({ ...item, prices: [...item.prices, { label: "Late", from: "2027-05-01T00:00", price: "700" }] }),
    found: ["prices.2.from", "windows-overlap"],
  },
  { why: "an unknown quota", edit: (item) => ({ ...item, quotas: ["Moon"] }), found: ["quotas", "unknown-name"] },
])("refused at its field, nothing changed: $why", async ({ edit, found }) => {
  const form = await open("categories", "regular");
  const before = await setup();
  expect(reasonOf(await saveItem({ ...form, item: edit(form.item) }, BY))).toEqual([found]);
  expect(await setup()).toEqual(before);
});

test("an item may be called otherwise while nobody chose it, and what names it follows", async () => {
  const student = await open("categories", "student");
  await saveItem({ ...student, item: { ...student.item, code: "junior" } }, BY);
  const diet = await open("questions", "diet");
  await saveItem({ ...diet, item: { ...diet.item, key: "food" } }, BY);
  const boat = await open("quotas", "Boat");
  await saveItem({ ...boat, item: { ...boat.item, name: "Ferry" } }, BY);
  const trip = await open("services", "boat");
  await saveItem({ ...trip, item: { ...trip.item, code: "ferry-trip" } }, BY);
  const now = await setup();
  expect(now.questions.find(({ key }) => key === "poster")?.categories).toEqual(["junior"]);
  expect(now.indico?.mapping.categories).toMatchObject([{ category: "junior" }]);
  expect(now.indico?.mapping.fields).toMatchObject([{ to: { question: "food" } }]);
  expect(now.services[0]?.quotas).toEqual(["Ferry", "Venue"]);
  expect(now.sessions.find(({ code }) => code === "gauges")).toMatchObject({ service: "ferry-trip" });
  expect((await open("categories", "junior")).id).toBe(student.id);
  expect(await auditOf("category.renamed")).toMatchObject([{ before: { name: "student" }, after: { name: "junior" } }]);
});

describe("what people bought stays whole", () => {
  test("a sold category is not deleted nor called otherwise; it may be sold no longer", async () => {
    await buy(1);
    const form = await open("categories", "regular");
    expect(reasonOf(await saveItem({ ...form, item: { ...form.item, code: "full" } }, BY))).toEqual([["code", "sold"]]);
    expect(await deleteItem(form, BY)).toMatchObject({
      error: { problems: [{ field: "code", reason: { code: "sold", values: { uses: 1 } } }] },
    });
    expect(await setActive({ ...form, list: "categories" }, false, BY)).toEqual({ ok: true, value: undefined });
    expect((await setup()).categories[0]?.isActive).toBe(false);
    expect(await buy(2)).toMatchObject({ ok: false });
    expect(await auditOf("category.changed")).toMatchObject([
      { before: { isActive: true }, after: { isActive: false } },
    ]);
  });

  test("another price is for new orders; those that stand keep theirs", async () => {
    await buy(1);
    const form = await open("categories", "regular");
    const prices = [{ label: "Regular", price: "999" }];
    expect(await saveItem({ ...form, item: { ...form.item, prices } }, BY)).toMatchObject({
      ok: true,
      value: { fields: ["prices"] },
    });
    await buy(2);
    const lines = await (await db()).orderLine.findMany({ where: { order: { conferenceId } }, orderBy: { id: "asc" } });
    expect(lines.map(({ grossMinor }) => grossMinor)).toEqual([54_000, 99_900]);
  });

  test("a quota goes below what is sold only where somebody says so, and gives back what it granted", async () => {
    for (const number of [1, 2, 3]) await buy(number);
    const form = await open("quotas", "Venue");
    const lower = { ...form, item: { name: "Venue", capacity: 1 } };
    expect(await saveItem(lower, BY)).toMatchObject({
      error: {
        problems: [{ field: "capacity", reason: { code: "quota-below-taken", values: { taken: 3, wanted: 1 } } }],
      },
    });
    expect(await saveItem({ ...lower, keepSold: true }, BY)).toMatchObject({ ok: true });
    expect(await quota()).toMatchObject({ capacity: 1, taken: 3, allowance: 2 });
    expect(await auditOf("quota.changed")).toMatchObject([
      { before: { capacity: 100, allowance: 0 }, after: { capacity: 1, allowance: 2 } },
    ]);
    expect(await buy(4)).toMatchObject({ ok: false });

    const order = await (await db()).order.findFirstOrThrow({ where: { conferenceId } });
    await transaction(async (tx) => {
      await lockQuotas(tx, [{ quotaId: form.id, count: 0 }], order.id);
      await giveBackPlaces(tx, [order.id]);
    });
    expect(await quota()).toMatchObject({ capacity: 1, taken: 2, allowance: 1 });
    const again = await open("quotas", "Venue");
    await saveItem({ ...again, item: { name: "Main hall", capacity: 2 } }, BY);
    expect(await quota("Main hall")).toMatchObject({ id: form.id, capacity: 2, taken: 2, allowance: 0 });
  });

  test("an answered question keeps its key, its type and the choices that were taken", async () => {
    const { id: registrationId } = await seedRegistration(conferenceId, 1);
    const form = await open("questions", "diet");
    await (await db()).answer.create({ data: { registrationId, questionId: form.id, value: ["halal"] } });
    const save = async (change: object) => reasonOf(await saveItem({ ...form, item: { ...form.item, ...change } }, BY));
    expect(await save({ key: "food" })).toEqual([["key", "answered"]]);
    expect(await save({ type: "choice" })).toEqual([["type", "answered-type"]]);
    expect(await save({ choices: form.item.choices.slice(0, 1) })).toEqual([["choices", "answered-choices"]]);
    expect(await save({ label: "What do you eat?" })).toMatchObject({ ok: true });
  });

  test("what others name is taken out of them first", async () => {
    const category = await open("categories", "student");
    expect(await deleteItem(category, BY)).toMatchObject({
      error: { problems: [{ field: null, reason: { code: "used-by", values: { names: "Poster, Indico" } } }] },
    });
    expect(await deleteItem(await open("quotas", "Boat"), BY)).toMatchObject({ error: { code: "problems" } });
    expect(await deleteItem(await open("questions", "poster"), BY)).toEqual({ ok: true, value: undefined });
    expect(await deleteItem(await open("services", "boat"), BY)).toMatchObject({
      error: { problems: [{ field: null, reason: { code: "used-by", values: { names: "Reading old gauges" } } }] },
    });
    expect(await deleteItem(await open("sessions", "gauges"), BY)).toEqual({ ok: true, value: undefined });
    expect(await deleteItem(await open("services", "boat"), BY)).toEqual({ ok: true, value: undefined });
    expect(await deleteItem(await open("categories", "regular"), BY)).toEqual({ ok: true, value: undefined });
  });
});

describe("what an event app's filter names", () => {
  const filter = { ...USUAL_APP, app: "other", mode: "safe", seesPersonal: false, mayRegister: false } as const;
  const usedBy = (names: string) => ({
    error: { problems: [{ field: null, reason: { code: "used-by", values: { names } } }] },
  });

  async function giveFilter(categories: string[], consentKey: string | null) {
    const name = `app-${slug}`;
    const whole = await setup();
    const consent = { key: "poster-consent", type: "consent", label: "May the app show you?" };
    const asking = await importConference({ ...whole, questions: [...whole.questions, consent] }, { by: BY });
    if (!asking.ok) throw new Error(JSON.stringify(asking.error));
    const settings = { ...filter, takesPasswordInUrl: false, categories, consentKey };
    const created = await createAppCredential(name, conferenceId, settings, BY);
    if (!created.ok) throw new Error(JSON.stringify(created.error));
    return { id: created.value.id, name };
  }

  test("keeps naming it under its new name, and the app's view is another one", async () => {
    const { id } = await giveFilter(["regular", "student"], "poster-consent");
    const access = async () => (await db()).appAccess.findUniqueOrThrow({ where: { credentialId: id } });
    const [where, viewChangedAt] = [{ credentialId: id }, new Date(0)];
    const before = await (await db()).appAccess.update({ where, data: { viewChangedAt } });
    const rename = async (list: "categories" | "questions", from: string, change: object) => {
      const form = await open(list, from);
      expect(await saveItem({ ...form, item: { ...form.item, ...change } }, BY)).toMatchObject({ ok: true });
    };
    await rename("categories", "regular", { code: "full" });
    expect(await access()).toMatchObject({ categories: ["full", "student"], viewVersion: before.viewVersion + 1 });
    await rename("questions", "poster-consent", { key: "app-consent" });
    const after = await access();
    expect(after).toMatchObject({ consentKey: "app-consent", viewVersion: before.viewVersion + 2 });
    expect(after.viewChangedAt.getTime()).toBeGreaterThan(before.viewChangedAt.getTime());
  });

  test("is not taken out, by a form or a file, as long as the app is let in", async () => {
    const { name } = await giveFilter(["regular"], "poster-consent");
    for (const form of [await open("categories", "regular"), await open("questions", "poster-consent")]) {
      expect(await deleteItem(form, BY)).toMatchObject(usedBy(name));
    }
    const whole = await setup();
    const without = { ...whole, questions: whole.questions.filter(({ key }) => key !== "poster-consent") };
    expect(await importConference(without, { by: BY })).toMatchObject({
      error: [{ place: "questions", reason: { code: "used-by", values: { names: name } } }],
    });
    await revokeCredential(name, BY, NOW);
    expect(await deleteItem(await open("questions", "poster-consent"), BY)).toEqual({ ok: true, value: undefined });
    expect(await deleteItem(await open("categories", "regular"), BY)).toEqual({ ok: true, value: undefined });
  });
});

describe("promotion codes", () => {
  const uses = { name: "Code NEW", capacity: 2 };
  const item = { code: "new-50", label: "New", percent: 50, categories: ["regular"], quota: uses.name };
  const save = (change: object) =>
    saveItem({ conferenceId, list: "promotions", id: null, item: { ...item, ...change }, version: "" }, BY);
  const addUses = () => saveItem({ conferenceId, list: "quotas", id: null, item: uses, version: "" }, BY);

  test("one is kept in capitals, sells for less as often as its quota says, and keeps what was sold", async () => {
    await addUses();
    expect(await save({})).toMatchObject({ ok: true });
    expect((await setup()).promotions[1]).toMatchObject({ code: "NEW-50", percent: 50, amount: null, isActive: true });
    expect(await auditOf("promotion.created")).toHaveLength(2);
    const withCode = { ...REGULAR, promotionCode: "New-50" };
    const hold = async (number: number) =>
      holdOrder((await seedRegistration(conferenceId, number)).id, withCode, BY, NOW);
    expect(await hold(1)).toMatchObject({ ok: true });
    const form = await open("promotions", "NEW-50");
    const edit = (change: object) => saveItem({ ...form, item: { ...form.item, ...change } }, BY);
    expect(reasonOf(await edit({ quota: null }))).toEqual([["quota", "holds-places"]]);
    expect(reasonOf(await edit({ code: "OTHER" }))).toEqual([["code", "sold"]]);
    expect(await deleteItem(form, BY)).toMatchObject({ error: { problems: [{ reason: { code: "sold" } }] } });
    const lines = await (await db()).orderLine.findMany({ where: { promotion: { conferenceId } } });
    expect(lines).toMatchObject([{ unitMinor: 27_000, promotionMinor: 27_000 }]);
    expect(await setActive({ ...form, list: "promotions" }, false, BY)).toMatchObject({ ok: true });
    expect(await hold(2)).toMatchObject({ error: { refusals: [{ code: "promotion-unknown" }] } });
  });

  test.each([
    { change: { code: "tides-25" }, found: [["code", "twice"]] },
    { change: { code: "A B" }, found: [["code", "not-a-code"]] },
    { change: { amount: "5" }, found: [["amount", "reduced-twice"]] },
    { change: { percent: 0 }, found: [["percent", "reduced-by-nothing"]] },
    { change: { percent: null, amount: "1.005" }, found: [["amount", "price-decimals"]] },
    { change: { from: "2027-02-01T00:00", until: "2027-02-01T00:00" }, found: [["until", "window-empty"]] },
    { change: { quota: "Nothing" }, found: [["quota", "unknown-name"]] },
    { change: { quota: "Venue" }, found: [["quota", "quota-of-items"]] },
    { change: { services: ["nothing"] }, found: [["services", "unknown-name"]] },
  ])("$found", async ({ change, found }) => {
    await addUses();
    expect(reasonOf(await save(change))).toEqual(found);
  });

  test("what it names follows a new name, and is not deleted under it", async () => {
    await addUses();
    await save({ services: ["boat"] });
    for (const [list, from, to] of [
      ["categories", "regular", "full"],
      ["services", "boat", "ferry"],
      ["quotas", uses.name, "Fifty"],
    ] as const) {
      const form = await open(list, from);
      const field = list === "quotas" ? "name" : "code";
      expect(await saveItem({ ...form, item: { ...form.item, [field]: to } }, BY)).toMatchObject({ ok: true });
      const refused = await deleteItem(await open(list, to), BY);
      expect(JSON.stringify(refused)).toContain("NEW-50");
    }
    expect((await setup()).promotions[1]).toMatchObject({ categories: ["full"], services: ["ferry"], quota: "Fifty" });
  });
});

describe("sessions", () => {
  const item = {
    code: "panel",
    title: "Panel",
    translations: { it: { title: "Tavola rotonda" } },
    startsAt: "2027-06-01T09:00",
    endsAt: "2027-06-01T10:00",
    room: "Room 2",
    tags: ["Plenary"],
    quota: "Venue",
  };
  const add = (change: object) =>
    saveItem({ conferenceId, list: "sessions", id: null, item: { ...item, ...change }, version: "" }, BY);
  const rows = async () => (await db()).session.findMany({ where: { conferenceId }, orderBy: { number: "asc" } });

  test("a new one stands where its time is, has a number, a random name, and is in the audit", async () => {
    expect(await add({})).toMatchObject({ ok: true });
    expect((await setup()).sessions.map(({ code }) => code)).toEqual(["opening", "panel", "gauges"]);
    const made = await rows();
    expect(made.map(({ code, number }) => [code, number])).toEqual([
      ["opening", 1],
      ["gauges", 2],
      ["panel", 3],
    ]);
    expect(made.every(({ publicId }) => isPublicId(publicId))).toBe(true);
    expect(made[2]).toMatchObject({ startsAt: new Date("2027-06-01T08:00:00Z"), tags: ["Plenary"] });
    expect(await auditOf("session.created")).toMatchObject([
      {},
      {},
      { object: "session", objectId: String(made[2]?.id), actorId: "7", after: { title: "Panel", quota: "Venue" } },
    ]);
  });

  test("a change keeps number and random name, another code too; the number of a deleted one is not given again", async () => {
    const [, before] = await rows();
    const form = await open("sessions", "gauges");
    const change = { code: "old-gauges", startsAt: "2027-05-30T09:00", quota: null, service: null };
    expect(await saveItem({ ...form, item: { ...form.item, ...change } }, BY)).toMatchObject({ ok: true });
    expect((await setup()).sessions[0]).toMatchObject(change);
    expect((await rows())[1]).toMatchObject({
      ...{ id: before?.id, number: 2, publicId: before?.publicId, code: "old-gauges" },
      startsAt: new Date("2027-05-30T08:00:00Z"),
      quotaId: null,
      serviceId: null,
    });
    expect(await auditOf("session.renamed")).toMatchObject([
      { before: { name: "gauges" }, after: { name: "old-gauges" } },
    ]);
    expect(await deleteItem(await open("sessions", "old-gauges"), BY)).toEqual({ ok: true, value: undefined });
    await add({});
    expect((await rows()).map(({ number }) => number)).toEqual([1, 3]);
  });

  test.each<{ why: string; change: object; found: [string, string | undefined] }>([
    { why: "no title", change: { title: " " }, found: ["title", "empty"] },
    { why: "no beginning", change: { startsAt: "" }, found: ["startsAt", "time-needed"] },
    { why: "no end", change: { endsAt: "" }, found: ["endsAt", "time-needed"] },
    {
      why: "an end before the beginning",
      change: { endsAt: "2027-06-01T08:00" },
      found: ["endsAt", "ends-before-start"],
    },
    { why: "an end at the beginning", change: { endsAt: item.startsAt }, found: ["endsAt", "ends-before-start"] },
    { why: "no such day", change: { startsAt: "2027-02-30T09:00" }, found: ["startsAt", "no-such-time"] },
    { why: "an unknown quota", change: { quota: "Moon" }, found: ["quota", "unknown-name"] },
    { why: "an unknown service", change: { quota: null, service: "moon" }, found: ["service", "unknown-name"] },
    { why: "a code of another", change: { code: "opening" }, found: ["code", "twice"] },
    { why: "a tag twice", change: { tags: ["Plenary", "Plenary"] }, found: ["tags", "twice"] },
    { why: "a comma in a tag", change: { tags: ["Plenary, Streamed"] }, found: ["tags", "tag-with-comma"] },
  ])("refused at its field, nothing changed: $why", async ({ change, found }) => {
    const before = await setup();
    expect(reasonOf(await add(change))).toEqual([found]);
    expect(await setup()).toEqual(before);
  });

  test("a quota that a session draws on stays, by a form and by a file", async () => {
    for (const { code } of (await setup()).services) {
      const service = await open("services", code);
      await saveItem({ ...service, item: { ...service.item, quotas: [] } }, BY);
    }
    await add({ quota: "Boat" });
    expect(await deleteItem(await open("quotas", "Boat"), BY)).toMatchObject({
      error: { problems: [{ reason: { code: "used-by", values: { names: "Panel" } } }] },
    });
    const { quotas, ...rest } = await setup();
    const file = { ...rest, quotas: quotas.filter(({ name }) => name !== "Boat") };
    expect(await importConference(file, { by: BY })).toMatchObject({
      error: [{ place: "sessions[1] (panel).quota", message: expect.stringContaining("none of the quotas") }],
    });
    expect(await quota("Boat")).toMatchObject({ capacity: 40 });
  });
});

test("the order is what people see", async () => {
  const regular = { ...(await open("categories", "regular")), list: "categories" } as const;
  await moveItem(regular, 1, BY);
  expect((await setup()).categories.map(({ code }) => code)).toEqual(["student", "regular"]);
  expect(await moveItem(regular, 1, BY)).toEqual({ ok: true, value: undefined });
  await moveItem(regular, -1, BY);
  expect((await setup()).categories.map(({ code }) => code)).toEqual(["regular", "student"]);
});

describe("at the same time", () => {
  test("of those who edit one item the first is taken, the others hear what it says now", async () => {
    const form = await open("services", "boat");
    const saves = await Promise.all(
      ["Boat tour", "Ferry", "Sailing"].map((name) => saveItem({ ...form, item: { ...form.item, name } }, BY)),
    );
    expect(saves.filter(({ ok }) => ok)).toHaveLength(1);
    const { version } = await open("services", "boat");
    for (const save of saves.filter(({ ok }) => !ok)) {
      expect(save).toEqual({ ok: false, error: { code: "changed-meanwhile", version } });
    }
    expect(await auditOf("service.changed")).toHaveLength(1);
  });

  test("items of their own do not disturb each other", async () => {
    const drafts: Draft[] = [];
    for (const list of LISTS) {
      const { item, ...form } = await open(list, nameOf((await setup())[list][0] as Item));
      drafts.push({ ...form, item: { ...item, ...CHANGES[list] } });
    }
    const saves = await Promise.all(drafts.map((draft) => saveItem(draft, BY)));
    expect(saves.every(({ ok }) => ok)).toBe(true);
    expect(await verifyChain(conferenceId)).toMatchObject({ broken: null });
  });

  test("a quota lowered while people buy: nothing is sold beyond it afterwards", async () => {
    await Promise.all(Array.from({ length: 5 }, (_, index) => buy(index + 1)));
    const form = await open("quotas", "Venue");
    const lower = { ...form, item: { name: "Venue", capacity: 12 }, keepSold: true };
    const buyers = Array.from({ length: 40 }, (_, index) => buy(index + 6));
    const [bought, lowered] = await Promise.all([
      Promise.all(buyers),
      Promise.race(buyers).then(() => saveItem(lower, BY)),
    ]);
    expect(lowered).toMatchObject({ ok: true });
    const { taken, capacity, allowance } = await quota();
    const [change] = await auditOf("quota.changed");
    const granted = Number((change?.after as { allowance?: number } | undefined)?.allowance ?? 0);
    expect({ capacity, allowance }).toEqual({ capacity: 12, allowance: granted });
    expect(taken).toBe(12 + granted);
    expect(taken).toBe(5 + bought.filter(({ ok }) => ok).length);
    const held = await (await db()).place.aggregate({ where: { quotaId: form.id }, _sum: { count: true } });
    expect(held._sum.count).toBe(taken);
    expect(await buy(99)).toMatchObject({ ok: false });
  });

  test("an item that gets other quotas while somebody buys it: its places are counted in one set or the other", async () => {
    const { item } = await open("categories", "regular");
    for (let round = 1; round <= 8; round++) {
      const code = `turn-${round}`;
      const added = { ...item, code, quotas: round % 2 ? [] : ["Boat"] };
      await saveItem({ conferenceId, list: "categories", id: null, item: added, version: "" }, BY);
      const form = await open("categories", code);
      const { id } = await seedRegistration(conferenceId, round);
      const [held, changed] = await Promise.all([
        holdOrder(id, { categoryCode: code, services: [] }, BY, NOW),
        saveItem({ ...form, item: { ...form.item, quotas: ["Venue"] } }, BY),
      ]);
      expect(held.ok).toBe(true);
      const line = await (await db()).orderLine.findFirstOrThrow({
        where: { registrationId: id },
        select: { places: { select: { quota: { select: { name: true } } } }, category: { select: { quotas: true } } },
      });
      const drawn = line.places.map((place) => place.quota.name);
      expect(drawn, `${code}, changed: ${changed.ok}`).toEqual(line.category?.quotas.map(({ name }) => name));
    }
  });

  test("a category deleted while somebody buys it: one of the two is refused", async () => {
    const { item } = await open("categories", "regular");
    for (let round = 1; round <= 8; round++) {
      const code = `round-${round}`;
      const draft = { conferenceId, list: "categories", id: null, item: { ...item, code }, version: "" } as const;
      expect(await saveItem(draft, BY)).toMatchObject({ ok: true });
      const form = await open("categories", code);
      const { id } = await seedRegistration(conferenceId, round);
      const [held, gone] = await Promise.all([
        holdOrder(id, { categoryCode: code, services: [] }, BY, NOW),
        deleteItem(form, BY),
      ]);
      expect([held.ok, gone.ok].filter(Boolean), code).toHaveLength(1);
    }
  });
});
