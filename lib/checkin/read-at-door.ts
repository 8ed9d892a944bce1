import "server-only";
import { db } from "@/lib/db/client";
import { Prisma } from "@/lib/db/generated/client";
import type { PaymentWay, RegistrationState } from "@/lib/db/generated/enums";
import type { Money } from "@/lib/money/money";

/** What was ordered for a person besides the category. */
export type DoorItem = { name: string; mark: string; quantity: number; guests: string[] };

/** When, where and by whom somebody was let in; `at` in ISO. */
export type DoorEntry = { at: string; door: string; by: string };

/** A person as a door shows them; everything can be sent to a browser. */
export type DoorPerson = {
  publicId: string;
  number: number;
  name: string;
  category: string;
  affiliation: string;
  items: DoorItem[];
  /** What is missing of their orders; null: nothing. */
  owed: Owed | null;
  entry: DoorEntry | null;
};

/** `dueOn` as a day in ISO, where the money was to come by a day. */
export type Owed = Money & { way: PaymentWay | null; dueOn: string | null };

export type AtDoor = {
  id: number;
  state: RegistrationState;
  /** Staff who let them in; null: nobody, or somebody unknown. */
  letInBy: number | null;
  /** The orders that miss money, oldest first. */
  owing: { orderId: number; missingMinor: number }[];
  person: DoorPerson;
};

type Row = {
  id: number;
  publicId: string;
  state: RegistrationState;
  number: number;
  name: string;
  category: string;
  affiliation: string;
  inAt: Date | null;
  inDoor: string;
  inBy: string;
  letInBy: number | null;
  orders: OrderRow[] | null;
  items: DoorItem[] | null;
};
type OrderRow = { id: number; missing: number; currency: string; way: PaymentWay | null; due: string | null };

/**
 * One registration of a conference as its doors see it, in one statement: many come in at once. An order that an
 * institute pays on an approved purchase order keeps nobody at the door.
 */
export async function readAtDoor(
  conferenceId: number,
  by: { id: number } | { publicId: string },
): Promise<AtDoor | null> {
  const client = await db();
  const isAsked =
    "id" in by ? Prisma.sql`r.id = ${by.id}` : Prisma.sql`r.public_id = ${by.publicId.replaceAll("\u0000", "")}`;
  const [row] = await client.$queryRaw<Row[]>`
    SELECT r.id, r.public_id AS "publicId", r.state::text AS state, r.number,
           coalesce(nullif(trim(r.first_name || ' ' || r.last_name), ''), r.email) AS name,
           coalesce(c.name, '') AS category, r.affiliation,
           coalesce(i.at, r.checked_in_at) AS "inAt", coalesce(i.door, '') AS "inDoor", coalesce(s.name, '') AS "inBy",
           i.staff_id AS "letInBy", ordered.orders, bought.items
      FROM registration r
      LEFT JOIN category c ON c.id = r.category_id
      LEFT JOIN check_in i ON i.registration_id = r.id AND i.undone_at IS NULL
      LEFT JOIN staff s ON s.id = i.staff_id
      LEFT JOIN LATERAL (
        SELECT jsonb_agg(jsonb_build_object('id', o.id, 'missing', o.missing, 'currency', o.currency, 'way', o.way,
                                            'due', o.due_on) ORDER BY o.id) AS orders
          FROM (SELECT o.id, o.currency, o.way, o.due_on, o.total_minor - coalesce(
                       (SELECT sum(e.amount_minor) FROM ledger_entry e WHERE e.order_id = o.id), 0) AS missing
                  FROM "order" o
                 WHERE o.state = 'placed' AND NOT (o.way = 'purchase_order' AND o.approved_at IS NOT NULL)
                   AND EXISTS (SELECT 1 FROM order_line l WHERE l.order_id = o.id AND l.registration_id = r.id)) o
         WHERE o.missing > 0
      ) ordered ON true
      LEFT JOIN LATERAL (
        SELECT jsonb_agg(jsonb_build_object('name', l.name, 'mark', coalesce(v.mark::text, ''), 'quantity', l.quantity,
                 'guests', coalesce((SELECT jsonb_agg(g.name ORDER BY g.position) FROM guest g
                                      WHERE g.order_line_id = l.id), '[]')) ORDER BY l.id) AS items
          FROM order_line l JOIN "order" o ON o.id = l.order_id AND o.state = 'placed'
          JOIN service v ON v.id = l.service_id
         WHERE l.registration_id = r.id
      ) bought ON true
     WHERE r.conference_id = ${conferenceId} AND ${isAsked}`;
  return row ? toAtDoor(row) : null;
}

function toAtDoor(row: Row): AtDoor {
  const { id, state, letInBy, publicId, number, name, category, affiliation, inAt, inDoor, inBy } = row;
  const orders = row.orders ?? [];
  const last = orders.at(-1);
  const minor = orders.reduce((sum, { missing }) => sum + missing, 0);
  return {
    id,
    state,
    letInBy,
    owing: orders.map((order) => ({ orderId: order.id, missingMinor: order.missing })),
    person: {
      ...{ publicId, number, name, category, affiliation },
      items: row.items ?? [],
      owed: last ? { minor, currency: last.currency, way: last.way, dueOn: last.due } : null,
      entry: inAt ? { at: inAt.toISOString(), door: inDoor, by: inBy } : null,
    },
  };
}
