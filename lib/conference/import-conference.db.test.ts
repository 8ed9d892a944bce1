import { beforeEach, expect, test } from "vitest";
import type { Actor } from "@/lib/audit/chain";
import type { Setup } from "@/lib/conference/conference-file";
import { exportConference } from "@/lib/conference/export-conference";
import { importConference } from "@/lib/conference/import-conference";
import { setupFile } from "@/lib/conference/setup.fixture";
import { db, transaction } from "@/lib/db/client";
import { newPublicId } from "@/lib/ids/public-id";
import { unseal } from "@/lib/secrets/seal";

const BY: Actor = { kind: "job", id: "test" };
let slug = "";
let count = 0;

/** A file of a conference of its own for each test. */
type File = Record<string, never> & ReturnType<typeof editable>;
const editable = () => setupFile() as unknown as Setup & { indico: { token?: string | null; url: string } };
function fileOf(edit: (file: ReturnType<typeof editable>) => void = () => {}): File {
  const file = editable();
  file.conference.slug = slug;
  file.payment.referencePrefix = `TID${count}X`;
  if (file.indico) file.indico.eventId = 1_000 + count;
  edit(file);
  return file as File;
}

beforeEach(() => {
  count += 1;
  slug = `tides-${count}`;
});

async function imported(file: unknown) {
  const outcome = await importConference(file, { by: BY });
  if (!outcome.ok) throw new Error(JSON.stringify(outcome.error));
  return outcome.value;
}

async function refusal(file: unknown) {
  const outcome = await importConference(file, { by: BY });
  return outcome.ok ? [] : outcome.error;
}

/** One placed order of a regular registration and two boat places, with the places it holds. */
async function sellSome(conferenceId: number) {
  await transaction(async (tx) => {
    const category = await tx.category.findFirstOrThrow({ where: { conferenceId, code: "regular" } });
    const boat = await tx.service.findFirstOrThrow({ where: { conferenceId, code: "boat" } });
    const quotas = await tx.quota.findMany({ where: { conferenceId }, orderBy: { name: "asc" } });
    const registration = await tx.registration.create({
      data: { publicId: newPublicId(), conferenceId, number: 1, email: "a@example.org", categoryId: category.id },
    });
    const order = await tx.order.create({
      data: {
        publicId: newPublicId(),
        conferenceId,
        number: 1,
        payerId: registration.id,
        state: "placed",
        currency: "EUR",
        totalMinor: 61_000,
        reference: `RF${conferenceId}`,
      },
    });
    const common = { orderId: order.id, registrationId: registration.id, taxBasisPoints: 0, taxMinor: 0 };
    await tx.orderLine.create({
      data: { ...common, name: "Regular", quantity: 1, unitMinor: 54_000, grossMinor: 54_000, categoryId: category.id },
    });
    const line = await tx.orderLine.create({
      data: { ...common, name: "Boat", quantity: 2, unitMinor: 3_500, grossMinor: 7_000, serviceId: boat.id },
    });
    for (const quota of quotas) {
      await tx.place.create({ data: { orderLineId: line.id, quotaId: quota.id, count: 2 } });
      await tx.quota.update({ where: { id: quota.id }, data: { taken: 2 } });
    }
    const question = await tx.question.findFirstOrThrow({ where: { conferenceId, key: "diet" } });
    await tx.answer.create({ data: { registrationId: registration.id, questionId: question.id, value: ["vegan"] } });
  });
}

test("a new conference is there with everything in its zone, and the audit says so", async () => {
  const { conferenceId, isNew, changes } = await imported(fileOf());
  expect(isNew).toBe(true);
  expect(changes.map(({ kind, object, name }) => `${kind} ${object} ${name}`)).toContain("created service boat");
  const client = await db();
  const boat = await client.service.findFirstOrThrow({
    where: { conferenceId, code: "boat" },
    include: { windows: true, quotas: { orderBy: { name: "asc" } } },
  });
  expect(boat).toMatchObject({ startsAt: new Date("2027-06-02T13:00:00Z"), windows: [{ priceMinor: 3_500 }] });
  expect(boat.quotas.map(({ name }) => name)).toEqual(["Boat", "Venue"]);
  const early = await client.priceWindow.findFirstOrThrow({ where: { label: "Early", category: { conferenceId } } });
  expect(early.untilAt).toEqual(new Date("2027-03-31T22:59:00Z"));
  const { changesFreeUntil } = await client.conference.findUniqueOrThrow({ where: { id: conferenceId } });
  expect(changesFreeUntil).toEqual(new Date("2027-05-17T11:00:00Z"));
  const audit = await client.auditEntry.findMany({ where: { conferenceId } });
  expect(audit.map(({ what }) => what)).toContain("conference.created");
  expect(JSON.stringify(audit, (_, value) => (typeof value === "bigint" ? String(value) : value))).not.toContain(
    "indp_",
  );
  expect(await client.conferenceCounter.count({ where: { conferenceId } })).toBe(1);
});

