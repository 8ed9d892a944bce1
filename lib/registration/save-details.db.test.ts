import { beforeAll, describe, expect, test } from "vitest";
import { db } from "@/lib/db/client";
import { seedConference, seedRegistration } from "@/lib/db/test-conference";
import { queue } from "@/lib/jobs/queue";
import { holdOrder } from "@/lib/orders/hold-order";
import { placeOrder } from "@/lib/orders/place-order";
import { leadsTo, loadJourney, stepOf } from "./load-journey";
import { detailsVersion, saveDetails } from "./save-details";
import { findFile, removeFile, saveFile } from "./save-file";

const NOW = new Date("2027-03-01T12:00:00Z");
const LATER = new Date("2027-03-01T12:05:00Z");
const ADA = { firstName: "Ada", lastName: "Lovelace", country: "GB", "answer.agreed": "yes" };

let conferenceId: number;
let count = 0;

beforeAll(async () => {
  await queue();
  ({ conferenceId } = await seedConference());
  const client = await db();
  const category = await client.category.create({
    data: {
      conferenceId,
      code: "STUDENT",
      name: "Student",
      position: 2,
      windows: { create: [{ label: "All", priceMinor: 0 }] },
    },
  });
  const diets = [
    { value: "none", label: "None" },
    { value: "vegan", label: "Vegan" },
  ];
  await client.question.createMany({
    data: [
      { conferenceId, key: "diet", type: "choice", label: "Diet", choices: diets, position: 1 },
      { conferenceId, key: "topics", type: "many_choices", label: "Topics", choices: diets, position: 2 },
      { conferenceId, key: "agreed", type: "consent", label: "Agreed", isRequired: true, position: 3 },
      { conferenceId, key: "poster", type: "file", label: "Poster", position: 4 },
    ],
  });
  await client.question.create({
    data: {
      conferenceId,
      key: "school",
      type: "text",
      label: "School",
      isRequired: true,
      position: 5,
      categories: { connect: { id: category.id } },
    },
  });
});

/** Somebody who has not sent the form. */
async function newcomer() {
  count += 1;
  const client = await db();
  const { id } = await seedRegistration(conferenceId, count);
  const person = await client.person.create({
    data: { email: `person${count}@example.org`, firstName: "", lastName: "" },
  });
  await client.registration.update({
    where: { id },
    data: { personId: person.id, detailsAt: null, firstName: "", lastName: "" },
  });
  return id;
}

async function registrationOf(id: number) {
  return (await db()).registration.findUniqueOrThrow({
    where: { id },
    include: { person: true, answers: { include: { question: { select: { key: true } } } } },
  });
}

async function answersOf(id: number) {
  const { answers } = await registrationOf(id);
  return Object.fromEntries(answers.map(({ question, value }) => [question.key, value]));
}

const versionOf = async (id: number) => detailsVersion(await registrationOf(id));

async function save(id: number, values: Record<string, string | string[]>, version?: string, now = NOW) {
  return saveDetails(id, { values, version: version ?? (await versionOf(id)), locale: "it" }, now);
}

test("profile, answers, the person's names and the language are saved, and which fields is in the audit log", async () => {
  const id = await newcomer();
  const values = {
    ...ADA,
    affiliation: " Analytical Engines ",
    "answer.diet": "vegan",
    "answer.topics": ["vegan", "none"],
  };
  expect(await save(id, values)).toEqual({ ok: true, value: "saved" });
  expect(await registrationOf(id)).toMatchObject({
    firstName: "Ada",
    affiliation: "Analytical Engines",
    locale: "it",
    detailsAt: NOW,
    person: { firstName: "Ada", lastName: "Lovelace" },
  });
  expect(await answersOf(id)).toEqual({ diet: "vegan", topics: ["none", "vegan"], agreed: true });
  const [entry, ...others] = await (await db()).auditEntry.findMany({ where: { objectId: String(id) } });
  expect(others).toEqual([]);
  expect(entry).toMatchObject({ what: "registration.details", actorKind: "person", actorId: String(id) });
  expect(entry?.after).toEqual({
    changed: ["firstName", "lastName", "affiliation", "country", "answer.diet", "answer.topics", "answer.agreed"],
  });
});

test("what is wrong is named, all at once, and nothing of the form is saved", async () => {
  const id = await newcomer();
  const values = { firstName: "Ada", phone: "none", "answer.diet": "pork", affiliation: "kept by the page" };
  expect(await save(id, values)).toEqual({
    ok: false,
    error: {
      code: "refused",
      changedElsewhereAt: null,
      errors: [
        { key: "lastName", code: "required" },
        { key: "country", code: "required" },
        { key: "phone", code: "not-a-phone" },
        { key: "answer.diet", code: "not-a-choice" },
        { key: "answer.agreed", code: "consent-needed" },
      ],
    },
  });
  expect(await registrationOf(id)).toMatchObject({ firstName: "", detailsAt: null, answers: [] });
});

