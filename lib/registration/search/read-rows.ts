import "server-only";
import { db } from "@/lib/db/client";
import { Prisma } from "@/lib/db/generated/client";
import type { MirrorState, PaymentWay, RegistrationState } from "@/lib/db/generated/enums";
import { type PageState, pageStateOf } from "@/lib/states/page-state";

/** One registration as a list shows it, with what they ordered as payer and what arrived for it. */
export type RegistrationRow = {
  id: number;
  publicId: string;
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
  services: string | null;
  invoiceName: string;
  vatNumber: string;
  invoiceOrderNumber: string;
  indicoDbId: number | null;
  indicoFriendlyId: number | null;
  isConfirmed: boolean;
  indicoState: string | null;
  mirror: MirrorState | null;
  checkedInAt: Date | null;
  createdAt: Date;
  currency: string | null;
  hasPlacedOrder: boolean;
  totalMinor: number;
  receivedMinor: number;
  refundedMinor: number;
  way: PaymentWay | null;
  reference: string | null;
  placedAt: Date | null;
  settledAt: Date | null;
  /** The one word for where it stands. */
  stands: PageState;
};

type Stored = Omit<RegistrationRow, "stands"> & { pendingWay: PaymentWay | null; awaitsApproval: boolean };

/** The rows of some registrations, in the order of the ids. */
export async function readRows(ids: readonly number[]): Promise<RegistrationRow[]> {
  if (!ids.length) return [];
  const client = await db();
  const rows = await client.$queryRaw<Stored[]>`
    WITH money AS (
      SELECT o.id, o.payer_id, o.currency, o.state, o.total_minor, o.way, o.reference, o.placed_at, o.settled_at,
             o.way = 'purchase_order' AND o.approved_at IS NULL AND o.settled_at IS NULL AND o.state = 'placed' AS to_approve,
             coalesce(sum(e.amount_minor), 0)::int AS received,
             coalesce(-sum(e.amount_minor) FILTER (WHERE e.amount_minor < 0), 0)::int AS refunded,
             (SELECT way FROM payment WHERE order_id = o.id AND state = 'pending' ORDER BY id DESC LIMIT 1) AS pending_way
        FROM "order" o LEFT JOIN ledger_entry e ON e.order_id = o.id
       WHERE o.payer_id IN (${Prisma.join(ids)}) AND o.state <> 'cancelled' GROUP BY o.id
    ), of_payer AS (
      SELECT payer_id, max(currency) AS currency, bool_or(state = 'placed') AS has_placed,
             coalesce(sum(total_minor) FILTER (WHERE state = 'placed'), 0)::int AS total, sum(received)::int AS received,
             sum(refunded)::int AS refunded, bool_or(to_approve) AS to_approve,
             (array_agg(way ORDER BY id DESC))[1] AS way, (array_agg(pending_way ORDER BY id DESC))[1] AS pending_way,
             (array_agg(reference ORDER BY id DESC))[1] AS reference, max(placed_at) AS placed_at, max(settled_at) AS settled_at
        FROM money GROUP BY payer_id
    ), bought AS (
      SELECT l.registration_id, string_agg(v.name, ', ' ORDER BY v.position) AS services
        FROM order_line l JOIN "order" o ON o.id = l.order_id AND o.state = 'placed' JOIN service v ON v.id = l.service_id
       WHERE l.registration_id IN (${Prisma.join(ids)}) GROUP BY l.registration_id
    )
    SELECT r.id, r.public_id AS "publicId", r.number, r.state, r.title, r.first_name AS "firstName", r.last_name AS "lastName",
           r.email, r.affiliation, r.position, r.phone, r.address, r.country, c.name AS category, b.services,
           r.invoice_name AS "invoiceName", r.vat_number AS "vatNumber", r.invoice_order_number AS "invoiceOrderNumber",
           r.indico_db_id AS "indicoDbId", r.indico_friendly_id AS "indicoFriendlyId", r.is_confirmed AS "isConfirmed",
           r.indico_state AS "indicoState", m.state AS mirror, r.checked_in_at AS "checkedInAt", r.created_at AS "createdAt",
           p.currency::text, coalesce(p.has_placed, false) AS "hasPlacedOrder", coalesce(p.total, 0) AS "totalMinor",
           coalesce(p.received, 0) AS "receivedMinor", coalesce(p.refunded, 0) AS "refundedMinor", p.way,
           p.pending_way AS "pendingWay", coalesce(p.to_approve, false) AS "awaitsApproval", p.reference,
           p.placed_at AS "placedAt", p.settled_at AS "settledAt"
      FROM registration r LEFT JOIN category c ON c.id = r.category_id LEFT JOIN of_payer p ON p.payer_id = r.id
      LEFT JOIN bought b ON b.registration_id = r.id LEFT JOIN mirror m ON m.registration_id = r.id
     WHERE r.id IN (${Prisma.join(ids)})`;
  const byId = new Map(rows.map((row) => [row.id, row]));
  return ids.flatMap((id) => {
    const row = byId.get(id);
    return row ? [{ ...row, stands: standOf(row) }] : [];
  });
}

function standOf(row: Stored): PageState {
  return pageStateOf({
    registration: row.state,
    hasPlacedOrder: row.hasPlacedOrder,
    totalMinor: row.totalMinor,
    confirmedMinor: row.receivedMinor + row.refundedMinor,
    refundedMinor: row.refundedMinor,
    pendingWay: row.pendingWay,
    awaitsApproval: row.awaitsApproval,
    isCheckedIn: row.checkedInAt !== null,
  });
}