test("importing twice changes nothing: no row, no audit entry, no new seal", async () => {
  const { conferenceId } = await imported(fileOf());
  const picture = async () => {
    const client = await db();
    return [
      await client.conference.findMany({ where: { id: conferenceId } }),
      await client.conferenceCounter.findMany({ where: { conferenceId }, omit: { stamp: true } }),
      await client.priceWindow.findMany({ orderBy: { id: "asc" } }),
      await client.auditEntry.count(),
    ];
  };
  const before = await picture();
  expect((await imported(fileOf())).changes).toEqual([]);
  expect(await picture()).toEqual(before);
});

test("the exported file imports without a change, and never holds the token", async () => {
  await imported(fileOf());
  const exported = await exportConference(slug);
  if (!exported.ok) throw new Error(exported.error);
  expect(JSON.stringify(exported.value)).not.toMatch(/indp_|token/);
  expect((await imported(JSON.parse(JSON.stringify(exported.value)))).changes).toEqual([]);
  expect(await exportConference("no-such")).toEqual({ ok: false, error: "not-found" });
});

test("a trial says what would change and changes nothing", async () => {
  const trial = await importConference(fileOf(), { by: BY, isTrial: true });
  expect(trial.ok && trial.value.isNew).toBe(true);
  expect((await exportConference(slug)).ok).toBe(false);
});

test("a trial says each value before and after, the same each time, and never the token", async () => {
  await imported(fileOf());
  const file = fileOf((changed) => {
    Object.assign(changed.indico, { token: "indp_second" });
    Object.assign(changed.services[0]?.prices[0] ?? {}, { price: "38" });
    changed.sessions.push({ ...(changed.sessions[0] as Setup["sessions"][number]), code: "closing", title: "Closing" });
  });
  const [trial, again] = [
    await importConference(file, { by: BY, isTrial: true }),
    await importConference(file, { by: BY, isTrial: true }),
  ];
  expect(again).toEqual(trial);
  if (!trial.ok) throw new Error(JSON.stringify(trial.error));
  expect(trial.value.changes).toMatchObject([
    { object: "service", name: "boat", values: [{ place: "prices (Boat).price", before: "35.00", after: "38.00" }] },
    {
      kind: "created",
      object: "session",
      name: "closing",
      values: expect.arrayContaining([{ place: "tags", before: null, after: "Plenary, Streamed" }]),
    },
    { object: "indico", fields: ["token"], values: [] },
  ]);
  expect(JSON.stringify(trial)).not.toContain("indp_");
});

test("what changed is written and named, the rest is left alone", async () => {
  const { conferenceId } = await imported(fileOf());
  const client = await db();
  const windows = () => client.priceWindow.findMany({ where: { category: { conferenceId } }, orderBy: { id: "asc" } });
  const before = await windows();
  const { changes } = await imported(
    fileOf((file) => {
      file.conference.city = "Ílhavo";
      file.categories.reverse();
      const [price] = file.services[0]?.prices ?? [];
      if (price) price.price = "38";
      file.questions.pop();
    }),
  );
  expect(changes).toMatchObject([
    { kind: "changed", object: "conference", fields: ["city"] },
    { kind: "removed", object: "question", name: "poster" },
    { kind: "changed", object: "category", name: "student", fields: ["position"] },
    { kind: "changed", object: "category", name: "regular", fields: ["position"] },
    { kind: "changed", object: "service", name: "boat", fields: ["prices"] },
  ]);
  expect(await windows()).toEqual(before);
});