test("a file that was refused stops the form, and says more than that it is missing", async () => {
  const id = await newcomer();
  const fileErrors = [{ key: "answer.poster", code: "file-type" }] as const;
  const refused = await saveDetails(id, { values: ADA, version: await versionOf(id), locale: "en", fileErrors }, NOW);
  expect(refused).toMatchObject({ ok: false, error: { errors: fileErrors } });
  expect(await registrationOf(id)).toMatchObject({ detailsAt: null });
});

test("an emptied answer is stored as empty", async () => {
  const id = await newcomer();
  await save(id, { ...ADA, affiliation: "Engines", "answer.diet": "vegan", "answer.topics": ["none"] });
  await save(id, { ...ADA, affiliation: "", "answer.diet": "" }, undefined, LATER);
  expect(await registrationOf(id)).toMatchObject({ affiliation: "" });
  expect(await answersOf(id)).toEqual({ diet: null, topics: [], agreed: true });
});

test("several people with one mailbox: each has a person of their own once they said their name", async () => {
  const client = await db();
  const [first, second, third] = [await newcomer(), await newcomer(), await newcomer()] as const;
  const { personId } = await client.registration.findUniqueOrThrow({ where: { id: first } });
  const email = "one.mailbox@example.org";
  await client.person.update({ where: { id: personId ?? 0 }, data: { email } });
  await client.registration.updateMany({ where: { id: { in: [first, second, third] } }, data: { personId, email } });
  const save = async (id: number, firstName: string) => {
    const version = detailsVersion(await client.registration.findUniqueOrThrow({ where: { id } }));
    return saveDetails(id, { values: { ...ADA, firstName }, version, locale: null }, NOW);
  };
  const personOf = async (id: number) =>
    (await client.registration.findUniqueOrThrow({ where: { id }, include: { person: true } })).person;
  expect(await save(first, "Ada")).toEqual({ ok: true, value: "saved" });
  expect(await save(second, "Byron")).toEqual({ ok: true, value: "saved" });
  expect(await save(third, "ada")).toEqual({ ok: true, value: "saved" });
  expect(await personOf(first)).toMatchObject({ id: personId, lastName: "Lovelace" });
  expect(await personOf(second)).toMatchObject({ email, firstName: "Byron" });
  expect((await personOf(second))?.id).not.toBe(personId);
  expect(await personOf(third)).toMatchObject({ id: personId });
  const moved = { object: "registration", objectId: String(second), what: "registration.person-changed" };
  expect(await client.auditEntry.count({ where: moved })).toBe(1);
});

describe("two tabs", () => {
  test("the second is told when the first saved, and may then replace it", async () => {
    const id = await newcomer();
    const opened = await versionOf(id);
    await save(id, { ...ADA, affiliation: "first tab" }, opened);
    const second = { ...ADA, affiliation: "second tab" };
    expect(await save(id, second, opened, LATER)).toEqual({
      ok: false,
      error: { code: "refused", errors: [], changedElsewhereAt: NOW },
    });
    expect(await registrationOf(id)).toMatchObject({ affiliation: "first tab" });
    expect(await save(id, second, undefined, LATER)).toEqual({ ok: true, value: "saved" });
    expect(await registrationOf(id)).toMatchObject({ affiliation: "second tab" });
  });

  test("sending the same twice is no conflict and no second entry in the log", async () => {
    const id = await newcomer();
    const opened = await versionOf(id);
    const both = await Promise.all([save(id, ADA, opened), save(id, ADA, opened)]);
    expect(both.map((outcome) => outcome.ok && outcome.value).toSorted()).toEqual(["saved", "unchanged"]);
    expect(await (await db()).auditEntry.count({ where: { objectId: String(id) } })).toBe(1);
  });

  test("of two different ones at once one is saved and the other told", async () => {
    const id = await newcomer();
    const opened = await versionOf(id);
    const values = ["one", "two"].map((affiliation) => ({ ...ADA, affiliation }));
    const both = await Promise.all(values.map((each) => save(id, each, opened)));
    expect(both.filter(({ ok }) => ok)).toHaveLength(1);
    expect(both.find(({ ok }) => !ok)).toMatchObject({ error: { code: "refused", changedElsewhereAt: NOW } });
  });
});

describe("Indico answers while the form is filled in by hand", () => {
  test("what was left empty takes Indico's value, what was typed stays", async () => {
    const id = await newcomer();
    const opened = await versionOf(id);
    const indicoProfile = { firstName: "Augusta", affiliation: "Indico's" };
    const data = { firstName: "Augusta", affiliation: "Indico's", indicoProfile, indicoReadAt: NOW };
    await (await db()).registration.update({ where: { id }, data });
    expect(await save(id, { ...ADA, affiliation: " " }, opened)).toMatchObject({ ok: true });
    expect(await registrationOf(id)).toMatchObject({ firstName: "Ada", affiliation: "Indico's", indicoProfile });
  });

  test("who saw Indico's value and emptied the field keeps it empty", async () => {
    const id = await newcomer();
    const data = { affiliation: "Indico's", indicoProfile: { affiliation: "Indico's" }, indicoReadAt: NOW };
    await (await db()).registration.update({ where: { id }, data });
    const opened = await versionOf(id);
    await (await db()).registration.update({ where: { id }, data: { indicoReadAt: LATER } });
    await save(id, { ...ADA, affiliation: "" }, opened);
    expect(await registrationOf(id)).toMatchObject({ affiliation: "", indicoProfile: { affiliation: "Indico's" } });
  });
});

