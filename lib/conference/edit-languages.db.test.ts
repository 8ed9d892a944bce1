import { beforeEach, expect, test } from "vitest";
import type { Actor } from "@/lib/audit/chain";
import type { Setup } from "@/lib/conference/conference-file";
import { copyConference } from "@/lib/conference/copy-conference";
import { countUntranslated } from "@/lib/conference/count-untranslated";
import { editLanguages } from "@/lib/conference/edit-languages";
import { savePart, versionOfPart } from "@/lib/conference/edit-part";
import { exportConference } from "@/lib/conference/export-conference";
import { importConference } from "@/lib/conference/import-conference";
import { versionOf } from "@/lib/conference/item-version";
import { valuesOfPart } from "@/lib/conference/part-form";
import { setupFile } from "@/lib/conference/setup.fixture";
import { db } from "@/lib/db/client";

const BY: Actor = { kind: "staff", id: "7" };
let slug = "";
let conferenceId = 0;
let count = 0;

beforeEach(async () => {
  count += 1;
  slug = `languages-${count}`;
  const named = { slug, referencePrefix: `LNG${count}X`, eventId: 9_500 + count };
  const imported = await importConference(setupFile(named), { by: BY });
  if (!imported.ok) throw new Error(JSON.stringify(imported.error));
  conferenceId = imported.value.conferenceId;
});

async function setup(of = slug): Promise<Setup> {
  const exported = await exportConference(of);
  if (!exported.ok) throw new Error("No conference");
  return exported.value;
}

const languages = async () => (await setup()).conference.languages;
const edit = async (what: { add: string } | { remove: string }) =>
  editLanguages(conferenceId, what, versionOf(await languages()), BY);

test("a file that names no languages has those that it always had", async () => {
  expect(await languages()).toEqual(["en", "it"]);
});

test("a language is added by its canonical tag and taken out again, both audited", async () => {
  expect(await edit({ add: "PT-br" })).toEqual({ ok: true, value: undefined });
  expect(await languages()).toEqual(["en", "it", "pt-BR"]);
  expect(await edit({ remove: "it" })).toEqual({ ok: true, value: undefined });
  expect(await languages()).toEqual(["en", "pt-BR"]);
  const client = await db();
  const where = { conferenceId, what: "conference.changed" };
  expect(await client.auditEntry.findFirst({ where, orderBy: { seq: "desc" } })).toMatchObject({
    before: { languages: ["en", "it", "pt-BR"] },
    after: { languages: ["en", "pt-BR"] },
  });
});

test.each([
  { what: { add: "xx" }, refusal: "no-language" },
  { what: { add: "" }, refusal: "no-language" },
  { what: { add: "IT" }, refusal: "offered-already" },
  { what: { remove: "en" }, refusal: "english-stays" },
] as const)("$what is refused: $refusal", async ({ what, refusal }) => {
  expect(await edit(what)).toEqual({ ok: false, error: refusal });
  expect(await languages()).toEqual(["en", "it"]);
});

test("of two who add at once, the second hears of the first", async () => {
  const version = versionOf(await languages());
  const added = await Promise.all(["de", "fr"].map((add) => editLanguages(conferenceId, { add }, version, BY)));
  expect(added.filter(({ ok }) => ok)).toHaveLength(1);
  expect(added.find(({ ok }) => !ok)).toEqual({ ok: false, error: "changed-meanwhile" });
});

test("texts in a third language survive file, form and copy, and the language's absence", async () => {
  await edit({ add: "ar" });
  const file = await setup();
  const categories = file.categories.map((one) => ({
    ...one,
    translations: { ...one.translations, ar: { name: "عادي", description: "للجميع" } },
  }));
  const conference = { ...file.conference, translations: { ...file.conference.translations, ar: { city: "أفيرو" } } };
  const changed = { ...file, categories, conference };
  expect(await importConference(changed, { by: BY })).toMatchObject({ ok: true });
  expect(await setup()).toEqual(changed);
  expect(await importConference(await setup(), { by: BY })).toMatchObject({ value: { changes: [] } });

  await edit({ remove: "ar" });
  const values = { ...valuesOfPart("conference", await setup()), taxNumber: "PT 1" };
  const version = versionOfPart("conference", await setup());
  expect(await savePart({ conferenceId, part: "conference", values, version }, BY)).toMatchObject({ ok: true });
  expect((await setup()).conference.translations).toMatchObject({ ar: { city: "أفيرو" } });
  await edit({ add: "ar" });

  const wanted = { slug: `${slug}-copy`, name: "Tides 2028", startsOn: "2028-05-29", referencePrefix: `LGC${count}X` };
  expect(await copyConference(slug, wanted, BY)).toMatchObject({ ok: true });
  const copy = await setup(wanted.slug);
  expect(copy.conference.languages).toEqual(["en", "it", "ar"]);
  expect(copy.categories[0]?.translations).toMatchObject({ ar: { name: "عادي", description: "للجميع" } });
});

test("what is not translated is counted, part by part", async () => {
  const before = await setup();
  const of = (setup: Setup, locale: string, part: string) =>
    countUntranslated(setup, new Set(["de payment-confirmed"]), locale).find((gap) => gap.part === part);
  // Two names and three price labels; the Italian file translates one name.
  expect(of(before, "de", "categories")).toEqual({ part: "categories", missing: 5, of: 5 });
  expect(of(before, "it", "categories")).toMatchObject({ missing: 4 });
  expect(of(before, "de", "texts"), "a letter with words of its own").toEqual({ part: "texts", missing: 10, of: 11 });
  expect(of(before, "it", "texts"), "Foyer's own words are Italian").toMatchObject({ missing: 0 });
  expect(countUntranslated(before, new Set(), "en-GB")).toEqual([]);
});