test("another time zone moves every window, though the file's texts are the same", async () => {
  const { conferenceId } = await imported(fileOf());
  await imported(
    fileOf((file) => {
      file.conference.timeZone = "Europe/Rome";
    }),
  );
  const early = await (await db()).priceWindow.findFirstOrThrow({
    where: { label: "Early", category: { conferenceId } },
  });
  expect(early.untilAt).toEqual(new Date("2027-03-31T21:59:00Z"));
  expect((await exportConference(slug)).ok).toBe(true);
});

test("what nobody bought can be taken out", async () => {
  await imported(fileOf());
  const { changes } = await imported(
    fileOf((file) => {
      file.services = [];
      file.sessions.pop();
      file.quotas.pop();
    }),
  );
  expect(changes.map(({ kind, name }) => `${kind} ${name}`)).toEqual([
    "removed gauges",
    "removed boat",
    "removed Boat",
  ]);
});

test("a session may go over to another service while the old one goes with its quota", async () => {
  const { conferenceId } = await imported(fileOf());
  await imported(
    fileOf((file) => {
      const [boat] = file.services;
      if (!boat) throw new Error("No service");
      file.quotas.splice(1, 1, { name: "Ship", capacity: 20 });
      file.services = [{ ...boat, code: "ship", quotas: ["Ship"] }];
      Object.assign(file.sessions[1] ?? {}, { service: "ship" });
    }),
  );
  const session = await (await db()).session.findFirstOrThrow({
    where: { conferenceId, code: "gauges" },
    include: { service: true },
  });
  expect(session).toMatchObject({ number: 2, service: { code: "ship" } });
});

test("the order of sessions in a file says nothing: they stand in the order of time", async () => {
  await imported(fileOf());
  expect((await imported(fileOf((file) => file.sessions.reverse()))).changes).toEqual([]);
});

test.each<{ why: string; edit: Parameters<typeof fileOf>[0]; place: string; says: string }>([
  { why: "a sold category", edit: (file) => file.categories.shift(), place: "categories", says: '"isActive" to false' },
  {
    why: "a sold service",
    edit: (file) => [file.services.pop(), file.sessions.pop()],
    place: "services",
    says: '"isActive" to false',
  },
  {
    why: "a quota below what is taken",
    edit: (file) => Object.assign(file.quotas[1] ?? {}, { capacity: 1 }),
    place: "quotas[1] (Boat).capacity",
    says: "2 places are taken",
  },
  {
    why: "a quota that holds places",
    edit: (file) => {
      file.quotas.pop();
      file.sessions.pop();
      Object.assign(file.services[0] ?? {}, { quotas: ["Venue"] });
    },
    place: "quotas",
    says: "Keep it",
  },
  {
    why: "other quotas for what is sold",
    edit: (file) => Object.assign(file.services[0] ?? {}, { quotas: ["Boat"] }),
    place: "services[0] (boat).quotas",
    says: "1 orders hold places",
  },
  {
    why: "another currency",
    edit: (file) => Object.assign(file.conference, { currency: "CHF" }),
    place: "conference.currency",
    says: "orders are in EUR",
  },
  { why: "an answered question", edit: (file) => file.questions.shift(), place: "questions", says: "1 answers" },
  {
    why: "another type of an answered question",
    edit: (file) => Object.assign(file.questions[0] ?? {}, { type: "choice" }),
    place: "questions[0] (diet).type",
    says: "many-choices",
  },
  {
    why: "a choice that somebody took",
    edit: (file) => file.questions[0]?.choices.shift(),
    place: "questions[0] (diet).choices",
    says: '"vegan"',
  },
])("refused and nothing changed: $why", async ({ edit, place, says }) => {
  const { conferenceId } = await imported(fileOf());
  await sellSome(conferenceId);
  const before = await exportConference(slug);
  const problems = await refusal(
    fileOf((file) => {
      file.conference.city = "Ílhavo";
      if (file.indico) file.indico.mapping = { fields: [], categories: [] };
      edit?.(file);
    }),
  );
  expect(problems.find((problem) => problem.place === place)?.message, JSON.stringify(problems)).toContain(says);
  expect(await exportConference(slug)).toEqual(before);
  expect((await imported(fileOf())).changes).toEqual([]);
});

