import { expect, test } from "vitest";
import { versionOf } from "@/lib/conference/item-version";
import { db } from "@/lib/db/client";
import { seedConference } from "@/lib/db/test-conference";
import { findWording, saveWording } from "@/lib/mail/edit-wording";
import { composeSample } from "@/lib/mail/sample-letter";
import { WORDED_LETTERS } from "@/lib/mail/wording";

const BY = { kind: "staff", id: "7" } as const;
const NONE = versionOf({ subject: "", body: "" });
const NOW = new Date("2027-01-01T10:00:00Z");

test("the organiser's words are saved, sent with their values, audited, and taken back", async () => {
  const { conferenceId } = await seedConference();
  const which = { conferenceId, letter: "payment-confirmed", locale: "en" } as const;
  const typed = { subject: "Welcome to {city}", body: "Dear {first-name},\n\nregistration {registration} is paid." };
  expect(await saveWording({ ...which, typed, version: NONE }, BY)).toEqual({ ok: true, value: undefined });
  const sample = await composeSample(which, { now: NOW });
  expect(sample).toMatchObject({ subject: "Welcome to Aveiro", text: expect.stringContaining("Dear Ingibjörg,") });
  expect(sample?.text, "the sums stay").toContain("420.00");
  const italian = await composeSample({ ...which, locale: "it" }, { now: NOW });
  expect(italian?.subject).not.toContain("Welcome");
  const client = await db();
  expect(await client.auditEntry.findFirst({ where: { conferenceId, what: "conference.text-changed" } })).toMatchObject(
    {
      before: { body: "" },
      after: typed,
    },
  );
  const again = await saveWording({ ...which, typed: { subject: "Other", body: "" }, version: NONE }, BY);
  expect(again).toMatchObject({ error: { code: "changed-meanwhile", now: typed } });
  const empty = { subject: "", body: "" };
  expect(await saveWording({ ...which, typed: empty, version: versionOf(typed) }, BY)).toMatchObject({ ok: true });
  expect(await findWording(which)).toEqual(empty);
});

test("an unknown variable is refused by its name, and nothing is saved", async () => {
  const { conferenceId } = await seedConference();
  const which = { conferenceId, letter: "verification-code", locale: "en" } as const;
  const typed = { subject: "{conference}", body: "Pay {amount}, {nam}" };
  const saved = await saveWording({ ...which, typed, version: NONE }, BY);
  expect(saved).toMatchObject({ error: { problems: [{ field: "body", name: "amount" }, { name: "nam" }] } });
  expect(await findWording(which)).toEqual({ subject: "", body: "" });
});

test.each(WORDED_LETTERS)("%s has a sample in every language", async (letter) => {
  const { conferenceId } = await seedConference();
  for (const locale of ["en", "it"] as const) {
    const sample = await composeSample({ conferenceId, letter, locale }, { now: NOW });
    expect(sample?.subject).toBeTruthy();
  }
});
