import { beforeEach, expect, test } from "vitest";
import type { Actor } from "@/lib/audit/chain";
import type { Setup } from "@/lib/conference/conference-file";
import { copyConference, createConference } from "@/lib/conference/copy-conference";
import { savePart, versionOfPart } from "@/lib/conference/edit-part";
import { exportConference } from "@/lib/conference/export-conference";
import { importConference } from "@/lib/conference/import-conference";
import { findLogo, LARGEST_LOGO_BYTES, saveLogo } from "@/lib/conference/logo";
import { valuesOfPart } from "@/lib/conference/part-form";
import { setupFile } from "@/lib/conference/setup.fixture";
import { db } from "@/lib/db/client";

const BY: Actor = { kind: "staff", id: "7" };
let slug = "";
let conferenceId = 0;
let count = 0;

beforeEach(async () => {
  count += 1;
  slug = `parts-${count}`;
  const named = { slug, referencePrefix: `PRT${count}X`, eventId: 9_000 + count };
  const imported = await importConference(setupFile(named), { by: BY });
  if (!imported.ok) throw new Error(JSON.stringify(imported.error));
  conferenceId = imported.value.conferenceId;
});

async function setup(of = slug): Promise<Setup> {
  const exported = await exportConference(of);
  if (!exported.ok) throw new Error("No conference");
  return exported.value;
}

test.each(["conference", "payment", "indico"] as const)(
  "%s: saving the form unchanged changes nothing",
  async (part) => {
    const before = await setup();
    const version = versionOfPart(part, before);
    const saved = await savePart({ conferenceId, part, values: valuesOfPart(part, before), version }, BY);
    expect(saved).toEqual({ ok: true, value: undefined });
    expect(await setup()).toEqual(before);
    const client = await db();
    expect(await client.auditEntry.count({ where: { conferenceId, what: `${part}.changed` } })).toBe(0);
  },
);

test("of two who save at once, the second hears what the first saved", async () => {
  const before = await setup();
  const version = versionOfPart("conference", before);
  const values = valuesOfPart("conference", before);
  const save = (name: string) =>
    savePart({ conferenceId, part: "conference", values: { ...values, name }, version }, BY);
  const outcomes = await Promise.all([save("Tides A"), save("Tides B")]);
  expect(outcomes.filter(({ ok }) => ok)).toHaveLength(1);
  const { name } = (await setup()).conference;
  expect(outcomes.find(({ ok }) => !ok)).toMatchObject({ error: { code: "changed-meanwhile", now: { name } } });
});

test("a wrong IBAN is refused beside its field, and changes nothing", async () => {
  const before = await setup();
  const values = { ...valuesOfPart("payment", before), iban: "PT50 0002 0123 1234 5678 9015 5" };
  const version = versionOfPart("payment", before);
  const saved = await savePart({ conferenceId, part: "payment", values, version }, BY);
  expect(saved).toMatchObject({ error: { code: "problems", problems: [{ field: "iban" }] } });
  expect(await setup()).toEqual(before);
});

test("the token is written and never in the audit", async () => {
  const before = await setup();
  const values = { ...valuesOfPart("indico", before), token: "indp_second" };
  const saved = await savePart({ conferenceId, part: "indico", values, version: versionOfPart("indico", before) }, BY);
  expect(saved.ok).toBe(true);
  const client = await db();
  const entries = await client.auditEntry.findMany({ where: { conferenceId } });
  expect(entries.map(({ what }) => what)).toContain("indico.token-changed");
  expect(JSON.stringify(entries, (_, value) => (typeof value === "bigint" ? Number(value) : value))).not.toContain(
    "indp_",
  );
});

test("a copy has the days moved, no Indico, nothing sold, and is closed", async () => {
  const wanted = {
    slug: `${slug}-copy`,
    name: "Tides 2028",
    startsOn: "2028-05-29",
    referencePrefix: `CPY${count}X`,
  };
  expect(await copyConference(slug, wanted, BY)).toMatchObject({ ok: true });
  const copy = await setup(wanted.slug);
  expect(copy.conference).toMatchObject({ name: "Tides 2028", endsOn: "2028-06-02", isOpen: false });
  expect(copy.conference.changesFreeUntil).toBe("2028-05-15T12:00");
  expect(copy.indico).toBeNull();
  expect(copy.services[0]?.startsAt).toBe("2028-05-31T14:00");
  expect(copy.sessions).toMatchObject([
    { code: "opening", startsAt: "2028-05-29T09:00", endsAt: "2028-05-29T10:30", tags: ["Plenary", "Streamed"] },
    { code: "gauges", startsAt: "2028-05-30T14:00", service: "boat", isPublished: false },
  ]);
  const client = await db();
  const publicIds = await client.session.findMany({
    where: { code: "opening", conference: { slug: { startsWith: slug } } },
  });
  expect(new Set(publicIds.map(({ publicId }) => publicId)).size, "a copy is another session").toBe(2);
  expect(copy.categories[0]?.prices[0]?.until).toBe("2028-03-29T23:59");
  expect(await copyConference(slug, wanted, BY)).toEqual({ ok: false, error: { code: "slug-taken" } });
});

test("an empty conference is made, closed", async () => {
  const facts = {
    ...{ slug: `${slug}-new`, name: "New", startsOn: "2028-01-01", endsOn: "2028-01-02" },
    ...{ referencePrefix: `NEW${count}X`, city: "Aveiro", organiser: "Society", contactEmail: "a@example.org" },
    ...{ timeZone: "Europe/Lisbon", currency: "EUR" },
  };
  expect(await createConference(facts, BY)).toMatchObject({ ok: true });
  expect((await setup(facts.slug)).conference.isOpen).toBe(false);
  expect(await createConference({ ...facts, slug: "Not a slug" }, BY)).toMatchObject({ error: { code: "problems" } });
});

test("a logo is told by its first bytes, and has a largest size", async () => {
  const png = new Uint8Array([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 1]);
  expect(await saveLogo(conferenceId, png, BY)).toEqual({ ok: true, value: undefined });
  expect(await findLogo(slug)).toMatchObject({ type: "image/png" });
  const svg = new TextEncoder().encode("<svg onload='alert(1)'/>");
  expect(await saveLogo(conferenceId, svg, BY)).toEqual({ ok: false, error: "logo-wrong-type" });
  const large = new Uint8Array(LARGEST_LOGO_BYTES + 1);
  expect(await saveLogo(conferenceId, large, BY)).toEqual({ ok: false, error: "logo-too-large" });
});
