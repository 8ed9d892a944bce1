import { beforeEach, expect, test } from "vitest";
import { verifyChain } from "@/lib/audit/verify-chain";
import { importConference } from "@/lib/conference/import-conference";
import { setupFile } from "@/lib/conference/setup.fixture";
import { db } from "@/lib/db/client";

let conferenceId = 0;
let count = 0;

beforeEach(async () => {
  count += 1;
  const file = setupFile({ slug: `tides-${count}`, formId: count, referencePrefix: `T${count}X` });
  const made = await importConference(file, { by: { kind: "job", id: "test" } });
  if (!made.ok) throw new Error(JSON.stringify(made.error));
  conferenceId = made.value.conferenceId;
});

/** What only somebody with the database's own password can do. */
async function tamper(sql: string): Promise<void> {
  const client = await db();
  await client.$executeRawUnsafe("ALTER TABLE audit_entry DISABLE TRIGGER audit_entry_append_only");
  await client.$executeRawUnsafe(`${sql.replace("THIS", `conference_id = ${conferenceId}`)}`);
  await client.$executeRawUnsafe("ALTER TABLE audit_entry ENABLE TRIGGER audit_entry_append_only");
}

test("an untouched log is whole", async () => {
  expect(await verifyChain(conferenceId)).toMatchObject({ entries: 17, broken: null });
});

test.each([
  { why: "altered", sql: "UPDATE audit_entry SET after = '{\"capacity\": 9}' WHERE THIS AND seq = 4", seq: 4n },
  { why: "altered", sql: "UPDATE audit_entry SET at = at + interval '1 day' WHERE THIS AND seq = 4", seq: 4n },
  { why: "altered", sql: "UPDATE audit_entry SET actor_id = 'me' WHERE THIS AND seq = 1", seq: 1n },
  { why: "missing", sql: "DELETE FROM audit_entry WHERE THIS AND seq = 5", seq: 5n },
  { why: "missing", sql: "DELETE FROM audit_entry WHERE THIS AND seq > 8", seq: 9n },
  { why: "not-chained", sql: "UPDATE audit_entry SET previous_hash = 'x' WHERE THIS AND seq = 6", seq: 6n },
])("$sql: $why", async ({ why, sql, seq }) => {
  await tamper(sql);
  expect((await verifyChain(conferenceId)).broken).toEqual({ seq, why });
});

test("the database itself refuses to alter or take out an entry", async () => {
  const client = await db();
  await expect(client.$executeRaw`UPDATE audit_entry SET what = 'x'`).rejects.toThrow("append-only");
  await expect(client.$executeRaw`DELETE FROM audit_entry`).rejects.toThrow("append-only");
});
