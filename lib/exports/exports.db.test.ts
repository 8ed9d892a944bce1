import readXlsx from "read-excel-file/node";
import { beforeAll, describe, expect, test } from "vitest";
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
/** 23:30 in Lisbon on the next day. */
const LATER = new Date("2027-03-02T23:30:00Z");
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

async function exported(sheet: SheetName, query = "") {
  const client = await db();
  const publicId = await startExport(sheet, query, { conference, staffId: await staffId(), actor: BY });
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

/** A fourth person, who ordered dinners a day later, paid on site at 23:30 in Lisbon, and got some of it back. */
async function laterOrder() {
  const client = await db();
  const { id } = await seedRegistration(conference.id, 4);
  const services = [{ code: "DINNER", quantity: 2 }];
  const held = await holdOrder(id, { categoryCode: "FULL", services }, BY, LATER);
  if (!held.ok) throw new Error(JSON.stringify(held.error));
  const order = await client.order.findUniqueOrThrow({ where: { publicId: held.value.publicId } });
  await placeOrder(order.id, { way: "on_site" }, BY, LATER);
  const payment = await client.payment.findFirstOrThrow({ where: { orderId: order.id } });
  await receiveMoney(payment.id, { amountMinor: 40_000, currency: "EUR", at: LATER }, BY, LATER);
  const { id: refundId } = await client.refund.create({
    data: {
      ...{ publicId: `RF${payment.publicId}`, paymentId: payment.id, orderId: order.id, way: "card", state: "done" },
      ...{ amountMinor: 1_500, currency: "EUR", idempotencyKey: `RF${payment.publicId}`, reason: "test" },
    },
  });
  await client.ledgerEntry.create({
    data: {
      ...{ conferenceId: conference.id, paymentId: payment.id, orderId: order.id, refundId, kind: "refund" },
      ...{ amountMinor: -1_500, currency: "EUR", at: LATER },
    },
  });
}

/** What PostgreSQL itself says, without a line of the product's code. */
async function ledgerSum(condition: string): Promise<number> {
  const client = await db();
  const [row] = await client.$queryRawUnsafe<{ minor: number }[]>(
    `SELECT coalesce(sum(e.amount_minor), 0)::int AS minor FROM ledger_entry e JOIN payment p ON p.id = e.payment_id
      WHERE e.conference_id = ${conference.id} AND ${condition}`,
  );
  return row?.minor ?? 0;
}

async function linesSum(condition: string): Promise<number> {
  const client = await db();
  const [row] = await client.$queryRawUnsafe<{ minor: number }[]>(
    `SELECT coalesce(sum(l.gross_minor), 0)::int AS minor FROM order_line l JOIN "order" o ON o.id = l.order_id
       LEFT JOIN category c ON c.id = l.category_id LEFT JOIN service s ON s.id = l.service_id
      WHERE o.conference_id = ${conference.id} AND o.state = 'placed' AND ${condition}`,
  );
  return row?.minor ?? 0;
}

describe("a part of a list", () => {
  beforeAll(laterOrder);

  test.each([
    { query: "from=2027-03-02", sql: "e.at >= '2027-03-02T00:00Z'", rows: 2 },
    { query: "until=2027-03-01", sql: "e.at < '2027-03-02T00:00Z'", rows: 3 },
    { query: "from=2027-03-02&until=2027-03-02", sql: "e.at >= '2027-03-02T00:00Z'", rows: 2 },
    { query: "from=2027-03-03", sql: "e.at >= '2027-03-03T00:00Z'", rows: 0 },
    { query: "way=on_site", sql: "p.way = 'on_site'", rows: 2 },
    { query: "way=transfer", sql: "p.way = 'transfer'", rows: 3 },
    { query: "kind=refund", sql: "e.kind = 'refund'", rows: 1 },
    { query: "kind=payment&way=on_site", sql: "e.kind = 'payment' AND p.way = 'on_site'", rows: 1 },
    { query: "way=nothing&from=2027-02-30", sql: "true", rows: 5 },
  ])("payments by $query: the file, its books and the ledger agree", async ({ query, sql, rows }) => {
    const { batch, result, rows: written } = await exported("payments", query);
    const [head = [], ...body] = written;
    const sum = await ledgerSum(sql);
    const inFile = body.reduce((total, row) => total + Math.round(Number(row[head.indexOf("amount")]) * 100), 0);
    expect([inFile, result.sums.EUR ?? 0, result.books?.EUR ?? 0]).toEqual([sum, sum, sum]);
    expect([body.length, batch.done, batch.total]).toEqual([rows, rows, rows]);
  });

  test.each([
    { query: "from=2027-03-02", sql: "o.placed_at >= '2027-03-02T00:00Z'", rows: 2 },
    { query: "until=2027-03-01", sql: "o.placed_at < '2027-03-02T00:00Z'", rows: 3 },
    { query: "way=on_site", sql: "o.way = 'on_site'", rows: 2 },
    { query: "money=paid", sql: "o.settled_at IS NOT NULL", rows: 3 },
    { query: "money=owing", sql: "o.settled_at IS NULL", rows: 2 },
    { query: "category=FULL", sql: "c.code = 'FULL'", rows: 4 },
    { query: "service=DINNER", sql: "s.code = 'DINNER'", rows: 1 },
    { query: "category=FULL&service=DINNER", sql: "true", rows: 5 },
    { query: "service=DINNER&until=2027-03-01", sql: "false", rows: 0 },
  ])("lines by $query: the file, its books and the lines agree", async ({ query, sql, rows }) => {
    const { batch, result, rows: written } = await exported("lines", query);
    const [head = [], ...body] = written;
    const sum = await linesSum(sql);
    const inFile = body.reduce((total, row) => total + Math.round(Number(row[head.indexOf("gross")]) * 100), 0);
    expect([inFile, result.sums.EUR ?? 0, result.books?.EUR ?? 0]).toEqual([sum, sum, sum]);
    expect([body.length, batch.done, batch.total]).toEqual([rows, rows, rows]);
  });
});

test("lines: the promotion code that something was sold with, and what it took off", async () => {
  const client = await db();
  const { id: conferenceId } = conference;
  await client.promotion.create({
    data: { conferenceId, code: "EARLY", label: "Early", position: 0, basisPoints: 1000 },
  });
  const { id } = await seedRegistration(conferenceId, 90);
  const held = await holdOrder(id, { categoryCode: "FULL", services: [], promotionCode: "early" }, BY, NOW);
  if (!held.ok) throw new Error(JSON.stringify(held.error));
  const order = await client.order.findUniqueOrThrow({ where: { publicId: held.value.publicId } });
  await placeOrder(order.id, { way: "on_site" }, BY, NOW);
  const { rows } = await exported("lines");
  const [head = [], ...body] = rows;
  const row = body.find((cells) => cells[head.indexOf("promotion")] === "EARLY") ?? [];
  const cell = (name: string) => row[head.indexOf(name)];
  expect([cell("promotion-less"), cell("unit"), cell("gross"), cell("window")]).toEqual([30, 270, 270, "Regular"]);
});
