import "server-only";
import { db } from "@/lib/db/client";
import { Prisma } from "@/lib/db/generated/client";
import type { OrderState, PaymentWay } from "@/lib/db/generated/enums";

export type FoundOrder = {
  publicId: string;
  number: number;
  reference: string;
  state: OrderState;
  way: PaymentWay | null;
  currency: string;
  totalMinor: number;
  receivedMinor: number;
  name: string;
  affiliation: string;
};

const MOST = 20;

/**
 * Orders that a line of the bank's statement may mean: by reference however it is grouped, order number, the number of a
 * registration, name or address of the payer or of somebody on it. Those that still owe come first.
 */
export async function findOrders(conferenceId: number, words: string): Promise<FoundOrder[]> {
  const compact = words.replaceAll(/\s+/g, "").toUpperCase();
  if (compact === "") return [];
  const each = words.split(/\s+/).filter(Boolean).slice(0, 6).map(holds);
  const client = await db();
  return client.$queryRaw<FoundOrder[]>`
    WITH found AS (
      SELECT o.*, coalesce(nullif(trim(r.first_name || ' ' || r.last_name), ''), r.email) AS name, r.affiliation,
             coalesce((SELECT sum(amount_minor) FROM ledger_entry WHERE order_id = o.id), 0)::int AS received
        FROM "order" o JOIN registration r ON r.id = o.payer_id
       WHERE o.conference_id = ${conferenceId}
         AND (o.reference = ${compact} OR (${compact.length >= 6} AND position(o.reference IN ${compact}) > 0) OR (${Prisma.join(each, " AND ")}))
    )
    SELECT public_id AS "publicId", number, reference, state, way, currency::text, total_minor AS "totalMinor",
           received AS "receivedMinor", name, affiliation
      FROM found ORDER BY (state = 'placed' AND received < total_minor) DESC, state = 'cancelled', id DESC LIMIT ${MOST}`;
}

function holds(word: string): Prisma.Sql {
  const like = `%${word.replaceAll(/[\\%_]/g, "\\$&")}%`;
  return Prisma.sql`(r.first_name ILIKE ${like} OR r.last_name ILIKE ${like} OR r.email ILIKE ${like} OR r.affiliation ILIKE ${like}
    OR o.reference ILIKE ${like} OR o.number::text = ${word} OR r.number::text = ${word}
    OR EXISTS (SELECT 1 FROM order_line l JOIN registration g ON g.id = l.registration_id
                WHERE l.order_id = o.id AND (g.last_name ILIKE ${like} OR g.email ILIKE ${like})))`;
}
