import "server-only";
import { db } from "@/lib/db/client";
import { Prisma } from "@/lib/db/generated/client";
import type { PaymentState, PaymentWay } from "@/lib/db/generated/enums";

/** What of a conference's payments is asked for. */
export type PaymentQuestion = {
  /** A name, address, order number, reference, or the provider's id. */
  words: string;
  way: PaymentWay | null;
  state: PaymentState | null;
  /** By the day on which the money came, or on which it was first waited for. */
  from: Date | null;
  until: Date | null;
  page: number;
};

export const PAYMENT_WAYS = ["card", "transfer", "purchase_order", "on_site"] as const satisfies PaymentWay[];
export const PAYMENT_STATES = [
  "pending",
  "confirmed",
  "created",
  "failed",
  "cancelled",
] as const satisfies PaymentState[];

export type ListedPayment = {
  publicId: string;
  way: PaymentWay;
  state: PaymentState;
  /** What came, or what is waited for. */
  amountMinor: number;
  refundedMinor: number;
  currency: string;
  at: Date;
  orderNumber: number | null;
  name: string | null;
  affiliation: string | null;
};

/** Sums of all that was found, by state and currency. */
export type PaymentSum = { state: PaymentState; currency: string; count: number; minor: number };

export const PAYMENTS_PAGE = 50;

/** Payments that answer the question, newest first, one more than a page where there are more, and the sums of all. */
export async function listPayments(
  conferenceId: number,
  question: PaymentQuestion,
): Promise<{ rows: ListedPayment[]; sums: PaymentSum[] }> {
  const client = await db();
  const found = foundPayments(conferenceId, question);
  const [rows, sums] = await Promise.all([
    client.$queryRaw<ListedPayment[]>`
      ${found}
      SELECT f.public_id AS "publicId", f.way, f.state, f.amount AS "amountMinor", f.currency, f.at, f.number AS "orderNumber",
             f.refunded AS "refundedMinor", coalesce(nullif(trim(f.first_name || ' ' || f.last_name), ''), f.email) AS name, f.affiliation
        FROM found f ORDER BY f.id DESC LIMIT ${PAYMENTS_PAGE + 1} OFFSET ${(question.page - 1) * PAYMENTS_PAGE}`,
    client.$queryRaw<PaymentSum[]>`
      ${found}
      SELECT state, currency, count(*)::int AS count, sum(amount)::float8 AS minor FROM found
       GROUP BY state, currency ORDER BY state, currency`,
  ]);
  return { rows, sums };
}

function foundPayments(conferenceId: number, { words, way, state, from, until }: PaymentQuestion): Prisma.Sql {
  const conditions = [
    Prisma.sql`p.conference_id = ${conferenceId}`,
    ...(way ? [Prisma.sql`p.way = ${way}::payment_way`] : []),
    ...(state ? [Prisma.sql`p.state = ${state}::payment_state`] : []),
    ...(from ? [Prisma.sql`coalesce(p.confirmed_at, p.created_at) >= ${from}`] : []),
    ...(until ? [Prisma.sql`coalesce(p.confirmed_at, p.created_at) < ${until}`] : []),
    ...words.split(/\s+/).filter(Boolean).slice(0, 6).map(holds),
  ];
  return Prisma.sql`
    WITH found AS (
      SELECT p.id, p.public_id, p.way, p.state, p.currency::text, coalesce(p.confirmed_at, p.created_at) AS at, o.number,
             r.first_name, r.last_name, r.email, r.affiliation,
             coalesce((SELECT sum(e.amount_minor) FROM ledger_entry e WHERE e.payment_id = p.id AND e.kind = 'payment'), p.amount_minor)::int AS amount,
             coalesce(-(SELECT sum(e.amount_minor) FROM ledger_entry e WHERE e.payment_id = p.id AND e.refund_id IS NOT NULL), 0)::int AS refunded
        FROM payment p LEFT JOIN "order" o ON o.id = p.order_id LEFT JOIN registration r ON r.id = o.payer_id
       WHERE ${Prisma.join(conditions, " AND ")}
    )`;
}

/** A reference is found however it is grouped. */
function holds(word: string): Prisma.Sql {
  const like = `%${word.replaceAll(/[\\%_]/g, "\\$&")}%`;
  return Prisma.sql`(r.first_name ILIKE ${like} OR r.last_name ILIKE ${like} OR r.email ILIKE ${like} OR r.affiliation ILIKE ${like}
    OR o.reference ILIKE ${like} OR o.number::text = ${word} OR r.number::text = ${word} OR p.provider_id = ${word}
    OR p.public_id = ${word} OR p.note ILIKE ${like})`;
}
