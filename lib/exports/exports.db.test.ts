import readXlsx from "read-excel-file/node";
import { beforeAll, expect, test } from "vitest";
import { BATCH_KINDS } from "@/lib/batches/kinds";
import { runBatch } from "@/lib/batches/run-batch";
import { db } from "@/lib/db/client";
import { seedConference, seedRegistration } from "@/lib/db/test-conference";
import { queue } from "@/lib/jobs/queue";
import { holdOrder } from "@/lib/orders/hold-order";
import { placeOrder } from "@/lib/orders/place-order";
import { receiveMoney } from "@/lib/payments/receive-money";
import { ExportResult, openExport, startExport } from "./export-batch";
import type { SheetName } from "./sheets";
import { writeCsv } from "./write-csv";
import { writeXlsx } from "./write-xlsx";

const NOW = new Date("2027-03-01T12:00:00Z");
const BY = { kind: "staff", id: "1" } as const;
const FORMULA = '=HYPERLINK("http://example.org","x")';
let conference = { id: 0, timeZone: "Europe/Lisbon", indicoEventId: 1 };

/** Three people: one paid too much, one in part, one by a name that is a formula and nothing yet. */
beforeAll(async () => {
  await queue();
  const seeded = await seedConference();
  conference = { ...conference, id: seeded.conferenceId };
  const client = await db();
  for (const [number, amountMinor] of [
    [1, 31_000],
    [2, 10_000],
    [3, null],
  ] as const) {
    const { id } = await seedRegistration(conference.id, number);
    if (number === 3) await client.registration.update({ where: { id }, data: { lastName: FORMULA } });
    const held = await holdOrder(id, { categoryCode: "FULL", services: [] }, BY, NOW);
    if (!held.ok) throw new Error(JSON.stringify(held.error));
    const order = await client.order.findUniqueOrThrow({ where: { publicId: held.value.publicId } });
    await placeOrder(order.id, { way: "transfer" }, BY, NOW);
    const payment = await client.payment.findFirstOrThrow({ where: { orderId: order.id } });
    if (amountMinor) await receiveMoney(payment.id, { amountMinor, currency: "EUR", at: NOW }, BY, NOW);
  }
});

async function exported(sheet: SheetName) {
  const client = await db();
  const publicId = await startExport(sheet, "", { conference, staffId: await staffId(), actor: BY });
  const { id } = await client.batch.findUniqueOrThrow({ where: { publicId } });
  await runBatch(id, BATCH_KINDS);
  const batch = await client.batch.findUniqueOrThrow({ where: { id } });
  const ready = await openExport(conference, publicId);
  if (!ready) throw new Error("no export");
  const heads = ready.columns.map(({ key }) => key);
  const csv = await collect(writeCsv(heads, ready.columns, ready.parts()));
  const xlsx = await collect(writeXlsx(heads, ready.columns, ready.parts()));
  return { batch, result: ExportResult.parse(batch.result), csv: csv.toString(), rows: await readRows(xlsx) };
}

async function readRows(xlsx: Buffer) {
  const [sheet] = await readXlsx(xlsx);
  if (!sheet) throw new Error("no sheet");
  return sheet.data;
}

async function staffId(): Promise<number> {
  const client = await db();
  const account = { email: "exporter@example.org", name: "Exporter" };
  return (await client.staff.upsert({ where: { email: account.email }, create: account, update: {} })).id;
}

async function collect(chunks: AsyncIterable<Uint8Array>): Promise<Buffer> {
  const all: Uint8Array[] = [];
  for await (const chunk of chunks) all.push(chunk);
  return Buffer.concat(all);
}

test("payments: the rows are the ledger's, and add up to the ledger's total in the file as in the books", async () => {
  const { batch, result, csv, rows } = await exported("payments");
  expect(batch).toMatchObject({ state: "done", done: 3, total: 3 });
  expect(result).toEqual({ sums: { EUR: 41_000 }, books: { EUR: 41_000 } });
  const [head, ...body] = rows;
  const amount = head?.indexOf("amount") ?? -1;
  expect(body.reduce((sum, row) => sum + Number(row[amount]), 0)).toBe(410);
  expect(body.map((row) => row[head?.indexOf("in-suspense") ?? -1]).sort()).toEqual(["no", "no", "yes"]);
  expect(csv.split("\r\n")).toHaveLength(5);
});

test("lines: they add up to the totals of the placed orders", async () => {
  const { result, rows } = await exported("lines");
  expect(result).toEqual({ sums: { EUR: 90_000 }, books: { EUR: 90_000 } });
  expect(rows).toHaveLength(4);
});

test("registrations: one row a person, with state, money and answers; no text is a formula", async () => {
  const { result, csv, rows } = await exported("registrations");
  expect(result).toEqual({ sums: { EUR: 40_000 }, books: { EUR: 40_000 } });
  const [head = [], ...body] = rows;
  const column = (name: string) => body.map((row) => row[head.indexOf(name)]);
  expect(column("state")).toEqual(["paid", "awaiting-transfer", "awaiting-transfer"]);
  expect(column("balance")).toEqual([0, 200, 300]);
  expect(column("placed-at")[0], "a moment, in the conference's time").toEqual(new Date("2027-03-01T12:00:00Z"));
  expect(column("last-name")[2], "a text in the workbook").toBe(FORMULA);
  expect(csv, "and with an apostrophe in CSV").toContain(`"'=HYPERLINK(""http://example.org"",""x"")"`);
});

test("an export of another conference is not there, and is written down where it was made", async () => {
  const publicId = await startExport("lines", "", { conference, staffId: await staffId(), actor: BY });
  const { conferenceId } = await seedConference();
  expect(await openExport({ ...conference, id: conferenceId }, publicId)).toBeNull();
  expect(await openExport(conference, publicId), "nor before it is done").toBeNull();
  const client = await db();
  const entry = await client.auditEntry.findFirstOrThrow({ where: { what: "export.made", objectId: publicId } });
  expect(entry).toMatchObject({ conferenceId: conference.id, after: { sheet: "lines", rows: 3 } });
});
