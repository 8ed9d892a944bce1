import { beforeEach, expect, test } from "vitest";
import type { Actor } from "@/lib/audit/chain";
import { saveMapping } from "@/lib/conference/edit-mapping";
import { exportConference } from "@/lib/conference/export-conference";
import { importConference } from "@/lib/conference/import-conference";
import { versionOf } from "@/lib/conference/item-version";
import { setupFile } from "@/lib/conference/setup.fixture";
import { db } from "@/lib/db/client";

const BY: Actor = { kind: "staff", id: "7" };
let slug = "";
let conferenceId = 0;
let count = 0;

beforeEach(async () => {
  count += 1;
  slug = `mapped-${count}`;
  const imported = await importConference(
    setupFile({ slug, referencePrefix: `MAP${count}X`, eventId: 8_000 + count }),
    { by: BY },
  );
  if (!imported.ok) throw new Error(JSON.stringify(imported.error));
  conferenceId = imported.value.conferenceId;
});

async function mapping() {
  const exported = await exportConference(slug);
  if (!exported.ok || !exported.value.indico) throw new Error("No mapping");
  return exported.value.indico.mapping;
}

test("a mapping is saved, and the audit has what stood before", async () => {
  const before = await mapping();
  const after = { fields: [], categories: [{ when: { tag: "Young" }, category: "student" }] };
  expect(await saveMapping({ conferenceId, mapping: after, version: versionOf(before) }, BY)).toMatchObject({
    ok: true,
  });
  expect(await mapping()).toEqual(after);
  const client = await db();
  const [entry] = await client.auditEntry.findMany({ where: { conferenceId, what: "indico.changed" } });
  expect(entry).toMatchObject({ actorKind: "staff", before: { mapping: before }, after: { mapping: after } });
  const { indicoTokenSealed } = await client.conference.findUniqueOrThrow({ where: { id: conferenceId } });
  expect(indicoTokenSealed, "the token stays").not.toBeNull();
});

test.each([
  { why: "no target", fields: [{ from: { title: "Diet" }, to: { "": "" } }], field: "fields.0.to" },
  { why: "no field", fields: [{ from: { title: " " }, to: { profile: "phone" } }], field: "fields.0.from" },
  { why: "no such question", fields: [{ from: { title: "Diet" }, to: { question: "food" } }], field: "fields.0.to" },
  {
    why: "no such choice",
    fields: [{ from: { title: "Diet" }, to: { question: "diet" }, choices: { Vegan: "plants" } }],
    field: "fields.0.choices",
  },
  {
    why: "no such category",
    categories: [{ when: { tag: "Young" }, category: "junior" }],
    field: "categories.0.category",
  },
  { why: "no condition", categories: [{ when: { tag: "" }, category: "student" }], field: "categories.0.choice" },
])("refused at its field, nothing changed: $why", async ({ field, fields = [], categories = [] }) => {
  const before = await mapping();
  const saved = await saveMapping({ conferenceId, mapping: { fields, categories }, version: versionOf(before) }, BY);
  expect(saved).toMatchObject({ ok: false, error: { problems: [{ field }] } });
  expect(await mapping()).toEqual(before);
});

test("of two who map at once the second hears what it says now", async () => {
  const version = versionOf(await mapping());
  const wanted = ["Young", "Senior"].map((tag) => ({
    fields: [],
    categories: [{ when: { tag }, category: "student" }],
  }));
  const saves = await Promise.all(wanted.map((one) => saveMapping({ conferenceId, mapping: one, version }, BY)));
  expect(saves.filter(({ ok }) => ok)).toHaveLength(1);
  expect(saves.find(({ ok }) => !ok)).toEqual({
    ok: false,
    error: { code: "changed-meanwhile", mapping: await mapping() },
  });
});
