import "server-only";
import { db } from "@/lib/db/client";
import { Prisma } from "@/lib/db/generated/client";
import type { PaymentWay, RegistrationState } from "@/lib/db/generated/enums";
import { shownNumber } from "@/lib/registration/shown-number";
import { pageStateOf } from "@/lib/states/page-state";
import { addTo, momentCell, moneyCell } from "./cells";
import type { Cell, Column, Sheet, SheetConference, SheetRange } from "./sheet";

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

  async size({ id }) {
    const client = await db();
    const { _count, _max } = await client.registration.aggregate({
      where: { conferenceId: id, state: { not: "erased" } },
      _count: true,
      _max: { id: true },
    });
    return { total: _count, untilId: _max.id ?? 0 };
  },

  async page(conference, range) {
    const rows = await readRows(conference.id, range);
    const sums: Record<string, number> = {};
    for (const row of rows) if (row.currency) addTo(sums, row.currency, row.receivedMinor);
    const answers = await readAnswers(
      conference.id,
      rows.map(({ id }) => id),
    );
    const cells = rows.map((row) => [...toCells(row, conference), ...answers.of(row.id)]);
    return { rows: cells, lastId: rows.length === range.take ? (rows.at(-1)?.id ?? null) : null, sums };
  },

  /** Money that lies on orders, whoever pays them. */
  async sums({ id }, untilId) {
    const client = await db();
    const rows = await client.$queryRaw<{ currency: string; minor: number }[]>`
      SELECT e.currency, sum(e.amount_minor)::int AS minor FROM ledger_entry e JOIN "order" o ON o.id = e.order_id
       WHERE e.conference_id = ${id} AND o.payer_id <= ${untilId} AND o.state <> 'cancelled' GROUP BY e.currency`;
    return Object.fromEntries(rows.map(({ currency, minor }) => [currency, minor]));
  },
};

type Row = {
  id: number;
  number: number;
  state: RegistrationState;
  title: string;
  firstName: string;
  lastName: string;
  email: string;
  affiliation: string;
  position: string;
  phone: string;
  address: string;
  country: string;
  category: string | null;
  invoiceName: string;
  vatNumber: string;
  invoiceOrderNumber: string;
  indicoDbId: number | null;
  indicoFriendlyId: number | null;
  isConfirmed: boolean;
  indicoState: string | null;
  checkedInAt: Date | null;
  createdAt: Date;
  currency: string | null;
  hasPlacedOrder: boolean;
  totalMinor: number;
  receivedMinor: number;
  refundedMinor: number;
  way: PaymentWay | null;
  pendingWay: PaymentWay | null;
  awaitsApproval: boolean;
  reference: string | null;
  placedAt: Date | null;
  settledAt: Date | null;
};

async function readRows(conferenceId: number, { afterId, untilId, take }: SheetRange): Promise<Row[]> {
  const client = await db();
  return client.$queryRaw<Row[]>`
    WITH chosen AS (
      SELECT * FROM registration
       WHERE conference_id = ${conferenceId} AND id > ${afterId} AND id <= ${untilId} AND state <> 'erased'
       ORDER BY id LIMIT ${take}
    ), money AS (
      SELECT o.id, o.payer_id, o.currency, o.state, o.total_minor, o.way, o.reference, o.placed_at, o.settled_at,
             o.way = 'purchase_order' AND o.approved_at IS NULL AND o.settled_at IS NULL AND o.state = 'placed' AS to_approve,
             coalesce(sum(e.amount_minor), 0)::int AS received, coalesce(-sum(e.amount_minor) FILTER (WHERE e.amount_minor < 0), 0)::int AS refunded,
             (SELECT way FROM payment WHERE order_id = o.id AND state = 'pending' ORDER BY id DESC LIMIT 1) AS pending_way
        FROM "order" o LEFT JOIN ledger_entry e ON e.order_id = o.id
       WHERE o.payer_id IN (SELECT id FROM chosen) AND o.state <> 'cancelled' GROUP BY o.id
    ), of_payer AS (
      SELECT payer_id, max(currency) AS currency, bool_or(state = 'placed') AS has_placed,
             coalesce(sum(total_minor) FILTER (WHERE state = 'placed'), 0)::int AS total, sum(received)::int AS received,
             sum(refunded)::int AS refunded, bool_or(to_approve) AS to_approve,
             (array_agg(way ORDER BY id DESC))[1] AS way, (array_agg(pending_way ORDER BY id DESC))[1] AS pending_way,
             (array_agg(reference ORDER BY id DESC))[1] AS reference, max(placed_at) AS placed_at, max(settled_at) AS settled_at
        FROM money GROUP BY payer_id
    )
    SELECT r.id, r.number, r.state, r.title, r.first_name AS "firstName", r.last_name AS "lastName", r.email, r.affiliation,
           r.position, r.phone, r.address, r.country, c.name AS category, r.invoice_name AS "invoiceName",
           r.vat_number AS "vatNumber", r.invoice_order_number AS "invoiceOrderNumber", r.indico_db_id AS "indicoDbId",
           r.indico_friendly_id AS "indicoFriendlyId", r.is_confirmed AS "isConfirmed", r.indico_state AS "indicoState",
           r.checked_in_at AS "checkedInAt", r.created_at AS "createdAt", p.currency::text, coalesce(p.has_placed, false) AS "hasPlacedOrder",
           coalesce(p.total, 0) AS "totalMinor", coalesce(p.received, 0) AS "receivedMinor", coalesce(p.refunded, 0) AS "refundedMinor",
           p.way::text, p.pending_way::text AS "pendingWay", coalesce(p.to_approve, false) AS "awaitsApproval", p.reference,
           p.placed_at AS "placedAt", p.settled_at AS "settledAt"
      FROM chosen r LEFT JOIN category c ON c.id = r.category_id LEFT JOIN of_payer p ON p.payer_id = r.id
     ORDER BY r.id`;
}

function toCells(row: Row, conference: SheetConference): Cell[] {
  const { currency, timeZone } = { currency: row.currency ?? "", timeZone: conference.timeZone };
  const money = (minor: number) => (row.currency ? moneyCell(minor, currency) : null);
  const state = pageStateOf({
    ...{ registration: row.state, hasPlacedOrder: row.hasPlacedOrder, totalMinor: row.totalMinor },
    ...{ confirmedMinor: row.receivedMinor + row.refundedMinor, refundedMinor: row.refundedMinor },
    ...{ pendingWay: row.pendingWay, awaitsApproval: row.awaitsApproval, isCheckedIn: row.checkedInAt !== null },
  });
  return [
    ...[shownNumber(row, conference), state, row.title, row.firstName, row.lastName, row.email, row.affiliation],
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
