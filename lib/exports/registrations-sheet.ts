import "server-only";
import { db } from "@/lib/db/client";
import { Prisma } from "@/lib/db/generated/client";
import { filterOfQuery } from "@/lib/registration/search/filter";
import { type RegistrationRow, readRows } from "@/lib/registration/search/read-rows";
import { countRegistrations, walkRegistrations } from "@/lib/registration/search/search-registrations";
import { shownNumber } from "@/lib/registration/shown-number";
import { addTo, momentCell, moneyCell } from "./cells";
import type { Cell, Column, Sheet, SheetConference } from "./sheet";

const FIXED = [
  { key: "number", type: "text" },
  { key: "state", type: "text" },
  { key: "title", type: "text" },
  { key: "first-name", type: "text" },
  { key: "last-name", type: "text" },
  { key: "email", type: "text" },
  { key: "affiliation", type: "text" },
  { key: "position", type: "text" },
  { key: "phone", type: "text" },
  { key: "address", type: "text" },
  { key: "country", type: "text" },
  { key: "category", type: "text" },
  { key: "total", type: "money" },
  { key: "received", type: "money" },
  { key: "balance", type: "money" },
  { key: "currency", type: "text" },
  { key: "way", type: "text" },
  { key: "reference", type: "text" },
  { key: "placed-at", type: "moment" },
  { key: "settled-at", type: "moment" },
  { key: "checked-in-at", type: "moment" },
  { key: "invoice-name", type: "text" },
  { key: "vat-number", type: "text" },
  { key: "invoice-order-number", type: "text" },
  { key: "indico-id", type: "number" },
  { key: "indico-state", type: "text" },
  { key: "created-at", type: "moment" },
] as const satisfies Column[];

/** One row a person, with what they ordered as payer and what arrived for it, and a column for each question. */
export const registrationsSheet: Sheet = {
  async columns({ id }) {
    const questions = await listQuestions(id);
    return [...FIXED, ...questions.map(({ key, label }) => ({ key, type: "text" as const, label }))];
  },

  async size(conference, query) {
    const client = await db();
    const [total, { _max }] = await Promise.all([
      countRegistrations(conference, filterOfQuery(query)),
      client.registration.aggregate({ where: { conferenceId: conference.id }, _max: { id: true } }),
    ]);
    return { total, untilId: _max.id ?? 0 };
  },

  async page(conference, range) {
    const rows = await readRows(await walkRegistrations(conference, filterOfQuery(range.query), range));
    const sums: Record<string, number> = {};
    for (const row of rows) if (row.currency) addTo(sums, row.currency, row.receivedMinor);
    const answers = await readAnswers(
      conference.id,
      rows.map(({ id }) => id),
    );
    const cells = rows.map((row) => [...toCells(row, conference), ...answers.of(row.id)]);
    return { rows: cells, lastId: rows.length === range.take ? (rows.at(-1)?.id ?? null) : null, sums };
  },

  /** Money that lies on orders, whoever pays them; not told of a part of the list. */
  async sums({ id }, untilId, query) {
    if (query) return null;
    const client = await db();
    const rows = await client.$queryRaw<{ currency: string; minor: number }[]>`
      SELECT e.currency, sum(e.amount_minor)::float8 AS minor FROM ledger_entry e JOIN "order" o ON o.id = e.order_id
       WHERE e.conference_id = ${id} AND o.payer_id <= ${untilId} AND o.state <> 'cancelled' GROUP BY e.currency`;
    return Object.fromEntries(rows.map(({ currency, minor }) => [currency, minor]));
  },
};

function toCells(row: RegistrationRow, conference: SheetConference): Cell[] {
  const { currency, timeZone } = { currency: row.currency ?? "", timeZone: conference.timeZone };
  const money = (minor: number) => (row.currency ? moneyCell(minor, currency) : null);
  return [
    ...[shownNumber(row, conference), row.stands, row.title, row.firstName, row.lastName, row.email, row.affiliation],
    ...[row.position, row.phone, row.address, row.country, row.category],
    ...[money(row.totalMinor), money(row.receivedMinor), money(row.totalMinor - row.receivedMinor), row.currency],
    ...[row.way, row.reference],
    ...[row.placedAt, row.settledAt, row.checkedInAt].map((at) => momentCell(at, timeZone)),
    ...[row.invoiceName, row.vatNumber, row.invoiceOrderNumber, row.indicoDbId, row.indicoState],
    momentCell(row.createdAt, timeZone),
  ];
}

async function listQuestions(conferenceId: number) {
  const client = await db();
  return client.question.findMany({
    where: { conferenceId },
    orderBy: [{ position: "asc" }, { id: "asc" }],
    select: { id: true, key: true, label: true },
  });
}

/** The answers of some registrations, as cells in the order of the questions. */
async function readAnswers(conferenceId: number, registrationIds: number[]) {
  const questions = await listQuestions(conferenceId);
  const client = await db();
  const answers = await client.$queryRaw<{ registrationId: number; questionId: number; value: unknown }[]>`
    SELECT registration_id AS "registrationId", question_id AS "questionId", value FROM answer
     WHERE registration_id IN (${Prisma.join(registrationIds.length ? registrationIds : [0])})`;
  const byKey = new Map(answers.map((one) => [`${one.registrationId}:${one.questionId}`, one.value]));
  return { of: (id: number): Cell[] => questions.map((question) => answerCell(byKey.get(`${id}:${question.id}`))) };
}

function answerCell(value: unknown): Cell {
  if (value === null || value === undefined) return null;
  if (Array.isArray(value)) return value.join("; ");
  return typeof value === "boolean" ? (value ? "yes" : "no") : String(value);
}