describe("the questions of a category", () => {
  const me = (id: number) => ({ kind: "person", id: String(id) }) as const;

  test("are asked once it is chosen, before the payment", async () => {
    const id = await newcomer();
    await save(id, ADA);
    expect(stepOf(await loadJourney(id))).toEqual({ step: "choose" });
    await holdOrder(id, { categoryCode: "STUDENT", services: [] }, me(id), NOW);
    const journey = await loadJourney(id);
    expect(journey.openQuestions).toBe(1);
    expect(stepOf(journey)).toEqual({ step: "details" });
    expect(["details", "choose", "pay"].map((page) => leadsTo(journey, page as "pay"))).toEqual([true, true, false]);
    expect(await save(id, ADA, undefined, LATER)).toMatchObject({
      error: { errors: [{ key: "answer.school", code: "required" }] },
    });
    expect(await save(id, { ...ADA, "answer.school": "Unseen" }, undefined, LATER)).toMatchObject({ ok: true });
    expect(stepOf(await loadJourney(id))).toEqual({ step: "pay" });
  });

  test("are not asked of others, and what they send is dropped", async () => {
    const id = await newcomer();
    await save(id, { ...ADA, "answer.school": "Unseen" });
    await holdOrder(id, { categoryCode: "FULL", services: [] }, me(id), NOW);
    expect(stepOf(await loadJourney(id))).toEqual({ step: "pay" });
    expect(await answersOf(id)).toEqual({ agreed: true });
  });

  test("after the order is placed the form is closed", async () => {
    const id = await newcomer();
    await save(id, ADA);
    const held = await holdOrder(id, { categoryCode: "FULL", services: [] }, me(id), NOW);
    const { id: orderId } = await (await db()).order.findUniqueOrThrow({
      where: { publicId: held.ok ? held.value.publicId : "" },
    });
    expect(await placeOrder(orderId, { way: "on_site" }, me(id), NOW)).toMatchObject({ ok: true });
    expect(await save(id, { ...ADA, firstName: "Eve" }, undefined, LATER)).toEqual({
      ok: false,
      error: { code: "closed" },
    });
  });
});

describe("files", () => {
  const pdf = (text: string) => Uint8Array.from(Buffer.from(`%PDF-1.7 ${text}`));

  test("a file is kept, replaced, and deleted", async () => {
    const id = await newcomer();
    expect(await saveFile(id, "poster", { name: "C:\\first.pdf", bytes: pdf("1") })).toMatchObject({ ok: true });
    expect(await saveFile(id, "poster", { name: "second.pdf", bytes: pdf("2") })).toMatchObject({ ok: true });
    expect(await answersOf(id)).toEqual({ poster: "second.pdf" });
    const client = await db();
    const files = await client.uploadedFile.findMany({ where: { answer: { registrationId: id } } });
    expect(files).toMatchObject([{ name: "second.pdf", mediaType: "application/pdf", sizeBytes: 10 }]);
    const publicId = files[0]?.publicId ?? "";
    expect(Buffer.from((await findFile(id, publicId))?.bytes ?? []).toString()).toBe("%PDF-1.7 2");
    expect(await findFile(await newcomer(), publicId), "another person's").toBeNull();
    await removeFile(id, "poster");
    expect(await findFile(id, publicId)).toBeNull();
    expect(await answersOf(id)).toEqual({ poster: null });
  });

  test.each([
    { bytes: Buffer.from("<script>"), name: "x.pdf", error: "file-type", why: "a page that says it is a PDF" },
    {
      bytes: Buffer.concat([pdf(""), Buffer.alloc(5 * 1024 * 1024)]),
      name: "x.pdf",
      error: "file-too-large",
      why: "over 5 MB",
    },
    { bytes: pdf(""), name: "a\u0000b.pdf", error: "not-allowed-character", why: "a name that cannot be kept" },
  ])("$why is refused, and the one before stays", async ({ bytes, name, error }) => {
    const id = await newcomer();
    await saveFile(id, "poster", { name: "good.pdf", bytes: pdf("") });
    expect(await saveFile(id, "poster", { name, bytes: Uint8Array.from(bytes) })).toEqual({ ok: false, error });
    expect(await answersOf(id)).toEqual({ poster: "good.pdf" });
  });

  test.each(["diet", "nothing", "__proto__"])("“%s” asks for no file", async (key) => {
    const id = await newcomer();
    expect(await saveFile(id, key, { name: "x.pdf", bytes: pdf("") })).toEqual({ ok: false, error: "not-asked" });
    expect(await removeFile(id, key)).toEqual({ ok: false, error: "not-asked" });
  });
});
