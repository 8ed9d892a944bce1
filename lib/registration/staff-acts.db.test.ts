import { beforeAll, describe, expect, test } from "vitest";
import { findOrCreateRegistration } from "@/lib/access/find-or-create-registration";
import { grantAccess } from "@/lib/access/sessions";
import { db, transaction } from "@/lib/db/client";
import { seedConference, seedRegistration } from "@/lib/db/test-conference";
import { queue } from "@/lib/jobs/queue";
import { addNote, deleteNote, editNote, loadNotes } from "./notes";
import { registerByStaff } from "./register-directly";
import { detailsVersion, saveDetailsByStaff } from "./save-details";
import { transferRegistration } from "./transfer-registration";
import { resendMail, writeToPerson } from "./write-to-person";

const NOW = new Date("2027-03-01T12:00:00Z");
const STAFF = { kind: "staff", id: "1" } as const;

beforeAll(async () => {
  await queue();
});

async function seeded() {
  const { conferenceId } = await seedConference();
  const client = await db();
  const registration = await seedRegistration(conferenceId, 1);
  await transaction((tx) => grantAccess(tx, undefined, registration.id, "verified"));
  return {
    ...{ conferenceId, client, registration, id: registration.id },
    now: () => client.registration.findUniqueOrThrow({ where: { id: registration.id } }),
    grants: () => client.accessGrant.count({ where: { registrationId: registration.id } }),
    follow: (email: string) =>
      transaction((tx) =>
        findOrCreateRegistration(tx, {
          ...{ conferenceId, email, indicoDbId: registration.indicoDbId ?? 0, friendlyId: 1 },
          ...{ locale: "en", isConfirmed: true },
        }),
      ),
  };
}

const values = (registration: { email: string; firstName: string; lastName: string }, changes: object = {}) => {
  const { email, firstName, lastName } = registration;
  return { email, firstName, lastName, ...changes };
};

describe("details", () => {
  test("staff correct them although they leave out what a person must say; who changed what is noted", async () => {
    const { id, registration, now } = await seeded();
    const input = { values: values(registration, { affiliation: "CERN" }), version: detailsVersion(registration) };
    expect(await saveDetailsByStaff(id, { ...input, locale: null }, STAFF, NOW)).toEqual({ ok: true, value: "saved" });
    expect(await now()).toMatchObject({ affiliation: "CERN", staffFields: ["affiliation"], locale: "en" });
  });

  test("two staff who save at once: one does, the other is told", async () => {
    const { id, registration } = await seeded();
    const version = detailsVersion(registration);
    const save = (affiliation: string) =>
      saveDetailsByStaff(id, { values: values(registration, { affiliation }), version, locale: null }, STAFF, NOW);
    const outcomes = await Promise.all([save("CERN"), save("DESY")]);
    expect(outcomes.filter(({ ok }) => ok)).toHaveLength(1);
    expect(outcomes.filter(({ ok }) => !ok)).toMatchObject([{ error: { code: "refused", changedElsewhereAt: NOW } }]);
  });

  test("another address closes what the old one opened, and Indico's link does not bring it back", async () => {
    const { id, registration, now, grants, follow } = await seeded();
    const input = { values: values(registration, { email: "New@example.org" }), version: detailsVersion(registration) };
    expect(await grants()).toBe(1);
    expect(await saveDetailsByStaff(id, { ...input, locale: null }, STAFF, NOW)).toMatchObject({ ok: true });
    expect(await now()).toMatchObject({ email: "new@example.org", emailChangedAt: NOW });
    expect(await grants()).toBe(0);
    expect(await follow(registration.email)).toBeNull();
    expect((await follow("new@example.org"))?.registration.id).toBe(id);
  });

  test("no address, no name: refused by field, nothing saved", async () => {
    const { id, registration, now } = await seeded();
    const input = {
      values: values(registration, { email: "nobody", lastName: "" }),
      version: detailsVersion(registration),
    };
    expect(await saveDetailsByStaff(id, { ...input, locale: null }, STAFF, NOW)).toMatchObject({
      ok: false,
      error: {
        code: "refused",
        errors: expect.arrayContaining([
          { key: "email", code: "not-an-email" },
          { key: "lastName", code: "required" },
        ]),
      },
    });
    expect(await now()).toMatchObject({ lastName: "1" });
  });
});