test("a choice that nobody took may go, and what is sold may close", async () => {
  const { conferenceId } = await imported(fileOf());
  await sellSome(conferenceId);
  const { changes } = await imported(
    fileOf((file) => {
      file.questions[0]?.choices.pop();
      Object.assign(file.services[0] ?? {}, { isActive: false });
    }),
  );
  expect(changes).toMatchObject([{ fields: ["isActive"] }, { fields: ["choices"] }]);
});

test("raising a capacity takes back what staff had granted beyond it", async () => {
  const { conferenceId } = await imported(fileOf());
  const client = await db();
  const venue = { conferenceId_name: { conferenceId, name: "Venue" } };
  await client.quota.update({ where: venue, data: { taken: 105, allowance: 5 } });
  const raise = (capacity: number) => imported(fileOf((file) => Object.assign(file.quotas[0] ?? {}, { capacity })));
  await raise(120);
  expect(await client.quota.findUniqueOrThrow({ where: venue })).toMatchObject({ capacity: 120, allowance: 0 });
});

test("the token is sealed, changes when another is given, and goes with the address it belongs to", async () => {
  const { conferenceId } = await imported(fileOf());
  const token = async () => {
    const row = await (await db()).conference.findUniqueOrThrow({ where: { id: conferenceId } });
    return row.indicoTokenSealed && unseal(row.indicoTokenSealed, "indico-token");
  };
  expect(await token()).toBe("indp_first");
  const second = await imported(fileOf((file) => Object.assign(file.indico, { token: "indp_second" })));
  expect(second.changes).toEqual([expect.objectContaining({ object: "indico", fields: ["token"] })]);
  await imported(fileOf((file) => Object.assign(file.indico, { token: undefined })));
  expect(await token()).toBe("indp_second");

  const elsewhere = fileOf((file) => Object.assign(file.indico, { token: undefined, url: "https://evil.example.org" }));
  expect(await refusal(elsewhere)).toMatchObject([{ place: "indico.token" }]);
  expect(await token()).toBe("indp_second");
});

test("one Indico form is sold by one conference", async () => {
  await imported(fileOf());
  const first = slug;
  slug = `${slug}-b`;
  const file = fileOf((copy) => Object.assign(copy.payment, { referencePrefix: "OTHER" }));
  expect(await refusal(file)).toMatchObject([{ place: "indico.formId", message: expect.stringContaining(first) }]);
});

test.each(["TID", "TID27", "TID270"])("the prefix %s could make the same references as TID27", async (other) => {
  const prefixed = (prefix: string) => fileOf((file) => Object.assign(file.payment, { referencePrefix: prefix }));
  await (await db()).conference.updateMany({ data: { referencePrefix: "OLD" } });
  await imported(prefixed("TID27"));
  const first = slug;
  slug = `${slug}-b`;
  count += 1;
  const found = await refusal(prefixed(other));
  expect(found).toMatchObject([{ place: "payment.referencePrefix", message: expect.stringContaining(first) }]);
  expect((await imported(prefixed("TIDE27"))).isNew).toBe(true);
});

test("a form cannot be exchanged under registrations that came from it", async () => {
  const { conferenceId } = await imported(fileOf());
  await (await db()).registration.create({
    data: { publicId: newPublicId(), conferenceId, number: 1, email: "a@example.org", indicoDbId: 2001 },
  });
  const other = fileOf((file) => Object.assign(file.indico, { formId: 34 }));
  expect(await refusal(other)).toMatchObject([
    { place: "indico", message: expect.stringContaining("1 registrations") },
  ]);
});

test("two imports at once: both end, and the audit chain has no fork", async () => {
  await imported(fileOf());
  const cities = ["Ílhavo", "Porto", "Ovar"];
  const outcomes = await Promise.all(
    cities.map((city) => imported(fileOf((file) => Object.assign(file.conference, { city })))),
  );
  expect(outcomes.flatMap(({ changes }) => changes.flatMap(({ fields }) => fields))).toEqual(["city", "city", "city"]);
  const entries = await (await db()).auditEntry.findMany({ orderBy: { seq: "asc" }, where: { conference: { slug } } });
  expect(entries.slice(1).map(({ previousHash }) => previousHash)).toEqual(
    entries.slice(0, -1).map(({ hash }) => hash),
  );
});
