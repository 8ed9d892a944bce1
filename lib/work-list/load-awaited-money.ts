import "server-only";
import { db } from "@/lib/db/client";
import { Prisma } from "@/lib/db/generated/client";
import { MOST_OF_A_KIND, REGISTRANT, type Scope, toRegistrant, type WorkItem, within } from "./work-item";

/** So many days before the places of an unpaid order are free again, staff are asked about it. */
const WARN_DAYS = 3;
const DAY_MS = 86_400_000;

/** Placed orders that wait for money, and whose places are free again within three days. */
export async function loadExpiring(scope: Scope): Promise<WorkItem[]> {
  const client = await db();
  const orders = await client.order.findMany({
    where: {
      ...within(scope),
      ...{ state: "placed", way: { in: ["transfer", "purchase_order"] }, settledAt: null, lapsedAt: null },
      holdUntil: { not: null, lt: new Date(Date.now() + WARN_DAYS * DAY_MS) },
      NOT: { way: "purchase_order", approvedAt: null },
    },
    orderBy: { holdUntil: "asc" },
    take: MOST_OF_A_KIND,
    include: { payer: { select: REGISTRANT }, ledger: { select: { amountMinor: true } } },
  });
  return orders.map((order) => ({
    kind: "expiring" as const,
    registrant: toRegistrant(order.payer),
    since: order.placedAt ?? order.createdAt,
    amount: {
      minor: order.totalMinor - order.ledger.reduce((sum, { amountMinor }) => sum + amountMinor, 0),
      currency: order.currency,
    },
    dueOn: order.dueOn ?? order.holdUntil ?? order.createdAt,
    orderPublicId: order.publicId,
  }));
}

/** Transfers that are awaited, one row a conference and currency. */
export async function loadTransfers(scope: Scope): Promise<WorkItem[]> {
  if (scope !== "all" && !scope.length) return [];
  const client = await db();
  const here = scope === "all" ? Prisma.empty : Prisma.sql`AND p.conference_id IN (${Prisma.join(scope)})`;
  const rows = await client.$queryRaw<
    { slug: string; name: string; currency: string; count: number; minor: number; since: Date }[]
  >`
    SELECT c.slug, c.name, p.currency::text, count(*)::int AS count, sum(p.amount_minor)::float8 AS minor, min(p.created_at) AS since
      FROM payment p JOIN "order" o ON o.id = p.order_id AND o.state = 'placed' JOIN conference c ON c.id = p.conference_id
     WHERE p.state = 'pending' AND p.way IN ('transfer', 'purchase_order')
       AND (o.way <> 'purchase_order' OR o.approved_at IS NOT NULL) ${here}
     GROUP BY c.id, p.currency ORDER BY c.id`;
  return rows.map(({ slug, name, currency, minor, count, since }) => ({
    kind: "transfers" as const,
    since,
    count,
    amount: { minor, currency },
    conference: { slug, name },
  }));
}
