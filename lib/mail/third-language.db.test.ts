import { beforeAll, expect, test } from "vitest";
import { versionOf } from "@/lib/conference/item-version";
import { db, transaction } from "@/lib/db/client";
import { seedConference, seedRegistration } from "@/lib/db/test-conference";
import { queue } from "@/lib/jobs/queue";
import { saveWording } from "@/lib/mail/edit-wording";
import { queueMail } from "@/lib/mail/queue-mail";
import { composeSample } from "@/lib/mail/sample-letter";
import type { WordedLetter } from "@/lib/mail/wording";
import { writeLetter } from "@/lib/mail/write-letter";
import { holdOrder } from "@/lib/orders/hold-order";
import { placeOrder } from "@/lib/orders/place-order";

const BY = { kind: "staff", id: "7" } as const;
const JOB = { kind: "job", id: "test" } as const;
const NOW = new Date("2027-01-01T10:00:00Z");
const NONE = versionOf({ subject: "", body: "" });

beforeAll(async () => {
  await queue(); // opening it takes longer than the first transaction may
});

/** A conference in English, German and Arabic, whose category has a German name. */
async function inThreeLanguages() {
  const { conferenceId } = await seedConference();
  const client = await db();
  await client.conference.update({ where: { id: conferenceId }, data: { languages: ["en", "de", "ar"] } });
  await client.category.updateMany({ where: { conferenceId }, data: { translations: { de: { name: "Vollzahler" } } } });
  return conferenceId;
}

const word = (conferenceId: number, locale: string, typed: { subject: string; body: string }, letter: WordedLetter) =>
  saveWording({ conferenceId, letter, locale, typed, version: NONE }, BY);

test("a registration in German is told in German what staff wrote in it, and the rest in English", async () => {
  const conferenceId = await inThreeLanguages();
  const typed = {
    subject: "Ihre Bestellung in {city}",
    body: "Guten Tag {first-name},\n\nbitte überweisen Sie {amount}.",
  };
  expect(await word(conferenceId, "de", typed, "order-by-transfer")).toMatchObject({ ok: true });
  const registration = await seedRegistration(conferenceId, 1);
  const client = await db();
  await client.registration.update({ where: { id: registration.id }, data: { locale: "de" } });
  const held = await holdOrder(registration.id, { categoryCode: "FULL", services: [] }, JOB, NOW);
  if (!held.ok) throw new Error(held.error.code);
  const order = await client.order.findUniqueOrThrow({ where: { publicId: held.value.publicId } });
  await placeOrder(order.id, { way: "transfer" }, JOB, NOW);
  const row = await client.mail.findFirstOrThrow({
    where: { registrationId: registration.id, letter: "order-by-transfer" },
  });
  expect(row.locale).toBe("de");
  const written = await writeLetter(row, NOW);
  if (!written.ok) throw new Error(written.error);
  const { subject, text, html } = written.value;
  expect(subject).toBe("Ihre Bestellung in Aveiro");
  expect(text).toContain("bitte überweisen Sie EUR 300,00.");
  expect(text, "the category's own German name").toContain("Vollzahler, Regular: 300,00");
  expect(text, "Foyer's own labels").toContain("Reference");
  expect(html).toContain('<html lang="en" dir="ltr">');
  expect(html, "the heading says the subject").toMatch(/<h1[^>]* lang="de" dir="ltr">Ihre Bestellung in Aveiro/);
  expect(html).toMatch(/<p[^>]* lang="de" dir="ltr">Guten Tag Person,/);
});

test("a language that is written from right to left is marked so; what is left empty falls back field by field", async () => {
  const conferenceId = await inThreeLanguages();
  await word(conferenceId, "en", { subject: "All paid, {first-name}", body: "Welcome." }, "payment-confirmed");
  await word(conferenceId, "ar", { subject: "", body: "أهلا بكم في {city}." }, "payment-confirmed");
  const which = { conferenceId, letter: "payment-confirmed" } as const;
  const arabic = await composeSample({ ...which, locale: "ar" }, { now: NOW });
  expect(arabic?.subject, "the organiser's English words").toBe("All paid, Ingibjörg");
  expect(arabic?.html).toMatch(/<p[^>]* lang="ar" dir="rtl">أهلا بكم في Aveiro\./);
  expect(arabic?.text).not.toContain("Welcome.");
  const german = await composeSample({ ...which, locale: "de" }, { now: NOW });
  expect(german).toMatchObject({ subject: "All paid, Ingibjörg", text: expect.stringContaining("Welcome.") });
  expect(german?.text, "sums as German writes them").toContain("420,00");
});

test("a sentence of Foyer's has its dates in its own language", async () => {
  const conferenceId = await inThreeLanguages();
  const sample = await composeSample({ conferenceId, letter: "hold-lapsed", locale: "ar" }, { now: NOW });
  expect(sample?.text).toContain("Fri 1 January 2027, 10:00 in Lisbon");
});

test("words in a language that the conference is not offered in are refused, as is a variable unknown to the letter", async () => {
  const conferenceId = await inThreeLanguages();
  const typed = { subject: "Bonjour", body: "" };
  expect(await word(conferenceId, "fr", typed, "hold-lapsed")).toEqual({ ok: false, error: { code: "not-offered" } });
  const unknown = await word(conferenceId, "de", { subject: "Hallo {vorname}", body: "" }, "hold-lapsed");
  expect(unknown).toMatchObject({ error: { problems: [{ field: "subject", name: "vorname" }] } });
  expect(await (await db()).conferenceText.count({ where: { conferenceId } })).toBe(0);
});

test("a mail queued in a language that was taken out since still goes out, in its words", async () => {
  const conferenceId = await inThreeLanguages();
  await word(conferenceId, "de", { subject: "Ihr Code", body: "" }, "verification-code");
  const client = await db();
  await client.conference.update({ where: { id: conferenceId }, data: { languages: ["en"] } });
  const facts = { conferenceId, sampleOf: "verification-code" };
  await transaction((tx) =>
    queueMail(tx, {
      letter: "sample",
      key: `sample:de:${conferenceId}`,
      recipient: "a@example.org",
      locale: "de",
      conferenceId,
      facts,
    }),
  );
  const row = await client.mail.findUniqueOrThrow({ where: { key: `sample:de:${conferenceId}` } });
  expect(await writeLetter(row, NOW)).toMatchObject({ ok: true, value: { subject: "Ihr Code" } });
});