describe("transfer", () => {
  const owner = { firstName: "New", lastName: "Owner", email: "owner@example.org", affiliation: "", country: "" };

  test("it is another person's: their data, their way in, both told, Indico's link kept but closed", async () => {
    const { id, registration, now, grants, follow, client, conferenceId } = await seeded();
    const version = detailsVersion(registration);
    expect(await transferRegistration(id, owner, version, STAFF, NOW)).toEqual({ ok: true, value: undefined });
    const { indicoDbId } = registration;
    expect(await now()).toMatchObject({ ...owner, indicoDbId, transferredAt: NOW, emailChangedAt: NOW });
    expect(await grants()).toBe(0);
    expect(await follow(registration.email)).toBeNull();
    const mails = await client.mail.findMany({ where: { conferenceId }, orderBy: { id: "asc" } });
    expect(mails).toMatchObject([
      { letter: "registration-handed-over", recipient: registration.email },
      { letter: "registration-taken-over", recipient: owner.email },
    ]);
    const person = await client.person.findFirstOrThrow({ where: { email: owner.email } });
    expect((await now()).personId).toBe(person.id);
  });

  test("to two at once: one gets it", async () => {
    const { id, registration } = await seeded();
    const version = detailsVersion(registration);
    const to = (email: string) => transferRegistration(id, { ...owner, email }, version, STAFF, NOW);
    const outcomes = await Promise.all([to("a@example.org"), to("b@example.org")]);
    expect(outcomes.filter(({ ok }) => ok)).toHaveLength(1);
    expect(outcomes).toContainEqual({ ok: false, error: "changed" });
  });

  test("refused for who is here, and to the same mailbox", async () => {
    const { id, registration, client } = await seeded();
    const version = detailsVersion(registration);
    const same = await transferRegistration(id, { ...owner, email: registration.email }, version, STAFF, NOW);
    expect(same).toEqual({ ok: false, error: "same-address" });
    await client.registration.update({ where: { id }, data: { checkedInAt: NOW } });
    expect(await transferRegistration(id, owner, version, STAFF, NOW)).toEqual({ ok: false, error: "checked-in" });
  });
});

test("two staff enter the same address at once: one is told of the other; whoever insists may", async () => {
  const { conferenceId } = await seedConference();
  const person = {
    email: "walk@in.example",
    firstName: "Walk",
    lastName: "In",
    affiliation: "",
    phone: "",
    country: "",
  };
  const enter = (evenIfKnown: boolean) =>
    registerByStaff(conferenceId, { ...person, locale: "en" }, { evenIfKnown }, STAFF, NOW);
  const outcomes = await Promise.all([enter(false), enter(false)]);
  expect(outcomes.filter(({ ok }) => ok)).toHaveLength(1);
  expect(outcomes.filter(({ ok }) => !ok)).toMatchObject([
    { error: { code: "known", known: [{ firstName: "Walk" }] } },
  ]);
  expect(await enter(true)).toMatchObject({ ok: true });
  const client = await db();
  const entered = await client.registration.findMany({ where: { conferenceId }, orderBy: { number: "asc" } });
  // A number that was refused is nobody's gap.
  expect(entered.map(({ number }) => number)).toEqual([1, 2]);
});

test("a note is its author's: others neither word it anew nor take it away", async () => {
  const { id, client, conferenceId } = await seeded();
  const staff = async (name: string) =>
    (await client.staff.create({ data: { email: `${name}-${conferenceId}@example.org`, name } })).id;
  const author = { staffId: await staff("author"), actor: STAFF };
  const other = { staffId: await staff("other"), actor: STAFF };
  expect(await addNote(id, "  ", author)).toEqual({ ok: false, error: "required" });
  await addNote(id, "Needs a ramp", author);
  const [note] = await loadNotes(id);
  const publicId = note?.publicId ?? "";
  expect(await editNote(id, publicId, "x", other, NOW)).toEqual({ ok: false, error: "not-yours" });
  expect(await deleteNote(id, publicId, other)).toEqual({ ok: false, error: "not-yours" });
  expect(await deleteNote(id + 1, publicId, author)).toEqual({ ok: false, error: "not-found" });
  await editNote(id, publicId, "Needs a ramp at door B", author, NOW);
  expect(await loadNotes(id)).toMatchObject([{ text: "Needs a ramp at door B", editedAt: NOW }]);
  await deleteNote(id, publicId, author);
  expect(await loadNotes(id)).toEqual([]);
  const entries = await client.auditEntry.findMany({ where: { conferenceId, object: "registration" } });
  expect(JSON.stringify(entries.map(({ after }) => after))).not.toContain("ramp");
});

test("a message is sent once however often its form is; again it goes to the address of now", async () => {
  const { id, client, conferenceId } = await seeded();
  const write = () => writeToPerson(id, { subject: "Your visa", text: "Hello.\n\nBye.", once: "ABC" }, STAFF);
  expect(await writeToPerson(id, { subject: "", text: "x", once: "D" }, STAFF)).toMatchObject({
    error: { code: "refused", problems: [{ key: "subject", code: "required" }] },
  });
  await write();
  await write();
  const [mail] = await client.mail.findMany({ where: { conferenceId } });
  expect(mail).toMatchObject({ letter: "staff-message", facts: { subject: "Your visa", text: "Hello.\n\nBye." } });
  await client.registration.update({ where: { id }, data: { email: "moved@example.org" } });
  expect(await resendMail(id, mail?.id ?? 0, "E", STAFF)).toEqual({ ok: true, value: undefined });
  expect(await resendMail(id + 1, mail?.id ?? 0, "F", STAFF)).toEqual({ ok: false, error: "not-found" });
  const mails = await client.mail.findMany({ where: { conferenceId }, orderBy: { id: "asc" } });
  expect(mails.map(({ recipient }) => recipient)).toEqual(["person1@example.org", "moved@example.org"]);
});
