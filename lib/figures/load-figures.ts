import "server-only";
import { db } from "@/lib/db/client";
import { Prisma } from "@/lib/db/generated/client";

/** Money of one currency in minor units. */
export type MoneyFigures = {
  currency: string;
  /** On placed orders: money that arrived less what went back. */
  receivedMinor: number;
  /** What placed orders still wait for. */
  openMinor: number;
  refundedMinor: number;
  /** Money that lies on no order yet. */
  suspenseMinor: number;
};

export type Headline = {
  /** People who ordered and are not cancelled. */
  registrations: number;
  thisWeek: number;
  /** Of them, those whose every placed order is covered by the ledger. */
  paid: number;
  /** People who began and have not ordered. */
  begun: number;
  checkedIn: number;
  cancelled: number;
  /** Placed orders that still wait for money. */
  openOrders: number;
  money: MoneyFigures[];
};

/** One bar of a break-down: `key` finds the rows behind it. */
export type Group = { key: string; name: string; count: number; minor: number };

export type Breakdown = { categories: Group[]; services: Group[]; countries: Group[]; ways: Group[] };

export type QuotaFigures = { id: number; name: string; capacity: number; sold: number; held: number };

/** The counts and sums of a conference, as the ledger and the orders say now. */
export async function loadHeadline(conferenceId: number): Promise<Headline> {
  const client = await db();
  const [[people], money] = await Promise.all([
    client.$queryRaw<(Omit<Headline, "money" | "openOrders"> & { openOrders: number })[]>`
      WITH ${placedOrders(conferenceId)}, payer AS (
        SELECT payer_id, bool_and(net >= total_minor) AS is_paid, min(placed_at) AS since,
               (count(*) FILTER (WHERE net < total_minor))::int AS open_orders
          FROM placed GROUP BY payer_id
      )
      SELECT (count(*) FILTER (WHERE r.state = 'active'))::int AS registrations,
             (count(*) FILTER (WHERE r.state = 'active' AND p.since > now() - interval '7 days'))::int AS "thisWeek",
             (count(*) FILTER (WHERE r.state = 'active' AND p.is_paid))::int AS paid,
             (count(*) FILTER (WHERE r.state = 'draft'))::int AS begun,
             (count(*) FILTER (WHERE r.state = 'active' AND r.checked_in_at IS NOT NULL))::int AS "checkedIn",
             (count(*) FILTER (WHERE r.state = 'cancelled'))::int AS cancelled,
             coalesce(sum(p.open_orders), 0)::int AS "openOrders"
        FROM registration r LEFT JOIN payer p ON p.payer_id = r.id WHERE r.conference_id = ${conferenceId}`,
    client.$queryRaw<MoneyFigures[]>`
      WITH ${placedOrders(conferenceId)}, entry AS (
        SELECT currency::text,
               coalesce(sum(amount_minor) FILTER (WHERE order_id IS NOT NULL), 0)::float8 AS received,
               coalesce(-sum(amount_minor) FILTER (WHERE kind IN ('refund', 'refund_returned')), 0)::float8 AS refunded,
               coalesce(sum(amount_minor) FILTER (WHERE order_id IS NULL), 0)::float8 AS suspense
          FROM ledger_entry WHERE conference_id = ${conferenceId} GROUP BY currency
      ), owed AS (
        SELECT currency::text, coalesce(sum(total_minor - net) FILTER (WHERE total_minor > net), 0)::float8 AS open FROM placed GROUP BY currency
      )
      SELECT coalesce(e.currency, o.currency) AS currency, coalesce(e.received, 0) AS "receivedMinor", coalesce(o.open, 0) AS "openMinor",
             coalesce(e.refunded, 0) AS "refundedMinor", coalesce(e.suspense, 0) AS "suspenseMinor"
        FROM entry e FULL JOIN owed o ON o.currency = e.currency ORDER BY 2 DESC`,
  ]);
  if (!people) throw new Error("An aggregate without a row");
  return { ...people, money };
}

/** Where people and money come from. Sums are of placed orders' lines, in the conference's own currency. */
export async function loadBreakdown(conferenceId: number, currency: string): Promise<Breakdown> {
  const client = await db();
  const lines = (item: "category" | "service") => client.$queryRaw<Group[]>`
    SELECT i.code AS key, i.name, sum(l.quantity)::int AS count, coalesce(sum(l.gross_minor) FILTER (WHERE o.currency = ${currency}), 0)::float8 AS minor
      FROM order_line l JOIN "order" o ON o.id = l.order_id AND o.state = 'placed' AND o.conference_id = ${conferenceId}
      JOIN ${Prisma.raw(item)} i ON i.id = ${Prisma.raw(`l.${item}_id`)}
     GROUP BY i.id ORDER BY i.position, i.id`;
  const countries = client.$queryRaw<Group[]>`
    SELECT r.country AS key, r.country AS name, count(DISTINCT r.id)::int AS count,
           coalesce(sum(o.total_minor) FILTER (WHERE o.currency = ${currency}), 0)::float8 AS minor
      FROM registration r JOIN "order" o ON o.payer_id = r.id AND o.state = 'placed'
     WHERE r.conference_id = ${conferenceId} AND r.state = 'active' AND r.country <> '' GROUP BY r.country ORDER BY 3 DESC, 1`;
  const ways = client.$queryRaw<Group[]>`
    SELECT o.way::text AS key, o.way::text AS name, count(*)::int AS count, coalesce(sum(o.total_minor) FILTER (WHERE o.currency = ${currency}), 0)::float8 AS minor
      FROM "order" o WHERE o.conference_id = ${conferenceId} AND o.state = 'placed' AND o.way IS NOT NULL GROUP BY o.way ORDER BY 3 DESC`;
  const [ofCategories, ofServices, ofCountries, ofWays] = await Promise.all([
    lines("category"),
    lines("service"),
    countries,
    ways,
  ]);
  return { categories: ofCategories, services: ofServices, countries: ofCountries, ways: ofWays };
}

/** Each pool of places: sold to orders that are settled or have no end of their hold, held for the others. */
export async function loadQuotas(conferenceId: number): Promise<QuotaFigures[]> {
  const client = await db();
  return client.$queryRaw<QuotaFigures[]>`
    SELECT q.id, q.name, q.capacity, coalesce(sum(p.count) FILTER (WHERE o.settled_at IS NOT NULL OR o.hold_until IS NULL), 0)::int AS sold,
           coalesce(sum(p.count) FILTER (WHERE o.settled_at IS NULL AND o.hold_until IS NOT NULL), 0)::int AS held
      FROM quota q LEFT JOIN place p ON p.quota_id = q.id LEFT JOIN order_line l ON l.id = p.order_line_id
      LEFT JOIN "order" o ON o.id = l.order_id
     WHERE q.conference_id = ${conferenceId} GROUP BY q.id ORDER BY q.id`;
}

/** The placed orders of a conference with the ledger's sum on each, as the common table `placed`. */
function placedOrders(conferenceId: number): Prisma.Sql {
  return Prisma.sql`
    money AS (SELECT order_id, sum(amount_minor)::int AS net FROM ledger_entry
               WHERE conference_id = ${conferenceId} AND order_id IS NOT NULL GROUP BY order_id),
    placed AS (SELECT o.id, o.payer_id, o.currency, o.total_minor, o.placed_at, coalesce(m.net, 0) AS net
                 FROM "order" o LEFT JOIN money m ON m.order_id = o.id
                WHERE o.conference_id = ${conferenceId} AND o.state = 'placed')`;
}
